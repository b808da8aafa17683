import {parseJobUrl} from '../gp/job-url.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {type SafeText, safe} from '../text/safe-text.ts';

type ParsedUrls = {
	readonly jobs: readonly SavedJob[];
	/** The tokens that were in the URLs, by the origin of the server. */
	readonly tokens: ReadonlyMap<string, string>;
	readonly refused: readonly SafeText[];
	/** Notices about how the URLs were read. */
	readonly notices: readonly SafeText[];
};

/** A URL as the user gave it, with its label and its line number if it has them. */
export type TypedUrl = {readonly text: string; readonly label?: string; readonly line?: number};

/** Parses job URLs as people type or paste them. */
export function parseUrls(
	texts: ReadonlyArray<string | TypedUrl>,
	now: number,
	{label, tags = []}: {readonly label?: string | undefined; readonly tags?: readonly string[] | undefined} = {},
): ParsedUrls {
	const jobs: SavedJob[] = [];
	const tokens = new Map<string, string>();
	const refused: SafeText[] = [];
	const notices = new Set<SafeText>();
	for (const one of texts) {
		const typed: TypedUrl = typeof one === 'string' ? {text: one} : one;
		const parsed = parseJobUrl(typed.text);
		if (!parsed.ok) {
			refused.push(typed.line === undefined ? parsed.sentence : lineSays(typed.line, parsed.sentence));
			continue;
		}
		if (parsed.token !== undefined) tokens.set(parsed.job.server, parsed.token);
		if (parsed.notice !== undefined) notices.add(parsed.notice);
		const name = typed.label ?? label;
		jobs.push({url: parsed.job.url, tags: [...tags], addedAt: now, ...(name === undefined ? {} : {label: name})});
	}
	return {jobs, tokens, refused, notices: [...notices]};
}

/** Returns the notice about tokens in the URLs; `undefined` if there were none. */
export function tokenNotice({tokens}: ParsedUrls): SafeText | undefined {
	if (tokens.size === 0) return undefined;
	return tokenUsedOnce;
}

/** The notice that the token of a URL is used but not saved. */
export const tokenUsedOnce: SafeText = safe`The token was removed from the URL. gpjobs uses it in this run and does not save it.`;

/** The error for a line of standard input that is not a job URL. */
export function lineSays(line: number, sentence: SafeText): SafeText {
	return safe`Line ${line}: ${sentence}`;
}

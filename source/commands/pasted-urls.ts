import {parseJobUrl} from '../gp/job-url.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {type SafeText, safe} from '../text/safe-text.ts';

type ParsedUrls = {
	readonly jobs: readonly SavedJob[];
	/** Tokens that the URLs carried, by origin. */
	readonly tokens: ReadonlyMap<string, string>;
	readonly refused: readonly SafeText[];
	/** What a person should know of how they were read. */
	readonly notices: readonly SafeText[];
};

/** A URL with the label that came with it, and the line where it stands. */
export type TypedUrl = {readonly text: string; readonly label?: string; readonly line?: number};

/** Reads URLs as somebody typed or pasted them, one by one. */
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

/** Says that tokens were taken off; `undefined` where there were none. */
export function tokenNotice({tokens}: ParsedUrls): SafeText | undefined {
	if (tokens.size === 0) return undefined;
	return safe`The token in the URL is used in this run only; it was taken off and is not saved.`;
}

/** The sentence about a line of standard input that names no job. */
export function lineSays(line: number, sentence: SafeText): SafeText {
	return safe`Line ${line}: ${sentence}`;
}

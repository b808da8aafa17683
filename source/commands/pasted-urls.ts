import {parseJobUrl} from '../gp/job-url.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {type SafeText, safe} from '../text/safe-text.ts';

export type ParsedUrls = {
	readonly jobs: readonly SavedJob[];
	/** Tokens that the URLs carried, by origin. */
	readonly tokens: ReadonlyMap<string, string>;
	readonly refused: readonly SafeText[];
};

/** Reads URLs as somebody typed or pasted them, one by one. */
export function parseUrls(
	texts: readonly string[],
	now: number,
	{label, tags = []}: {readonly label?: string | undefined; readonly tags?: readonly string[] | undefined} = {},
): ParsedUrls {
	const jobs: SavedJob[] = [];
	const tokens = new Map<string, string>();
	const refused: SafeText[] = [];
	for (const text of texts) {
		const parsed = parseJobUrl(text);
		if (!parsed.ok) {
			refused.push(parsed.sentence);
			continue;
		}
		if (parsed.token !== undefined) tokens.set(parsed.job.server, parsed.token);
		jobs.push({url: parsed.job.url, tags: [...tags], addedAt: now, ...(label === undefined ? {} : {label})});
	}
	return {jobs, tokens, refused};
}

/** Says that tokens were taken off; `undefined` where there were none. */
export function tokenNotice({tokens}: ParsedUrls): SafeText | undefined {
	if (tokens.size === 0) return undefined;
	return safe`The token in the URL is used in this run only; it was taken off and is not saved.`;
}

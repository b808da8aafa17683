import {parseJobUrl} from '../../source/gp/job-url.ts';
import type {SafeText} from '../../source/text/safe-text.ts';

/**
 * Why a text names no job, as every command says it.
 *
 * @throws where it names one
 */
export function refusalOf(text: string): SafeText {
	const parsed = parseJobUrl(text);
	if (parsed.ok) throw new Error(`${text} names a job`);
	return parsed.sentence;
}

/**
 * What is said of a text that names a job by a detour.
 *
 * @throws where nothing is said of it
 */
export function noticeOf(text: string): SafeText {
	const parsed = parseJobUrl(text);
	if (!parsed.ok || parsed.notice === undefined) throw new Error(`nothing is said of ${text}`);
	return parsed.notice;
}

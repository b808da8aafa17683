import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {parseJobUrl} from './job-url.ts';

/** A task as its URL names it. */
export type TaskAddress = {
	readonly url: string;
	readonly server: string;
	readonly task: SafeText;
};

export type ParsedTaskUrl =
	| {readonly ok: true; readonly task: TaskAddress; readonly token?: string}
	| {readonly ok: false; readonly sentence: SafeText};

/**
 * Reads what a person pasted as the URL of a task, `…/GPServer/<task>`; its `submitJob` and a job of it mean the task too.
 *
 * @returns a sentence where it is none
 */
export function parseTaskUrl(pasted: string): ParsedTaskUrl {
	const text = pasted.trim();
	const [path = '', query = ''] = text.split(/[?#](.*)/s);
	const base = path.replace(/\/+$/, '').replace(/\/(submitjob|jobs(\/[^/]*.*)?)$/i, '');
	// A job of the task has its address, and all that a URL must not be is said of it.
	const parsed = parseJobUrl(`${base}/jobs/j0${query === '' ? '' : `?${query}`}`);
	if (parsed.ok && parsed.job.url.endsWith('/jobs/j0')) {
		const {taskUrl, server, task} = parsed.job;
		return {ok: true, task: {url: taskUrl, server, task}, ...(parsed.token === undefined ? {} : {token: parsed.token})};
	}
	if (/\/execute$/i.test(path))
		return {
			ok: false,
			sentence: safe`A task that is executed leaves no job behind. Give the URL of a task that submits jobs.`,
		};
	return {
		ok: false,
		sentence: safe`"${safeText(path.slice(0, 120))}" is not the URL of a task. It looks like https://host/arcgis/rest/services/folder/service/GPServer/task.`,
	};
}

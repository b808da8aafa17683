import {type SafeText, safe} from '../text/safe-text.ts';
import {parseJobUrl, type TaskUrl} from './job-url.ts';
import {withoutParameters} from './url-parameters.ts';
import {unwrapped} from './urls-in-text.ts';

/** A task as its URL names it. */
type TaskAddress = {
	readonly url: TaskUrl;
	readonly server: string;
	readonly task: SafeText;
};

type ParsedTaskUrl =
	| {readonly ok: true; readonly task: TaskAddress; readonly token?: string}
	| {readonly ok: false; readonly sentence: SafeText};

/**
 * Reads what a person pasted as the URL of a task, `…/GPServer/<task>`; its `submitJob` and a job of it mean the task
 * too.
 *
 * @returns a sentence where it is not a task
 */
export function parseTaskUrl(pasted: string): ParsedTaskUrl {
	const {path, rest} = taskPath(unwrapped(pasted));
	const base = path.replace(/\/+$/, '').replace(/\/(submitjob|jobs(\/[^/]*.*)?)$/i, '');
	// A job of the task has its address, and all that a URL must not be is said of it.
	const parsed = parseJobUrl(`${base}/jobs/j0${rest === '' ? '' : `?${rest}`}`);
	if (parsed.ok && parsed.via === undefined && parsed.job.url.endsWith('/jobs/j0')) {
		const {taskUrl, server, task} = parsed.job;
		return {ok: true, task: {url: taskUrl, server, task}, ...(parsed.token === undefined ? {} : {token: parsed.token})};
	}
	if (/\/execute$/i.test(path)) return {ok: false, sentence: leavesNoJob};
	if (!parsed.ok && /^https?:[^?#]*\/gpserver\/[^/]/i.test(path)) return parsed;
	return {ok: false, sentence: notATaskUrl};
}

export const leavesNoJob = safe`A task that is executed leaves no job behind. Give the URL of a task that submits jobs.`;
export const notATaskUrl = safe`This is not the URL of a task. It looks like https://host/arcgis/rest/services/folder/service/GPServer/task.`;

/** The path of a URL, and what was behind it or glued to its last segment in place of a query. */
function taskPath(text: string): {readonly path: string; readonly rest: string} {
	const [path = '', query = ''] = text.split(/[?#](.*)/s);
	const at = path.lastIndexOf('/') + 1;
	const {segment, parameters} = withoutParameters(path.slice(at));
	return {path: path.slice(0, at) + segment, rest: [parameters, query].filter(Boolean).join('&')};
}

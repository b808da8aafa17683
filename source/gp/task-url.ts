import {type SafeText, safe} from '../text/safe-text.ts';
import {parseJobUrl, type TaskUrl} from './job-url.ts';
import {withoutParameters} from './url-parameters.ts';
import {unwrapped} from './urls-in-text.ts';

/** The parts of a task URL. */
type TaskAddress = {
	readonly url: TaskUrl;
	readonly server: string;
	readonly task: SafeText;
};

type ParsedTaskUrl =
	| {readonly ok: true; readonly task: TaskAddress; readonly token?: string}
	| {readonly ok: false; readonly sentence: SafeText};

/**
 * Reads a text that a user pasted as the URL of a task, `…/GPServer/<task>`. The URL of its `submitJob` or of one of
 * its jobs is accepted, too.
 *
 * @returns an error message if it is not the URL of a task
 */
export function parseTaskUrl(pasted: string): ParsedTaskUrl {
	const {path, rest} = taskPath(unwrapped(pasted));
	const base = path.replace(/\/+$/, '').replace(/\/(submitjob|jobs(\/[^/]*.*)?)$/i, '');
	// Parsed as the URL of a job of this task, so that the same checks and error messages apply.
	const parsed = parseJobUrl(`${base}/jobs/j0${rest === '' ? '' : `?${rest}`}`);
	if (parsed.ok && parsed.via === undefined && parsed.job.url.endsWith('/jobs/j0')) {
		const {taskUrl, server, task} = parsed.job;
		return {ok: true, task: {url: taskUrl, server, task}, ...(parsed.token === undefined ? {} : {token: parsed.token})};
	}
	if (/\/execute$/i.test(path)) return {ok: false, sentence: leavesNoJob};
	if (!parsed.ok && /^https?:[^?#]*\/gpserver\/[^/]/i.test(path)) return parsed;
	return {ok: false, sentence: notATaskUrl};
}

/** The error message for a synchronous task. */
export const leavesNoJob = safe`A task that is executed leaves no job behind. Give the URL of a task that submits jobs.`;
/** The error message for a text that is not the URL of a task. */
export const notATaskUrl = safe`This is not the URL of a task. It looks like https://host/arcgis/rest/services/folder/service/GPServer/task.`;

/**
 * Splits a URL into its path and its query, including parameters that were appended to the last segment without `?`.
 */
function taskPath(text: string): {readonly path: string; readonly rest: string} {
	const [path = '', query = ''] = text.split(/[?#](.*)/s);
	const at = path.lastIndexOf('/') + 1;
	const {segment, parameters} = withoutParameters(path.slice(at));
	return {path: path.slice(0, at) + segment, rest: [parameters, query].filter(Boolean).join('&')};
}

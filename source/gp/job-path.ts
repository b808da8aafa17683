import {neighbourOf} from './neighbour-apis.ts';

export const expectedForm =
	'A job URL looks like https://host/arcgis/rest/services/folder/service/GPServer/task/jobs/j123.';

/** Where `GPServer` stands among the segments of a URL, or what keeps it from being the URL of a job. */
export type JobPath = {readonly at: number} | {readonly missing: string};

/** Operations of a GP service: a folder or service with such a name would make the path of a job that of an operation. */
const operation = /^(?:cancel|submitjob|execute|delete)$/;

/** @param segments decoded, without empty ones */
export function jobPathOf(host: string, segments: readonly string[]): JobPath {
	const is = (segment: string | undefined, word: string) => segment?.toLowerCase() === word;
	const named = segments.flatMap((segment, index) => (is(segment, 'gpserver') ? [index] : []));
	// A folder, a service or a task may bear the name too: the one with the jobs behind its task is meant.
	const at = named.find(index => is(segments[index + 2], 'jobs')) ?? named[0] ?? -1;
	if (at < 0) {
		const neighbour = neighbourOf(host, segments);
		return {missing: `${neighbour ?? 'There is no /GPServer in this URL, so it names no GP job.'} ${expectedForm}`};
	}
	if (at === 0) return {missing: `The name of the service is missing before /GPServer. ${expectedForm}`};
	if (is(segments[1], 'services') && !is(segments[0], 'rest')) {
		return {
			missing:
				'This is a SOAP address of the server: gpjobs speaks its REST API, whose URLs have /rest before /services. ' +
				expectedForm,
		};
	}
	const acting = segments.slice(0, at).find(segment => operation.test(segment.normalize('NFKC').toLowerCase()));
	if (acting !== undefined) {
		return {missing: `The path holds the name of an operation, /${acting}, before /GPServer: gpjobs does not use it.`};
	}
	const [task, jobs, jobId, below] = segments.slice(at + 1);
	if (task === undefined) {
		return {missing: 'This is the URL of a GP service: the task and /jobs/<job id> are missing after /GPServer.'};
	}
	if (is(task, 'jobs') && !is(jobs, 'jobs')) {
		return {missing: 'The name of the task is missing between /GPServer and /jobs.'};
	}
	if (jobs === undefined) {
		return {missing: `This is the URL of the task "${clippedName(task)}": /jobs/<job id> is missing at its end.`};
	}
	if (is(jobs, 'submitjob')) {
		return {
			missing: 'This is a submitJob URL, which starts a new job. The URL of the job is in its answer: …/jobs/<job id>.',
		};
	}
	if (is(jobs, 'execute')) {
		return {missing: 'This is an execute URL: the server answers it at once and keeps no job that could be watched.'};
	}
	if (!is(jobs, 'jobs')) return {missing: `After the task comes /jobs/<job id>, not /${clippedName(jobs)}.`};
	if (jobId === undefined || jobId === '') return {missing: 'The job id is missing after /jobs.'};
	if (below !== undefined && !['results', 'inputs', 'cancel'].some(word => is(below, word))) {
		return {
			missing: `After the job id only /results, /inputs or /cancel may follow, not /${clippedName(below)}.`,
		};
	}
	return {at};
}

/** As much of a name as a sentence may show: nothing of what may be parameters, with a secret among them. */
function clippedName(name: string): string {
	const shown = name.replace(/(?:[?#&;=@]|%).*$/s, '');
	return shown.length > 120 ? `${shown.slice(0, 119)}…` : shown;
}

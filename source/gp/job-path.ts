import {
	jobOfGsf,
	jobOfLandfire,
	jobOfOtherApi,
	jobOfOtherServer,
	jobOfSurvey123,
	jobOfTiles,
	noGpServer,
	noJobId,
	noService,
	noTask,
	operationInPath,
	otherBelowJob,
	otherThanJobs,
	soapAddress,
	urlOfAdmin,
	urlOfExecute,
	urlOfService,
	urlOfSubmit,
	urlOfTask,
} from './not-a-job-url.ts';

/** The index of `GPServer` among the segments of a path, or why the path is not that of a job. */
type JobPath = {readonly at: number} | {readonly missing: string};

/**
 * Matches operations of a GP service. With one of these as a folder or service name, the path of a job could be read as
 * that of an operation.
 */
const operation = /^(?:cancel|submitjob|execute|delete)$/;

/**
 * Finds `GPServer` in the path of a job.
 *
 * @param segments decoded, without empty ones
 */
export function jobPathOf(host: string, segments: readonly string[]): JobPath {
	const is = (segment: string | undefined, word: string) => segment?.toLowerCase() === word;
	const named = segments.flatMap((segment, index) => (is(segment, 'gpserver') ? [index] : []));
	// A folder, a service or a task may also be called GPServer. The right segment is followed by a task and `jobs`.
	const at = named.find(index => is(segments[index + 2], 'jobs')) ?? named[0] ?? -1;
	if (at < 0) return {missing: neighbourOf(host, segments) ?? noGpServer};
	if (at === 0) return {missing: noService};
	if (is(segments[1], 'services') && !is(segments[0], 'rest')) return {missing: soapAddress};
	const acting = segments.slice(0, at).find(segment => operation.test(segment.normalize('NFKC').toLowerCase()));
	if (acting !== undefined) return {missing: operationInPath(acting)};
	const [task, jobs, jobId, below] = segments.slice(at + 1);
	if (task === undefined) return {missing: urlOfService};
	if (is(task, 'jobs') && !is(jobs, 'jobs')) return {missing: noTask};
	if (jobs === undefined) return {missing: urlOfTask(task)};
	if (is(jobs, 'submitjob')) return {missing: urlOfSubmit};
	if (is(jobs, 'execute')) return {missing: urlOfExecute};
	if (!is(jobs, 'jobs')) return {missing: otherThanJobs(jobs)};
	if (jobId === undefined || jobId === '') return {missing: noJobId};
	if (below !== undefined && !['results', 'inputs', 'cancel'].some(word => is(below, word))) {
		return {missing: otherBelowJob(below)};
	}
	return {at};
}

/**
 * The error message for a URL that resembles a job URL but belongs to another API.
 *
 * @param segments decoded
 */
function neighbourOf(host: string, segments: readonly string[]): string | undefined {
	const path = `/${segments.join('/')}`.toLowerCase();
	const other = segments.find(segment => /^[A-Z]\w*Server$/.test(segment)) ?? '';
	if (segments.includes('admin') || segments.some(segment => /\.GPServer$/i.test(segment))) {
		return urlOfAdmin;
	}
	if (/^(Feature|UtilityNetwork|VersionManagement|ParcelFabric|Topographic\w*|NetworkDiagram)Server$/.test(other)) {
		return jobOfOtherServer(other);
	}
	if (/^(Map|Image|VectorTile)Server$/.test(other)) return jobOfTiles(other);
	if (/(^|\.)survey123\./i.test(host) || path.includes('/featurereport')) return jobOfSurvey123;
	if (path.endsWith('/api/job/status') || /(^|\.)lfps\./i.test(host)) return jobOfLandfire;
	if (path.includes('/ese/')) return jobOfGsf;
	return /\/processes\/[^/]+|\/fmerest\//.test(path) || /\/jobs\/[^/]+/.test(path) ? jobOfOtherApi : undefined;
}

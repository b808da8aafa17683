import {
	jobOfGsf,
	jobOfLandfire,
	jobOfOtherApi,
	jobOfOtherServer,
	jobOfSurvey123,
	jobOfTiles,
	urlOfAdmin,
} from './not-a-job-url.ts';

/** What a URL that looks like a job's belongs to, where it is not a GP job's. @param segments decoded @returns a sentence */
export function neighbourOf(host: string, segments: readonly string[]): string | undefined {
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

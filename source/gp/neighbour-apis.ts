/** What a URL that looks like a job's belongs to, where it is not a GP job's. @param segments decoded @returns a sentence */
export function neighbourOf(host: string, segments: readonly string[]): string | undefined {
	const path = `/${segments.join('/')}`.toLowerCase();
	const other = segments.find(segment => /^[A-Z]\w*Server$/.test(segment)) ?? '';
	if (segments.includes('admin') || segments.some(segment => /\.GPServer$/i.test(segment))) {
		return "This is a URL of the server's admin API. gpjobs reads the public one.";
	}
	if (/^(Feature|UtilityNetwork|VersionManagement|ParcelFabric|Topographic\w*|NetworkDiagram)Server$/.test(other)) {
		return `Jobs of a ${other} belong to another API: this is not a GP job.`;
	}
	if (/^(Map|Image|VectorTile)Server$/.test(other)) {
		return (
			`Jobs of a ${other} make tiles, or hold the map of a GP job's result: this is not a GP job itself. ` +
			'The GP job has /GPServer/<task> in its place.'
		);
	}
	if (/(^|\.)survey123\./i.test(host) || path.includes('/featurereport')) {
		return 'This is a report job of Survey123. Its statuses look like those of GP jobs, but it is another API.';
	}
	if (path.endsWith('/api/job/status') || /(^|\.)lfps\./i.test(host)) {
		return 'This is a job of the LANDFIRE Product Service (LFPS). Its statuses look like those of GP jobs, but it is another API.';
	}
	if (path.includes('/ese/')) {
		return 'This is a job of a Geospatial Services Framework (GSF) server, which has another API than GP services.';
	}
	if (/\/processes\/[^/]+|\/fmerest\//.test(path) || /\/jobs\/[^/]+/.test(path)) {
		return 'This looks like a job of another API: a GP job has /GPServer/<task>/jobs/<job id> in its URL.';
	}
	return undefined;
}

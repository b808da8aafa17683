/** The differences between servers, by version or by undocumented behaviour. */
export type Dialect = {
	/** Whether all results, or all inputs, of a job can be read with one request (since 11.1). */
	resultsAtOnce: boolean;
	/**
	 * What the answer to `returnMessages=false` contains: no `messages`, or an empty array. The documentation does not
	 * say which, so clients must accept both.
	 */
	emptyMessages: 'absent' | 'empty';
};

/** Returns the version of a server with this dialect; `currentVersion` is a number, as in ArcGIS. */
export function serverVersion(dialect: Dialect): {currentVersion: number; fullVersion: string} {
	return dialect.resultsAtOnce
		? {currentVersion: 11.3, fullVersion: '11.3.0'}
		: {currentVersion: 10.91, fullVersion: '10.9.1'};
}

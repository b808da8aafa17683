/** How servers differ by version, or by undocumented habit. */
export type Dialect = {
	/** Whether all results, or all inputs, can be read in one request (11.1). */
	resultsAtOnce: boolean;
	/** What `returnMessages=false` makes of `messages`: the documentation does not say, so clients must take both. */
	emptyMessages: 'absent' | 'empty';
};

/** The version that a server of this dialect has; a number, as ArcGIS sends it. */
export function serverVersion(dialect: Dialect): {currentVersion: number; fullVersion: string} {
	return dialect.resultsAtOnce
		? {currentVersion: 11.3, fullVersion: '11.3.0'}
		: {currentVersion: 10.91, fullVersion: '10.9.1'};
}

/**
 * Returns the code of a system error, or of an error that a package passes on: `ENOENT`, `ECONNRESET`. `undefined` for
 * any other error.
 */
export function systemErrorCode(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

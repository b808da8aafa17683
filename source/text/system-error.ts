/** The code of an error of the system, or of a package that hands one on: `ENOENT`, `ECONNRESET`; `undefined` for any other. */
export function systemErrorCode(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

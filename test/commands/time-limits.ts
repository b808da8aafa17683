/** Values of `--timeout`: how long a command takes to see what a test is about depends on the machine. */
const [last, ...shorter] = ['64s', '2s', '8s', '32s'] as const;

/**
 * Runs a command that ends only by its time limit, with longer and longer ones until it has seen what it should.
 *
 * @param run runs it with this value of `--timeout`
 * @param hasSeen whether it ran long enough; the last run counts whatever it has seen
 * @returns the run that counts, and its limit
 */
export async function runLongEnough<T>(
	run: (limit: string) => Promise<T>,
	hasSeen: (ended: T) => boolean,
): Promise<{readonly ended: T; readonly limit: string}> {
	for (const limit of shorter) {
		const ended = await run(limit);
		if (hasSeen(ended)) return {ended, limit};
	}
	return {ended: await run(last), limit: last};
}

import {lstat} from 'node:fs/promises';
import {join} from 'node:path';
import * as z from 'zod/mini';
import {toJson} from '../text/json-escape.ts';
import {writeAtomically} from './atomic-write.ts';
import {readRegularFile} from './regular-file.ts';

const positive = z.number().check(z.nonnegative());
const delays = z.object({median: positive, p95: positive});

/** Statistics of the last session of the monitor, for `gpjobs doctor`. Durations are in milliseconds. */
const lastSessionSchema = z.object({
	/** When the monitor was closed, in epoch milliseconds. */
	at: z.number().check(z.nonnegative(), z.maximum(8.64e15)),
	columns: positive,
	rows: positive,
	lasted: positive,
	firstFrame: z.nullable(positive),
	keyToPaint: z.nullable(delays),
	keys: positive,
	bytesPerSecond: positive,
	/** How old the last answers of jobs that had not ended were; `null` if all jobs had ended. */
	answerAges: z.nullable(z.object({jobs: positive, median: positive, oldest: positive})),
});

/** The saved statistics, in the form of {@link lastSessionSchema}. */
export type LastSession = z.infer<typeof lastSessionSchema>;

function sessionPath(home: string): string {
	return join(home, 'last-session.json');
}

/**
 * Saves the statistics. Ignores disk errors, because losing them does not matter to the user; never replaces a file of
 * another program.
 */
export async function writeLastSession(home: string, session: LastSession): Promise<void> {
	const isFree = !(await lstat(sessionPath(home)).catch(() => undefined)) || (await readLastSession(home)) !== null;
	if (!isFree) return;
	await writeAtomically(sessionPath(home), toJson(session)).catch(() => {});
}

/**
 * Reads the saved statistics.
 *
 * @returns `null` if there are none, or they cannot be read
 */
export async function readLastSession(home: string): Promise<LastSession | null> {
	const file = await readRegularFile(sessionPath(home));
	if (file.kind !== 'text') return null;
	try {
		return lastSessionSchema.safeParse(JSON.parse(file.text)).data ?? null;
	} catch {
		return null;
	}
}

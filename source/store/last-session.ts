import {lstat} from 'node:fs/promises';
import {join} from 'node:path';
import * as z from 'zod/mini';
import {toJson} from '../text/json-escape.ts';
import {writeAtomically} from './atomic-write.ts';
import {readRegularFile} from './regular-file.ts';

const positive = z.number().check(z.nonnegative());
const delays = z.object({median: positive, p95: positive});

/** How the monitor did when it was last open, for `gpjobs doctor`. Durations in milliseconds. */
const lastSessionSchema = z.object({
	/** When it was closed, epoch milliseconds. */
	at: z.number().check(z.nonnegative(), z.maximum(8.64e15)),
	columns: positive,
	rows: positive,
	lasted: positive,
	firstFrame: z.nullable(positive),
	keyToPaint: z.nullable(delays),
	keys: positive,
	bytesPerSecond: positive,
	/** How old the last answers of jobs that had not ended were then; `null` where there were none. */
	answerAges: z.nullable(z.object({jobs: positive, median: positive, oldest: positive})),
});

export type LastSession = z.infer<typeof lastSessionSchema>;

function sessionPath(home: string): string {
	return join(home, 'last-session.json');
}

/** A refusal of the disk does not matter, since it holds nothing of the user's. A file of another program stays as it is. */
export async function writeLastSession(home: string, session: LastSession): Promise<void> {
	const isFree = !(await lstat(sessionPath(home)).catch(() => undefined)) || (await readLastSession(home)) !== null;
	if (!isFree) return;
	await writeAtomically(sessionPath(home), toJson(session)).catch(() => {});
}

/** @returns `null` where there was none, or it cannot be read */
export async function readLastSession(home: string): Promise<LastSession | null> {
	const file = await readRegularFile(sessionPath(home));
	if (file.kind !== 'text') return null;
	try {
		return lastSessionSchema.safeParse(JSON.parse(file.text)).data ?? null;
	} catch {
		return null;
	}
}

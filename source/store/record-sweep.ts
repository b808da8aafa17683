import {readdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {ownFile} from './own-file.ts';

const day = 86_400_000;
/**
 * How long to keep the record of a job that is in no list, in milliseconds: a removal can be undone, and another list
 * may contain the job.
 */
const unlistedFor = 30 * day;
/**
 * The largest size in bytes of all records together. Above it, the oldest records are removed, those of unlisted jobs
 * first.
 */
const most = 256 * 2 ** 20;

/**
 * Limits the age and total size of the records in a folder. Ignores disk errors: the next start tries again.
 *
 * @param listed names of the files whose jobs are in the list
 * @param isRecord whether gpjobs wrote the file at a path as a record; only such files are removed
 * @param now epoch milliseconds
 * @returns how many were removed
 */
export async function sweepRecords(
	folder: string,
	listed: ReadonlySet<string>,
	isRecord: (path: string) => boolean,
	now: number,
): Promise<number> {
	const names = (await readdir(folder).catch(() => [])).filter(name => /^[0-9a-f]{32}\.json$/.test(name));
	const found: {readonly name: string; readonly size: number; readonly at: number; readonly isListed: boolean}[] = [];
	for (const name of names) {
		const file = await ownFile(join(folder, name));
		if (file) found.push({name, size: file.size, at: file.mtimeMs, isListed: listed.has(name)});
	}
	let size = found.reduce((sum, file) => sum + file.size, 0);
	let removed = 0;
	const oldestFirst = found.sort((a, b) => Number(a.isListed) - Number(b.isListed) || a.at - b.at);
	for (const file of oldestFirst) {
		const isOld = !file.isListed && now - file.at > unlistedFor;
		if (!isOld && size <= most) continue;
		const path = join(folder, file.name);
		// Files of other programs do not count towards the total.
		size -= file.size;
		if (!isRecord(path)) continue;
		await rm(path, {force: true}).catch(() => {});
		removed++;
	}
	return removed;
}

import {readdir, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';

/** Every write of ours is over in milliseconds. One that takes longer than this fails at its end, is said, and is tried again. */
const oneMinute = 60_000;

/**
 * Removes temporary files that a killed gpjobs left behind: those with `.tmp-` in their name (ours and conf's), when
 * they are older than a minute, so that no running one loses its own.
 *
 * @param folder one of ours; that it cannot be read is no fault here
 * @param now epoch milliseconds
 */
export async function removeLeftovers(folder: string, now: number): Promise<void> {
	const names = await readdir(folder).catch(() => []);
	for (const name of names.filter(name => name.includes('.tmp-'))) {
		const path = join(folder, name);
		const found = await stat(path).catch(() => undefined);
		if (found?.isFile() && now - found.mtimeMs > oneMinute) await rm(path, {force: true}).catch(() => {});
	}
}

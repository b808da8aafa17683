import {readdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {jsonIn} from '../gp/json.ts';
import {ownFile} from './own-file.ts';
import {processIdentitySchema} from './process-identity.ts';
import {readRegularFile} from './regular-file.ts';

/**
 * The age in milliseconds from which a temporary file counts as left over. A write of gpjobs takes far less time; if a
 * slower write loses its temporary file, gpjobs reports the failure and tries again.
 */
const oneMinute = 60_000;

/** The subfolders of the home, and in each the files that gpjobs replaces, as patterns of whole names. */
const written: Readonly<Record<string, string>> = {
	'.': 'config\\.json(\\.bak)?|doctor|records\\.index|last-(session|view)\\.json',
	jobs: '[0-9a-f]{32}\\.json',
	trust: 'servers\\.json',
	credentials: 'servers\\.json',
	durations: 'tasks\\.json',
};

/**
 * The endings of temporary names. gpjobs appends `.tmp-` and a UUID (`atomic-write.ts`, `lock.ts`); conf appends ten
 * digits of the time and six random ones (atomically).
 */
const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ending = `(\\.lock(\\.takeover)*\\.tmp-${uuid}|\\.tmp-(${uuid}|\\d{10}[0-9a-f]{6}))`;

/**
 * Removes temporary files that a killed gpjobs left in a home. They must be older than a minute, because a running
 * gpjobs may still need newer ones. The user may share the folder with other programs, so a file must have a name that
 * gpjobs or conf makes, be a regular file and belong to the user.
 *
 * @param home the folder of gpjobs; subfolders that cannot be read are skipped
 * @param now epoch milliseconds
 */
export async function removeLeftovers(home: string, now: number): Promise<void> {
	for (const [folder, files] of Object.entries(written)) {
		const pattern = new RegExp(`^(${files})${ending}$`);
		const names = await readdir(join(home, folder)).catch(() => []);
		for (const name of names.filter(name => pattern.test(name))) {
			const path = join(home, folder, name);
			const found = await ownFile(path);
			const isOld = found && now - found.mtimeMs > oneMinute;
			if (isOld && (await looksOwn(path, name))) await rm(path, {force: true}).catch(() => {});
		}
	}
}

/**
 * Whether the contents of a file may be from gpjobs: the temporary file of a lock names a process, and every other file
 * is a JSON object.
 */
async function looksOwn(path: string, name: string): Promise<boolean> {
	const file = await readRegularFile(path);
	if (file.kind !== 'text') return false;
	// A file that was truncated before anything was written contains no data.
	if (file.text.replaceAll('\0', '') === '') return true;
	if (name.includes('.lock.')) return processIdentitySchema.safeParse(jsonIn(file.text)).success;
	return !/\.json[.]/.test(name) || file.text.startsWith('{');
}

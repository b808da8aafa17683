import {readdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {jsonIn} from '../gp/json.ts';
import {ownFile} from './own-file.ts';
import {processIdentitySchema} from './process-identity.ts';
import {readRegularFile} from './regular-file.ts';

/**
 * A write of gpjobs takes milliseconds. One that takes longer than this fails at its end; gpjobs reports that and tries
 * again.
 */
const oneMinute = 60_000;

/** The folders of a home and the files that gpjobs replaces in each, as patterns of whole names. */
const written: Readonly<Record<string, string>> = {
	'.': 'config\\.json(\\.bak)?|doctor|records\\.index|last-session\\.json',
	jobs: '[0-9a-f]{32}\\.json',
	trust: 'servers\\.json',
	credentials: 'servers\\.json',
	durations: 'tasks\\.json',
};

/** `.tmp-` and a UUID is ours (`atomic-write.ts`, `lock.ts`); ten digits of a time and six random ones are conf's (atomically). */
const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ending = `(\\.lock(\\.takeover)*\\.tmp-${uuid}|\\.tmp-(${uuid}|\\d{10}[0-9a-f]{6}))`;

/**
 * Removes temporary files that a killed gpjobs left behind in a home, when they are older than a minute, so that a
 * running one keeps its own. Nothing else is touched, because the user may share the folder with other programs: a file
 * must have a name that gpjobs or conf gives, be a regular file and belong to the user.
 *
 * @param home a part of it that cannot be read does not count as a fault here
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

/** Whether what is in a file can be of gpjobs: a claim of a lock says whose it is; all else that is JSON is an object. */
async function looksOwn(path: string, name: string): Promise<boolean> {
	const file = await readRegularFile(path);
	if (file.kind !== 'text') return false;
	// One that was cut short before anything was in it holds nothing of anybody.
	if (file.text.replaceAll('\0', '') === '') return true;
	if (name.includes('.lock.')) return processIdentitySchema.safeParse(jsonIn(file.text)).success;
	return !/\.json[.]/.test(name) || file.text.startsWith('{');
}

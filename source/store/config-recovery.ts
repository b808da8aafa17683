import {constants} from 'node:fs';
import {copyFile, realpath, rm} from 'node:fs/promises';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {writeAtomically} from './atomic-write.ts';
import {type ConfigState, readConfig} from './config-file.ts';
import {backupOf} from './config-write.ts';
import {diskSentence, errorCode} from './disk-error.ts';

export type Recovered = {readonly state: ConfigState; readonly notices: readonly SafeText[]};

/**
 * Reads `config.json`; a damaged one is set aside as `config.json.broken-<time>` and the copy from before the last
 * change takes its place. Only under the lock of the file.
 *
 * @param now epoch milliseconds, for the name of the damaged file
 *
 * The damaged file is copied first and replaced or removed last: a crash in between loses neither.
 */
export async function readOrRecoverConfig(path: string, now: number): Promise<Recovered> {
	const state = await readConfig(path);
	if (state.kind !== 'broken') return {state, notices: []};
	try {
		const file = await realpath(path);
		const aside = safeText(await setAside(file, now));
		const backup = await readConfig(backupOf(file));
		if (backup.kind === 'good') await writeAtomically(file, backup.text);
		else await rm(file);
		const outcome =
			backup.kind === 'good'
				? safe`The list is as it was before the last change.`
				: safe`There is no copy from before: the list is empty.`;
		const notice = safe`${state.sentence} What was in it is now in ${aside}. ${outcome}`;
		return {state: await readConfig(path), notices: [notice]};
	} catch (error) {
		return {state, notices: [diskSentence(safe`The damaged ${safeText(path)} cannot be set aside`, error)]};
	}
}

async function setAside(file: string, now: number): Promise<string> {
	const time = new Date(now).toISOString().replaceAll(':', '-');
	for (let copy = 1; ; copy++) {
		const aside = `${file}.broken-${time}${copy === 1 ? '' : `-${copy}`}`;
		try {
			await copyFile(file, aside, constants.COPYFILE_EXCL);
			return aside;
		} catch (error) {
			if (errorCode(error) !== 'EEXIST') throw error;
		}
	}
}

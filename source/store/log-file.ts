import {constants} from 'node:fs';
import {type FileHandle, open, rename, stat} from 'node:fs/promises';
import {join} from 'node:path';
import type {SafeText} from '../text/safe-text.ts';
import {isOwnFile, ownFile} from './own-file.ts';

/** A private log file in the home, of limited size, with one older log beside it. */
export type LogFile = {
	readonly path: string;
	/**
	 * Appends a text after all earlier ones. Never rejects.
	 *
	 * @returns whether the text was written; a failure does not stop the program
	 */
	readonly append: (text: SafeText) => Promise<boolean>;
};

/** The log is rotated when it is larger than this, in bytes. */
const most = 512 * 1024;
/** How many texts may wait for a slow disk; any further texts are dropped. */
const mostWaiting = 1000;

/** The first line of each log. gpjobs recognises its logs by it and never appends to another file. */
const firstLine = '# Written by gpjobs. It may be deleted at any time.\n';

/** The names of the log files. */
type LogName = 'gpjobs-errors.log' | 'gpjobs-debug.log';

/** Opens a log in a home. The file is created when the first text is appended; the folder is never created. */
export function openLogFile(home: string, name: LogName): LogFile {
	const path = join(home, name);
	let last: Promise<boolean> = Promise.resolve(true);
	let waiting = 0;
	return {
		path,
		append(text) {
			if (waiting >= mostWaiting) return Promise.resolve(false);
			waiting++;
			last = last.then(async () => {
				try {
					return await appended(path, text);
				} catch {
					return false;
				} finally {
					waiting--;
				}
			});
			return last;
		},
	};
}

async function appended(path: string, text: SafeText): Promise<boolean> {
	const size = (await ownFile(path))?.size ?? 0;
	if (size > most && (await isLog(path)) && (await isFree(`${path}.1`))) await rename(path, `${path}.1`);
	const {O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0} = constants;
	const file = await open(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
	try {
		const found = await file.stat();
		if (!isOwnFile(found)) return false;
		if (found.size === 0) await file.chmod(0o600);
		else if (!(await beginsAsLog(file))) return false;
		await file.writeFile(`${found.size === 0 ? firstLine : ''}${text}\n`);
		return true;
	} finally {
		await file.close();
	}
}

/** Whether the older log can be moved to a path: nothing or an older log of gpjobs is there. */
async function isFree(path: string): Promise<boolean> {
	const isThere = await stat(path).then(
		() => true,
		() => false,
	);
	return !isThere || isLog(path);
}

async function isLog(path: string): Promise<boolean> {
	if (!(await ownFile(path))) return false;
	const file = await open(path, 'r');
	try {
		return await beginsAsLog(file);
	} finally {
		await file.close();
	}
}

async function beginsAsLog(file: FileHandle): Promise<boolean> {
	const {buffer, bytesRead} = await file.read(Buffer.alloc(firstLine.length), 0, firstLine.length, 0);
	return buffer.toString('utf8', 0, bytesRead) === firstLine;
}

import {constants} from 'node:fs';
import {type FileHandle, open, rename, stat} from 'node:fs/promises';
import {join} from 'node:path';
import type {SafeText} from '../text/safe-text.ts';
import {isOwnFile, ownFile} from './own-file.ts';

/** A file under the home to which lines are appended: for its user alone, bounded, with one older one beside it. */
export type LogFile = {
	readonly path: string;
	/**
	 * Appends a text, after those before it. Never rejects.
	 *
	 * @returns whether it was written; without, the program goes on
	 */
	readonly append: (text: SafeText) => Promise<boolean>;
};

/** Bytes after which a file becomes the older one. */
const most = 512 * 1024;
/** Texts that may wait for a disk that is slow; what comes then is dropped. */
const mostWaiting = 1000;

/** What a log begins with, so that gpjobs appends to nobody else's file. */
const firstLine = '# Written by gpjobs. It may be deleted at any time.\n';

/** Which logs there are. */
type LogName = 'gpjobs-errors.log' | 'gpjobs-debug.log';

/** Opens a log in a home. Nothing is written before the first text, and no folder is made. */
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

/** Whether an older log may be put there: nothing is there, or an older log. */
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

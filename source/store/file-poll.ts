import {stat} from 'node:fs/promises';

/** A stamp that differs between states of a file: each write of gpjobs makes a new file, and chmod sets its ctime. */
export async function fileStamp(path: string): Promise<string> {
	const found = await stat(path).catch(() => undefined);
	return found === undefined ? 'none' : `${found.mtimeMs} ${found.ctimeMs} ${found.size} ${found.ino}`;
}

/**
 * Looks at a file regularly, and calls back when it has changed. The first look always calls.
 *
 * @param onChange returns whether it could use the file; if not, it is called again at the next look
 * @param every milliseconds
 * @param known the stamp of what is known already, which does not count as a change
 * @returns a function that stops it
 *
 * Times, size and inode are compared, as each write of gpjobs makes a new file. `fs.watch` reports nothing over NFS.
 */
export function pollFile(path: string, onChange: () => Promise<boolean>, every: number, known?: string): () => void {
	let seen = known;
	let isLooking = false;
	const look = async () => {
		if (isLooking) return;
		isLooking = true;
		const now = await fileStamp(path);
		if (now !== seen && (await onChange())) seen = now;
		isLooking = false;
	};

	const timer = setInterval(look, every);
	// A list that is watched is no reason to keep the process alive.
	timer.unref();
	return () => clearInterval(timer);
}

import {stat} from 'node:fs/promises';

/**
 * Returns a text that changes whenever the file does: each write of gpjobs makes a new file (another inode), and chmod
 * changes ctime.
 */
export async function fileStamp(path: string): Promise<string> {
	const found = await stat(path).catch(() => undefined);
	return found === undefined ? 'none' : `${found.mtimeMs} ${found.ctimeMs} ${found.size} ${found.ino}`;
}

/**
 * Checks a file at regular intervals and reports when it has changed. The first check always reports the file, unless
 * `known` is its stamp.
 *
 * It does not use `fs.watch`, which reports nothing over NFS.
 *
 * @param onChange returns whether it could read the file; if not, the next check calls it again
 * @param every milliseconds between two checks
 * @param known the {@link fileStamp} of the version that the caller already has, which is not reported
 * @returns a function that ends the checks
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
	// Watching a file must not keep the process alive.
	timer.unref();
	return () => clearInterval(timer);
}

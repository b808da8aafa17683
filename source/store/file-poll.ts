import {stat} from 'node:fs/promises';

/**
 * Looks at a file every now and then, and calls back when it is another one than before. The first look always calls.
 *
 * @param onChange says whether it could make use of the file; if not, it is called again at the next look
 * @param every milliseconds
 * @returns ends it
 *
 * Time, size and inode are compared, as every write of ours makes a new file. `fs.watch` reports nothing over NFS.
 */
export function pollFile(path: string, onChange: () => Promise<boolean>, every: number): () => void {
	let seen: string | undefined;
	let isLooking = false;
	const look = async () => {
		if (isLooking) return;
		isLooking = true;
		const found = await stat(path).catch(() => undefined);
		const now = found === undefined ? 'none' : `${found.mtimeMs} ${found.size} ${found.ino}`;
		if (now !== seen && (await onChange())) seen = now;
		isLooking = false;
	};

	const timer = setInterval(look, every);
	// A list that is watched is no reason to keep the process alive.
	timer.unref();
	return () => clearInterval(timer);
}

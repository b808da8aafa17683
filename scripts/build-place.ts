/** Where a build goes until it is whole, and how it takes the place of the one before. */
import {createHash, randomUUID} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** Inside of `dist/`: of what it was built. Written last. */
const stampFile = '.stamp';
const anHour = 3_600_000;

/** What `dist/` is made of: the source, the scripts, and the packages by their lock file. */
export function sourceStamp(root: string): string {
	const hash = createHash('sha256');
	const files = ['source', 'scripts'].flatMap(folder =>
		readdirSync(join(root, folder), {recursive: true, withFileTypes: true})
			.filter(entry => entry.isFile())
			.map(entry => join(entry.parentPath, entry.name)),
	);
	for (const file of [...files.sort(), join(root, 'package.json'), join(root, 'package-lock.json')]) {
		hash
			.update(`${file.slice(root.length)}\0`)
			.update(readFileSync(file))
			.update('\0');
	}
	return hash.digest('hex');
}

/** Whether `dist/` is whole and made of just that. */
export function isBuilt(root: string, stamp: string): boolean {
	return existsSync(join(root, 'dist-inputs.json')) && stampOf(join(root, 'dist')) === stamp;
}

/**
 * Makes a new folder for a build, on the disk of `dist/`, and removes those that killed builds left behind.
 *
 * @throws what `node:fs` throws
 */
export function newFolder(root: string): string {
	const place = join(root, 'build');
	mkdirSync(place, {recursive: true});
	for (const name of readdirSync(place).filter(name => /^dist-[0-9a-f-]{36}$/.test(name))) {
		const left = join(place, name);
		const found = statSync(left, {throwIfNoEntry: false});
		if (found && Date.now() - found.mtimeMs > anHour) rmSync(left, {recursive: true, force: true});
	}
	const folder = join(place, `dist-${randomUUID()}`);
	mkdirSync(folder);
	return folder;
}

/**
 * Gives a build that is whole the name `dist`. Where another build was quicker with the same, that one stays: a program may
 * be running from it already.
 *
 * @throws what `node:fs` throws
 */
export function putInPlace(folder: string, root: string, stamp: string): void {
	const dist = join(root, 'dist');
	writeFileSync(join(folder, stampFile), stamp);
	const before = join(root, 'build', `dist-${randomUUID()}`);
	for (let tries = 0; ; tries++) {
		if (stampOf(dist) === stamp) break;
		try {
			if (existsSync(dist)) renameSync(dist, before);
			renameSync(folder, dist);
			break;
		} catch (error) {
			// Another build has moved it away, or put its own there, in this moment.
			const isMet = ['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '');
			if (!isMet || tries >= 100) throw error;
			rmSync(before, {recursive: true, force: true});
		}
	}
	for (const left of [folder, before]) rmSync(left, {recursive: true, force: true});
}

/** For a person who runs the build in a clone that belongs to somebody else, or on a full disk. */
export function whyNotBuilt(root: string, error: unknown): string {
	return `gpjobs cannot be built in ${root} (${codeOf(error) ?? String(error)}). Can you write there? Make a clone of your own, or let its owner run npm run build.`;
}

function codeOf(error: unknown): string | undefined {
	return (error as NodeJS.ErrnoException).code;
}

function stampOf(dist: string): string | undefined {
	try {
		return readFileSync(join(dist, stampFile), 'utf8');
	} catch {
		return undefined;
	}
}

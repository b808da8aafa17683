import {randomUUID} from 'node:crypto';
import {constants} from 'node:fs';
import {type FileHandle, lstat, open, rm} from 'node:fs/promises';
import {setTimeout as delay} from 'node:timers/promises';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {systemErrorCode} from '../text/system-error.ts';
import {cannotLock, diskSentence} from './disk-error.ts';
import {tryLink} from './hard-link.ts';
import {lifeOf, type ProcessIdentity, processIdentitySchema, thisProcess} from './process-identity.ts';
import {readRegularFile} from './regular-file.ts';

type Locked<T> = {readonly ok: true; readonly value: T} | {readonly ok: false; readonly sentence: SafeText};

const waitBetweenTries = 5;

/**
 * If this process cannot check whether the holder of a lock is alive, it counts as dead after this many milliseconds
 * without a renewal. A lock is normally held for a few milliseconds.
 */
const longestUnknownHold = 60_000;

/** Milliseconds between two renewals of a held lock, for processes that cannot check the holder directly. */
const signOfLifeEvery = 10_000;

/**
 * Runs `work` while no other process works under the same lock. No library is used: proper-lockfile (last commit 2021)
 * waits 10 s for a holder that was killed, because it only compares times. This lock checks whether the holding process
 * is alive, so it notices a dead holder at once and never interrupts a slow one. `link` creates the lock file with its
 * full contents or not at all, even over NFS (open(2), O_EXCL). On disks without hard links, the file is created
 * exclusively instead.
 *
 * @param path of the lock file, which names the holder and exists only while the lock is held
 * @param wait milliseconds to wait for other holders; several may be ahead in the queue
 * @returns the result of `work`; a sentence if the lock could not be acquired
 */
export async function withLock<T>(path: string, work: () => Promise<T>, wait = 8000): Promise<Locked<T>> {
	const claim: Claim = {path: `${path}.tmp-${randomUUID()}`, text: ownText()};
	let held: FileHandle;
	try {
		const acquired = await acquire(path, claim, performance.now() + wait);
		if ('sentence' in acquired) return {ok: false, sentence: acquired.sentence};
		held = acquired.held;
	} catch (error) {
		return {ok: false, sentence: diskSentence(cannotLock(path), error)};
	} finally {
		await remove(claim.path);
	}

	// The lock is renewed by a write, not by utimes, so that the disk's clock sets the time for all machines.
	const signs = setInterval(() => void held.write(claim.text, 0).catch(() => {}), signOfLifeEvery);
	signs.unref();
	try {
		return {ok: true, value: await work()};
	} finally {
		clearInterval(signs);
		await held.close().catch(() => {});
		await release(path, claim);
	}
}

/** A temporary file that names this process. To take a lock, the process links it to the path of the lock. */
type Claim = {readonly path: string; readonly text: string};

/** Returns the text of a new claim, which is unique even among the claims of one process. */
function ownText(): string {
	return JSON.stringify({...thisProcess(), claim: randomUUID()});
}

/** Waits for the lock; returns it, or why it could not be acquired. */
async function acquire(
	path: string,
	claim: Claim,
	deadline: number,
): Promise<{readonly held: FileHandle} | {readonly sentence: SafeText}> {
	const file = await open(claim.path, 'wx', 0o600);
	await file.writeFile(claim.text).finally(() => file.close());
	for (;;) {
		const held = await taken(path, claim);
		if (held) return {held};
		if (await isAbandoned(path, claim)) {
			const taken = await takeAway(path, claim, deadline);
			if (!taken.ok) return {sentence: taken.sentence};
		} else if (performance.now() >= deadline) {
			return {sentence: heldBy(path, await holderOf(path))};
		} else {
			await delay(waitBetweenTries);
		}
	}
}

/** Tries to take the lock. Returns `undefined` if another process has it. */
async function taken(path: string, claim: Claim): Promise<FileHandle | undefined> {
	if ((await tryLink(claim.path, path)) === 'unsupported') return created(path, claim.text);
	// Over NFS, if an answer was lost, the repeated `link` reports EEXIST for our own link: only the contents of the
	// lock decide.
	if ((await textOf(path)) !== claim.text) return undefined;
	return open(path, 'r+');
}

/**
 * Tries to take the lock on a disk without hard links. A new lock file is empty at first and does not name its holder,
 * so other processes wait.
 */
async function created(path: string, text: string): Promise<FileHandle | undefined> {
	let file: FileHandle;
	try {
		file = await open(path, 'wx+', 0o600);
	} catch (error) {
		if (systemErrorCode(error) === 'EEXIST') return undefined;
		throw error;
	}
	try {
		await file.write(text, 0);
		return file;
	} catch (error) {
		await file.close().catch(() => {});
		await remove(path);
		throw error;
	}
}

/**
 * Removes the lock of a dead holder. If two processes both found the holder dead, the slower one could remove the new
 * lock of the faster one. So a process first acquires a second lock and checks again.
 */
function takeAway(path: string, claim: Claim, deadline: number): Promise<Locked<void>> {
	const again = async () => {
		if (await isAbandoned(path, claim)) await rm(path, {force: true});
	};

	return withLock(`${path}.takeover`, again, Math.max(0, deadline - performance.now()));
}

async function isAbandoned(path: string, claim: Claim): Promise<boolean> {
	const holder = await holderOf(path);
	if (holder === 'nobody' || holder === 'foreign') return false;
	const life = holder === 'unreadable' ? 'unknown' : lifeOf(holder);
	return life === 'ended' || (life === 'unknown' && (await isSilent(path, claim)));
}

/**
 * Whether the holder has stopped renewing the lock. Compares times of the same disk, because the clocks of machines
 * that share a folder differ.
 */
async function isSilent(path: string, claim: Claim): Promise<boolean> {
	const held = await lstat(path).catch(() => undefined);
	return held !== undefined && (await timeOf(claim)) - held.mtimeMs > longestUnknownHold;
}

/** Returns the current time by the clock of the disk. */
async function timeOf(claim: Claim): Promise<number> {
	const file = await open(claim.path, constants.O_RDWR);
	try {
		await file.write(claim.text, 0);
		return (await file.stat()).mtimeMs;
	} finally {
		await file.close();
	}
}

/**
 * The holder of a lock. `unreadable`: a lock of gpjobs that was truncated or has another version. `foreign`: a file
 * that gpjobs did not write. `nobody`: there is no lock.
 */
type Holder = ProcessIdentity | 'unreadable' | 'foreign' | 'nobody';

async function holderOf(path: string): Promise<Holder> {
	try {
		if (!(await lstat(path)).isFile()) return 'foreign';
		const text = (await textOf(path))?.replaceAll('\0', '').trim();
		if (text === undefined) return 'unreadable';
		if (text !== '' && !text.startsWith('{')) return 'foreign';
		return processIdentitySchema.safeParse(JSON.parse(text)).data ?? 'unreadable';
	} catch (error) {
		return systemErrorCode(error) === 'ENOENT' ? 'nobody' : 'unreadable';
	}
}

function heldBy(path: string, holder: Holder): SafeText {
	return holder === 'foreign' ? notALock(path) : stillHeld(path, typeof holder === 'string' ? undefined : holder);
}

/** The error if another file is in the place of a lock. */
export function notALock(path: string): SafeText {
	return safe`${safeText(path)} is not a lock of gpjobs. Move it away, or name another folder with --home.`;
}

/**
 * The error if a lock could not be acquired.
 *
 * @param holder the process that holds it, if known
 */
export function stillHeld(path: string, holder?: Pick<ProcessIdentity, 'pid' | 'host'>): SafeText {
	const who = holder ? safe`Process ${holder.pid} on ${safeText(holder.host)}` : safe`Another process`;
	return safe`${who} holds the lock ${safeText(path)} and does not let go of it. Try again in a minute.`;
}

/** Removes the lock, unless another process has taken it because it considered this process dead. */
async function release(path: string, claim: Claim): Promise<void> {
	if ((await textOf(path)) === claim.text) await remove(path);
}

/**
 * Reads the contents of a lock.
 *
 * @returns `undefined` if there is none, or if it is not a regular file, on which a read could wait for ever
 */
async function textOf(path: string): Promise<string | undefined> {
	const read = await readRegularFile(path);
	return read.kind === 'text' ? read.text : undefined;
}

async function remove(path: string): Promise<void> {
	// If the lock cannot be removed, the next process will do it, because this one will have ended.
	await rm(path, {force: true}).catch(() => {});
}

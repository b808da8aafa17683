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

/** A lock is held for milliseconds. One of a holder that cannot be asked, and that shows no life, is given up for dead after this long. */
const longestUnknownHold = 60_000;

/** Milliseconds between two signs of life of a holder, for those who cannot ask for it. */
const signOfLifeEvery = 10_000;

/**
 * Does some work while no other process does work under the same lock.
 *
 * @param path of the lock: a file that names the holder, and exists only while the lock is held
 * @param wait milliseconds to wait for living holders: many may work at once
 * @returns what the work returned; a sentence where the lock could not be acquired
 *
 * Not a library: proper-lockfile (last commit 2021) waits 10 s for a holder that was killed, and judges by time alone.
 * This lock looks up the process that holds it, so a dead one is noticed at once and a slow one is never pushed aside.
 * `link` makes the file whole or not at all, over NFS too (open(2), O_EXCL); where there are no hard links, an exclusive
 * creation does.
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

	// By what is written, not by setting the time: so it is the clock of the disk that counts, for everybody.
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

/** What a process writes into the lock that it wants: a file of its own, until that is the lock. */
type Claim = {readonly path: string; readonly text: string};

/** The text of a claim, which no other claim has, not even one of this process. */
function ownText(): string {
	return JSON.stringify({...thisProcess(), claim: randomUUID()});
}

/** Returns the lock once it is acquired, or why it was not. */
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

/** Takes the lock if nobody has it. @returns `undefined` where somebody has */
async function taken(path: string, claim: Claim): Promise<FileHandle | undefined> {
	if ((await tryLink(claim.path, path)) === 'unsupported') return created(path, claim.text);
	// Over NFS an answer that got lost makes "it exists" of one's own link: what the lock says is what counts.
	if ((await textOf(path)) !== claim.text) return undefined;
	return open(path, 'r+');
}

/** As {@link taken}, for disks without hard links. Until the file is written it names no holder, and others wait. */
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
 * Takes the lock of a dead holder away. Of two processes that both saw it dead, the slower one would take away the new
 * lock of the faster one: so only who holds a second lock may do it, and looks again first.
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

/** Measured by the clock of the disk that holds both files: clocks of machines that share a folder differ. */
async function isSilent(path: string, claim: Claim): Promise<boolean> {
	const held = await lstat(path).catch(() => undefined);
	return held !== undefined && (await timeOf(claim)) - held.mtimeMs > longestUnknownHold;
}

/** Now, as the disk has it. */
async function timeOf(claim: Claim): Promise<number> {
	const file = await open(claim.path, constants.O_RDWR);
	try {
		await file.write(claim.text, 0);
		return (await file.stat()).mtimeMs;
	} finally {
		await file.close();
	}
}

/** `unreadable`: a lock of gpjobs that was cut short or has another version; `foreign`: gpjobs never wrote it. */
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

/** The sentence about something else in the place of a lock. */
export function notALock(path: string): SafeText {
	return safe`${safeText(path)} is not a lock of gpjobs. Move it away, or name another folder with --home.`;
}

/** The sentence about a lock that could not be acquired. @param holder where it is known */
export function stillHeld(path: string, holder?: Pick<ProcessIdentity, 'pid' | 'host'>): SafeText {
	const who = holder ? safe`Process ${holder.pid} on ${safeText(holder.host)}` : safe`Another process`;
	return safe`${who} holds the lock ${safeText(path)} and does not let go of it. Try again in a minute.`;
}

/** Lets go of the lock, unless somebody gave this process up for dead and has it by now. */
async function release(path: string, claim: Claim): Promise<void> {
	if ((await textOf(path)) === claim.text) await remove(path);
}

/** What a lock says. @returns `undefined` where there is none, or what is no file and could keep a reader waiting for ever */
async function textOf(path: string): Promise<string | undefined> {
	const read = await readRegularFile(path);
	return read.kind === 'text' ? read.text : undefined;
}

async function remove(path: string): Promise<void> {
	// What cannot be removed is dead once this process has ended: the next one takes it away.
	await rm(path, {force: true}).catch(() => {});
}

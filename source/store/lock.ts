import {randomUUID} from 'node:crypto';
import {link, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {setTimeout as delay} from 'node:timers/promises';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {diskSentence, errorCode} from './disk-error.ts';
import {lifeOf, type ProcessIdentity, processIdentitySchema, thisProcess} from './process-identity.ts';

export type Locked<T> = {readonly ok: true; readonly value: T} | {readonly ok: false; readonly sentence: SafeText};

const waitBetweenTries = 5;

/** A lock is held for milliseconds. One of a holder that cannot be asked is given up for dead after this long. */
const longestUnknownHold = 60_000;

/**
 * Does some work while no other process does work under the same lock.
 *
 * @param path of the lock: a file that holds who has it, there only while somebody has it
 * @param wait milliseconds to wait for holders that live: many may work at once
 * @returns what the work gave; a sentence where the lock could not be had
 *
 * Not a library: proper-lockfile (last commit 2021) waits 10 s for a holder that was killed, and judges by time alone.
 * Here the process that holds the lock is asked for, so a dead one is noticed at once and a slow one is never pushed
 * aside. `link` makes the file whole or not at all, over NFS too (open(2), O_EXCL).
 */
export async function withLock<T>(path: string, work: () => Promise<T>, wait = 8000): Promise<Locked<T>> {
	const claim = `${path}.tmp-${randomUUID()}`;
	try {
		const sentence = await acquire(path, claim, performance.now() + wait);
		if (sentence !== undefined) return {ok: false, sentence};
	} catch (error) {
		return {ok: false, sentence: diskSentence(safe`Cannot lock ${safeText(path)}`, error)};
	} finally {
		await remove(claim);
	}

	try {
		return {ok: true, value: await work()};
	} finally {
		await remove(path);
	}
}

/** Gives nothing once the lock is had, else why it was not. */
async function acquire(path: string, claim: string, deadline: number): Promise<SafeText | undefined> {
	await writeFile(claim, JSON.stringify(thisProcess()), {flag: 'wx', mode: 0o600});
	while (!(await linked(claim, path))) {
		if (await isAbandoned(path, claim)) {
			const taken = await takeAway(path, claim, deadline);
			if (!taken.ok) return taken.sentence;
		} else if (performance.now() >= deadline) {
			return heldBy(path, await holderOf(path));
		} else {
			await delay(waitBetweenTries);
		}
	}

	return undefined;
}

/**
 * Takes the lock of a dead holder away. Of two processes that both saw it dead, the slower one would take away the new
 * lock of the faster one: so only who holds a second lock may do it, and looks again first.
 */
function takeAway(path: string, claim: string, deadline: number): Promise<Locked<void>> {
	const again = async () => {
		if (await isAbandoned(path, claim)) await rm(path, {force: true});
	};

	return withLock(`${path}.takeover`, again, Math.max(0, deadline - performance.now()));
}

async function linked(claim: string, path: string): Promise<boolean> {
	try {
		await link(claim, path);
		return true;
	} catch (error) {
		if (errorCode(error) === 'EEXIST') return false;
		throw error;
	}
}

async function isAbandoned(path: string, claim: string): Promise<boolean> {
	const holder = await holderOf(path);
	if (holder === 'nobody') return false;
	const life = holder === 'unreadable' ? 'unknown' : lifeOf(holder);
	return life === 'ended' || (life === 'unknown' && (await isOld(path, claim)));
}

/** By the clock of the disk that both files are on: clocks of machines that share a folder differ. */
async function isOld(path: string, claim: string): Promise<boolean> {
	const held = await stat(path).catch(() => undefined);
	const now = await stat(claim);
	return held !== undefined && now.mtimeMs - held.mtimeMs > longestUnknownHold;
}

async function holderOf(path: string): Promise<ProcessIdentity | 'unreadable' | 'nobody'> {
	try {
		return processIdentitySchema.parse(JSON.parse(await readFile(path, 'utf8')));
	} catch (error) {
		return errorCode(error) === 'ENOENT' ? 'nobody' : 'unreadable';
	}
}

function heldBy(path: string, holder: ProcessIdentity | 'unreadable' | 'nobody'): SafeText {
	const who =
		typeof holder === 'string' ? safe`Another process` : safe`Process ${holder.pid} on ${safeText(holder.host)}`;
	return safe`${who} holds the lock ${safeText(path)} and does not let go of it. Try again.`;
}

async function remove(path: string): Promise<void> {
	// What cannot be removed is dead once this process has ended: the next one takes it away.
	await rm(path, {force: true}).catch(() => {});
}

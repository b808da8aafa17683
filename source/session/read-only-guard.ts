import {setTimeout as sleep} from 'node:timers/promises';
import type {SignedClient} from '../gp/client/client.ts';
import {heldFault} from '../gp/fault.ts';
import type {ListCondition} from '../store/saved-list.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import type {OpenedStorage} from './opened-storage.ts';

/** What a command that changes jobs says if the guard has a reason; the first notices have named it. */
export const nothingSent = safe`Nothing was sent, as gpjobs cannot tell whether it may change jobs.`;

/** What it says if the settings have forbidden changes meanwhile, and why. */
export function heldNothingSent(hold: SafeText): SafeText {
	return safe`${hold} Nothing was sent.`;
}

/**
 * Why a running monitor may no longer change jobs.
 *
 * @param condition what the file of list and settings says now
 * @param opened flags and environment of this run, which beat the saved setting
 */
export function holdOf(
	{hold, isReadOnly}: ListCondition,
	{preferences, isReadOnlyWith}: Pick<OpenedStorage, 'preferences' | 'isReadOnlyWith'>,
): SafeText | undefined {
	if (hold !== undefined) return hold;
	return isReadOnly && !preferences.isReadOnly && isReadOnlyWith(true) ? wasSet : undefined;
}

/**
 * Reads the settings again after some time has passed: somebody thought about a question, or a server took long.
 *
 * @returns why nothing may be changed now, which the guard has taken over; `undefined` if changes are allowed
 */
export async function holdByNow(guard: ReadOnlyGuard, opened: OpenedStorage): Promise<SafeText | undefined> {
	const reason = await heldOnDisk(opened);
	if (reason !== undefined) guard.set(reason);
	return guard.reason;
}

/** Milliseconds that the disk has to answer whether jobs may be changed. */
const patience = 5000;

/**
 * Why the settings on the disk forbid changes at this moment; `undefined` if they allow them. A disk that does not answer
 * forbids them, and so does a file that was there when gpjobs began and is missing now.
 *
 * @param within milliseconds that the disk has
 */
export async function heldOnDisk(
	opened: Pick<OpenedStorage, 'storage' | 'isNew' | 'preferences' | 'isReadOnlyWith'>,
	within: number = patience,
): Promise<SafeText | undefined> {
	if (!opened.storage) return undefined;
	const isInTime = new AbortController();
	const late = sleep(within, undefined, {signal: isInTime.signal}).catch(() => undefined);
	const read = await Promise.race([opened.storage.readList(), late]);
	isInTime.abort();
	if (read === undefined) return notTold;
	const reason = holdOf({...read, isReadOnly: read.settings.readOnly}, opened);
	return reason ?? (read.isNew && !opened.isNew ? isGone : undefined);
}

/** For a disk that hangs. */
export const notTold: SafeText = safe`The disk does not tell whether readOnly is set.`;
/** For settings that were there when gpjobs began and are missing now. */
export const isGone: SafeText = safe`The file with list and settings is gone, so gpjobs cannot tell whether readOnly is set by now. Put it back, or restart gpjobs.`;

/** Once somebody has set readOnly meanwhile. */
export const wasSet: SafeText = safe`readOnly was set: gpjobs is read-only now.`;

/**
 * Whether a run may change jobs at present. A monitor runs for days; if somebody sets `readOnly` meanwhile, or the settings
 * become unreadable, the protection must hold from then on.
 */
export class ReadOnlyGuard {
	#reason: SafeText | undefined;

	/** @param reason why nothing may be changed; `undefined` if changes are allowed */
	constructor(reason: SafeText | undefined) {
		this.#reason = reason;
	}

	get reason(): SafeText | undefined {
		return this.#reason;
	}

	/** @returns whether the reason has changed */
	set(reason: SafeText | undefined): boolean {
		const isNew = reason !== this.#reason;
		this.#reason = reason;
		return isNew;
	}

	/**
	 * The client, without the functions that change a job while the guard has a reason. Each of them reads the settings
	 * again right before its POST, since a monitor hears of a change only some time later.
	 *
	 * @param look gives why nothing may be changed at this moment
	 */
	over({cancel, submit, ...others}: SignedClient, look: () => Promise<SafeText | undefined>): SignedClient {
		const guard = this;
		const held = async () => (await look()) ?? guard.reason;
		const guardedCancel: SignedClient['cancel'] =
			cancel &&
			(async jobUrl => {
				const reason = await held();
				return reason === undefined ? cancel(jobUrl) : {ok: false, fault: heldFault(reason), took: 0};
			});
		const guardedSubmit: SignedClient['submit'] =
			submit &&
			(async (taskUrl, parameters) => {
				const reason = await held();
				if (reason === undefined) return submit(taskUrl, parameters);
				return {outcome: 'not-sent', fault: heldFault(reason), job: null};
			});
		return {
			...others,
			get cancel() {
				return guard.reason === undefined ? guardedCancel : undefined;
			},
			get submit() {
				return guard.reason === undefined ? guardedSubmit : undefined;
			},
		};
	}
}

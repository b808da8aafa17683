import {setTimeout as sleep} from 'node:timers/promises';
import type {SignedClient} from '../gp/client/client.ts';
import {heldFault} from '../gp/fault.ts';
import type {ListCondition} from '../store/list-contents.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import type {OpenedStorage} from './opened-storage.ts';

/** The error of a command that sent nothing because it may not change jobs. An earlier notice has given the reason. */
export const nothingSent = safe`Nothing was sent, as gpjobs cannot tell whether it may change jobs.`;

/** The error of a command that sent nothing because the settings have forbidden changes since it started. */
export function heldNothingSent(hold: SafeText): SafeText {
	return safe`${hold} Nothing was sent.`;
}

/**
 * Returns why a running monitor may no longer change jobs; `undefined` if it may.
 *
 * @param condition the current condition of the file with the list and the settings
 * @param opened contains the flags and the environment of this run, which take precedence over the saved setting
 */
export function holdOf(
	{hold, isReadOnly}: ListCondition,
	{preferences, isReadOnlyWith}: Pick<OpenedStorage, 'preferences' | 'isReadOnlyWith'>,
): SafeText | undefined {
	if (hold !== undefined) return hold;
	return isReadOnly && !preferences.isReadOnly && isReadOnlyWith(true) ? wasSet : undefined;
}

/**
 * Reads the settings again after the command has waited for an answer of the operator or of a server.
 *
 * @returns why nothing may be changed now, which also becomes the guard's reason; `undefined` if changes are allowed
 */
export async function holdByNow(guard: ReadOnlyGuard, opened: OpenedStorage): Promise<SafeText | undefined> {
	const reason = await heldOnDisk(opened);
	if (reason !== undefined) guard.set(reason);
	return guard.reason;
}

/** How long reading the settings may take, in milliseconds. */
const patience = 5000;

/**
 * Returns why the settings on the disk forbid changes at this moment; `undefined` if they allow them. A disk that does
 * not answer forbids them, and so does a file that has disappeared since gpjobs started.
 *
 * @param within how long reading the settings may take, in milliseconds
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

/** The reason why changes are forbidden if the disk does not answer. */
export const notTold: SafeText = safe`The disk does not tell whether readOnly is set.`;
/** The reason why changes are forbidden if the settings file has disappeared since gpjobs started. */
export const isGone: SafeText = safe`The file with list and settings is gone, so gpjobs cannot tell whether readOnly is set by now. Put it back, or restart gpjobs.`;

/** The reason why changes are forbidden if somebody has set `readOnly` since gpjobs started. */
export const wasSet: SafeText = safe`readOnly was set: gpjobs is read-only now.`;

/**
 * Decides whether this run may change jobs at present. A monitor runs for days: if somebody sets `readOnly` or the
 * settings become unreadable during that time, the protection must apply from then on.
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

	/** Sets the reason why nothing may be changed. Returns whether it differs from the previous reason. */
	set(reason: SafeText | undefined): boolean {
		const isNew = reason !== this.#reason;
		this.#reason = reason;
		return isNew;
	}

	/**
	 * Returns a client that changes no job while the guard has a reason. Before each POST that changes a job, the
	 * settings are read again, because the monitor notices a change only some time later.
	 *
	 * @param look returns why nothing may be changed at this moment
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

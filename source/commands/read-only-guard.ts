import type {SignedClient} from '../gp/client/client.ts';
import type {ListCondition} from '../store/saved-list.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import type {Shelf} from './shelf.ts';

/** What a command that changes jobs says where the guard has a reason, which stood among the first notices. */
export const nothingSent = safe`Nothing was sent, as gpjobs cannot tell whether it may change jobs.`;

/**
 * Why a monitor that runs may not change jobs any more.
 *
 * @param condition what the file of list and settings is like by now
 * @param shelf how it was opened: what flags and environment say beats what was saved
 */
export function holdOf(
	{hold, isReadOnly}: ListCondition,
	{preferences, isReadOnlyWith}: Pick<Shelf, 'preferences' | 'isReadOnlyWith'>,
): SafeText | undefined {
	if (hold !== undefined) return hold;
	return isReadOnly && !preferences.isReadOnly && isReadOnlyWith(true) ? wasSet : undefined;
}

/**
 * Looks at the settings once more, where time has passed since they were read: somebody thought about a question, or a
 * server took long.
 *
 * @returns why nothing may be changed now, which the guard has taken over; `undefined` where it may
 */
export async function holdByNow(guard: ReadOnlyGuard, shelf: Shelf): Promise<SafeText | undefined> {
	const read = await shelf.list?.read();
	const reason = read && holdOf({...read, isReadOnly: read.settings.readOnly}, shelf);
	if (reason !== undefined) guard.set(reason);
	return guard.reason;
}

const wasSet = safe`readOnly was set: gpjobs is read-only now.`;

/**
 * Whether a run may change jobs at present. A monitor runs for days: meanwhile somebody sets `readOnly`, or its settings
 * become unreadable, and what protects has to hold from then on.
 */
export class ReadOnlyGuard {
	#reason: SafeText | undefined;

	/** @param reason why nothing may be changed; `undefined` where it may */
	constructor(reason: SafeText | undefined) {
		this.#reason = reason;
	}

	get reason(): SafeText | undefined {
		return this.#reason;
	}

	/** @returns whether that is news */
	set(reason: SafeText | undefined): boolean {
		const isNew = reason !== this.#reason;
		this.#reason = reason;
		return isNew;
	}

	/** The client, without the functions that change a job for as long as the guard has a reason. */
	over({cancel, submit, ...others}: SignedClient): SignedClient {
		const guard = this;
		return {
			...others,
			get cancel() {
				return guard.reason === undefined ? cancel : undefined;
			},
			get submit() {
				return guard.reason === undefined ? submit : undefined;
			},
		};
	}
}

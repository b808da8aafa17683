import type {Moment} from '../../monitor/clock.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import {awayAfter, endedSince} from '../dialogs/away.ts';
import type {Dialog} from '../dialogs/dialog.ts';

/** Knows when the last key was pressed, and so whether somebody has come back. */
export class AwayWatch {
	#last: Moment;

	constructor(now: Moment) {
		this.#last = now;
	}

	/** When the last key was pressed: who pressed it has seen what there was. */
	get lastKey(): Moment {
		return this.#last;
	}

	/** A key was pressed. @returns what there is to tell who comes back after a while */
	pressed(now: Moment, jobs: readonly WatchedJob[]): (Dialog & {readonly kind: 'away'}) | undefined {
		const since = this.#last;
		this.#last = now;
		if (now.mono - since.mono < awayAfter) return undefined;
		const urls = endedSince(jobs, since.mono).map(({address}) => address.url);
		return urls.length === 0 ? undefined : {kind: 'away', urls, since, openedAt: now.mono};
	}
}

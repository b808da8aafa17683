import type {Moment} from '../../monitor/clock.ts';
import {jobName, type WatchedJob} from '../../monitor/job.ts';
import {exactAge} from '../../text/duration.ts';
import {counted} from '../../text/number-words.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {statusText} from '../panes/list/row.ts';
import {type DialogDefinition, keysOnTheirWay} from './dialog.ts';
import type {DialogText} from './dialog-lines.ts';

/** What ended while nobody pressed a key. */
export type AwayDialog = {
	readonly kind: 'away';
	readonly urls: readonly string[];
	/** When the last key was pressed. */
	readonly since: Moment;
	readonly openedAt: number;
};

export const awayDialog: DialogDefinition<AwayDialog> = {
	deafFor: keysOnTheirWay,
	press: screen => screen.change({dialog: null}),
	text({urls, since}, {world, state}) {
		const jobs = urls.flatMap(url => world.monitor.jobs.get(url) ?? []);
		return awayText(jobs, since, state.now);
	},
};

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
	pressed(now: Moment, jobs: readonly WatchedJob[]): AwayDialog | undefined {
		const since = this.#last;
		this.#last = now;
		if (now.mono - since.mono < awayAfter) return undefined;
		const urls = endedSince(jobs, since.mono).map(({address}) => address.url);
		return urls.length === 0 ? undefined : {kind: 'away', urls, since, openedAt: now.mono};
	}
}

/** Milliseconds without a key after which somebody counts as away. */
const awayAfter = 5 * 60_000;

/**
 * The jobs that came to an end, or went, while nobody pressed a key; the last first.
 *
 * @param since monotonic milliseconds of the last key
 */
function endedSince(jobs: readonly WatchedJob[], since: number): readonly WatchedJob[] {
	const at = ({endedAt, stateSince, state}: WatchedJob) =>
		(state === 'gone' ? stateSince : endedAt)?.mono ?? Number.NEGATIVE_INFINITY;
	return jobs.filter(job => !job.metInState && at(job) > since).sort((a, b) => at(b) - at(a));
}

/** @param since when the last key was pressed */
function awayText(jobs: readonly WatchedJob[], since: Moment, now: Moment): DialogText {
	const lines = jobs.map(job => {
		const ended = (job.state === 'gone' ? job.stateSince : job.endedAt)?.mono ?? now.mono;
		return safe`${statusText(job)}: ${jobName(job)}, ${exactAge(now.mono - ended)} ago`;
	});
	return {
		title: safe`While you were away`,
		facts: [],
		notes: [summary(jobs, since, now)],
		list: {lines, selected: 0},
		keys: [[safe`any key`, safe`go on`]],
	};
}

function summary(jobs: readonly WatchedJob[], since: Moment, now: Moment): SafeText {
	return safe`In the ${exactAge(now.mono - since.mono)} since your last key ${counted(jobs.length, 'job')} ended.`;
}

import {hasEnded} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import type {Monitor} from '../../monitor/monitor.ts';
import {safeText} from '../../text/safe-text.ts';
import type {HeaderFacts} from '../header/header.tsx';
import {type Tally, tallyOf} from '../header/tally.ts';
import type {Outage} from '../panes/list/fault-words.ts';
import type {Selection} from '../panes/list/selection.ts';
import type {ScreenController} from './controller.ts';
import type {Appearance} from './part-props.ts';

/** From this number of jobs on, they are counted only once a second, and not after every key. */
const manyJobs = 500;
type Counted = {readonly now: Moment; readonly tally: Tally; readonly slowedTo: number | undefined};
const counted = new WeakMap<Monitor, Counted>();

/**
 * Returns the number of jobs of each kind, computed at most once for each `now`.
 *
 * @param now the time of the last tick, which is the same object until the next tick
 */
function countedNow(monitor: Monitor, now: Moment): Counted {
	const last = counted.get(monitor);
	const {size} = monitor.jobs;
	if (last?.now === now && last.tally.jobs === size && size > manyJobs) return last;
	const all = {now, tally: tallyOf(monitor.jobs.list, now), slowedTo: slowestInterval(monitor)};
	counted.set(monitor, all);
	return all;
}

/** Returns the facts about jobs, servers and intervals for the first line. */
export function headerFacts({state, world, isReadOnly}: ScreenController, {interval}: Appearance): HeaderFacts {
	const {monitor} = world;
	const {selection, filter, now, isPaused, isUnsaved} = state;
	const {tally, slowedTo} = countedNow(monitor, now);
	return {
		tally,
		marked: selection.marks.size,
		interval,
		slowedTo,
		position: positionOf(selection),
		isPaused,
		isUnsaved,
		isReadOnly,
		troubled: monitor.servers.flatMap(({origin, outage}) =>
			outage === null ? [] : [{name: safeText(new URL(origin).host), fault: outage.fault}],
		),
		filter: filter === '' ? null : {text: filter, shown: selection.shown.length},
		time: now.epoch,
	};
}

/** The screen mentions a slow server only if it is polled less often by at least this factor. */
const noticeable = 1.05;

/**
 * Returns the longest polling interval, in milliseconds, of a job on a server that is polled less often than usual;
 * `undefined` if there is no such job.
 */
function slowestInterval({servers, jobs}: Monitor): number | undefined {
	const slow = new Set(servers.filter(({slowdown}) => slowdown >= noticeable).map(({origin}) => origin));
	if (slow.size === 0) return undefined;
	let longest = 0;
	for (const job of jobs.list) {
		if (slow.has(job.address.server) && !hasEnded(job.state)) longest = Math.max(longest, job.intervalThen);
	}
	return longest === 0 ? undefined : longest;
}

function positionOf({shown, top, height}: Selection): HeaderFacts['position'] {
	if (height === 0 || shown.length <= height) return null;
	return {first: top + 1, last: Math.min(shown.length, top + height), of: shown.length};
}

/**
 * Returns the servers that cannot be reached, by their origin. The objects stay the same while nothing changes, so that
 * rows are not drawn again.
 */
export function outagesOf({world}: ScreenController): ReadonlyMap<string, Outage> {
	return new Map(
		world.monitor.servers.flatMap(({origin, outage}) => (outage === null ? [] : [[origin, outage] as const])),
	);
}

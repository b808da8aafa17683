import {hasEnded} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import type {Monitor} from '../../monitor/monitor.ts';
import {safeText} from '../../text/safe-text.ts';
import type {HeaderFacts} from '../header/header.tsx';
import {type Tally, tallyOf} from '../header/tally.ts';
import type {Outage} from '../panes/list/fault-words.ts';
import type {Selection} from '../panes/list/selection.ts';
import type {Appearance} from './app.tsx';
import type {ScreenController} from './controller.ts';

/** More jobs than this are counted once a second, not at every key. */
const manyJobs = 500;
type Counted = {readonly now: Moment; readonly tally: Tally; readonly slowedTo: number | undefined};
const counted = new WeakMap<Monitor, Counted>();

/**
 * The counts of jobs, cached for each second.
 *
 * @param now the moment of the last tick: the same object until the next one
 */
function countedNow(monitor: Monitor, now: Moment): Counted {
	const last = counted.get(monitor);
	const {size} = monitor.jobs;
	if (last?.now === now && last.tally.jobs === size && size > manyJobs) return last;
	const all = {now, tally: tallyOf(monitor.jobs.list, now), slowedTo: slowestInterval(monitor)};
	counted.set(monitor, all);
	return all;
}

/** The facts of the first line about jobs, servers and intervals. */
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

/** A smaller slowdown is not noticeable. */
const noticeable = 1.05;

/** The longest interval of a job on a server that is slowed down; `undefined` if there is none. */
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
 * The servers that cannot be reached, by origin. The objects stay identical while nothing changes, which rows rely
 * on.
 */
export function outagesOf({world}: ScreenController): ReadonlyMap<string, Outage> {
	return new Map(
		world.monitor.servers.flatMap(({origin, outage}) => (outage === null ? [] : [[origin, outage] as const])),
	);
}

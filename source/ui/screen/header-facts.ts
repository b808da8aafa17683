import type {Moment} from '../../monitor/clock.ts';
import type {Monitor} from '../../monitor/monitor.ts';
import {safeText} from '../../text/safe-text.ts';
import type {HeaderFacts} from '../header/header.tsx';
import {type Tally, tallyOf} from '../header/tally.ts';
import type {Outage} from '../panes/list/fault-words.ts';
import type {Appearance} from './app.tsx';
import type {ScreenController} from './controller.ts';

/** More jobs than that are counted once a second, not with every key. */
const manyJobs = 500;
const counted = new WeakMap<Monitor, {readonly now: Moment; readonly tally: Tally}>();

/** @param now the moment of the last tick of the screen: the same object until the next one */
function tallyNow(monitor: Monitor, now: Moment): Tally {
	const last = counted.get(monitor);
	const {size} = monitor.jobs;
	if (last?.now === now && last.tally.jobs === size && size > manyJobs) return last.tally;
	const tally = tallyOf(monitor.jobs.list, now);
	counted.set(monitor, {now, tally});
	return tally;
}

/** What the first line says of the jobs, the servers and the pace. */
export function headerFacts({state, world, isReadOnly}: ScreenController, {interval}: Appearance): HeaderFacts {
	const {monitor} = world;
	const {selection, filter, now, isPaused, isUnsaved} = state;
	return {
		tally: tallyNow(monitor, now),
		marked: selection.marks.size,
		interval,
		slowdown: Math.max(1, ...monitor.servers.map(({slowdown}) => slowdown)),
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

/** The servers that cannot be had, by origin. Each is the very object that it was: rows look at that. */
export function outagesOf({world}: ScreenController): ReadonlyMap<string, Outage> {
	return new Map(
		world.monitor.servers.flatMap(({origin, outage}) => (outage === null ? [] : [[origin, outage] as const])),
	);
}

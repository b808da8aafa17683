import {safeText} from '../../text/safe-text.ts';
import type {HeaderFacts} from '../header/header.ts';
import {tallyOf} from '../header/tally.ts';
import type {Outage} from '../list/fault-words.ts';
import type {Appearance} from './app.tsx';
import type {ScreenController} from './controller.ts';

/** What the first line says of the jobs, the servers and the pace. */
export function headerFacts({state, world}: ScreenController, {interval}: Appearance): HeaderFacts {
	const {monitor} = world;
	const {selection, filter, now, isPaused, isUnsaved} = state;
	return {
		tally: tallyOf(monitor.jobs.list, now),
		marked: selection.marks.size,
		interval,
		stretch: Math.max(1, ...monitor.servers.map(({stretch}) => stretch)),
		isPaused,
		isUnsaved,
		isReadOnly: world.isReadOnly,
		troubled: monitor.servers.flatMap(({origin, trouble}) =>
			trouble === null ? [] : [{name: safeText(new URL(origin).host), fault: trouble.fault}],
		),
		filter: filter === '' ? null : {text: filter, shown: selection.shown.length},
		time: now.epoch,
	};
}

/** The servers that cannot be had, by origin. Each is the very object that it was: rows look at that. */
export function outagesOf({world}: ScreenController): ReadonlyMap<string, Outage> {
	return new Map(
		world.monitor.servers.flatMap(({origin, trouble}) => (trouble === null ? [] : [[origin, trouble] as const])),
	);
}

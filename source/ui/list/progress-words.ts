import {hasEnded} from '../../gp/status.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import type {Drawing} from '../symbols.ts';
import {leastBarColumn} from './columns.ts';

/**
 * How far a job is, 0–100; `null` where its progressor counts no steps, `undefined` where it has none, or has ended: then
 * the status says it all.
 */
export function percentOf({state, progress}: WatchedJob): number | null | undefined {
	if (hasEnded(state) || state === 'gone' || progress === null) return undefined;
	return progress.percent;
}

/**
 * A bar and the percents, `███████░░░░  62%`; the percents alone in a narrow column; `busy` for a progressor without
 * steps.
 */
export function progressWords(job: WatchedJob, width: number, drawing: Drawing): string {
	const percent = percentOf(job);
	if (percent === undefined) return '';
	if (percent === null) return 'busy'.padStart(Math.min(width, 4));
	// Rounded down: 100 % is for a job that is there.
	const figure = `${Math.floor(percent)}%`.padStart(4);
	if (width < leastBarColumn) return figure;
	const cells = width - 5;
	const done = percent >= 100 ? cells : Math.min(cells - 1, Math.round((percent / 100) * cells));
	return `${drawing.full.repeat(done)}${drawing.empty.repeat(cells - done)} ${figure}`;
}

import {hasEnded} from '../../../gp/status.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {fit} from '../../../text/display-width.ts';
import {repeated} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Drawing} from '../../symbols.ts';
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
export function progressWords(job: WatchedJob, width: number, drawing: Drawing): SafeText {
	const percent = percentOf(job);
	if (percent === undefined) return safe``;
	if (percent === null) return safe`busy`;
	// Rounded down: 100 % is for a job that is there.
	const figure = fit(safe`${Math.floor(percent)}%`, 4, {align: 'right'});
	if (width < leastBarColumn) return figure;
	const cells = width - 5;
	const done = percent >= 100 ? cells : Math.min(cells - 1, Math.round((percent / 100) * cells));
	return safe`${repeated(drawing.full, done)}${repeated(drawing.empty, cells - done)} ${figure}`;
}

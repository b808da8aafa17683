import {hasEnded} from '../../../gp/status.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {fit} from '../../../text/display-width.ts';
import {repeated} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Drawing} from '../../symbols.ts';
import {leastBarColumn} from './columns.ts';

/**
 * Returns the progress of a job in percent, 0–100; `null` if it reports steps without a percentage; `undefined` if it
 * reports no progress or has ended.
 */
export function percentOf({state, progress}: WatchedJob): number | null | undefined {
	if (hasEnded(state) || state === 'gone' || progress === null) return undefined;
	return progress.percent;
}

/**
 * Makes a bar and the percentage, `███████░░░░  62%`; only the percentage in a narrow column; an empty text if there is
 * no percentage.
 */
export function progressWords(job: WatchedJob, width: number, drawing: Drawing): SafeText {
	const percent = percentOf(job);
	if (percent === undefined || percent === null) return safe``;
	const figure = fit(safe`${Math.floor(percent)}%`, 4, {align: 'right'});
	return width < leastBarColumn ? figure : safe`${barOf(percent, width - 5, drawing)} ${figure}`;
}

/**
 * Makes a bar before the percentage, `█████░░░ 59%`, for the beginning of a longer text.
 *
 * @param cells the length of the bar in cells; 0 for no bar
 */
export function progressStart(percent: number, cells: number, drawing: Drawing): SafeText {
	// Rounded down, so that 100 % is shown only when the job is finished.
	const figure = safe`${Math.floor(percent)}%`;
	return cells <= 0 ? figure : safe`${barOf(percent, cells, drawing)} ${figure}`;
}

function barOf(percent: number, cells: number, {full, empty}: Drawing): SafeText {
	const done = percent >= 100 ? cells : Math.min(cells - 1, Math.round((percent / 100) * cells));
	return safe`${repeated(full, done)}${repeated(empty, cells - done)}`;
}

import {statusWord} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import {elapsedOf, isInDoubt} from '../../../monitor/elapsed.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {displayWidth, type Ellipsis, type FitOptions, fit, sliceCells} from '../../../text/display-width.ts';
import {blanks, partOf} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Colour, Span} from '../../line.tsx';
import {type Drawing, doubtful, drawingOf, drawn, type Look, lookOf} from '../../symbols.ts';
import {ageWords} from './age.ts';
import {fitCell} from './cell.ts';
import type {Column, Columns} from './columns.ts';
import {elapsedWords} from './elapsed.ts';
import type {Outage} from './fault-words.ts';
import {lastWordsText} from './last-words.ts';
import {progressWords} from './progress-words.ts';

export type RowOptions = {
	readonly now: Moment;
	readonly isSelected: boolean;
	readonly isMarked: boolean;
	readonly columns: Columns;
	readonly ascii: boolean;
	/** What is wrong with the job's server, where something is. */
	readonly serverTrouble?: Outage | undefined;
};

type Cell = {
	readonly text: SafeText;
	readonly align?: FitOptions['align'];
	readonly colour?: Colour | undefined;
	readonly isBold?: boolean;
};

/** Milliseconds for which a status that has just changed stands out. */
const newsFor = 10_000;
/** The least width of the status column, in cells, at which a word stands beside the symbol. */
const leastWithWord = 4;

/**
 * One job as one line of the list.
 *
 * @returns spans that are together exactly as wide as the columns
 *
 * The selected row is reversed as a whole and without colours, since reversed colours would be blocks. The cursor sign
 * shows it on terminals without reverse.
 */
export function rowSpans(job: WatchedJob, options: RowOptions): readonly Span[] {
	const {columns, isSelected, isMarked, ascii, now} = options;
	const drawing = drawingOf(ascii);
	const isDim = isInDoubt(job, now);
	const signs = safe` ${isSelected ? drawing.cursor : blanks(1)}${isMarked ? drawing.mark : blanks(1)}`;
	const gutter = partOf(signs, 0, columns.gutter);
	const spans: Span[] = [{text: gutter, isBold: isMarked, isInverse: isSelected}];
	for (const [index, column] of columns.shown.entries()) {
		const {text, align = 'left', colour, isBold} = cellOf(column, job, options, drawing);
		const gap = index === columns.shown.length - 1 ? 0 : columns.gap;
		spans.push({
			text: fitCell(text, column.width, gap, {align, ellipsis: drawing.ellipsis}),
			...(isSelected
				? {isInverse: true, isBold}
				: {colour, isBold, isDim: isDim && column.name !== 'message' && column.name !== 'age'}),
		});
	}
	return spans;
}

function cellOf({name, width}: Column, job: WatchedJob, options: RowOptions, drawing: Drawing): Cell {
	const {now, ascii, serverTrouble} = options;
	switch (name) {
		case 'status':
			return statusCell(job, width, options);
		case 'job':
			return {
				text: job.label ?? ending(job.address.jobId, width, drawing.ellipsis),
				isBold: job.label !== null,
			};
		case 'task':
			return {text: job.address.task};
		case 'server':
			return {text: shortServerName(job.address.serverName, width, drawing.ellipsis)};
		case 'progress':
			return {text: progressWords(job, width, drawing)};
		case 'elapsed':
			return {text: elapsedWords(elapsedOf(job, now)), align: 'right'};
		case 'age':
			return {text: drawn(ageWords(job, now, width), ascii), colour: isInDoubt(job, now) ? 'yellow' : undefined};
		case 'message': {
			const {text, colour} = lastWordsText(job, now, serverTrouble, width, drawing.between);
			return {text: drawn(text, ascii), colour};
		}
	}
}

function statusCell(job: WatchedJob, width: number, {now, ascii}: RowOptions): Cell {
	const {symbol, colour} = lookOfJob(job, now, ascii);
	const {stateSince, metInState} = job;
	const isNews = !metInState && stateSince !== null && now.mono - stateSince.mono < newsFor;
	return {text: width < leastWithWord ? symbol : safe`${symbol} ${statusText(job)}`, colour, isBold: isNews};
}

/** The look of a job's state, or that of doubt where the state may no longer be what it was. */
function lookOfJob(job: WatchedJob, now: Moment, ascii: boolean): Look {
	return isInDoubt(job, now) && job.state !== 'gone' ? doubtful : lookOf(job.state, ascii);
}

/** Shown in place of the status of a job that never answered. */
export const noAnswer = safe`no answer`;

/**
 * The status in the server's word, `Executing`, also an undocumented one. Where the server says nothing, a word of our
 * own in lower case.
 */
export function statusText(job: WatchedJob): SafeText {
	if (job.state === 'gone') return safe`gone`;
	if (job.status !== null) return statusWord(job.status.safe);
	if (job.lastAnswer !== null) return safe`null`;
	return job.trouble === null ? safe`asking` : noAnswer;
}

/**
 * The name of a server shortened to `width` cells: the front of a host name and the whole port (`gis.acm…:6443`), the
 * end of an IP address (`…100.21:6443`), as that is where they differ.
 *
 * @param name host, with the port where it is not the usual one
 * @param width cells, 1 and more
 */
export function shortServerName(name: SafeText, width: number, ellipsis: Ellipsis): SafeText {
	if (displayWidth(name) <= width) return fit(name, width);
	const at = name.search(/:\d{1,5}$/);
	const [host, port] = at < 0 ? [name, safe``] : [partOf(name, 0, at), partOf(name, at)];
	if (/^[\d.]+$|^\[/.test(host)) return ending(name, width, ellipsis);
	const left = width - port.length;
	// Two letters of the host are the least that tells anything.
	return left < 3 ? fit(name, width, {ellipsis}) : safe`${fit(host, left, {ellipsis})}${port}`;
}

/** The end of a text, `width` cells of it, such as that of a job id: `…a8f3c2d1`. */
export function ending(text: SafeText, width: number, ellipsis: Ellipsis): SafeText {
	const whole = displayWidth(text);
	if (whole <= width) return fit(text, width);
	return width <= 1 ? fit(ellipsis, width) : safe`${ellipsis}${sliceCells(text, whole - (width - 1), width - 1)}`;
}

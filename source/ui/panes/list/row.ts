import {statusWord} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import {elapsedOf, isInDoubt} from '../../../monitor/elapsed.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {isUnread} from '../../../monitor/job-need.ts';
import {displayWidth, type Ellipsis, type FitOptions, fit, sliceCells} from '../../../text/display-width.ts';
import {blanks, partOf} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Colour} from '../../colours.ts';
import type {Span} from '../../line.tsx';
import {type Drawing, doubtful, drawingOf, drawn, type Look, lookOf, uncheckedLook} from '../../symbols.ts';
import {ageWords} from './age.ts';
import {fitCell} from './cell.ts';
import type {Column, Columns} from './columns.ts';
import {elapsedWords} from './elapsed.ts';
import {endedWords} from './ended.ts';
import type {Outage} from './fault-words.ts';
import {nowSpans} from './now-cell.ts';
import {progressWords} from './progress-words.ts';

/** What a row depends on besides its job. */
export type RowOptions = {
	/** The name that distinguishes the job in this list, not wider than its column. */
	readonly name: SafeText;
	/** The name that distinguishes the job's server in this list, not wider than its column. */
	readonly server: SafeText;
	readonly now: Moment;
	readonly isSelected: boolean;
	readonly isMarked: boolean;
	readonly columns: Columns;
	readonly ascii: boolean;
	/** Why the job's server cannot be reached, if it cannot. */
	readonly serverTrouble?: Outage | undefined;
};

type Cell = {
	readonly text: SafeText;
	readonly align?: FitOptions['align'];
	readonly colour?: Colour | undefined;
	readonly isBold?: boolean;
	readonly isDim?: boolean;
};

/** How long a new status is highlighted, in milliseconds. */
const newsFor = 10_000;
/** The smallest width of the status column, in cells, at which it shows a word beside the symbol. */
const leastWithWord = 4;

/**
 * Makes the line of a job in the list. The selected row is reversed and has only the colour of its state, because
 * reversed colours would look like blocks. On terminals without reverse, the cursor sign shows it.
 *
 * @returns spans that together are as wide as the columns
 */
export function rowSpans(job: WatchedJob, options: RowOptions): readonly Span[] {
	const {columns, isSelected, isMarked, ascii, now} = options;
	const drawing = drawingOf(ascii);
	const isDoubtful = isInDoubt(job, now);
	const isNew = isUnread(job, now);
	const sign = isMarked ? drawing.mark : isNew ? drawing.unread : blanks(1);
	const signs = safe` ${isSelected ? drawing.cursor : blanks(1)}${sign}`;
	const spans: Span[] = [{text: partOf(signs, 0, columns.gutter), isBold: isMarked || isNew, isInverse: isSelected}];
	const looked = (span: Span): Span => (isSelected ? {text: span.text, isInverse: true, isBold: span.isBold} : span);
	for (const [index, column] of columns.shown.entries()) {
		const gap = index === columns.shown.length - 1 ? 0 : columns.gap;
		if (column.name === 'message') {
			const hasProgressColumn = columns.shown.some(({name}) => name === 'progress');
			const own = {now, outage: options.serverTrouble, width: column.width, ascii, hasProgressColumn};
			spans.push(...nowSpans(job, own).map(looked), ...(gap > 0 ? [looked({text: blanks(gap)})] : []));
			continue;
		}
		const {text, align = 'left', colour, isBold, isDim = false} = cellOf(column, job, options, drawing, isNew);
		const span: Span = {
			text: fitCell(text, column.width, gap, {align, ellipsis: drawing.ellipsis}),
			colour,
			isBold,
			isDim: isDim || (isDoubtful && column.name !== 'age'),
		};
		const shown = looked(span);
		spans.push(
			...(column.name === 'job' ? namePieces(job, shown) : [column.name === 'status' ? {...shown, colour} : shown]),
		);
	}
	return spans;
}

/**
 * Makes the name of a job in two spans. For a job without a label, the end of the id is dim, because it only serves to
 * distinguish jobs.
 */
function namePieces({label}: WatchedJob, span: Span): readonly Span[] {
	const at = label === null ? span.text.search(/ ·\S+\s*$/) : -1;
	if (at < 0 || span.isInverse) return [span];
	return [
		{...span, text: partOf(span.text, 0, at)},
		{...span, text: partOf(span.text, at), isDim: true},
	];
}

function cellOf({name, width}: Column, job: WatchedJob, options: RowOptions, drawing: Drawing, isNew: boolean): Cell {
	const {now, ascii} = options;
	switch (name) {
		case 'status':
			return statusCell(job, width, options, isNew);
		case 'job':
			return {text: options.name, isBold: isNew};
		case 'task':
			return {text: job.address.task, isDim: true};
		case 'server':
			return {text: options.server, isDim: true};
		case 'progress':
			return {text: progressWords(job, width, drawing)};
		case 'elapsed': {
			const elapsed = elapsedOf(job, now);
			return {text: elapsedWords(elapsed), align: 'right', isDim: elapsed?.isAtLeast === true};
		}
		case 'ended':
			return {text: endedWords(job, now), isDim: true};
		case 'age':
			return {text: drawn(ageWords(job, now, width), ascii), colour: isInDoubt(job, now) ? 'yellow' : undefined};
		case 'message':
			return {text: safe``};
	}
}

function statusCell(job: WatchedJob, width: number, {now, ascii, serverTrouble}: RowOptions, isNew: boolean): Cell {
	const {symbol, colour} = lookOfJob(job, now, ascii);
	const {stateSince, metInState} = job;
	const hasChanged = !metInState && stateSince !== null && now.mono - stateSince.mono < newsFor;
	const text = width < leastWithWord ? symbol : safe`${symbol} ${statusText(job, serverTrouble)}`;
	return {text, colour, isBold: isNew || hasChanged};
}

/** Returns how to display a job's state, or that the state is outdated. */
function lookOfJob(job: WatchedJob, now: Moment, ascii: boolean): Look {
	if (isUnchecked(job)) return uncheckedLook(ascii);
	return isInDoubt(job, now) && job.state !== 'gone' ? doubtful : lookOf(job.state, ascii);
}

/** Whether gpjobs has received neither an answer about a job nor an error. */
export function isUnchecked({lastAnswer, status, trouble}: WatchedJob): boolean {
	return lastAnswer === null && status === null && trouble === null;
}

/** The text shown instead of a status for a job about which the server has never answered. */
export const noAnswer = safe`no answer`;

/** The text shown instead of a status for a job whose server requires signing in. */
export const signInWord = safe`sign in`;
/** The text shown instead of a status for a job that has not been polled yet. */
export const checking = safe`checking`;

/**
 * Returns the status as the server names it, such as `Executing`, even an undocumented one. If there is no status,
 * returns a word of gpjobs in lower case.
 *
 * @param outage why the job's server cannot be reached, if it cannot
 */
export function statusText(job: WatchedJob, outage?: Outage): SafeText {
	if (job.state === 'gone') return safe`gone`;
	if (job.status !== null) return statusWord(job.status.safe);
	if (job.lastAnswer !== null) return safe`null`;
	const trouble = outage ?? job.trouble;
	if (!trouble) return checking;
	return trouble.fault.kind === 'sign-in' ? signInWord : noAnswer;
}

/** Returns the end of a text, such as a job id, in `width` cells: `…a8f3c2d1`. */
export function ending(text: SafeText, width: number, ellipsis: Ellipsis): SafeText {
	const whole = displayWidth(text);
	if (whole <= width) return fit(text, width);
	return width <= 1 ? fit(ellipsis, width) : safe`${ellipsis}${sliceCells(text, whole - (width - 1), width - 1)}`;
}

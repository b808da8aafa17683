import type {Moment} from '../../../monitor/clock.ts';
import {isInDoubt} from '../../../monitor/elapsed.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {displayWidth, fit} from '../../../text/display-width.ts';
import {blanks} from '../../../text/safe-parts.ts';
import {safe} from '../../../text/safe-text.ts';
import type {Span} from '../../line.tsx';
import {type Drawing, drawingOf, drawn} from '../../symbols.ts';
import {unjoined} from './cell.ts';
import type {Outage} from './fault-words.ts';
import {lastWords, type Words} from './last-words.ts';
import {percentOf, progressStart} from './progress-words.ts';

type NowOptions = {
	readonly now: Moment;
	/** Why the job's server cannot be reached, if it cannot. */
	readonly outage: Outage | undefined;
	readonly width: number;
	readonly ascii: boolean;
	/** Whether the progress column is shown, so that this column need not repeat the progress. */
	readonly hasProgressColumn: boolean;
};

/**
 * The length of the progress bar for each width of the column, in cells. A narrow column has room only for the
 * percentage and the time left.
 */
const bars: readonly (readonly [from: number, cells: number])[] = [
	[60, 12],
	[40, 8],
	[28, 6],
];

/**
 * Makes the current facts about a job in `width` cells, each in its colour: `█████░░░ 59% ~8 min left · ⚠ 4 · Tile 57
 * of 96`. Facts that do not fit are cut off at the end.
 */
export function nowSpans(job: WatchedJob, options: NowOptions): readonly Span[] {
	const {now, outage, width, ascii, hasProgressColumn} = options;
	const drawing = drawingOf(ascii);
	const percent = hasProgressColumn || isInDoubt(job, now) ? undefined : percentOf(job);
	const progress: readonly Words[] =
		typeof percent === 'number' ? [{text: progressStart(percent, barCells(width), drawing)}] : [];
	const isNarrow = barCells(width) === 0;
	const facts = lastWords(job, now, outage).map(fact => (isNarrow ? {...fact, text: fact.short ?? fact.text} : fact));
	return inCells([...progress, ...facts], {
		width,
		ascii,
		drawing,
		hasProgress: progress.length > 0,
	});
}

function barCells(width: number): number {
	return bars.find(([from]) => width >= from)?.[1] ?? 0;
}

type Cells = {
	readonly width: number;
	readonly ascii: boolean;
	readonly drawing: Drawing;
	/** Whether the first of the texts is the progress. */
	readonly hasProgress: boolean;
};

function inCells(words: readonly Words[], {width, ascii, drawing, hasProgress}: Cells): readonly Span[] {
	const spans: Span[] = [];
	let left = width;
	for (const [index, {text, colour, isDim}] of words.entries()) {
		if (left <= 0) break;
		const isPercent = hasProgress && index === 0;
		const behind = index === words.length - 1 ? safe`` : isPercent ? safe` ` : safe` ${drawing.between} `;
		const own = unjoined(drawn(text, ascii));
		const whole = safe`${own}${behind}`;
		const cells = displayWidth(whole);
		// A fact that just fits is shown in full, without the separator and the facts after it.
		const isLast = index === words.length - 1 || (cells > left && displayWidth(own) <= left);
		// The last letter of a text may combine with the blank after it, so both are fitted together.
		const fitted = cells <= left && !isLast ? whole : fit(isLast ? own : whole, left, {ellipsis: drawing.ellipsis});
		spans.push({text: fitted, colour, isDim});
		left = isLast ? 0 : left - Math.min(cells, left);
	}
	return left > 0 ? [...spans, {text: blanks(left)}] : spans;
}

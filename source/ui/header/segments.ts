import {displayWidth, fit} from '../../text/display-width.ts';
import {blanks} from '../../text/safe-parts.ts';
import type {Span} from '../line.tsx';

/**
 * A piece of a line that has shorter forms for a narrow line.
 *
 * @property forms the forms from the longest to the shortest; if the shortest one does not fit, the segment is left out
 * @property yields a rank for each form; the segment whose current form has the lowest rank is shortened first
 */
export type Segment = {
	readonly side: 'left' | 'right';
	readonly forms: readonly (readonly Span[])[];
	readonly yields: readonly number[];
};

const gap = 2;

/** Arranges segments at the left and right of a line of `width` cells, each in the longest form that fits. */
export function fitSegments(segments: readonly Segment[], width: number): readonly Span[] {
	const choices: readonly Choice[] = segments.map(segment => ({segment, form: 0}));
	while (roomIn(choices, width) < 0) {
		const weakest = weakestOf(choices);
		if (!weakest) return cut([...side(choices, 'left'), ...side(choices, 'right')], width);
		weakest.form++;
	}
	growBack(choices, width);
	const left = side(choices, 'left');
	const right = side(choices, 'right');
	return [...left, {text: blanks(width - cellsOf(left) - cellsOf(right))}, ...right];
}

type Choice = {readonly segment: Segment; form: number};

/** Returns the number of cells that the chosen forms leave free; negative if they do not fit. */
function roomIn(choices: readonly Choice[], width: number): number {
	const left = cellsOf(side(choices, 'left'));
	const right = cellsOf(side(choices, 'right'));
	return width - left - right - (left > 0 && right > 0 ? gap : 0);
}

function side(choices: readonly Choice[], which: Segment['side']): readonly Span[] {
	return joined(choices.flatMap(({segment, form}) => (segment.side === which ? [segment.forms[form] ?? []] : [])));
}

/** Chooses longer forms again for segments for which there is room after other segments were shortened. */
function growBack(choices: readonly Choice[], width: number): void {
	const held = ({segment, form}: Choice) => segment.yields[form - 1] ?? 0;
	for (const choice of choices.toSorted((a, b) => held(b) - held(a))) {
		while (choice.form > 0) {
			choice.form--;
			if (roomIn(choices, width) >= 0) continue;
			choice.form++;
			break;
		}
	}
}

function weakestOf(choices: readonly Choice[]): Choice | undefined {
	let found: Choice | undefined;
	let least = Number.POSITIVE_INFINITY;
	for (const choice of choices) {
		const held = choice.segment.yields[choice.form];
		if (held !== undefined && held < least) {
			least = held;
			found = choice;
		}
	}
	return found;
}

function joined(pieces: readonly (readonly Span[])[]): readonly Span[] {
	return pieces
		.filter(piece => piece.length > 0)
		.flatMap((piece, index) => (index === 0 ? piece : [{text: blanks(gap)}, ...piece]));
}

function cellsOf(spans: readonly Span[]): number {
	return displayWidth(spans.map(({text}) => text).join(''));
}

/** Cuts spans to a width, or adds blanks to reach it. */
export function cut(spans: readonly Span[], width: number): readonly Span[] {
	const fitted: Span[] = [];
	let left = width;
	for (const span of spans) {
		if (left <= 0) break;
		const own = Math.min(left, displayWidth(span.text));
		fitted.push({...span, text: fit(span.text, own, {ellipsis: ''})});
		left -= own;
	}
	if (left > 0) fitted.push({text: blanks(left)});
	return fitted;
}

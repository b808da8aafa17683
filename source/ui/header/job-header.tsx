import {displayWidth, fit} from '../../text/display-width.ts';
import {count} from '../../text/number-words.ts';
import {repeated} from '../../text/safe-parts.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {Line, type Span} from '../line.tsx';
import {type JobHeading, stateSpan} from '../panes/heading/job-heading.ts';
import {alertSpan} from '../panes/messages/title.ts';
import {type Drawing, drawingOf, lookOf} from '../symbols.ts';
import {clockTimeExact} from './clock-time.ts';
import {type HeaderFacts, paused, readOnly, unsaved} from './header.tsx';
import {fitSegments, type Segment} from './segments.ts';
import type {Tally} from './tally.ts';

type JobHeaderFacts = Pick<HeaderFacts, 'tally' | 'isPaused' | 'isUnsaved' | 'isReadOnly' | 'time'> & {
	readonly heading: JobHeading;
	/** The current step of the job as the tool reports it; empty if it reports none. */
	readonly step: SafeText;
};

/**
 * Makes the first line of the screen while a job is open, `width` cells wide: ` gpjobs › Orthofotos ● Executing
 * ███░░░░░░░ 33% ~32 min left 1 ⚠ ✖3 !1 elsewhere 14:26:45`. On a narrow screen, name and state are kept longest, then
 * progress, then problems of other jobs.
 */
export function jobHeaderSpans(facts: JobHeaderFacts, width: number, isAscii: boolean): readonly Span[] {
	const {heading, tally} = facts;
	const drawing = drawingOf(isAscii);
	return fitSegments(
		[
			nameSegment(heading.name, width, drawing),
			{side: 'left', forms: [[stateSpan(heading)], [{...stateSpan(heading), text: heading.look.symbol}]], yields: [57]},
			...progressSegments(heading, drawing),
			...optional(heading.silence, [88], {colour: 'yellow', isBold: true}),
			...optional(heading.took, [52]),
			...alertSegment(heading, isAscii),
			...(facts.isPaused ? [paused()] : []),
			...(facts.isUnsaved ? [unsaved()] : []),
			...optional(facts.step, [8], {isDim: true}),
			...elsewhereSegment(tally, heading, isAscii),
			...(facts.isReadOnly ? [readOnly()] : []),
			{side: 'right', forms: [[{text: clockTimeExact(facts.time)}]], yields: [45]},
		],
		width,
	);
}

/** Draws {@link jobHeaderSpans} as a line. */
export function JobHeaderLine(props: {
	readonly facts: JobHeaderFacts;
	readonly width: number;
	readonly isAscii: boolean;
}) {
	return <Line spans={jobHeaderSpans(props.facts, props.width, props.isAscii)} />;
}

/** The number of cells of the name that are kept as long as the state can still be shortened. */
const shortestName = 14;

function nameSegment(name: SafeText, width: number, {ellipsis, between}: Drawing): Segment {
	const lengths = [displayWidth(name)];
	for (let cells = Math.min(displayWidth(name) - 1, width); cells >= shortestName; cells--) lengths.push(cells);
	const program = [{text: safe` gpjobs ${between} `, isDim: true}];
	const forms = lengths.map(cells => [{text: fit(name, cells, {ellipsis}), isBold: true}]);
	const shortest = forms.at(-1) ?? [];
	return {
		side: 'left',
		forms: [
			[...program, ...(forms[0] ?? [])],
			...forms.map(form => [{text: safe` `}, ...form]),
			[{text: safe` `}, ...shortest],
		],
		yields: [20, ...forms.map((_, index) => 30 + index / forms.length)],
	};
}

const barCells = 10;

function progressSegments({percent, left, leftShort}: JobHeading, {full, empty}: Drawing): readonly Segment[] {
	const timeLeft: readonly Segment[] =
		left === '' ? [] : [{side: 'left', forms: [[{text: left}], [{text: leftShort}]], yields: [46, 60]}];
	if (percent === null) return timeLeft;
	const done = percent >= 100 ? barCells : Math.min(barCells - 1, Math.round((percent / 100) * barCells));
	const bar = safe`${repeated(full, done)}${repeated(empty, barCells - done)}`;
	return [
		{side: 'left', forms: [[{text: safe`${bar} ${percent}%`}], [{text: safe`${percent}%`}]], yields: [28, 90]},
		...timeLeft,
	];
}

function optional(text: SafeText, yields: readonly number[], look: Omit<Span, 'text'> = {}): readonly Segment[] {
	return text === '' ? [] : [{side: 'left', forms: [[{...look, text}]], yields}];
}

function alertSegment({errors, warnings}: JobHeading, isAscii: boolean): readonly Segment[] {
	const spans = [alertSpan(errors, 'error', isAscii), alertSpan(warnings, 'warning', isAscii)].filter(
		({length}) => length > 0,
	);
	const joined = spans.flatMap((span, index) => (index === 0 ? span : [{text: safe` `}, ...span]));
	return joined.length === 0 ? [] : [{side: 'left', forms: [joined], yields: [55]}];
}

/** Counts the other jobs with a problem that the operator has not looked at, by state: `✖3 !1 elsewhere`. */
function elsewhereSegment({unread}: Tally, {look, isUnread}: JobHeading, isAscii: boolean): readonly Segment[] {
	const wrong = (['failed', 'timed-out', 'gone'] as const).flatMap(state => {
		const of = lookOf(state, isAscii);
		const amount = unread[state] - (isUnread && of.symbol === look.symbol && of.word === look.word ? 1 : 0);
		return amount > 0
			? [{text: safe`${of.symbol}${isAscii ? safe` ` : safe``}${count(amount)}`, colour: of.colour}]
			: [];
	});
	if (wrong.length === 0) return [];
	const spans = wrong.flatMap((span, index) => (index === 0 ? [span] : [{text: safe` `}, span]));
	return [{side: 'right', forms: [[...spans, {text: safe` ${elsewhere}`, isDim: true}], spans], yields: [35, 50]}];
}

/** Follows the counts of jobs with a problem other than the open one: `✖2 elsewhere`. */
export const elsewhere: SafeText = safe`elsewhere`;

import {fit, wrapCells} from '../../../text/display-width.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Span} from '../../line.tsx';

/** Shown in an empty list. */
export const noJobsYet = safe`No jobs yet.`;
/** Shown if the saved list cannot be read, so that it is unknown whether there are jobs in it. */
export const listNotRead = safe`The saved list cannot be read.`;

/** Shown if no job matches the filter. */
export function noJobMatches(filter: SafeText): SafeText {
	return safe`No job matches ${filter}`;
}

/** Says what the key u does in a list from which jobs were removed. */
export function bringsBack(removed: number): SafeText {
	return safe`brings back the removed ${removed === 1 ? safe`job` : safe`${removed} jobs`}`;
}

/** The keys and commands that add a first job to an empty list, with what each does. */
export const howToBegin: readonly {readonly key: SafeText; readonly does: SafeText}[] = [
	{key: safe`a`, does: safe`adds a job URL; or paste one here`},
	{key: safe`?`, does: safe`shows all keys`},
	{key: safe`gpjobs demo`, does: safe`shows what it looks like, with jobs of its own`},
];

/**
 * Makes the lines of a list without rows. They say how to add a job, that no job matches the filter, or that the saved
 * list cannot be read.
 *
 * @param filter the filter as it was typed; `null` without one
 * @param fault why the saved list cannot be read; `null` if it can
 * @param removed how many jobs undo would restore
 * @returns at most `height` lines of the given width
 */
export function emptyListLines(
	width: number,
	height: number,
	filter: SafeText | null,
	fault: SafeText | null = null,
	removed = 0,
): readonly (readonly Span[])[] {
	const lines = fault !== null ? notRead(fault, width) : filter === null ? beginning(removed) : hidden(filter);
	// In a low window the keys are more important than the blank lines around them.
	const shown = lines.length <= height ? lines : lines.filter(line => line.some(({text}) => text !== ''));
	return shown.slice(0, height).map(spans => fitted(spans, width));
}

function beginning(removed: number): readonly (readonly Span[])[] {
	const undo = removed === 0 ? [] : [{key: safe`u`, does: bringsBack(removed)}];
	const keys = [...undo, ...howToBegin];
	const keyWidth = Math.max(...keys.map(({key}) => key.length));
	return [
		[{text: safe``}],
		[{text: safe`${indent}${noJobsYet}`}],
		[{text: safe``}],
		...keys.map(({key, does}) => [
			{text: safe`${indent}${fit(key, keyWidth)}`, isBold: true},
			{text: safe`${indent}${does}`},
		]),
	];
}

/**
 * Makes the lines about a list that cannot be read. The sentence is wrapped and not cut, because its end says what to
 * do.
 */
function notRead(fault: SafeText, width: number): readonly (readonly Span[])[] {
	const lines = wrapCells(fault, width - indent.length);
	return [
		[{text: safe``}],
		[{text: safe`${indent}${listNotRead}`, isBold: true}],
		...lines.map(line => [{text: safe`${indent}${line}`}]),
	];
}

const indent = safe`   `;

function hidden(filter: SafeText): readonly (readonly Span[])[] {
	return [
		[{text: safe``}],
		[{text: safe`${indent}${noJobMatches(filter)}`}],
		[{text: safe`${indent}Esc`, isBold: true}, {text: safe` shows all`}],
	];
}

function fitted(spans: readonly Span[], width: number): readonly Span[] {
	let left = width;
	return spans.map((span, index) => {
		const own = index === spans.length - 1 ? left : Math.min(left, span.text.length);
		left -= own;
		return {...span, text: fit(span.text, own)};
	});
}

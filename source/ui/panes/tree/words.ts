import {compactJson} from '../../../gp/json.ts';
import {isSecretName} from '../../../text/mask-secrets.ts';
import {count, counted} from '../../../text/number-words.ts';
import {
	joinSafe,
	type SafeText,
	type ServerText,
	safe,
	safeText,
	serverText,
	wasCleaned,
} from '../../../text/safe-text.ts';
import type {Span} from '../../line.tsx';
import {drawingOf, onOneLine} from '../../symbols.ts';
import {cleanedMark} from '../messages/level-mark.ts';
import {shownMask} from '../records/cell.ts';
import {deepestBranch, type TreeRow} from './branch.ts';
import {Chunk, type Label, sizeOf} from './level.ts';

/** The largest number of characters of a name that are shown, because a server may send names of any length. */
const longestName = 500;

/** Formats a label: `NAME`, `[3]` or `[0 … 99]`. */
export function labelWords(label: Label, isAscii: boolean): SafeText {
	switch (label.kind) {
		case 'name':
			return label.name === '' ? safe`""` : safeText(label.name.slice(0, longestName));
		case 'index':
			return safe`[${label.index}]`;
		case 'range':
			return safe`[${label.from} ${isAscii ? safe`..` : safe`…`} ${label.to}]`;
	}
}

/** Formats the path to a value as programs write it: `features[3].attributes.NAME`. */
export function pathWords(name: SafeText, labels: readonly Label[]): SafeText {
	const parts = labels.flatMap((label): readonly SafeText[] => {
		if (label.kind === 'range') return [];
		return [label.kind === 'index' ? labelWords(label, true) : safe`.${labelWords(label, true)}`];
	});
	return joinSafe([name, ...parts], safe``);
}

/** How many characters of a text are examined for each cell of the line. */
const unitsInCell = 16;

/** Returns the text after a label: the value if it fits into the line, otherwise the size of the value. */
export function valueSpan({value, label, path}: TreeRow, width: number, isAscii: boolean): Span {
	if (isSecret(label, value)) return {text: shownMask};
	switch (typeof value) {
		case 'string':
			return {text: quoted(value, width, isAscii), colour: 'green'};
		case 'object':
			return value === null ? {text: safe`null`, isDim: true} : sizeSpan(value, path.length);
		case 'number':
			return {text: safe`${value}`, colour: 'cyan'};
		case 'bigint':
			return {text: safeText(String(value)), colour: 'cyan'};
		default:
			return {text: safeText(String(value)), colour: 'magenta'};
	}
}

/**
 * Says that a value is too deep to be unfolded.
 *
 * @param size describes how much the value contains
 */
export function tooDeepToShow(size: SafeText): SafeText {
	return safe`${size} deeper than ${count(deepestBranch)} levels`;
}

function sizeSpan(value: object, depth: number): Span {
	if (value instanceof Chunk) return {text: safe``};
	const size = sizeOf(value);
	if (size === 0) return {text: Array.isArray(value) ? safe`[]` : safe`{}`};
	const words = Array.isArray(value) ? safe`[${counted(size, 'item')}]` : safe`{${counted(size, 'key')}}`;
	if (depth < deepestBranch) return {text: words, isDim: true};
	return {text: tooDeepToShow(words), colour: 'yellow'};
}

function quoted(value: string, width: number, isAscii: boolean): SafeText {
	const most = width * unitsInCell + 256;
	const isCut = value.length > most;
	const cleaned = serverText(isCut ? value.slice(0, most) : value, 'lines');
	const line = onOneLine(cleaned.safe, isAscii);
	const ending = isCut ? drawingOf(isAscii).ellipsis : safe`"`;
	return safe`${wasCleaned(cleaned) ? safe`${cleanedMark(isAscii)} ` : safe``}"${line}${ending}`;
}

/** Returns the full text of an opened value. */
export function wholeWords(value: unknown, label: Label | null): ServerText {
	return isSecret(label, value) ? {safe: shownMask} : serverText(compactJson(value ?? null), 'lines');
}

function isSecret(label: Label | null, value: unknown): boolean {
	return label?.kind === 'name' && typeof value !== 'object' && isSecretName(label.name);
}

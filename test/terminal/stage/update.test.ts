import xterm from '@xterm/headless';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {cellsOf} from '../../../source/terminal/stage/cells.ts';
import type {ScreenRow} from '../../../source/terminal/stage/row.ts';
import {update} from '../../../source/terminal/stage/update.ts';
import {often} from '../../often.ts';

const size = {columns: 40, rows: 12};
const esc = '\u001B[';

/** Pieces of lines as panes are made of them: words, looks, wide and disputed characters. */
const pieces = [
	'a',
	'flood-2026',
	'  ',
	' · ',
	'…',
	'█████░░░',
	'▌',
	'●',
	'✔',
	'⚠',
	'漢字',
	'住所照合',
	'é',
	'e\u0301',
	'👩‍💻',
	'🇩🇪',
	'😀',
	'−',
	'→',
	`${esc}7m`,
	`${esc}27m`,
	`${esc}1m`,
	`${esc}22m`,
	`${esc}2m`,
	`${esc}31m`,
	`${esc}32m`,
	`${esc}39m`,
	`${esc}0m`,
	`${esc}4m`,
	`${esc}24m`,
];
const line = fc.array(fc.constantFrom(...pieces), {maxLength: 12}).map(parts => `${parts.join('')}${esc}0m`);
const block = fc.array(line, {minLength: size.rows, maxLength: size.rows});

/** What one frame becomes: another, moved up or down in a region, or with some lines changed. */
type Step =
	| {readonly kind: 'other'; readonly lines: readonly string[]}
	| {readonly kind: 'move'; readonly first: number; readonly last: number; readonly by: number}
	| {readonly kind: 'change'; readonly at: number; readonly line: string};
const step: fc.Arbitrary<Step> = fc.oneof(
	block.map(lines => ({kind: 'other' as const, lines})),
	fc
		.tuple(fc.nat(11), fc.nat(11), fc.integer({min: -3, max: 3}))
		.map(([a, b, by]) => ({kind: 'move' as const, first: Math.min(a, b), last: Math.max(a, b), by})),
	fc.tuple(fc.nat(11), line).map(([at, changed]) => ({kind: 'change' as const, at, line: changed})),
);

function after(lines: readonly string[], one: Step): readonly string[] {
	if (one.kind === 'other') return one.lines;
	if (one.kind === 'change') return lines.with(one.at, one.line);
	return lines.map((text, y) =>
		y < one.first || y > one.last ? text : (lines[Math.max(one.first, Math.min(one.last, y + one.by))] ?? text),
	);
}

const rowsOf = (lines: readonly string[]): readonly ScreenRow[] =>
	lines.map(text => ({line: text, cells: cellsOf(text, size.columns)}));

function terminal() {
	return new xterm.Terminal({cols: size.columns, rows: size.rows, allowProposedApi: true, convertEol: false});
}

const written = (screen: xterm.Terminal, bytes: string) => new Promise<void>(resolve => screen.write(bytes, resolve));

/** Every cell with its look. */
function pictureOf(screen: xterm.Terminal): readonly string[] {
	const {active} = screen.buffer;
	return Array.from({length: size.rows}, (_, y) => {
		const row = active.getLine(active.viewportY + y);
		let picture = '';
		for (let x = 0; x < size.columns; x++) {
			const cell = row?.getCell(x);
			const look = cell
				? [
						cell.isBold(),
						cell.isDim(),
						cell.isInverse(),
						cell.isUnderline(),
						cell.getFgColor(),
						cell.getBgColor(),
					].join()
				: '';
			const text = cell?.getChars() || (cell?.getWidth() === 0 ? '' : ' ');
			picture += `${text}‹${text.trim() === '' && look === '0,0,0,0,-1,-1' ? '' : look}›`;
		}
		return picture;
	});
}

test('after any frames the terminal shows the same as if each frame had been drawn completely', async () => {
	await fc.assert(
		fc.asyncProperty(block, fc.array(step, {minLength: 1, maxLength: 8}), async (first, steps) => {
			const screen = terminal();
			let lines: readonly string[] = first;
			let shown: readonly ScreenRow[] | undefined;
			for (const one of [undefined, ...steps]) {
				if (one) lines = after(lines, one);
				const wanted = rowsOf(lines);
				await written(screen, update(shown, wanted, size));
				shown = wanted;
			}
			const whole = terminal();
			await written(whole, update(undefined, rowsOf(lines), size));
			expect(pictureOf(screen)).toEqual(pictureOf(whole));
			screen.dispose();
			whole.dispose();
		}),
		{numRuns: often(150)},
	);
});

describe('bytes', () => {
	const lines = Array.from({length: size.rows}, (_, y) => `row ${y} of a pane with words`);
	const bytesOf = (before: readonly string[], now: readonly string[]) =>
		Buffer.byteLength(update(rowsOf(before), rowsOf(now), size));

	test('nothing changed: none', () => {
		expect(bytesOf(lines, [...lines])).toBe(0);
	});

	test('one digit: only the cursor movement and the digit', () => {
		expect(bytesOf(lines, lines.with(5, 'row 6 of a pane with words'))).toBeLessThanOrEqual(9);
	});

	test('a line scrolled: the new line and a few bytes', () => {
		const now = [...lines.slice(1), 'a new line at the end'];
		expect(bytesOf(lines, now)).toBeLessThanOrEqual('a new line at the end'.length + 40);
	});

	test('a cursor that moves: the two rows, or less', () => {
		const marked = (y: number) => lines.map((text, index) => (index === y ? `${esc}7m${text}${esc}0m` : text));
		expect(bytesOf(marked(3), marked(4))).toBeLessThanOrEqual(2 * 27 + 30);
	});
});

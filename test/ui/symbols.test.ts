import {expect, test} from 'vitest';
import type {State} from '../../source/gp/status.ts';
import {noCounts} from '../../source/monitor/jobs.ts';
import {displayWidth} from '../../source/text/display-width.ts';
import {safe, safeText} from '../../source/text/safe-text.ts';
import {drawingOf, drawn, lookOf, ownSymbols, uncheckedLook} from '../../source/ui/symbols.ts';

const states = Object.keys(noCounts) as State[];

test.each([true, false])('every state has a symbol of its own, one cell wide, and a word (ascii: %s)', isAscii => {
	const looks = states.map(state => lookOf(state, isAscii));
	expect(new Set(looks.map(({symbol}) => symbol)).size).toBe(states.length);
	expect(new Set(looks.map(({word}) => word)).size).toBe(states.length);
	for (const {symbol} of looks) expect(displayWidth(symbol)).toBe(1);
});

test.each([true, false])('an unchecked job has a symbol that no state uses (ascii: %s)', isAscii => {
	const {symbol} = uncheckedLook(isAscii);
	expect(displayWidth(symbol)).toBe(1);
	expect(/^[ -~]$/.test(symbol)).toBe(isAscii);
	expect(states.map(state => lookOf(state, isAscii).symbol)).not.toContain(symbol);
});

test('in ASCII mode, only ASCII characters are drawn', () => {
	const all = [...Object.values(drawingOf(true)), ...states.map(state => lookOf(state, true).symbol)];
	expect(all.filter(text => !/^[ -~]+$/.test(text))).toEqual([]);
});

test.each([
	['asked → accepted (Cancelling)', 'asked -> accepted (Cancelling)'],
	['⚠ 2 warnings · cut…', '! 2 warnings | cut~'],
	['洪水 – gis', '洪水 - gis'],
])('%s is %s in ASCII', (sentence, ascii) => {
	expect(drawn(safeText(sentence), true)).toBe(ascii);
	expect(drawn(safeText(sentence), false)).toBe(sentence);
});

test('each drawn character is one cell wide, alone and next to others', () => {
	for (const symbol of ownSymbols) expect(displayWidth(symbol), symbol).toBe(1);
	expect(displayWidth(ownSymbols)).toBe(ownSymbols.length);
	expect(ownSymbols).toMatch(/^[^ -~]+$/);
});

test('in ASCII, symbols in gpjobs’ own sentences are replaced, but not letters of servers and users', () => {
	expect(drawn(safe`a → b… größe 漢`, true)).toBe('a -> b~ größe 漢');
	expect(drawn(safe`a → b…`, false)).toBe('a → b…');
});

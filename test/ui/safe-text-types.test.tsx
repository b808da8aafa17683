/**
 * That text of a server cannot reach a person without having been made safe is a matter of types: tsc checks this file
 * (`npm run types`), and each line behind `@ts-expect-error` fails it once what stands there compiles. That no cast goes
 * round it is a rule of lint, with its test in `test/house/lint-rules.test.ts`.
 */

import {expect, expectTypeOf, test} from 'vitest';
import {fit, type Kept, sliceCells, wrapCells} from '../../source/text/display-width.ts';
import {graphemesOf} from '../../source/text/graphemes.ts';
import {blanks, partOf, repeated, trimmedEnd, withReplaced} from '../../source/text/safe-parts.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../source/text/safe-text.ts';
import type {Action} from '../../source/ui/actions/action.ts';
import type {DialogText} from '../../source/ui/dialogs/dialog-lines.ts';
import {Line, type Span} from '../../source/ui/line.tsx';
import type {AboutFact} from '../../source/ui/panes/about/about.ts';
import {SpanTable} from '../../source/ui/span-table.tsx';
import type {Narrator} from '../../source/ui/spoken/narrator.ts';
import type {Utterance} from '../../source/ui/spoken/spoken-value.ts';
import type {SpokenOptions} from '../../source/ui/spoken.tsx';
import type {Drawing} from '../../source/ui/symbols.ts';

const sent: string = 'what a server sent';
const text = safeText(sent);

test('a plain string is not accepted as text of a span, a line or a table', () => {
	// @ts-expect-error: not made safe
	const span: Span = {text: sent};
	// @ts-expect-error: not even a text of ours, which is written safe`…`
	const own: Span = {text: 'gpjobs'};
	// @ts-expect-error: put together it is a string again
	const joined: Span = {text: `${text}, ${text}`};
	// @ts-expect-error: as with +
	const added: Span = {text: text + text};
	// @ts-expect-error: what the methods of strings give is a string
	const methods: Span[] = [{text: text.slice(1)}, {text: text.padEnd(9)}, {text: text.trim()}, {text: text.repeat(2)}];
	// @ts-expect-error
	const line = <Line spans={[{text: sent}]} />;
	// @ts-expect-error
	const table = <SpanTable headings={[{text: sent}]} rows={[]} />;
	expect([span, own, joined, added, methods, line, table]).toHaveLength(7);
});

test('a plain string is not accepted in a dialog, in About, in the table of keys, or in an announcement', () => {
	// @ts-expect-error
	const title: DialogText['title'] = sent;
	// @ts-expect-error
	const note: DialogText['notes'] = [sent];
	// @ts-expect-error
	const fact: AboutFact = {name: safe`task`, value: sent};
	// @ts-expect-error
	const label: Action['label'] = sent;
	// @ts-expect-error
	const sign: Drawing['cursor'] = sent;
	// @ts-expect-error
	const utterance: Utterance = {key: 'task', text: sent};
	// @ts-expect-error
	const tell: Parameters<Narrator['tell']> = [sent];
	// @ts-expect-error
	const write: Parameters<SpokenOptions['write']> = [sent];
	// @ts-expect-error: a sentence takes no parts that are not safe
	const sentence = safe`The task is ${sent}.`;
	// @ts-expect-error
	const list = joinSafe([sent], safe`, `);
	// @ts-expect-error
	const replaced = withReplaced(text, 'a', sent);
	expect([title, note, fact, label, sign, utterance, tell, write, sentence, list, replaced]).toHaveLength(11);
});

test('parts of safe text are safe text, parts of other text are not', () => {
	expectTypeOf(fit(text, 3)).toEqualTypeOf<SafeText>();
	expectTypeOf(sliceCells(text, 0, 3)).toEqualTypeOf<SafeText>();
	expectTypeOf(wrapCells(text, 3)).toEqualTypeOf<SafeText[]>();
	expectTypeOf(partOf(text, 1, 3)).toEqualTypeOf<SafeText>();
	expectTypeOf(graphemesOf(text)).toEqualTypeOf<readonly SafeText[]>();
	expectTypeOf(fit(sent, 3)).toEqualTypeOf<string>();
	expectTypeOf(partOf(sent, 1)).toEqualTypeOf<string>();
	expectTypeOf(repeated(sent, 2)).toEqualTypeOf<string>();
	expectTypeOf<Kept<string>>().toEqualTypeOf<string>();
	expect(partOf(text, 2, 6)).toBe(text.slice(2, 6));
	expect(trimmedEnd(safe`a b  `)).toBe('a b');
	expect([repeated(safe`ab`, 2), repeated(safe`ab`, -1), blanks(2)]).toEqual(['abab', '', '  ']);
	expect(withReplaced(safe`a.b.`, '.', safe`$&`)).toBe('a$&b$&');
	expect(withReplaced(safe`a1b22`, /\d+/g, digits => safe`<${digits.length}>`)).toBe('a<1>b<2>');
});

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Message} from '../../../../source/gp/message.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import {type MessagesAction, type MessagesState, updateMessages} from '../../../../source/ui/panes/messages/state.ts';
import {visibleRows} from '../../../../source/ui/panes/messages/visible-rows.ts';
import {messagePaneLines, noMatch, noneOfLevel} from '../../../../source/ui/panes/messages/window.ts';
import {often} from '../../../often.ts';
import {anyKey, anyMessages, anySize, message, paneAfter, plainMessages} from './any-messages.ts';
import {cellsOf, textOf} from './span-cells.ts';

const placeholder = safeText('No messages yet.');
const look = {placeholder, isAscii: false};
const top: MessagesAction = {type: 'go', to: 'top'};
const wrap: MessagesAction = {type: 'toggle-wrap'};
const right: MessagesAction = {type: 'pan', direction: 'right'};
const size = (width: number, height: number): MessagesAction => ({type: 'resize', size: {width, height}});
const search = (query: string): MessagesAction => ({type: 'search', query: safeText(query)});

const lines = (state: MessagesState, isAscii = false) =>
	messagePaneLines(state, {placeholder, isAscii}).map(spans => textOf(spans).trimEnd());

const traceback = message(
	'Traceback (most recent call last):\n  File "kriging.py", line 7\nValueError: no data',
	'error',
);
const mixed = [
	message('Executing (Kriging)'),
	message('WARNING 000117: empty', 'warning'),
	traceback,
	message('a\u0007b'),
];

describe('the window', () => {
	test.each<[string, Message[], MessagesAction[], boolean, string[]]>([
		[
			'marks levels, further lines and cleaned text',
			mixed,
			[size(40, 7)],
			false,
			[
				'   Executing (Kriging)',
				' ⚠ WARNING 000117: empty',
				' ✖ Traceback (most recent call last):',
				' │   File "kriging.py", line 7',
				' │ ValueError: no data',
				'†  a^Gb',
				'',
			],
		],
		[
			'does so in ASCII',
			mixed,
			[size(40, 6)],
			true,
			[
				'   Executing (Kriging)',
				' ! WARNING 000117: empty',
				' x Traceback (most recent call last):',
				' |   File "kriging.py", line 7',
				' | ValueError: no data',
				'+  a^Gb',
			],
		],
		['cuts long lines', [message('0123456789abcdef')], [size(13, 1)], false, ['   012345678…']],
		['cuts long lines in ASCII', [message('0123456789abcdef')], [size(13, 1)], true, ['   012345678~']],
		['shows the cells to the right', [message('0123456789abcdef')], [size(13, 1), right], false, ['   56789abcd…']],
		['shows the end of a line', [message('0123456789abcdef')], [size(13, 1), right, right], false, ['   abcdef']],
		['wraps', [message('one two three four')], [size(13, 3), wrap], false, ['   one two', '   three four', '']],
		['has no margin where it is narrow', [message('one two', 'error')], [size(7, 1)], false, ['one two']],
		['has none up to 11 cells', [message('abcdefghijk')], [size(11, 1)], false, ['abcdefghijk']],
		['has one from 12 cells on', [message('abcdefghi')], [size(12, 1)], false, ['   abcdefghi']],
		['wraps into one cell', [message('abc')], [size(1, 3), wrap], false, ['a', 'b', 'c']],
		['says what it was told where there is nothing', [], [size(12, 3)], false, ['   No', '   messages', '   yet.']],
		[
			'says that a level is empty',
			[message('x')],
			[size(40, 2), {type: 'cycle-level'}],
			false,
			[`   ${noneOfLevel('warning', 1)}`, ''],
		],
	])('%s', (_, messages, actions, isAscii, expected) => {
		expect(lines(paneAfter(messages, ...actions), isAscii)).toEqual(expected);
	});

	test('has the size of the pane, after any keys, with any messages', () => {
		fc.assert(
			fc.property(
				anyMessages,
				fc.array(fc.oneof(anyKey, anySize), {maxLength: 25}),
				fc.boolean(),
				(messages, keys, isAscii) => {
					let state = paneAfter(messages);
					for (const key of keys) {
						state = updateMessages(state, key);
						const shown = messagePaneLines(state, {placeholder, isAscii});
						expect(shown.length).toBe(state.size.height);
						for (const spans of shown) expect(cellsOf(spans)).toBe(state.size.width);
					}
				},
			),
			{numRuns: often(600)},
		);
	});
});

test('the frames of a traceback are dim, and its exception is red and wrapped', () => {
	const exception = `ExecuteError: ERROR 000258: Output ${'x'.repeat(30)} already exists`;
	const long = message(`Traceback (most recent call last):\n  File "${'p'.repeat(60)}", line 7\n${exception}`, 'error');
	const shown = messagePaneLines(paneAfter([long], size(40, 6)), look);
	expect(shown.map(textOf).map(line => line.trimEnd())).toEqual([
		' ✖ Traceback (most recent call last):',
		` │   File "${'p'.repeat(28)}…`,
		' │ ExecuteError: ERROR 000258: Output',
		` │   ${'x'.repeat(30)}`,
		' │   already exists',
		'',
	]);
	const text = shown.map(spans => spans.at(-1));
	expect(text.map(span => span?.isDim === true)).toEqual([true, true, false, false, false, false]);
	expect(text.map(span => span?.colour)).toEqual([undefined, undefined, 'red', 'red', 'red', undefined]);
});

test('an error without a traceback is red, even its indented lines', () => {
	const shown = messagePaneLines(paneAfter([message('bad input:\n  a.shp', 'error')], size(40, 2)), look);
	expect(shown.map(spans => spans.at(-1)?.colour)).toEqual(['red', 'red']);
});

describe('during a search', () => {
	const some = ['a', 'b', 'hit 1', 'c', 'd', 'e', 'f', 'hit 2', 'g'].map(text => message(text));
	const only: MessagesAction = {type: 'cycle-matching'};

	test.each<[string, MessagesAction[], string[]]>([
		['only what matches is shown', [only], ['hit 1', 'hit 2']],
		['what is around it is shown too', [only, only], ['a', 'b', 'hit 1', 'c', 'd', 'e', 'f', 'hit 2', 'g']],
		['all is shown again', [only, only, only, top], ['a', 'b', 'hit 1', 'c', 'd', 'e', 'f', 'hit 2', 'g']],
		[
			'all is shown again once the search ends',
			[only, search(''), top],
			['a', 'b', 'hit 1', 'c', 'd', 'e', 'f', 'hit 2', 'g'],
		],
	])('%s', (_, actions, expected) => {
		const state = paneAfter(some, size(40, 12), search('hit'), ...actions);
		expect(
			lines(state)
				.map(line => line.trim())
				.filter(line => line !== ''),
		).toEqual(expected);
	});

	test('new messages are included', () => {
		const state = updateMessages(paneAfter(some, size(40, 12), search('hit'), only), {
			type: 'messages',
			messages: [...some, message('hit 3'), message('h')],
		});
		expect(
			lines(state)
				.map(line => line.trim())
				.filter(line => line !== ''),
		).toEqual(['hit 1', 'hit 2', 'hit 3']);
	});

	test('a sentence says that nothing matches', () => {
		expect(lines(paneAfter(some, size(40, 2), search('nowhere'), only))).toEqual([`   ${noMatch}`, '']);
	});
});

describe('search hits', () => {
	const inverse = (state: MessagesState) =>
		messagePaneLines(state, look).map(spans =>
			spans
				.filter(({isInverse}) => isInverse)
				.map(({text}) => text)
				.join('|'),
		);

	test.each<[string, string, string, MessagesAction[], string[]]>([
		['stand out', 'Word and word', 'word', [size(40, 1)], ['Word|word']],
		['stand out at the end of a line', 'a word', 'word', [size(40, 1)], ['word']],
		['stand out where lines are cut', 'xxxxxx word', 'word', [size(12, 1), top], ['word']],
		['stand out behind wide characters', '漢字 word 漢字', 'word', [size(40, 1)], ['word']],
		['stand out as wide characters', 'xx 漢字', '字', [size(40, 1)], ['字']],
		['stand out on both sides of a break', 'one two three', 'o thr', [size(13, 2), wrap], ['o', 'thr']],
		['stand out in a broken word', 'abcdefghijklmnop', 'jkl', [size(13, 2), wrap], ['j', 'kl']],
		['are whole characters', 'cafe\u0301', 'cafe', [size(40, 1)], ['cafe\u0301']],
	])('%s', (_, text, query, actions, expected) => {
		expect(inverse(paneAfter([message(text)], ...actions, search(query)))).toEqual(expected);
	});

	test('the hit that was jumped to looks different', () => {
		const state = paneAfter([message('word'), message('word')], search('word'), {type: 'hit', direction: 'next'});
		const colours = messagePaneLines(state, look).flatMap(spans =>
			spans.filter(({isInverse}) => isInverse).map(({colour}) => colour),
		);
		expect(colours).toEqual([undefined, 'cyan']);
	});

	test('the error that was jumped to has a reversed mark', () => {
		const state = paneAfter(plainMessages(8, 100), top, {type: 'alert', direction: 'next'}, size(40, 8));
		const marks = messagePaneLines(state, look).flatMap((spans, line) => (spans[1]?.isInverse ? [line] : []));
		expect(marks).toEqual([5]);
	});
});

describe('cost', () => {
	/** The messages, with a count of how many of them were looked at. */
	function watched(messages: readonly Message[]): {messages: readonly Message[]; looks: () => number} {
		let looks = 0;
		const proxy = new Proxy(messages, {
			get(target, key, receiver) {
				if (typeof key === 'string' && /^\d+$/.test(key)) looks++;
				return Reflect.get(target, key, receiver);
			},
		});
		return {messages: proxy, looks: () => looks};
	}

	test.each<[string, MessagesAction[]]>([
		['at the end', []],
		['at the top', [top]],
		['in the middle', [{type: 'search', query: safeText('m50000')}]],
		['wrapped', [wrap]],
		['one level', [{type: 'cycle-level'}]],
		['near the end', [{type: 'scroll', by: 'line', direction: 'up'}, size(80, 40)]],
	])('a window on 100,000 messages looks at no more of them than it shows, %s', (_, actions) => {
		const {messages, looks} = watched(plainMessages(100_000));
		const state = paneAfter(messages, size(80, 20), ...actions);
		const errors = visibleRows(state).filter(({message: {level}}) => level === 'error').length;
		const before = looks();
		messagePaneLines(state, look);
		// Before an error it looks whether a traceback has begun there.
		expect(looks() - before).toBeLessThanOrEqual(state.size.height + 2 + 6 * errors);
	});
});

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Message} from '../../../../source/gp/message.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import {nothingOf} from '../../../../source/ui/panes/messages/jump.ts';
import {alertsOf} from '../../../../source/ui/panes/messages/message-list.ts';
import {notFoundNote, wentRoundNote} from '../../../../source/ui/panes/messages/search-notes.ts';
import {
	initialMessages,
	isCounting,
	type MessagesAction,
	type MessagesState,
	replacedNote,
	updateMessages,
} from '../../../../source/ui/panes/messages/state.ts';
import {amongOf, visibleRows} from '../../../../source/ui/panes/messages/visible-rows.ts';
import {often} from '../../../often.ts';
import {anyKey, anyMessage, anyMessages, anySize, message, paneAfter, plainMessages} from './any-messages.ts';

const up = (by: 'line' | 'half-page' | 'page'): MessagesAction => ({type: 'scroll', by, direction: 'up'});
const down = (by: 'line' | 'half-page' | 'page'): MessagesAction => ({type: 'scroll', by, direction: 'down'});
const top: MessagesAction = {type: 'go', to: 'top'};
const bottom: MessagesAction = {type: 'go', to: 'bottom'};
const level: MessagesAction = {type: 'cycle-level'};
const wrap: MessagesAction = {type: 'toggle-wrap'};
const search = (query: string): MessagesAction => ({type: 'search', query: safeText(query)});
const hit = (direction: 'next' | 'previous'): MessagesAction => ({type: 'hit', direction});
const alert = (direction: 'next' | 'previous'): MessagesAction => ({type: 'alert', direction});
const resize = (width: number, height: number): MessagesAction => ({type: 'resize', size: {width, height}});
const supply = (messages: readonly Message[]): MessagesAction => ({type: 'messages', messages});

const texts = (state: MessagesState) =>
	visibleRows(state).map(({message: {text}, row}) => text.safe.slice(row.start, row.end));
const range = (from: number, to: number) => Array.from({length: to - from + 1}, (_, index) => `m${from + index}`);

describe('the position of the pane after', () => {
	const messages = plainMessages(100);
	test.each<[string, MessagesAction[], number]>([
		['nothing', [], 90],
		['one line up', [up('line')], 89],
		['half a page up', [up('half-page')], 85],
		['a page up', [up('page')], 81],
		['a page up and down', [up('page'), down('page')], 90],
		['a page up and a line down', [up('page'), down('line')], 82],
		['more down than there is', [up('line'), down('page')], 90],
		['g', [top], 0],
		['g and up', [top, up('page')], 0],
		['g and a page down', [top, down('page')], 9],
		['g and half a page down', [top, down('half-page')], 5],
		['g and G', [top, bottom], 90],
		['a taller pane', [top, down('page'), resize(40, 20)], 9],
		['a taller pane near the end', [up('line'), resize(40, 20)], 80],
		['a taller and a lower pane', [up('line'), resize(40, 20), resize(40, 10)], 89],
		['a pane without lines and one with', [top, down('page'), resize(0, 0), resize(40, 10)], 9],
	])('%s', (_, actions, first) => {
		expect(texts(paneAfter(messages, ...actions))[0]).toBe(`m${first}`);
	});
});

describe('following', () => {
	test('shows new messages', () => {
		const messages = plainMessages(101);
		const state = paneAfter(messages.slice(0, 100));
		expect(texts(updateMessages(state, supply(messages)))).toEqual(range(91, 100));
	});

	test.each<[string, MessagesAction[], boolean]>([
		['is so at the start', [], true],
		['ends with a line up', [up('line')], false],
		['resumes with a line down to the last one', [up('line'), down('line')], true],
		['resumes with a page down beyond the last line', [up('page'), down('page')], true],
		['does not resume before the last line', [up('page'), down('line')], false],
		['resumes with G', [up('line'), bottom], true],
		['ends with g', [top], false],
		['is turned off by f', [{type: 'toggle-follow'}], false],
		['is turned on by f', [top, {type: 'toggle-follow'}], true],
		['ends with a jump', [alert('previous')], false],
		['goes on where nothing is found', [search('nowhere')], true],
		['goes on with another level and wrapped lines', [level, wrap], true],
	])('%s', (_, actions, follows) => {
		expect(paneAfter(plainMessages(100), ...actions).follows).toBe(follows);
	});

	test('turned off, the view does not move', () => {
		const state = paneAfter(plainMessages(100), {type: 'toggle-follow'});
		expect(texts(state)).toEqual(range(90, 99));
		expect(texts(updateMessages(state, supply(plainMessages(100))))).toEqual(range(90, 99));
	});
});

describe('the place', () => {
	test('stays when messages arrive, whatever keys were pressed before', () => {
		fc.assert(
			fc.property(
				anyMessages,
				fc.array(fc.oneof(anyKey, anySize), {maxLength: 12}),
				fc.array(anyMessage),
				(...given) => {
					const [messages, keys, more] = given;
					const before = updateMessages(paneAfter(messages, ...keys), up('line'));
					const now = updateMessages(before, supply([...messages, ...more]));
					const rows = visibleRows(before);
					expect(visibleRows(now).slice(0, rows.length)).toEqual(rows);
					expect(now.offset).toBe(before.offset);
				},
			),
			{numRuns: often(2000)},
		);
	});

	test('is the same after switching to another level and back', () => {
		const state = paneAfter(plainMessages(300), top, down('page'), down('page'), down('line'));
		expect(texts(state)[0]).toBe('m19');
		const warnings = updateMessages(state, level);
		expect(texts(warnings)[0]).toBe('m25');
		const errors = updateMessages(warnings, level);
		expect(texts(errors)).toEqual(['m5', 'm105', 'm205']);
		expect(texts(updateMessages(errors, level))).toEqual(texts(state));
	});

	test('stays in another level when messages arrive', () => {
		const all = plainMessages(300);
		const errors = paneAfter(all.slice(0, 250), top, down('page'), level, level);
		expect(texts(errors)).toEqual(['m5', 'm105', 'm205']);
		expect(texts(updateMessages(errors, supply(all)))).toEqual(['m5', 'm105', 'm205']);
	});

	test('is the same text at any width, wrapped or not', () => {
		const words = Array.from({length: 40}, (_, index) => message(`word${index} `.repeat(30)));
		const state = paneAfter(words, wrap, top, down('page'), down('page'), down('line'), down('line'));
		const first = texts(state)[0];
		expect(texts(updateMessages(updateMessages(state, resize(71, 10)), resize(40, 10)))[0]).toBe(first);
		expect(texts(updateMessages(updateMessages(state, wrap), wrap))[0]).toBe(first);
	});

	test('is the last page after a shorter list has arrived', () => {
		const state = paneAfter(
			plainMessages(1000),
			top,
			down('page'),
			up('line'),
			alert('next'),
			search('m9'),
			hit('previous'),
		);
		const shorter = updateMessages(state, supply(plainMessages(15).map(entry => ({...entry}))));
		expect(texts(shorter)).toEqual(range(5, 14));
		expect(shorter.search?.hits.count).toBe(1);
		expect(texts(updateMessages(shorter, supply([])))).toEqual([]);
	});
});

describe('sideways', () => {
	const long = [message('0123456789'.repeat(10)), message('short')];
	const right: MessagesAction = {type: 'pan', direction: 'right'};
	const left: MessagesAction = {type: 'pan', direction: 'left'};
	test.each<[string, MessagesAction[], number]>([
		['half a page', [right], 18],
		['no further than the longest line', [right, right, right, right, right, right], 72],
		['back', [right, right, left], 18],
		['no further back than the beginning', [right, left, left], 0],
		['not at all where lines are wrapped', [wrap, right], 0],
		['as before once they are not', [right, wrap, right, wrap], 18],
		['as before when messages come', [right, supply([...long, message('new')])], 18],
		['as before with the next error', [right, alert('next')], 18],
	])('%s', (_, actions, offset) => {
		expect(paneAfter(long, ...actions).offset).toBe(offset);
	});

	test('a hit is scrolled into view', () => {
		const state = paneAfter([message(`${' '.repeat(500)}needle`)], search('needle'));
		expect(state.offset).toBeGreaterThan(500 - 37 + 5);
		expect(state.offset).toBeLessThanOrEqual(500);
		expect(updateMessages(state, search('needle')).offset).toBe(state.offset);
	});
});

describe('the search', () => {
	const messages = plainMessages(200);
	test.each<[string, MessagesAction[], string | null, number | null]>([
		['goes to the first from here on', [top, search('M7')], null, 7],
		['goes on', [top, search('m7'), hit('next')], null, 70],
		['goes back', [top, search('m7'), hit('next'), hit('previous')], null, 7],
		['goes round', [top, search('m7'), hit('previous')], wentRoundNote.previous, 79],
		['goes round from the last', [top, search('m7'), hit('previous'), hit('next')], wentRoundNote.next, 7],
		['says where there is none', [top, search('q')], notFoundNote, null],
		['takes no pattern', [top, search('m.')], notFoundNote, null],
		['is over with the empty query', [top, search('m7'), search(''), hit('next')], null, 7],
	])('%s', (_, actions, note, focus) => {
		const state = paneAfter(messages, ...actions);
		expect(state.note).toBe(note);
		expect(state.focus?.message ?? null).toBe(focus);
	});

	test('finds one hit in each line of a text', () => {
		const state = paneAfter([message('a word, a word\nno\nWORD'), message('word')], search('word'));
		expect(state.search?.hits).toEqual({messages: [0, 0, 1], offsets: [2, 18, 0], count: 3});
	});

	test('finds a hit every few thousand characters in a very long line', () => {
		const state = paneAfter([message('word '.repeat(20_000))], search('word'));
		expect(state.search?.hits.count).toBeGreaterThan(20);
		expect(state.search?.hits.count).toBeLessThan(30);
	});

	test('leaves out messages that are not shown', () => {
		const state = paneAfter(messages, top, search('m'), level);
		expect(state.search?.hits.count).toBe(20);
	});

	test('includes new messages', () => {
		const state = paneAfter(messages.slice(0, 100), search('m'));
		expect(updateMessages(state, supply(messages)).search?.hits.count).toBe(200);
	});

	test('counts very many hits in steps, and finds those not counted yet', () => {
		const many = plainMessages(200_000);
		let state = paneAfter(many, top, search('m'));
		expect(state.focus?.message).toBe(0);
		expect(state.search?.hits.count).toBe(70_000);
		let steps = 0;
		while (isCounting(state)) {
			state = updateMessages(state, {type: 'count'});
			steps++;
		}
		expect([steps, state.search?.hits.count]).toEqual([3, 200_000]);
		expect(paneAfter(many, top, search('m199999')).focus?.message).toBe(199_999);
	});

	test('finds every message that contains the word, whatever the case', () => {
		fc.assert(
			fc.property(anyMessages, fc.constantFrom('word', 'WORD', 'e', '字', 'é', 'x.x', '\\'), (all, query) => {
				const found = paneAfter(all, search(query)).search?.hits;
				const expected = all.flatMap(({text}, index) =>
					text.safe.toUpperCase().includes(query.toUpperCase()) ? [index] : [],
				);
				expect([...new Set(found?.messages.slice(0, found.count))]).toEqual(expected);
			}),
			{numRuns: often(1000)},
		);
	});
});

describe('e and E', () => {
	const messages = plainMessages(200);
	test.each<[string, MessagesAction[], number | null]>([
		['the first warning', [top, alert('next')], 5],
		['the next', [top, alert('next'), alert('next')], 15],
		['back and round to the last', [top, alert('next'), alert('previous')], 195],
		['from the end to the last', [alert('previous')], 195],
		['only errors where only they are shown', [level, level, top, alert('next'), alert('next')], 105],
		['from where one has scrolled to', [top, alert('next'), down('page'), down('page'), alert('next')], 25],
	])('%s', (_, actions, focus) => {
		const state = paneAfter(messages, ...actions);
		expect(state.focus?.message).toBe(focus);
		expect(visibleRows(state).some(({index}) => index === focus)).toBe(true);
	});

	test.each<[string, MessagesAction[], number]>([
		['a third of a page above it, where it was below', [top, alert('next'), alert('next')], 12],
		['a third of a page above it, where it was above', [alert('previous'), alert('previous')], 182],
		[
			'the beginning, where there is less above it',
			[resize(40, 18), top, down('page'), alert('previous'), alert('previous')],
			0,
		],
		['where the pane stood, as long as it is in view', [top, alert('next')], 0],
		['where the pane stood, in its first line', [top, ...Array(5).fill(down('line')), alert('next')], 5],
		['where the pane stood, in its last line', [top, ...Array(6).fill(down('line')), alert('next')], 6],
		['where the pane followed to, as long as it is in view', [alert('previous')], 190],
	])('bring it into view: the pane begins with %s', (_, actions, first) => {
		expect(texts(paneAfter(messages, ...actions))[0]).toBe(`m${first}`);
	});

	test('do not move the pane for a line without text that is visible', () => {
		const all = plainMessages(40).with(7, message('', 'error'));
		const state = paneAfter(all, level, level, level, top, alert('next'), alert('next'));
		expect([state.focus?.message, texts(state)[0]]).toEqual([7, 'm0']);
	});

	test('scroll to a line of a long text that is shown together with others', () => {
		const text = Array.from({length: 50}, (_, index) => `line ${index}.`).join('\n');
		const state = paneAfter([message(text)], top, search('line 30.'));
		expect(texts(state)[0]).toBe('line 27.');
		expect(texts(updateMessages(state, search('line 36.')))[0]).toBe('line 27.');
		expect(texts(updateMessages(state, search('line 37.')))[0]).toBe('line 34.');
		expect(texts(updateMessages(state, search('line 26.')))[0]).toBe('line 23.');
	});

	test('say if there is none', () => {
		expect(paneAfter([message('fine')], alert('next')).note).toBe(nothingOf('info'));
		expect(paneAfter([message('fine')], level, level, alert('next')).note).toBe(nothingOf('error'));
	});
});

test('any keys at any size lead to a valid state', () => {
	const anyStep = fc.oneof(
		{weight: 6, arbitrary: anyKey},
		{weight: 1, arbitrary: anySize},
		{weight: 1, arbitrary: anyMessages.map(supply)},
	);
	fc.assert(
		fc.property(anyMessages, fc.array(anyStep, {maxLength: 40}), (messages, steps) => {
			let state = paneAfter(messages);
			for (const step of steps) {
				state = updateMessages(state, step);
				const rows = visibleRows(state);
				expect(rows.length).toBeLessThanOrEqual(state.size.height);
				const shown = state.list.messages.filter(
					entry => state.level === 'info' || entry.level === state.level || entry.level === 'error',
				);
				// A page is full as long as there is enough to fill it.
				const total = amongOf(state)?.count ?? shown.length;
				expect(rows.length).toBeGreaterThanOrEqual(Math.min(state.size.height, total));
				expect(state.offset).toBeGreaterThanOrEqual(0);
				const hasTarget =
					(step.type === 'hit' && state.search !== null && state.search.hits.count > 0) ||
					(step.type === 'alert' && alertsOf(state.list, state.level).count > 0);
				if (hasTarget && rows.length > 0) expect(rows.map(({index}) => index)).toContain(state.focus?.message);
			}
		}),
		{numRuns: often(1500)},
	);
});

test('an action that changes nothing gives the same state', () => {
	const messages = plainMessages(20);
	const state = paneAfter(messages);
	expect(updateMessages(state, supply(messages))).toBe(state);
	expect(updateMessages(state, resize(40, 10))).toBe(state);
	expect(updateMessages(state, down('line'))).toBe(state);
	expect(updateMessages(state, {type: 'count'})).toBe(state);
	const atBottom = updateMessages(initialMessages, bottom);
	expect(updateMessages(atBottom, bottom)).toEqual(atBottom);
});

describe('a job that failed', () => {
	const failed = {type: 'first-error'} as const;
	const frames = Array.from({length: 12}, (_, index) => `  File "a.py", line ${index}\n    call()`).join('\n');
	const traceback = message(
		`Traceback (most recent call last):\n${frames}\nValueError: no data\nFailed to execute`,
		'error',
	);
	const steps = (count: number) => Array.from({length: count}, (_, index) => message(`step ${index}`));
	const some = [...steps(30), message('bad', 'error'), ...steps(30)];

	test('is shown from its first error', () => {
		const state = paneAfter(some, failed);
		expect(state).toMatchObject({follows: false, isAtFirstError: true});
		expect(texts(state)[0]).toBe('bad');
	});

	test.each<[string, MessagesAction[]]>([
		['was moved before', [up('line'), failed]],
		['was moved after', [failed, bottom, failed]],
	])('stays where a key has moved it: %s', (_, actions) => {
		const state = paneAfter(some, ...actions);
		expect(state.isAtFirstError).toBe(false);
		expect(texts(state)).not.toContain('bad');
	});

	test('is shown from its end if it has no error', () => {
		const state = paneAfter(steps(30), failed);
		expect(state).toMatchObject({follows: true, isAtFirstError: false});
	});

	test('shows the exception of a traceback that is higher than the pane, or in a higher pane its beginning', () => {
		const messages = [...steps(5), traceback, ...steps(40)];
		const state = paneAfter(messages, failed);
		expect(texts(state)).toContain('ValueError: no data');
		expect(texts(updateMessages(state, resize(40, 40)))[0]).toBe('Traceback (most recent call last):');
	});
});

describe('a list that the server replaced', () => {
	const old = plainMessages(100);
	const again = () => old.map(entry => ({...entry}));
	const replace = (messages: readonly Message[]): MessagesAction => ({type: 'messages', messages, replaced: 1});
	const at = (first: number) => paneAfter(old, top, ...Array.from({length: first}, () => down('line')));

	test.each<[string, () => Message[], string]>([
		['begins with new lines', () => [message('n1'), message('n2'), ...again()], 'm40'],
		['lost its head', () => again().slice(30), 'm40'],
		['was edited above', () => again().with(3, message('edited')), 'm40'],
		['is shorter', () => again().slice(0, 60), 'm40'],
	])('leaves the reader at the same line where it %s', (_, other, line) => {
		const state = updateMessages(at(40), replace(other()));
		expect(texts(state)[0]).toBe(line);
		expect(state).toMatchObject({note: replacedNote, follows: false});
	});

	test('keeps its place: of equal lines, the one with the same lines after it', () => {
		const alike = (from: number) =>
			Array.from({length: 60}, (_, index) => message(index % 2 === 0 ? 'again' : `${from + index}`));
		const state = paneAfter(alike(0), top, ...Array.from({length: 20}, () => down('line')));
		expect(texts(state).slice(0, 2)).toEqual(['again', '21']);
		const other = updateMessages(state, replace([...alike(1000), ...alike(0)]));
		expect(texts(other).slice(0, 2)).toEqual(['again', '21']);
	});

	test('without the line scrolls to its first message, and says why', () => {
		const state = updateMessages(at(40), replace(range(1, 200).map(line => message(`other ${line}`))));
		expect(texts(state)[0]).toBe('other m1');
		expect(state.note).toBe(replacedNote);
		// As any note, for as long as no key is pressed.
		expect(updateMessages(state, down('line')).note).toBeNull();
	});

	test('is still followed, with a note', () => {
		const state = updateMessages(paneAfter(old), replace(range(1, 50).map(line => message(line))));
		expect(state).toMatchObject({follows: true, note: replacedNote});
		expect(texts(state).at(-1)).toBe('m50');
	});

	test('of another job does not count as replaced', () => {
		expect(updateMessages(initialMessages, replace(old)).note).toBeNull();
	});
});

test('a jump to a warning says that it wrapped only if it did', () => {
	expect(paneAfter(plainMessages(30), top, alert('next')).note).toBeNull();
	expect(paneAfter(plainMessages(30), top, alert('previous')).note).not.toBeNull();
});

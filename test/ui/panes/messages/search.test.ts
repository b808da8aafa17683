import {describe, expect, test} from 'vitest';
import {safeText} from '../../../../source/text/safe-text.ts';
import {withHits} from '../../../../source/ui/panes/messages/highlight.ts';
import {emptyMessageList, withMessages} from '../../../../source/ui/panes/messages/message-list.ts';
import {notAPattern, patternTooSlow} from '../../../../source/ui/panes/messages/query.ts';
import {
	hitNumber,
	isSearched,
	newSearch,
	nextHit,
	previousHit,
	searchOn,
} from '../../../../source/ui/panes/messages/search.ts';
import {message} from './any-messages.ts';

const list = withMessages(
	emptyMessageList,
	['a b a', 'c', 'A', 'b'].map(text => message(text)),
);
const whole = searchOn(newSearch(safeText('a')), list, 'info', 100);
const places = [
	{message: 0, at: 0},
	{message: 2, at: 0},
];

describe('a search', () => {
	test('finds each line once, in upper or lower case', () => {
		expect(previousHit(whole, list, 'info', {message: 0, at: 0})).toMatchObject({place: places[1], wentRound: true});
		expect(nextHit(whole, list, 'info', {message: 0, at: 0}, true)).toMatchObject({place: places[0], wentRound: false});
		expect(nextHit(whole, list, 'info', {message: 0, at: 0}, false)).toMatchObject({
			place: places[1],
			wentRound: false,
		});
		expect(nextHit(whole, list, 'info', {message: 2, at: 0}, false)).toMatchObject({place: places[0], wentRound: true});
	});

	test('numbers its hits; a place without a hit has no number', () => {
		expect(places.map(place => hitNumber(whole, place))).toEqual([1, 2]);
		for (const place of [null, {message: 0, at: 1}, {message: 1, at: 0}, {message: 3, at: 0}]) {
			expect(hitNumber(whole, place)).toBeUndefined();
		}
	});
});

describe('a regular expression between slashes', () => {
	const texts = ['ERROR 000258: exists', 'error 99', 'no figure: ERROR', '/ERROR/'];
	const found = (query: string) => {
		const search = searchOn(
			newSearch(safeText(query)),
			withMessages(
				emptyMessageList,
				texts.map(text => message(text)),
			),
			'info',
			100,
		);
		return {messages: search.hits.messages, trouble: search.trouble};
	};

	test.each<[string, readonly number[]]>([
		['/error \\d+/', [0, 1]],
		['/^error/', [0, 1]],
		['/ERROR$/', [2]],
		['/ERROR/', [0, 1, 2, 3]],
		['/q*/', []],
		['error', [0, 1, 2, 3]],
		['/', [3]],
	])('%s is in %j', (query, messages) => {
		expect(found(query)).toEqual({messages, trouble: null});
	});

	test('that is not one finds nothing, and says so', () => {
		expect(found('/(/')).toEqual({messages: [], trouble: notAPattern});
	});

	test('that would run for ever is stopped', () => {
		const list = withMessages(emptyMessageList, [message(`${'a'.repeat(60)}b`)]);
		const search = searchOn(newSearch(safeText('/(a+)+$/')), list, 'info', 100);
		expect(search.trouble).toBe(patternTooSlow);
		expect(isSearched(search, list, 'info')).toBe(true);
	});
});

test('messages with a hit are listed, alone and with those around them, however the search continues', () => {
	const list = withMessages(
		emptyMessageList,
		Array.from({length: 20}, (_, index) => message(index === 5 || index === 8 || index === 19 ? 'hit' : '-')),
	);
	let search = newSearch(safeText('hit'));
	while (!isSearched(search, list, 'info')) search = searchOn(search, list, 'info', 3);
	expect(search.only.messages).toEqual([5, 8, 19]);
	expect(search.around.messages).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 17, 18, 19]);
});

describe('hits in a line as it is shown', () => {
	const shown = (line: string, text: string, offset: number, ...hits: readonly (readonly [number, number])[]) =>
		withHits(
			safeText(line),
			text,
			offset,
			hits.map(([start, end]) => ({start, end, isFocus: false})),
			{},
		).map(span => (span.isInverse ? `[${span.text}]` : span.text));

	test.each<[string, readonly string[], Parameters<typeof shown>]>([
		['none', ['abc'], ['abc', 'abc', 0]],
		['at the beginning', ['[ab]', 'c'], ['abc', 'abc', 0, [0, 2]]],
		['at the end', ['a', '[bc]'], ['abc', 'abc', 0, [1, 3]]],
		['left of what is shown', ['cd'], ['cd', 'abcd', 2, [0, 2]]],
		['half left of it', ['[c]', 'd'], ['cd', 'abcd', 2, [1, 3]]],
		['right of it', ['ab'], ['ab', 'abcd', 0, [2, 4]]],
		['half right of it', ['a', '[b]'], ['ab', 'abcd', 0, [1, 3]]],
		['beside wide characters', ['漢', '[字]'], ['漢字', '漢字', 0, [1, 2]]],
		['that touch', ['[a]', '[b]', 'c'], ['abc', 'abc', 0, [0, 1], [1, 2]]],
	])('%s: %j', (_, spans, call) => {
		expect(shown(...call)).toEqual(spans);
	});
});

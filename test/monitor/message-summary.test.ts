import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {errorMessage, type Message, readMessages} from '../../source/gp/message.ts';
import {sentMessages} from '../../source/monitor/known-messages.ts';
import {
	afterAnswer,
	afterMessagesFault,
	areStillToCome,
	type Fetch,
	type MessageSummary,
	noMessages,
	withReason,
} from '../../source/monitor/message-summary.ts';

const wire = (count: number, level = 'Informative') =>
	Array.from({length: count}, (_, index) => ({type: `esriJobMessageType${level}`, description: `${level} ${index}`}));
const fetched = {messages: true, took: 200, bytes: 900, at: 5000, hasChanged: false};
const bare = {...fetched, messages: false};

function factsAfter(facts: MessageSummary, list: readonly unknown[] | null, fetch: Fetch): MessageSummary {
	return afterAnswer(facts, list === null ? null : readMessages(list, sentMessages(facts)), fetch);
}

describe('an answer to returnMessages=false keeps the known messages', () => {
	const known = factsAfter(noMessages, [...wire(2), ...wire(1, 'Warning'), ...wire(1, 'Error')], fetched);

	test.each([
		['no messages', null],
		['an empty list', []],
	])('%s says nothing', (_, list) => {
		expect(factsAfter(known, list, {...bare, at: 9000})).toBe(known);
		expect(known).toMatchObject({
			total: 4,
			warnings: 1,
			errors: 1,
			last: {level: 'error'},
			firstError: {level: 'error'},
			fetchedAt: 5000,
		});
	});

	test('a change of the job causes messages to be fetched', () => {
		expect(factsAfter(known, null, {...bare, hasChanged: true})).toEqual({...known, isWanted: true});
		expect(factsAfter(known, wire(4), {...fetched, hasChanged: true}).isWanted).toBe(false);
	});

	test('messages of a server that always sends them are used', () => {
		const facts = factsAfter(known, wire(7), {...bare, at: 9000});
		expect(facts).toMatchObject({total: 7, comeUnasked: true, isWanted: false, fetchedAt: 9000});
		expect(factsAfter(facts, wire(7), fetched).comeUnasked).toBe(true);
	});
});

describe('an answer with messages', () => {
	test('without the requested messages keeps the known ones, and counts as fetched', () => {
		const known = factsAfter(noMessages, wire(3), fetched);
		expect(factsAfter(known, null, {...fetched, at: 9000})).toMatchObject({total: 3, fetchedAt: 9000, isWanted: false});
		expect(factsAfter(noMessages, null, fetched)).toMatchObject({list: [], total: 0, isWanted: false});
	});

	test('with another list counts only that list, and that it was replaced', () => {
		const known = factsAfter(noMessages, wire(3, 'Error'), fetched);
		expect(factsAfter(known, wire(1, 'Warning'), fetched)).toMatchObject({
			total: 1,
			warnings: 1,
			errors: 0,
			firstError: null,
			replaced: {count: 1, index: 0},
		});
	});

	test.each<[string, (all: readonly unknown[]) => readonly unknown[]]>([
		['none at all', () => []],
		['the first ones alone', all => all.slice(0, 2)],
		['the last ones alone', all => all.slice(3)],
		['some in the middle', all => all.slice(1, 4)],
	])('that has of the known messages %s takes none of them back', (_, part) => {
		const all = [...wire(3), ...wire(2, 'Error')];
		const known = factsAfter(noMessages, all, fetched);
		const after = factsAfter(known, part(all), {...fetched, at: 9000});
		expect(after).toEqual({...known, fetchedAt: 9000});
		// And it goes on where it was.
		const more = factsAfter(after, [...all, ...wire(1, 'Warning')], fetched);
		expect(more).toMatchObject({total: 6, warnings: 1, errors: 2, replaced: null});
		expect(more.list?.slice(0, 5)).toEqual(known.list);
	});

	test('with only the last messages continues the list, and dropped ones are still known', () => {
		const all = [...wire(8), ...wire(1, 'Error')];
		const facts = [0, 2, 4].reduce((known, from) => factsAfter(known, all.slice(from, from + 5), fetched), noMessages);
		expect(facts).toMatchObject({total: 9, errors: 1, before: 0, window: 4, replaced: null});
		expect(facts.list).toEqual(readMessages(all));
	});

	test('with dropped messages for months uses limited memory, and messages keep their numbers', () => {
		let facts = noMessages;
		const windowOf = (from: number) => Array.from({length: 30_000}, (_, index) => `${from + index}`);
		for (let from = 0; from <= 120_000; from += 20_000) facts = factsAfter(facts, windowOf(from), fetched);
		expect(facts).toMatchObject({total: 150_000, replaced: null});
		expect(facts.before + (facts.list?.length ?? 0)).toBe(150_000);
		expect(facts.list?.length).toBeLessThanOrEqual(100_000);
		expect(facts.list?.[0]?.text.safe).toBe(`${facts.before}`);
	});

	test('with messages that an earlier run knew continues after its last message', () => {
		const whole = factsAfter(noMessages, [...wire(4), ...wire(2, 'Warning')], fetched);
		const kept = {...whole, list: null};
		expect(factsAfter(kept, [...wire(4), ...wire(3, 'Warning')], fetched)).toMatchObject({
			before: 0,
			total: 7,
			warnings: 3,
			replaced: null,
		});
		// Only its last messages are there.
		const rolled = [...wire(2, 'Warning').slice(1), ...wire(2, 'Error')];
		expect(factsAfter(kept, rolled, fetched)).toMatchObject({
			before: 5,
			total: 8,
			warnings: 2,
			errors: 2,
			replaced: null,
		});
		expect(factsAfter(kept, wire(1, 'Error'), fetched)).toMatchObject({before: 0, total: 1, replaced: {index: 0}});
		// Nothing denies nothing, and what comes then goes on where the earlier run was.
		const empty = factsAfter(kept, [], fetched);
		expect(empty).toMatchObject({total: 6, warnings: 2, replaced: null});
		expect(factsAfter(empty, [...wire(4), ...wire(3, 'Warning')], fetched)).toMatchObject({total: 7, replaced: null});
	});

	test('counts messages as if they were read at once, however they arrive', () => {
		const level = fc.constantFrom('Informative', 'Warning', 'Error');
		fc.assert(
			fc.property(fc.array(level, {maxLength: 30}), fc.array(fc.nat(30), {maxLength: 6}), (levels, cuts) => {
				const all = levels.map((each, index) => ({type: `esriJobMessageType${each}`, description: String(index)}));
				let facts = noMessages;
				for (const length of [...cuts.sort((a, b) => a - b), all.length])
					facts = factsAfter(facts, all.slice(0, length), fetched);
				const count = (which: string) => levels.filter(each => each === which).length;
				const first = levels.indexOf('Error');
				expect(facts).toMatchObject({total: all.length, warnings: count('Warning'), errors: count('Error')});
				expect(facts.firstError?.text.safe).toBe(first < 0 ? undefined : String(first));
				expect(facts.last?.text.safe).toBe(all.length === 0 ? undefined : String(all.length - 1));
			}),
		);
	});

	test('with mostly known messages examines only the new ones', () => {
		const known = factsAfter(noMessages, wire(20_000), fetched);
		let touched = 0;
		const list = new Proxy(readMessages(wire(20_005), known.list ?? []) as Message[], {
			get(target, name, receiver) {
				if (typeof name === 'string' && /^\d+$/.test(name)) touched++;
				return Reflect.get(target, name, receiver);
			},
		});
		expect(afterAnswer(known, list, fetched).total).toBe(20_005);
		expect(touched).toBeLessThan(20);
	});
});

describe('messages that cannot be read', () => {
	const known = factsAfter(noMessages, wire(3), fetched);
	const unread = fault('not-json', 'x');

	test('because they are too large are not requested again, not even at the end', () => {
		const facts = afterMessagesFault(known, fault('too-large', 'x'), {at: 9000, took: 100});
		expect(facts).toEqual({...known, areTooLarge: true, isWanted: false});
		expect(factsAfter(facts, null, {...bare, hasChanged: true}).isWanted).toBe(false);
	});

	test('that are requested by key count again', () => {
		const facts = afterMessagesFault(known, fault('too-large', 'x'), {at: 9000, took: 100});
		expect(factsAfter(facts, wire(5), fetched)).toMatchObject({total: 5, areTooLarge: false});
	});

	test('are requested at increasing intervals, up to five minutes, and known ones are kept', () => {
		let facts = {...known, isWanted: true};
		const waits = Array.from({length: 8}, () => {
			facts = afterMessagesFault(facts, unread, {at: 9000, took: 100}) as typeof facts;
			return ((facts.trouble?.nextTry ?? 0) - 9000) / 1000;
		});
		expect(waits).toEqual([10, 20, 40, 80, 160, 300, 300, 300]);
		expect(facts).toMatchObject({list: known.list, total: 3, isWanted: true, trouble: {fault: unread, count: 8}});
	});

	test('because they take too long are requested less often', () => {
		const {trouble} = afterMessagesFault(known, fault('timeout', 'x'), {at: 0, took: 60_000});
		expect(trouble?.nextTry).toBe(300_000);
	});

	test('are given up at the end after some tries, and used if they come later', () => {
		let facts: MessageSummary = {...known, isWanted: true};
		for (let count = 1; count <= 6; count++) {
			expect(areStillToCome(facts)).toBe(true);
			facts = afterMessagesFault(facts, unread, {at: 9000, took: 100});
		}
		expect(areStillToCome(facts)).toBe(false);
		expect(factsAfter(facts, wire(5), fetched)).toMatchObject({total: 5, trouble: null, isWanted: false});
	});
});

describe('a reason outside the messages', () => {
	const reason = errorMessage('Not enough credits');

	test('is added once, as the last line and as an error', () => {
		const known = factsAfter(noMessages, wire(3), fetched);
		const facts = withReason(known, reason);
		expect(facts).toMatchObject({total: 4, errors: 1, last: reason, firstError: reason});
		expect(withReason(facts, errorMessage('Not enough credits'))).toBe(facts);
	});

	test('keeps its place when messages follow, and is not reported again', () => {
		const known = withReason(factsAfter(noMessages, wire(3), fetched), reason);
		const same = withReason(factsAfter(known, wire(3), fetched), reason);
		expect(same).toMatchObject({total: 4, list: known.list});
		const more = withReason(factsAfter(known, wire(5), fetched), reason);
		expect(more).toMatchObject({total: 6, errors: 1, replaced: null});
		expect(more.list?.map(({text}) => text.safe)).toEqual([
			...readMessages(wire(3)).map(({text}) => text.safe),
			reason.text.safe,
			...readMessages(wire(5).slice(3)).map(({text}) => text.safe),
		]);
		const other = withReason(factsAfter(more, wire(2, 'Warning'), fetched), reason);
		expect(other).toMatchObject({total: 3, errors: 1, last: reason, replaced: {count: 1, index: 0}});
	});

	test('that an earlier run knew too does not count as a new list', () => {
		const known = {...withReason(factsAfter(noMessages, wire(3), fetched), reason), list: null, reason: null};
		const facts = withReason(factsAfter(known, wire(3), {...fetched, reason}), reason);
		expect(facts).toMatchObject({total: 4, errors: 1, replaced: null});
	});

	test('that a message contains is not added', () => {
		const known = factsAfter(noMessages, [...wire(1), {description: 'ERROR: Not enough credits.'}], fetched);
		expect(withReason(known, reason)).toBe(known);
	});

	test('does not count as reading messages that were never read', () => {
		const facts = withReason(noMessages, reason);
		expect(facts).toMatchObject({list: null, total: 0, errors: 1, last: reason, firstError: reason});
		expect(withReason(facts, reason)).toBe(facts);
	});
});

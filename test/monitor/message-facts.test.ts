import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {errorMessage, type Message, readMessages} from '../../source/gp/message.ts';
import {
	afterAnswer,
	afterMessagesFault,
	areStillToCome,
	type MessageFacts,
	noMessages,
	withReason,
} from '../../source/monitor/message-facts.ts';

const wire = (count: number, level = 'Informative') =>
	Array.from({length: count}, (_, index) => ({type: `esriJobMessageType${level}`, description: `${level} ${index}`}));
const fetched = {messages: true, took: 200, bytes: 900, at: 5000, hasChanged: false};
const bare = {...fetched, messages: false};

function factsAfter(facts: MessageFacts, list: readonly unknown[] | null, fetch: typeof fetched): MessageFacts {
	return afterAnswer(facts, list === null ? null : readMessages(list, facts.list ?? []), fetch);
}

describe('returnMessages=false leaves what is known', () => {
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

	test('a change is a reason to fetch them', () => {
		expect(factsAfter(known, null, {...bare, hasChanged: true})).toEqual({...known, isWanted: true});
		expect(factsAfter(known, wire(4), {...fetched, hasChanged: true}).isWanted).toBe(false);
	});

	test('a server that sends them anyway is noticed and served', () => {
		const facts = factsAfter(known, wire(7), {...bare, at: 9000});
		expect(facts).toMatchObject({total: 7, comeUnasked: true, isWanted: false, fetchedAt: 9000});
		expect(factsAfter(facts, wire(7), fetched).comeUnasked).toBe(true);
	});
});

describe('an answer with messages', () => {
	test('that has none where they were asked for leaves what is known, and counts as fetched', () => {
		const known = factsAfter(noMessages, wire(3), fetched);
		expect(factsAfter(known, null, {...fetched, at: 9000})).toMatchObject({total: 3, fetchedAt: 9000, isWanted: false});
		expect(factsAfter(noMessages, null, fetched)).toMatchObject({list: [], total: 0, isWanted: false});
	});

	test('with a shorter list begins anew', () => {
		const known = factsAfter(noMessages, wire(3, 'Error'), fetched);
		expect(factsAfter(known, wire(1, 'Warning'), fetched)).toMatchObject({
			total: 1,
			warnings: 1,
			errors: 0,
			firstError: null,
		});
		expect(factsAfter(known, [], fetched)).toMatchObject({total: 0, errors: 0, last: null});
	});

	test('counts as if they were read at once, however they come', () => {
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

	test('of which the most are known looks at the new ones alone', () => {
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

describe('messages that cannot be had', () => {
	const known = factsAfter(noMessages, wire(3), fetched);
	const unread = fault('not-json', 'x');

	test('because they are too large are not asked for again, not even at the end', () => {
		const facts = afterMessagesFault(known, fault('too-large', 'x'), {at: 9000, took: 100});
		expect(facts).toEqual({...known, areTooLarge: true, isWanted: false});
		expect(factsAfter(facts, null, {...bare, hasChanged: true}).isWanted).toBe(false);
	});

	test('that somebody asks for all the same count again', () => {
		const facts = afterMessagesFault(known, fault('too-large', 'x'), {at: 9000, took: 100});
		expect(factsAfter(facts, wire(5), fetched)).toMatchObject({total: 5, areTooLarge: false});
	});

	test('are asked for later and later, up to five minutes apart, and what is known of them stays', () => {
		let facts = {...known, isWanted: true};
		const waits = Array.from({length: 8}, () => {
			facts = afterMessagesFault(facts, unread, {at: 9000, took: 100}) as typeof facts;
			return ((facts.trouble?.nextTry ?? 0) - 9000) / 1000;
		});
		expect(waits).toEqual([10, 20, 40, 80, 160, 300, 300, 300]);
		expect(facts).toMatchObject({list: known.list, total: 3, isWanted: true, trouble: {fault: unread, count: 8}});
	});

	test('because they take too long are asked for less often than they take', () => {
		const {trouble} = afterMessagesFault(known, fault('timeout', 'x'), {at: 0, took: 60_000});
		expect(trouble?.nextTry).toBe(300_000);
	});

	test('are given up at the end after some tries, and come all the same when they can be had', () => {
		let facts: MessageFacts = {...known, isWanted: true};
		for (let count = 1; count <= 6; count++) {
			expect(areStillToCome(facts)).toBe(true);
			facts = afterMessagesFault(facts, unread, {at: 9000, took: 100});
		}
		expect(areStillToCome(facts)).toBe(false);
		expect(factsAfter(facts, wire(5), fetched)).toMatchObject({total: 5, trouble: null, isWanted: false});
	});
});

describe('a reason that stands outside the messages', () => {
	const reason = errorMessage('Not enough credits');

	test('is the last line and an error, once', () => {
		const known = factsAfter(noMessages, wire(3), fetched);
		const facts = withReason(known, reason);
		expect(facts).toMatchObject({total: 4, errors: 1, last: reason, firstError: reason});
		expect(withReason(facts, errorMessage('Not enough credits'))).toBe(facts);
	});

	test('that a message says is not said again', () => {
		const known = factsAfter(noMessages, [...wire(1), {description: 'ERROR: Not enough credits.'}], fetched);
		expect(withReason(known, reason)).toBe(known);
	});

	test('does not make messages that were never read ones that were', () => {
		const facts = withReason(noMessages, reason);
		expect(facts).toMatchObject({list: null, total: 0, errors: 1, last: reason, firstError: reason});
		expect(withReason(facts, reason)).toBe(facts);
	});
});

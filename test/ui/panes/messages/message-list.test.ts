import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Level, Message} from '../../../../source/gp/message.ts';
import {
	emptyMessageList,
	type MessageList,
	shownCount,
	shownMessage,
	shownRank,
	withMessages,
} from '../../../../source/ui/panes/messages/message-list.ts';
import {often} from '../../../often.ts';
import {anyMessages, message, plainMessages} from './any-messages.ts';

const levels: readonly Level[] = ['info', 'warning', 'error'];
const rankOf = {info: 0, warning: 1, error: 2};

function shown(list: MessageList, level: Level): number[] {
	return Array.from({length: shownCount(list, level)}, (_, rank) => shownMessage(list, level, rank));
}

function expectRight(list: MessageList, messages: readonly Message[]) {
	for (const level of levels) {
		const expected = messages.flatMap((entry, index) => (rankOf[entry.level] >= rankOf[level] ? [index] : []));
		expect(shown(list, level)).toEqual(expected);
		const texts = expected.map(index => messages[index]?.text.safe ?? '');
		expect(list.lines[level]).toBe(texts.reduce((sum, text) => sum + text.split('\n').length, 0));
	}
}

test('knows the messages of each level, however they arrive', () => {
	fc.assert(
		fc.property(fc.array(anyMessages, {maxLength: 5}), parts => {
			let all: readonly Message[] = [];
			let list = emptyMessageList;
			for (const part of parts) {
				all = [...all, ...part];
				list = withMessages(list, all);
				expectRight(list, all);
			}
		}),
		{numRuns: often(500)},
	);
});

test('starts again if the list is a different one', () => {
	const before = withMessages(emptyMessageList, plainMessages(100));
	const now = plainMessages(30);
	expectRight(withMessages(before, now), now);
	expectRight(withMessages(before, []), []);
});

test('a list that is continued in two ways is right in both', () => {
	const start = plainMessages(20, 2);
	const list = withMessages(emptyMessageList, start);
	const left = [...start, message('left', 'error')];
	const right = [...start, message('right'), message('right', 'warning'), message('right', 'error')];
	const lists = [withMessages(list, left), withMessages(list, right), list] as const;
	expectRight(lists[0], left);
	expectRight(lists[1], right);
	expectRight(lists[2], start);
});

test('examines only messages that it does not know yet', () => {
	const messages = plainMessages(1000);
	const list = withMessages(emptyMessageList, messages);
	const looks: number[] = [];
	const watched = new Proxy([...messages, message('new')], {
		get(target, key, receiver) {
			if (typeof key === 'string' && /^\d+$/.test(key)) looks.push(Number(key));
			return Reflect.get(target, key, receiver);
		},
	});
	withMessages(list, watched);
	expect(looks).toEqual([0, 999, 1000]);
});

describe('shownRank', () => {
	const list = withMessages(
		emptyMessageList,
		['info', 'warning', 'info', 'error', 'info'].map(level => message('', level as Level)),
	);
	test.each([
		['info', 3, 3],
		['info', 9, 5],
		['info', -1, 0],
		['warning', 0, 0],
		['warning', 2, 1],
		['warning', 4, 2],
		['error', 0, 0],
		['error', 4, 1],
	] as const)('from %s on, message %i: %i', (level, index, rank) => {
		expect(shownRank(list, level, index)).toBe(rank);
	});
});

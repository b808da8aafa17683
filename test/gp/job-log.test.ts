import {describe, expect, test} from 'vitest';
import {type JobLog, withRecordedMessages} from '../../source/gp/job-log.ts';

const message = (text: string, type = 'esriJobMessageTypeInformative') => ({type, text});

describe('recorded messages', () => {
	const kept: JobLog = {
		messagesAt: 1,
		before: 10,
		messages: ['a', 'b', 'c'].map(text => message(text)),
		inputs: null,
		results: null,
	};

	test.each([
		['overlap', 12, ['c', 'd'], 10, ['a', 'b', 'c', 'd']],
		['follow directly', 13, ['d'], 10, ['a', 'b', 'c', 'd']],
		['begin at the same message', 10, ['a', 'x'], 10, ['a', 'x']],
		['differ', 12, ['x', 'd'], 12, ['x', 'd']],
		['are fewer', 11, ['b'], 11, ['b']],
		['leave a gap', 14, ['e'], 14, ['e']],
	])('and new ones that %s', (_, before, texts, first, all) => {
		const change = {before, messages: texts.map(text => message(text))};
		expect(withRecordedMessages(kept, change)).toEqual({before: first, messages: all.map(text => message(text))});
	});

	test('do not continue with a message that has only the same type or only the same text', () => {
		for (const other of [message('c', 'esriJobMessageTypeError'), message('x')]) {
			const change = {before: 12, messages: [other, message('d')]};
			expect(withRecordedMessages(kept, change)).toBe(change);
		}
	});

	test('are not added without a record or without new messages', () => {
		const change = {before: 12, messages: [message('c')]};
		expect(withRecordedMessages(undefined, change)).toBe(change);
		expect(withRecordedMessages(kept, {before: 12})).toEqual({before: 12});
	});
});

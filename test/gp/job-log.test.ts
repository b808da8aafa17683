import {describe, expect, test} from 'vitest';
import {type JobLog, withRecordedMessages} from '../../source/gp/job-log.ts';

const message = (text: string, type = 'esriJobMessageTypeInformative') => ({type, text});

describe('messages that were recorded before', () => {
	const kept: JobLog = {
		messagesAt: 1,
		before: 10,
		messages: ['a', 'b', 'c'].map(text => message(text)),
		inputs: null,
		results: null,
	};

	test.each([
		['continue', 12, ['c', 'd'], 10, ['a', 'b', 'c', 'd']],
		['follow at once', 13, ['d'], 10, ['a', 'b', 'c', 'd']],
		['begin where the record begins', 10, ['a', 'x'], 10, ['a', 'x']],
		['are others', 12, ['x', 'd'], 12, ['x', 'd']],
		['are fewer', 11, ['b'], 11, ['b']],
		['leave a gap', 14, ['e'], 14, ['e']],
	])('where those of the server %s', (_, before, texts, first, all) => {
		const change = {before, messages: texts.map(text => message(text))};
		expect(withRecordedMessages(kept, change)).toEqual({before: first, messages: all.map(text => message(text))});
	});

	test('are others where only the type or only the text is the same', () => {
		for (const other of [message('c', 'esriJobMessageTypeError'), message('x')]) {
			const change = {before: 12, messages: [other, message('d')]};
			expect(withRecordedMessages(kept, change)).toBe(change);
		}
	});

	test('are left alone without a record, and without messages', () => {
		const change = {before: 12, messages: [message('c')]};
		expect(withRecordedMessages(undefined, change)).toBe(change);
		expect(withRecordedMessages(kept, {before: 12})).toEqual({before: 12});
	});
});

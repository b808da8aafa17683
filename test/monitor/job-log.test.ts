import {describe, expect, test} from 'vitest';
import {type JobLog, logCaps} from '../../source/gp/job-log.ts';
import {readMessages} from '../../source/gp/message.ts';
import {readParameter} from '../../source/gp/parameter.ts';
import {
	messagesOfLog,
	recordedMarker,
	recordedMessages,
	recordedParameters,
	recordedText,
	rowsOfLog,
} from '../../source/monitor/job-log.ts';
import type {ParameterRow} from '../../source/monitor/parameter-table.ts';
import {serverText} from '../../source/text/safe-text.ts';
import {timeout} from './watched.ts';

const at = Date.parse('2026-11-23T12:34:56Z');
const messages = (...texts: readonly string[]) =>
	readMessages(texts.map(description => ({type: 'esriJobMessageTypeWarning', description})));

/** The messages of a log in which nothing else is. */
const shownOf = (log: Pick<JobLog, 'messages' | 'messagesAt' | 'before'>) =>
	messagesOfLog({...log, inputs: null, results: null});

function rowOf(name: string, value: unknown, dataType = 'GPString'): ParameterRow {
	const read = readParameter({paramName: name, dataType, value}, serverText(name));
	return {name: serverText(name), label: serverText(`label of ${name}`), dataType: serverText(dataType), read};
}

describe('messages', () => {
	test('are restored as they were sent, after a line that says when they were read', () => {
		const log = recordedMessages(messages('one', 'two\x07'), at);
		const [marker, ...shown] = shownOf(log) ?? [];
		expect(marker?.text.safe).toBe(recordedMarker('2026-11-23 12:34 UTC', 0));
		expect(marker?.text.safe).not.toBe(recordedMarker('2026-11-23 12:34 UTC', 1));
		expect(shown.map(({level, text}) => [level, text.raw ?? text.safe])).toEqual([
			['warning', 'one'],
			['warning', 'two\x07'],
		]);
	});

	test('of which the first ones were not saved say how many', () => {
		const log = recordedMessages(messages('last'), at, 7);
		expect(log).toMatchObject({before: 7});
		expect(shownOf(log)?.[0]?.text.safe).toBe(recordedMarker('2026-11-23 12:34 UTC', 7));
		const many = recordedMessages(messages(...Array.from({length: logCaps.messages + 3}, (_, n) => `${n}`)), at, 7);
		expect(many.messages).toHaveLength(logCaps.messages);
		expect(many).toMatchObject({before: 10, messages: expect.arrayContaining([expect.objectContaining({text: '3'})])});
	});

	test('that were never read are none', () => {
		expect(shownOf({messages: [], messagesAt: null, before: 0})).toBeUndefined();
	});

	test('with an invalid time of reading say so', () => {
		expect(shownOf({messages: [], messagesAt: 1e300, before: 0})).toHaveLength(1);
	});

	test('that are very long are cut, at the limit and not before', () => {
		const whole = 'x'.repeat(logCaps.message);
		expect(recordedText(serverText(whole))).toBe(whole);
		const cut = recordedText(serverText(`${whole}y`));
		expect(cut.startsWith(whole)).toBe(true);
		expect(cut).not.toContain('y…');
		expect(cut.length).toBeGreaterThan(whole.length);
	});
});

describe('values', () => {
	const back = (...rows: readonly ParameterRow[]) =>
		rowsOfLog(JSON.parse(JSON.stringify(recordedParameters(rows, at)))).map(({name, label, dataType, read}) => ({
			name: name.safe,
			label: label.safe,
			dataType: dataType?.safe,
			read: read.ok ? read.parameter.value : read.fault.kind,
		}));

	test('are restored with their names and types', () => {
		const row = rowOf('Depth', 5, 'GPLong');
		expect(back(row)).toEqual([
			{
				name: 'Depth',
				label: 'label of Depth',
				dataType: 'GPLong',
				read: row.read.ok ? row.read.parameter.value : undefined,
			},
		]);
	});

	test('that could not be read are saved with the reason', () => {
		const row: ParameterRow = {...rowOf('Depth', 5), read: {ok: false, fault: timeout}};
		expect(recordedParameters([row], at).rows).toEqual([
			expect.objectContaining({name: 'Depth', why: timeout.sentence}),
		]);
		expect(back(row)[0]?.read).toBe('unexpected');
	});

	test('that are hidden are not saved', () => {
		const {rows} = recordedParameters([rowOf('Key', 'geheim-1234', 'GPStringHidden')], at);
		expect(JSON.stringify(rows)).not.toContain('geheim');
		expect(rows[0]).toHaveProperty('why');
	});

	test('with masked secrets are marked, so that the mask is never sent', () => {
		const masked = recordedParameters([rowOf('Url', 'https://a/b?token=abcdef1234567')], at);
		expect(JSON.stringify(masked)).not.toContain('abcdef1234567');
		expect(masked.rows[0]).toMatchObject({isMasked: true});
		const [row] = rowsOfLog(masked);
		expect(row?.read).toMatchObject({ok: true, parameter: {value: {masked: expect.anything()}}});
		expect(recordedParameters([rowOf('Url', 'https://a/b')], at).rows[0]).not.toHaveProperty('isMasked');
	});

	test('have a limit each, and one in total', () => {
		const sized = (name: string, size: number) => rowOf(name, 'x'.repeat(size - 2));
		const largest = sized('a', logCaps.value);
		expect(recordedParameters([largest], at).rows[0]).toHaveProperty('value');
		expect(recordedParameters([sized('a', logCaps.value + 1)], at).rows[0]).toHaveProperty('why');
		const fitting = logCaps.values / logCaps.value;
		const many = recordedParameters([...Array.from({length: fitting + 1}, () => largest), rowOf('b', 'y')], at).rows;
		expect(many.filter(row => row.why === undefined)).toHaveLength(fitting);
		expect(many.slice(0, fitting).every(row => row.why === undefined)).toBe(true);
	});
});

test('the size of a log is limited', () => {
	expect(logCaps.message).toBeLessThanOrEqual(2 ** 17);
	expect(logCaps.values).toBeLessThanOrEqual(2 ** 24);
	expect(logCaps.value).toBeLessThanOrEqual(logCaps.values);
});

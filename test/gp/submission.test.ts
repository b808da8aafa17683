import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {checkInputs} from '../../source/gp/submission.ts';
import {readTask} from '../../source/gp/task.ts';
import {parseTaskUrl} from '../../source/gp/task-url.ts';
import {often} from '../often.ts';

function taskOf(...parameters: readonly object[]) {
	const read = readTask({name: 'T', parameters});
	if (!read.ok) throw new Error(read.fault.sentence);
	return read.task;
}

const input = (name: string, dataType: string, more: object = {}) => ({
	name,
	dataType,
	direction: 'esriGPParameterDirectionInput',
	parameterType: 'esriGPParameterTypeOptional',
	...more,
});

describe('an input', () => {
	test.each<[string, string, string | RegExp]>([
		['GPLong', '42', '42'],
		['GPLong', '9007199254740993', '9007199254740993'],
		['GPLong', '4.2', /is a whole number/],
		['GPDouble', '-1.5e3', '-1.5e3'],
		['GPDouble', '1,5', /is a number/],
		['GPBoolean', 'TRUE', 'true'],
		['GPBoolean', 'yes', /true or false/],
		['GPString', 'a b', 'a b'],
		['GPDate', '1764000000000', '1764000000000'],
		['GPDate', '2026-11-24T09:00Z', '1795510800000'],
		['GPDate', 'tomorrow', /a date, like/],
		['GPLinearUnit', '12 miles', '{"distance":12,"units":"esriMiles"}'],
		['GPLinearUnit', '{"distance":1,"units":"esriFeet"}', '{"distance":1,"units":"esriFeet"}'],
		['GPLinearUnit', '12', /a distance, like 500 Meters/],
		...[
			['Inches', 'Feet', 'Yards', 'Miles', 'NauticalMiles', 'Millimeters', 'Centimeters', 'Decimeters', 'Meters'],
			['Kilometers', 'DecimalDegrees', 'Points'],
		]
			.flat()
			.map((unit): [string, string, string] => ['GPLinearUnit', `2 ${unit}`, `{"distance":2,"units":"esri${unit}"}`]),
		['GPDataFile', 'https://x.example/a.zip', '{"url":"https://x.example/a.zip"}'],
		['GPDataFile', 'a.zip', /the URL of a file/],
		['GPFeatureRecordSetLayer', '{"features":[]}', '{"features":[]}'],
		['GPFeatureRecordSetLayer', 'x', /NAME=@FILE/],
		['GPMultiValue:GPString', 'a', '["a"]'],
		['GPMultiValue:GPString', '["a","b"]', '["a","b"]'],
		['GPMultiValue:GPString', ' [a', /JSON array/],
		['GPArealUnit', '{"area":1,"units":"esriSquareMeters"}', '{"area":1,"units":"esriSquareMeters"}'],
		['GPArealUnit', 'much', /JSON/],
		['GPRecordSet', 'x', /JSON/],
		['GPRasterData', 'x', /JSON/],
		['GPRasterDataLayer', 'x', /JSON/],
		['GPExtent', 'x', /JSON/],
		['GPValueTable', 'x', /JSON/],
		['GPMultiValue:GPLong', '[1,"x"]', /a whole number/],
		['GPSomethingNew', 'any thing', 'any thing'],
	])('of %s: %s', (dataType, text, expected) => {
		const checked = checkInputs(taskOf(input('P', dataType)), new Map([['P', text]]));
		if (typeof expected === 'string') expect(checked).toMatchObject({ok: true, parameters: {P: expected}});
		else expect(checked).toMatchObject({ok: false, sentences: [expect.stringMatching(expected)]});
	});

	test('of a choice list is one of it', () => {
		const task = taskOf(input('Mode', 'GPString', {choiceList: ['Fast', 'Exact']}));
		expect(checkInputs(task, new Map([['Mode', 'Fast']]))).toMatchObject({ok: true});
		expect(checkInputs(task, new Map([['Mode', 'fast']]))).toMatchObject({
			ok: false,
			sentences: [expect.stringMatching(/one of Fast, Exact/)],
		});
	});

	test('that is missing, unknown or misspelt is said, all at once', () => {
		const required = {parameterType: 'esriGPParameterTypeRequired'};
		const task = taskOf(input('Need', 'GPLong', required), input('Has', 'GPLong', {...required, defaultValue: 3}));
		const checked = checkInputs(
			task,
			new Map([
				['need', '1'],
				['x', '2'],
				['env:outSR', '4326'],
			]),
		);
		expect(checked).toEqual({
			ok: false,
			sentences: [
				'There is no input "need", but there is Need: capitals count.',
				'There is no input "x". There are: Need (GPLong), Has (GPLong).',
				'Required and not given: Need (GPLong).',
			],
		});
	});
});

test('whatever a task says and somebody gives, there is a form or a sentence', () => {
	fc.assert(
		fc.property(
			fc.array(
				fc.record({name: fc.string(), dataType: fc.anything(), direction: fc.anything(), choiceList: fc.anything()}),
			),
			fc.dictionary(fc.string(), fc.string()),
			(parameters, given) => {
				const read = readTask({name: 'T', parameters});
				if (!read.ok) return;
				const checked = checkInputs(read.task, new Map(Object.entries(given)));
				if (!checked.ok) expect(checked.sentences.length).toBeGreaterThan(0);
			},
		),
		{numRuns: often(500)},
	);
});

describe('the URL of a task', () => {
	const task = 'https://h/arcgis/rest/services/F/S/GPServer/My%20Task';
	test.each([
		task,
		`${task}/`,
		`${task}/submitJob`,
		`${task}/submitJob?f=json`,
		`${task}/jobs/j123`,
		task.replace('%20', ' '),
	])('%s', text => {
		expect(parseTaskUrl(text)).toMatchObject({ok: true, task: {url: task, server: 'https://h'}});
	});
	test('its token is taken off', () => {
		expect(parseTaskUrl(`${task}?token=abc`)).toMatchObject({ok: true, task: {url: task}, token: 'abc'});
	});
	test.each([
		['https://h/x', /not the URL of a task/],
		['', /not the URL of a task/],
		[`${task}/execute`, /leaves no job behind/],
	])('%s is none', (text, sentence) => {
		expect(parseTaskUrl(text)).toMatchObject({ok: false, sentence: expect.stringMatching(sentence)});
	});
});

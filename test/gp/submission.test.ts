import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {oneOf, wantedInputs} from '../../source/gp/inputs/wanted.ts';
import {
	cannotBe,
	checkInputs,
	misspeltInput,
	noSuchInput,
	requiredAndEmpty,
	requiredAndMissing,
} from '../../source/gp/submission.ts';
import {readTask, type Task} from '../../source/gp/task.ts';
import {leavesNoJob, notATaskUrl, parseTaskUrl} from '../../source/gp/task-url.ts';
import {type SafeText, safe} from '../../source/text/safe-text.ts';
import {often} from '../often.ts';

function taskOf(...parameters: readonly object[]) {
	const read = readTask({name: 'T', parameters});
	if (!read.ok) throw new Error(read.fault.sentence);
	return read.task;
}

/** As the task was read. */
function definitionIn(task: Task, name: string) {
	const found = task.parameters.find(parameter => parameter.name.safe === name);
	if (!found) throw new Error(`no input ${name}`);
	return found;
}

const input = (name: string, dataType: string, more: object = {}) => ({
	name,
	dataType,
	direction: 'esriGPParameterDirectionInput',
	parameterType: 'esriGPParameterTypeOptional',
	...more,
});

describe('an input', () => {
	test.each<[string, string, string | {readonly wanted: SafeText}]>([
		['GPLong', '42', '42'],
		['GPLong', '9007199254740993', '9007199254740993'],
		['GPLong', '4.2', {wanted: wantedInputs.wholeNumber}],
		['GPDouble', '-1.5e3', '-1.5e3'],
		['GPDouble', '1,5', {wanted: wantedInputs.number}],
		['GPBoolean', 'TRUE', 'true'],
		['GPBoolean', 'yes', {wanted: wantedInputs.boolean}],
		['GPString', 'a b', 'a b'],
		['GPDate', '1764000000000', '1764000000000'],
		['GPDate', '2026-11-24T09:00Z', '1795510800000'],
		['GPDate', 'tomorrow', {wanted: wantedInputs['no-date']}],
		['GPLinearUnit', '12 miles', '{"distance":12,"units":"esriMiles"}'],
		['GPLinearUnit', '{"distance":1,"units":"esriFeet"}', '{"distance":1,"units":"esriFeet"}'],
		...[
			['Inches', 'Feet', 'Yards', 'Miles', 'NauticalMiles', 'Millimeters', 'Centimeters', 'Decimeters', 'Meters'],
			['Kilometers', 'DecimalDegrees', 'Points'],
		]
			.flat()
			.map((unit): [string, string, string] => ['GPLinearUnit', `2 ${unit}`, `{"distance":2,"units":"esri${unit}"}`]),
		['GPDataFile', 'https://x.example/a.zip', '{"url":"https://x.example/a.zip"}'],
		['GPDataFile', 'a.zip', {wanted: wantedInputs.file}],
		['GPFeatureRecordSetLayer', '{"features":[]}', '{"features":[]}'],
		['GPFeatureRecordSetLayer', 'x', {wanted: wantedInputs.layer}],
		['GPMultiValue:GPString', 'a', '["a"]'],
		['GPMultiValue:GPString', '["a","b"]', '["a","b"]'],
		['GPMultiValue:GPString', ' [a', {wanted: wantedInputs.array}],
		['GPArealUnit', '{"area":1,"units":"esriSquareMeters"}', '{"area":1,"units":"esriSquareMeters"}'],
		['GPRecordSet', 'x', {wanted: wantedInputs.layer}],
		['GPRasterData', 'x', {wanted: wantedInputs.layer}],
		['GPRasterDataLayer', 'x', {wanted: wantedInputs.layer}],
		['GPExtent', 'x', {wanted: wantedInputs.extent}],
		['GPValueTable', 'x', {wanted: wantedInputs.rows}],
		['GPSomethingNew', 'any thing', 'any thing'],
	])('of %s: %s', (dataType, text, expected) => {
		const task = taskOf(input('P', dataType));
		const checked = checkInputs(task, new Map([['P', text]]));
		if (typeof expected === 'string') expect(checked).toMatchObject({ok: true, parameters: {P: expected}});
		else expect(checked).toEqual({ok: false, sentences: [cannotBe(definitionIn(task, 'P'), text, expected)]});
	});

	test('with a choice list must be one of the choices', () => {
		const task = taskOf(input('Mode', 'GPString', {choiceList: ['Fast', 'Exact']}));
		expect(checkInputs(task, new Map([['Mode', 'Fast']]))).toMatchObject({ok: true});
		expect(checkInputs(task, new Map([['Mode', 'fast']]))).toEqual({
			ok: false,
			sentences: [cannotBe(definitionIn(task, 'Mode'), 'fast', {wanted: oneOf([safe`Fast`, safe`Exact`])})],
		});
	});

	test('that is missing, unknown or misspelt is reported, all together', () => {
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
				misspeltInput('need', definitionIn(task, 'Need')),
				noSuchInput('x', task.parameters),
				requiredAndMissing([definitionIn(task, 'Need')]),
			],
		});
	});
});

test('for any task and input there is a form or a sentence', () => {
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
	test('its token is removed', () => {
		expect(parseTaskUrl(`${task}?token=abc`)).toMatchObject({ok: true, task: {url: task}, token: 'abc'});
	});
	test.each([
		['https://h/x', notATaskUrl],
		['', notATaskUrl],
		[`${task}/execute`, leavesNoJob],
	])('%s is none', (text, sentence) => {
		expect(parseTaskUrl(text)).toEqual({ok: false, sentence});
	});
});

test('the interpretation of a date is reported only if it was just typed', () => {
	const task = taskOf(input('When', 'GPDate'), input('Name', 'GPString'));
	const given = new Map([
		['When', '2026-11-24T09:00Z'],
		['Name', 'x'],
	]);
	expect(checkInputs(task, given)).toMatchObject({ok: true, understood: [expect.stringMatching(/When.*2026-11-24/)]});
	expect(checkInputs(task, given, new Map([['Name', 'x']]))).toMatchObject({ok: true, understood: []});
});

describe('an empty value', () => {
	const required = {parameterType: 'esriGPParameterTypeRequired'};

	test.each(['', '  '])('of a required input is refused, when it was typed: %j', text => {
		const task = taskOf(input('Name', 'GPString', required));
		const sentences = [requiredAndEmpty(definitionIn(task, 'Name')), requiredAndMissing([definitionIn(task, 'Name')])];
		const checked = checkInputs(task, new Map([['Name', text]]));
		expect(checked.ok).toBe(false);
		if (!checked.ok) expect(checked.sentences[0]).toBe(sentences[0]);
	});

	test('of an earlier job is sent where the task has a default, and only there', () => {
		const task = taskOf(input('With', 'GPString', {defaultValue: 'x'}), input('Without', 'GPString'));
		const given = new Map<string, string | null>([
			['With', null],
			['Without', null],
		]);
		expect(checkInputs(task, given, new Map())).toEqual({ok: true, parameters: {With: ''}, understood: []});
		given.set('With', 'a').set('Without', 'b');
		expect(checkInputs(task, given, new Map())).toMatchObject({parameters: {With: 'a', Without: 'b'}});
	});
});

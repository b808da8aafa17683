/** What counts as given, what is left out, and what a job that is run again sends. */
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {isEmptySet} from '../../../source/gp/inputs/empty-value.ts';
import {
	checkInputs,
	formText,
	noFeatures,
	requiredAndEmpty,
	requiredAndMissing,
	understoodAs,
} from '../../../source/gp/submission.ts';
import {readTask} from '../../../source/gp/task.ts';
import {bodies, bodyText} from '../../fixtures/bodies.ts';
import {often} from '../../often.ts';
import {input, required, taskOf} from './a-task.ts';

const schema = {geometryType: 'esriGeometryPoint', fields: [{name: 'A'}], features: []};

test.each<[unknown, boolean]>([
	[undefined, false],
	[null, false],
	['', false],
	[[], false],
	[{}, false],
	[{url: ''}, false],
	[{geometryType: 'esriGeometryPoint', fields: []}, false],
	[schema, false],
	[{layerDefinition: {fields: []}, featureSet: schema}, false],
	[{layers: [{layerDefinition: {}, featureSet: schema}]}, false],
	[{dataType: 'GPFeatureRecordSetLayer', value: schema}, false],
	[false, true],
	[0, true],
	[' ', true],
	[{features: [{attributes: {}}]}, true],
	[{features: [], url: 'https://x.example/0'}, true],
	[{itemID: 'i1'}, true],
	[{distance: 0, units: 'esriMeters'}, true],
	[[['', null]], true],
])('a default of %j is a value: %s', (defaultValue, isValue) => {
	const task = taskOf(input('P', 'GPAnything', {...required, defaultValue}));
	expect(task.parameters[0]?.hasDefault).toBe(isValue);
	const checked = checkInputs(task, new Map());
	if (isValue) expect(checked).toMatchObject({ok: true, parameters: {}});
	else expect(checked).toEqual({ok: false, sentences: [requiredAndMissing(task.parameters)]});
});

describe('an empty value', () => {
	const cases = [
		['GPString', ''],
		['GPLong', '  '],
		['GPFeatureRecordSetLayer', '{}'],
		['GPMultiValue:GPString', '[]'],
		['GPLinearUnit', 'null'],
	] as const;
	test.each(cases)('of a required %s is refused: %j', (dataType, text) => {
		const task = taskOf(input('P', dataType, required));
		const [definition] = task.parameters;
		if (!definition) throw new Error('no input');
		expect(checkInputs(task, new Map([['P', text]]))).toEqual({ok: false, sentences: [requiredAndEmpty(definition)]});
	});

	test.each(cases)('of an optional %s is left out: %j', (dataType, text) => {
		const task = taskOf(input('P', dataType, {choiceList: ['A', 'B'], defaultValue: ''}));
		expect(checkInputs(task, new Map([['P', text]]))).toMatchObject({ok: true, parameters: {}});
		expect(checkInputs(task, new Map([['P', text]]), new Map())).toMatchObject({ok: true, parameters: {}});
	});

	test.each(cases)('of an optional %s is sent if the server would take a default instead: %j', (dataType, text) => {
		const task = taskOf(input('P', dataType, {defaultValue: 'A'}));
		expect(checkInputs(task, new Map([['P', text]]))).toMatchObject({ok: true, parameters: {P: text.trim()}});
		expect(checkInputs(task, new Map([['P', null]]), new Map())).toMatchObject({ok: true, parameters: {P: ''}});
	});

	test('that a required text had in an earlier job is sent again; another one is missing', () => {
		const task = taskOf(input('T', 'GPString', required), input('L', 'GPFeatureRecordSetLayer', required));
		const earlier = new Map([
			['T', ''],
			['L', null],
		]);
		expect(checkInputs(task, earlier, new Map())).toEqual({
			ok: false,
			sentences: [requiredAndMissing(task.parameters.slice(1))],
		});
	});
});

test('a layer without features is sent, and that is said', () => {
	const task = taskOf(input('P', 'GPFeatureRecordSetLayer', required));
	const [definition] = task.parameters;
	if (!definition) throw new Error('no input');
	expect(checkInputs(task, new Map([['P', '{"features":[]}']]))).toEqual({
		ok: true,
		parameters: {P: '{"features":[]}'},
		understood: [understoodAs(definition, [noFeatures])],
	});
});

describe('a job that is run again', () => {
	const again = (task: ReturnType<typeof taskOf>, value: unknown) =>
		checkInputs(task, new Map([['P', formText(value)]]), new Map());

	test('sends every default of the recorded tasks unchanged, or leaves an empty one out', () => {
		for (const {file} of bodies.filter(({file}) => file.startsWith('task/'))) {
			const wire = JSON.parse(bodyText(file)) as {
				parameters: readonly {name: string; direction: string; defaultValue: unknown}[];
			};
			const read = readTask(wire);
			if (!read.ok) throw new Error(file);
			const inputs = wire.parameters.filter(({direction}) => /Input$/.test(direction));
			const given = new Map(inputs.map(({name, defaultValue}) => [name, formText(defaultValue)]));
			const checked = checkInputs(
				{...read.task, parameters: read.task.parameters.map(p => ({...p, isRequired: false}))},
				given,
				new Map(),
			);
			if (!checked.ok) throw new Error(`${file}: ${checked.sentences.join(' ')}`);
			for (const {name, defaultValue} of inputs) {
				const sent = checked.parameters[name];
				if (sent === undefined) expect(isEmptySet(defaultValue), `${file} ${name}`).toBe(true);
				else expect(sent, `${file} ${name}`).toBe(formText(defaultValue));
			}
		}
	});

	test('sends any value unchanged, whatever its task says of the input', () => {
		const dataTypes = [
			'GPLong',
			'GPDate',
			'GPLinearUnit',
			'GPFeatureRecordSetLayer',
			'GPComposite',
			'GPMultiValue:GPDate',
		];
		fc.assert(
			fc.property(
				fc.constantFrom(...dataTypes, 'GPValueTable', 'GPSomethingNew', undefined),
				fc.jsonValue({maxDepth: 3}),
				fc.record({choiceList: fc.jsonValue(), filter: fc.jsonValue(), parameterInfos: fc.jsonValue()}),
				(dataType, value, more) => {
					const task = taskOf({...input('P', dataType ?? ''), ...more, defaultValue: 1});
					expect(again(task, value)).toMatchObject({ok: true, parameters: {P: formText(value)}});
				},
			),
			{numRuns: often(300)},
		);
	});
});

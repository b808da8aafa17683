import {describe, expect, test} from 'vitest';
import {readDefinitions, readTask} from '../../source/gp/task.ts';

describe('a task', () => {
	test('contains its name, its label and its parameters', () => {
		const read = readTask({
			name: 'Hotspot',
			displayName: '911 Calls Hotspot',
			executionType: 'esriExecutionTypeAsynchronous',
			parameters: [
				{
					name: 'Query',
					displayName: 'The query',
					dataType: 'GPString',
					direction: 'esriGPParameterDirectionInput',
					choiceList: [],
				},
				{name: 'Out', displayName: '', dataType: 'GPRecordSet', direction: 'esriGPParameterDirectionOutput'},
				{name: 'Odd', dataType: 5, direction: 'sideways'},
				{displayName: 'nameless'},
				'no object',
			],
		});
		expect(read).toEqual({
			ok: true,
			task: {
				isSynchronous: false,
				name: {safe: 'Hotspot'},
				label: {safe: '911 Calls Hotspot'},
				parameters: [
					{
						name: {safe: 'Query'},
						label: {safe: 'The query'},
						dataType: {safe: 'GPString'},
						direction: 'input',
						type: expect.anything(),
						isRequired: false,
						hasDefault: false,
						choices: [],
					},
					{
						name: {safe: 'Out'},
						label: {safe: 'Out'},
						dataType: {safe: 'GPRecordSet'},
						direction: 'output',
						type: expect.anything(),
						isRequired: false,
						hasDefault: false,
						choices: [],
					},
					{
						name: {safe: 'Odd'},
						label: {safe: 'Odd'},
						dataType: null,
						direction: 'unknown',
						type: expect.anything(),
						isRequired: false,
						hasDefault: false,
						choices: [],
					},
				],
			},
		});
	});

	test.each([
		['a name alone', {name: 'T'}, 0],
		['parameters that are no list', {name: 'T', parameters: {}}, 0],
		['an execution type alone', {executionType: 'x'}, 0],
		['a name that is no text', {name: 5, parameters: [{name: 'A'}]}, 1],
	])('of %s is one', (_, body, parameters) => {
		const read = readTask(body);
		expect(read.ok && read.task.parameters.length).toBe(parameters);
	});

	test.each([
		['an empty object', {}],
		['a list', []],
		['null', null],
		['a string', 'T'],
		['something else', {currentVersion: 11.1}],
	])('%s is none', (_, body) => {
		expect(readTask(body)).toMatchObject({ok: false, fault: {kind: 'unexpected'}});
	});

	test.each([
		['esriGPParameterDirectionInput', 'input'],
		['esriGPParameterDirectionOutput', 'output'],
		['Input', 'input'],
		['', 'unknown'],
		[undefined, 'unknown'],
	])('the direction %s is %s', (direction, read) => {
		expect(readDefinitions([{name: 'A', direction}])[0]?.direction).toBe(read);
	});
});

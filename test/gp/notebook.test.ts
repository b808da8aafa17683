import {describe, expect, test} from 'vitest';
import {readNotebookFacts} from '../../source/gp/notebook.ts';

describe('additional facts of a Notebook Server job', () => {
	const parameters = [
		{
			name: 'layer',
			displayName: 'Input layer',
			dataType: 'GPFeatureRecordSetLayer',
			direction: 'esriGPParameterDirectionInput',
		},
	];
	const facts = {
		startTime: null,
		endTime: null,
		type: null,
		status: null,
		username: null,
		isCancelled: null,
		parameters: [],
	};

	test('all of it', () => {
		expect(
			readNotebookFacts({
				startTime: 1635961542589,
				endTime: 1635961552589,
				type: 'executeNotebookAsWebTool',
				status: 'COMPLETED',
				username: 'ada@ACME',
				customAttributes: {isCancelled: false, webToolParameters: JSON.stringify(parameters)},
			}),
		).toEqual({
			startTime: 1635961542589,
			endTime: 1635961552589,
			type: {safe: 'executeNotebookAsWebTool'},
			status: {safe: 'COMPLETED'},
			username: {safe: 'ada@ACME'},
			isCancelled: false,
			parameters: [
				{
					name: {safe: 'layer'},
					label: {safe: 'Input layer'},
					dataType: {safe: 'GPFeatureRecordSetLayer'},
					direction: 'input',
					type: expect.anything(),
					isRequired: false,
					hasDefault: false,
					choices: [],
				},
			],
		});
	});

	test('an ordinary job has none', () => {
		expect(readNotebookFacts({jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []})).toBeNull();
		expect(readNotebookFacts({startTime: null, endTime: 0, type: 5, customAttributes: 'x'})).toBeNull();
	});

	test.each([
		['a time in text', {startTime: '1635961542589'}, {startTime: 1635961542589}],
		['a time that no calendar holds', {startTime: 1e300, status: 'x'}, {status: {safe: 'x'}}],
		['a time that is true', {startTime: true, status: 'x'}, {status: {safe: 'x'}}],
		['a time with a fraction', {startTime: 1.5, status: 'x'}, {status: {safe: 'x'}}],
		[
			'parameters inside an object',
			{customAttributes: {webToolParameters: JSON.stringify({parameters: [{name: 'A'}]})}},
			{
				parameters: [
					{
						name: {safe: 'A'},
						label: {safe: 'A'},
						dataType: null,
						direction: 'unknown',
						type: expect.anything(),
						isRequired: false,
						hasDefault: false,
						choices: [],
					},
				],
			},
		],
		['parameters that are no JSON', {customAttributes: {webToolParameters: '['.repeat(100_000)}}, {}],
		['parameters that are no text', {customAttributes: {webToolParameters: 5, isCancelled: true}}, {isCancelled: true}],
		['whether it was cancelled, in words', {customAttributes: {isCancelled: 'yes'}}, {}],
	])('%s', (_, body, told) => {
		expect(readNotebookFacts(body)).toEqual({...facts, ...told});
	});
});

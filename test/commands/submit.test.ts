/** What `gpjobs submit` and `gpjobs rerun` send, as the server notes it. */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterAll, beforeEach, describe, expect, test} from 'vitest';
import {exitCodes} from '../../source/commands/exit-code.ts';
import {inputOnce, synchronousTask} from '../../source/commands/submit.ts';
import {formText} from '../../source/gp/submission.ts';
import {findingSentence, tooLargeToBeSentBack} from '../../source/session/rerun.ts';
import {safe} from '../../source/text/safe-text.ts';
import {input, required} from '../gp/inputs/a-task.ts';
import {said} from '../saying.ts';
import {runInProcess} from './run-in-process.ts';

/** The task that the server has, the inputs of its job by name, and the forms that were submitted. */
const now = {
	task: {} as object,
	service: {} as object,
	validation: {} as object,
	inputs: {} as Record<string, unknown>,
	forms: [] as URLSearchParams[],
	checked: [] as URLSearchParams[],
};

const server = createServer(async (request, response) => {
	let body = '';
	for await (const piece of request) body += piece;
	response.setHeader('content-type', 'application/json');
	response.end(JSON.stringify(answerTo(new URL(request.url ?? '', 'http://x').pathname, body)));
});
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
afterAll(() => server.close());
const task = `http://127.0.0.1:${(server.address() as AddressInfo).port}/arcgis/rest/services/S/GPServer/T`;

function answerTo(path: string, body: string): unknown {
	if (path.endsWith('/submitJob')) {
		now.forms.push(new URLSearchParams(body));
		return {jobId: 'j2', jobStatus: 'esriJobSubmitted'};
	}
	if (path.endsWith('/validate')) {
		now.checked.push(new URLSearchParams(body));
		return now.validation;
	}
	if (path.endsWith('/GPServer')) return now.service;
	const name = /\/jobs\/j1\/inputs\/(\w+)$/.exec(path)?.[1];
	if (name !== undefined) return now.inputs[name] ?? {error: {code: 400, message: 'x', details: []}};
	if (path.endsWith('/inputs')) return {error: {code: 400, message: 'Invalid URL', details: []}};
	if (!path.endsWith('/jobs/j1')) return now.task;
	const links = Object.keys(now.inputs).map(each => [each, {paramUrl: `inputs/${each}`}]);
	return {jobId: 'j1', jobStatus: 'esriJobSucceeded', inputs: Object.fromEntries(links)};
}

beforeEach(() => {
	now.forms = [];
	now.checked = [];
	now.service = {};
});

function given(parameters: readonly object[], inputs: Record<string, unknown> = {}, more: object = {}): void {
	now.task = {name: 'T', executionType: 'esriExecutionTypeAsynchronous', parameters, ...more};
	now.inputs = inputs;
}

/** The submitted form without `f`; `undefined` if nothing was submitted. */
function form(): Readonly<Record<string, string>> | undefined {
	const {f, ...inputs} = Object.fromEntries(now.forms[0] ?? []);
	if (now.forms.length > 0) expect(f).toBe('json');
	return now.forms.length === 1 ? inputs : undefined;
}

const earlier = (name: string, dataType: string, value: unknown) => ({paramName: name, dataType, value});

describe('submit', () => {
	test('reads values from standard input and from texts that begin with @', async () => {
		given([input('A', 'GPFeatureRecordSetLayer'), input('B', 'GPString')]);
		const run = await runInProcess(['submit', task, 'A=@-', 'B=@@me'], {
			input: '\uFEFF{"features": [{"attributes":{}}]}\n',
		});
		expect(run).toMatchObject({code: 0});
		expect(form()).toEqual({A: '{"features": [{"attributes":{}}]}', B: '@me'});
	});

	test('reads one input from standard input at most', async () => {
		given([input('A', 'GPString'), input('B', 'GPString')]);
		const run = await runInProcess(['submit', task, 'A=@-', 'B=@-'], {input: 'x'});
		expect(run).toMatchObject({code: exitCodes.usage, stderr: said(inputOnce)});
		expect(form()).toBeUndefined();
	});

	test('sends the same moment in every time zone', async () => {
		given([input('D', 'GPDate')]);
		for (const TZ of ['UTC', 'America/New_York']) {
			now.forms = [];
			expect(await runInProcess(['submit', task, 'D=2025-01-01T14:00:00'], {env: {TZ}})).toMatchObject({code: 0});
			expect(form()).toEqual({D: '1735740000000'});
		}
	});

	test('does not take an empty default for a required layer', async () => {
		given([input('L', 'GPFeatureRecordSetLayer', {...required, defaultValue: {}})]);
		expect(await runInProcess(['submit', task])).toMatchObject({code: exitCodes.usage});
		expect(form()).toBeUndefined();
	});

	test('sends no input under a name that the REST API uses itself', async () => {
		given([input('f', 'GPString')]);
		expect(await runInProcess(['submit', task, 'f=html'])).toMatchObject({code: exitCodes.usage});
		given([]);
		expect(await runInProcess(['submit', task, 'token=x'])).toMatchObject({code: exitCodes.usage});
		expect(form()).toBeUndefined();
	});

	test('does not submit to a synchronous task', async () => {
		given([], {}, {executionType: 'esriExecutionTypeSynchronous'});
		expect(await runInProcess(['submit', task])).toMatchObject({code: exitCodes.usage, stderr: said(synchronousTask)});
		expect(form()).toBeUndefined();
	});
});

describe('rerun', () => {
	const job = `${task}/jobs/j1`;

	test('leaves empty optional inputs out and sends the others as they were', async () => {
		const values = {
			Method: ['GPString', ''],
			Text: ['GPString', 'x'],
			Ring: ['GPLinearUnit', null],
			Steps: ['GPValueTable', [['', null, {distance: 5, units: 'esriMiles'}]]],
			Whole: ['GPLong', 7],
			Layer: ['GPFeatureRecordSetLayer', {url: 'https://x.example/0', filter: 'A = 1', time: '0,null'}],
		} as const;
		const names = Object.keys(values) as (keyof typeof values)[];
		given(
			names.map(name =>
				input(name, values[name][0], name === 'Method' ? {choiceList: ['A', 'B'], defaultValue: ''} : {}),
			),
			Object.fromEntries(names.map(name => [name, earlier(name, values[name][0], values[name][1])])),
		);
		expect(await runInProcess(['rerun', job])).toMatchObject({code: 0});
		expect(form()).toEqual({
			Text: 'x',
			Steps: formText(values.Steps[1]),
			Whole: '7',
			Layer: formText(values.Layer[1]),
		});
	});

	test('declares the type of a composite that the server would read otherwise', async () => {
		const parameterInfos = [{dataType: 'GPString'}, {dataType: 'GPLong'}];
		given([input('C', 'GPComposite', {parameterInfos})], {C: earlier('C', 'GPLong', 5)});
		expect(await runInProcess(['rerun', job])).toMatchObject({code: 0});
		expect(form()).toEqual({C: '{"dataType":"GPLong","value":5}'});
	});

	test('asks for features again that the server did not send', async () => {
		const value = {geometryType: 'esriGeometryPoint', features: [], exceededTransferLimit: true};
		given([input('L', 'GPFeatureRecordSetLayer', required)], {L: earlier('L', 'GPFeatureRecordSetLayer', value)});
		const sentence = tooLargeToBeSentBack(safe`L`);
		expect(await runInProcess(['rerun', job])).toMatchObject({code: exitCodes.usage, stderr: said(sentence)});
		expect(form()).toBeUndefined();
		expect(await runInProcess(['rerun', job, 'L=https://x.example/0'])).toMatchObject({code: 0});
		expect(form()).toEqual({L: '{"url":"https://x.example/0"}'});
	});

	test('checks what is entered, and needs what is required', async () => {
		given([input('A', 'GPLong', required), input('B', 'GPLong')], {A: earlier('A', 'GPLong', null)});
		expect(await runInProcess(['rerun', job, 'B=x'])).toMatchObject({code: exitCodes.usage});
		expect(await runInProcess(['rerun', job, 'B=1'])).toMatchObject({code: exitCodes.usage});
		expect(form()).toBeUndefined();
		expect(await runInProcess(['rerun', job, 'A=2'])).toMatchObject({code: 0});
		expect(form()).toEqual({A: '2'});
	});
});

describe('the server checks the inputs itself', () => {
	const parameters = [input('A', 'GPLong', required), input('T', 'GPString')];

	test('and nothing is submitted if it finds an error', async () => {
		given(parameters);
		now.service = {capabilities: 'Uploads,Validate'};
		now.validation = {
			name: 'T',
			parameters: [
				{name: 'A', messages: [{type: 'esriJobMessageTypeError', description: 'ERROR 000800: too large'}]},
				{name: 'T', message: {type: 'esriJobMessageTypeWarning', message: 'slow'}},
			],
		};
		const finding = findingSentence({input: {safe: safe`A`}, text: safe`ERROR 000800: too large`, isError: true});
		const run = await runInProcess(['submit', task, 'A=7', 'T=5']);
		expect(run).toMatchObject({code: exitCodes.usage, stderr: expect.stringContaining(finding)});
		expect(form()).toBeUndefined();
		expect(Object.fromEntries(now.checked[0] ?? [])).toEqual({f: 'json', A: '{"value":7}', T: '{"value":"5"}'});
	});

	test.each([
		[
			'a warning',
			{capabilities: 'Validate'},
			{messages: [{type: 'esriJobMessageTypeWarning', description: 'slow'}]},
			1,
		],
		['a refusal to check', {capabilities: 'Validate'}, {error: {code: 400, message: 'x', details: []}}, 1],
		['a service without that', {capabilities: 'Uploads'}, {}, 0],
		['no answer about the service', {error: {code: 500, message: 'x', details: []}}, {}, 0],
	])('and a job is submitted after %s', async (_, service, validation, checks) => {
		given(parameters);
		Object.assign(now, {service, validation});
		expect(await runInProcess(['submit', task, 'A=7'])).toMatchObject({code: 0});
		expect(form()).toEqual({A: '7'});
		expect(now.checked).toHaveLength(checks);
	});
});

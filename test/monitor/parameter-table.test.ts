import {describe, expect, test} from 'vitest';
import type {NamedParameter} from '../../source/gp/client/values.ts';
import {type Fault, fault} from '../../source/gp/fault.ts';
import {readParameter} from '../../source/gp/parameter.ts';
import type {ParameterLink} from '../../source/gp/parameter-link.ts';
import {
	faultsIn,
	mostValues,
	type ParameterTable,
	readParameterTable,
	TaskCache,
} from '../../source/monitor/parameter-table.ts';
import {asTaskUrl} from '../gp/addresses.ts';
import {fakeClient} from './fake-client.ts';
import {FakeClock} from './fake-clock.ts';
import {answered, jobAfter, timeout} from './watched.ts';
import {watching} from './watching.ts';

const task = {
	name: 'T',
	parameters: [
		{name: 'In', displayName: 'The input', dataType: 'GPString', direction: 'esriGPParameterDirectionInput'},
		{name: 'Key', dataType: 'GPStringHidden', direction: 'esriGPParameterDirectionInput'},
		{name: 'Out', displayName: 'The output', dataType: 'GPLong', direction: 'esriGPParameterDirectionOutput'},
	],
};
const missingValue = fault('server', 'No value.', 400);

async function tableOf(
	body: object,
	kind: 'results' | 'inputs',
	{
		taskFault,
		faults = {},
		values = {},
	}: {taskFault?: Fault; faults?: Record<string, Fault>; values?: Record<string, unknown>} = {},
) {
	const clock = new FakeClock();
	const client = {
		...fakeClient(clock, {task: () => (taskFault ? {fault: taskFault, after: 0} : {body: task, after: 0})}),
		async parameters(_: string, __: string, links: readonly ParameterLink[]): Promise<readonly NamedParameter[]> {
			return links.map(link => {
				const why = faults[link.name.safe];
				const value = values[link.name.safe] ?? {paramName: link.name.safe, value: `${link.name.safe} is`};
				return {link, read: why ? {ok: false, fault: why} : readParameter(value, link.name)};
			});
		},
	};
	const job = jobAfter(answered(body, 1000));
	const reading = readParameterTable(client, new TaskCache(client, clock), job, kind);
	await clock.advance(10);
	return reading;
}

const inWords = (table: ParameterTable) =>
	table.ok
		? table.rows.map(({name, label, dataType, read}) =>
				[name.safe, label.safe, dataType?.safe, read.ok ? read.parameter.value.gist.safe : read.fault.kind].join(' | '),
			)
		: table.fault.kind;

describe('the results and inputs of a job', () => {
	test('have the labels of the task, and its data types if the answer has none', async () => {
		expect(inWords(await tableOf({jobStatus: 'esriJobSucceeded', results: {Out: {}, Novel: {}}}, 'results'))).toEqual([
			'Out | The output | GPLong | Out is',
			'Novel | Novel |  | Novel is',
		]);
	});

	test('of a job that lists no inputs are those of its task', async () => {
		expect(inWords(await tableOf({jobStatus: 'esriJobFailed'}, 'inputs'))).toEqual([
			'In | The input | GPString | In is',
			'Key | Key | GPStringHidden | ••••••',
		]);
		expect(inWords(await tableOf({jobStatus: 'esriJobFailed'}, 'results'))).toEqual([]);
	});

	test('of a notebook have the labels in its job', async () => {
		const customAttributes = {
			webToolParameters: JSON.stringify([{name: 'In', displayName: 'Of the notebook', dataType: 'GPLong'}]),
		};
		expect(
			inWords(await tableOf({jobStatus: 'esriJobSucceeded', inputs: {In: {}}, customAttributes}, 'inputs')),
		).toEqual(['In | Of the notebook | GPLong | In is']);
	});

	test('are not shown if the task cannot be read, which may hide them, unless their type is never hidden', async () => {
		const taskFault = fault('forbidden', 'x', 403);
		const names = ['Out', 'Text', 'Many', 'Table', 'Count', 'File'];
		const values = {
			Text: {paramName: 'Text', dataType: 'GPString', value: 'x'},
			Many: {paramName: 'Many', dataType: 'GPMultiValue:GPString', value: ['x']},
			Table: {paramName: 'Table', dataType: 'GPValueTable', value: [['x', 'y']]},
			Count: {paramName: 'Count', dataType: 'GPLong', value: 7},
			File: {paramName: 'File', dataType: 'GPDataFile', value: {url: 'https://h/a.zip'}},
		};
		for (const kind of ['results', 'inputs'] as const) {
			const table = await tableOf(
				{jobStatus: 'esriJobSucceeded', [kind]: Object.fromEntries(names.map(name => [name, {}]))},
				kind,
				{taskFault, values},
			);
			expect(table.ok && table.rows.map(({read}) => read.ok)).toEqual([false, false, false, false, true, true]);
			expect(table.ok && table.rows[0]?.read).toMatchObject({fault: {kind: 'forbidden', code: 403}});
			expect(JSON.stringify(table)).not.toMatch(/"x"|Out is/);
		}
		expect(inWords(await tableOf({jobStatus: 'esriJobFailed'}, 'inputs', {taskFault}))).toBe('forbidden');
	});

	test('are not requested one by one from an unreachable server', async () => {
		expect(
			inWords(await tableOf({jobStatus: 'esriJobSucceeded', results: {Out: {}}}, 'results', {taskFault: timeout})),
		).toBe('timeout');
	});

	test('are independent: a failure does not affect the others', async () => {
		const table = await tableOf({jobStatus: 'esriJobSucceeded', results: {A: {}, B: {}}}, 'results', {
			faults: {A: missingValue},
		});
		expect(inWords(table)).toEqual(['A | A |  | server', 'B | B |  | B is']);
	});
});

describe('a task', () => {
	test('is read once for all its jobs', async () => {
		const clock = new FakeClock();
		const client = fakeClient(clock, {task: () => ({body: task, after: 0})});
		const tasks = new TaskCache(client, clock);
		for (let times = 0; times < 3; times++) {
			const reading = tasks.get(asTaskUrl('https://h/arcgis/rest/services/S/GPServer/T'));
			await clock.advance(1);
			expect((await reading).ok).toBe(true);
		}
		expect(client.asked).toHaveLength(1);
	});

	test('that failed is requested again', async () => {
		const clock = new FakeClock();
		const client = fakeClient(clock, {task: () => ({fault: timeout, after: 0})});
		const tasks = new TaskCache(client, clock);
		for (let times = 0; times < 2; times++) {
			const reading = tasks.get(asTaskUrl('https://h/arcgis/rest/services/S/GPServer/T'));
			await clock.advance(1);
			expect(await reading).toMatchObject({ok: false, fault: timeout});
		}
		expect(client.asked).toHaveLength(2);
	});

	test('is checked for an answer once in 10 s', async () => {
		const clock = new FakeClock();
		const client = fakeClient(clock, {task: () => ({body: task, after: 0})});
		const tasks = new TaskCache(client, clock);
		const look = async () => {
			const looking = tasks.answers(asTaskUrl('https://h/arcgis/rest/services/S/GPServer/T'));
			await clock.advance(1);
			return looking;
		};
		expect([await look(), await look(), client.asked.length]).toEqual([true, true, 1]);
		await clock.advance(10_000);
		client.script.task = () => ({fault: timeout, after: 0});
		expect([await look(), client.asked.length]).toEqual([false, 2]);
	});
});

describe('read through the monitor', () => {
	test('they go before polls, and an unknown job has none', async () => {
		const {clock, client, monitor, watch} = watching({
			job: () => ({body: {jobStatus: 'esriJobSucceeded', results: {A: {}, B: {}}}}),
		});
		const [url = ''] = watch(1);
		await clock.advance(1000);
		const reading = monitor.parameters(url, 'results');
		await clock.advance(1000);
		expect(inWords(await reading)).toEqual(['A | A |  | server', 'B | B |  | server']);
		expect(client.asked.filter(({what}) => what === 'parameters')).toHaveLength(1);
		expect(await monitor.parameters('https://nobody', 'results')).toEqual({ok: true, rows: []});
	});

	test('a failed request to an unreachable server ends all that wait', async () => {
		const {clock, client, monitor, watch} = watching({
			job: () => ({body: {jobStatus: 'esriJobSucceeded'}}),
			task: () => ({fault: timeout, after: 15_000}),
		});
		const urls = watch(10);
		await clock.advance(5000);
		client.forget();
		const readings = urls.map(url => monitor.parameters(url, 'results'));
		await clock.advance(16_000);
		for (const table of await Promise.all(readings)) expect(inWords(table)).toBe('timeout');
		expect(client.asked.length).toBeLessThanOrEqual(6);
		expect(monitor.servers[0]?.outage?.fault).toBe(timeout);
	});

	test('of a job with very many only the first are read, fewer without a request of the operator, and a note says so', async () => {
		const names = Array.from({length: mostValues.asked + 50}, (_, index) => [`R${index}`, {}] as const);
		const job = jobAfter(answered({jobStatus: 'esriJobSucceeded', results: Object.fromEntries(names)}, 1000));
		for (const [isUnasked, bound] of [
			[true, mostValues.unasked],
			[false, mostValues.asked],
		] as const) {
			const clock = new FakeClock();
			const client = fakeClient(clock);
			const reading = readParameterTable(client, new TaskCache(client, clock), job, 'results', {isUnasked});
			await clock.advance(1000);
			const table = await reading;
			const rows = table.ok ? table.rows : [];
			expect(rows).toHaveLength(names.length);
			const [first, next] = [rows[bound - 1], rows[bound]].map(row => row && !row.read.ok && row.read.fault.kind);
			expect([first, next]).toEqual(['server', 'local']);
		}
	});

	test('after closing, nobody waits', async () => {
		const {clock, monitor, watch} = watching({}, {});
		const [url = ''] = watch(1);
		const reading = monitor.parameters(url, 'results');
		monitor.close();
		await clock.advance(60_000);
		expect((await reading).ok).toBe(true);
	});
});

test('the reasons why values could not be read are returned, for a table and for each value', async () => {
	expect(faultsIn({ok: false, fault: timeout})).toEqual([timeout]);
	const table = await tableOf(
		{jobStatus: 'esriJobSucceeded', results: {Out: {paramUrl: 'results/Out'}, More: {paramUrl: 'results/More'}}},
		'results',
		{faults: {More: missingValue}},
	);
	expect(faultsIn(table)).toEqual([missingValue]);
});

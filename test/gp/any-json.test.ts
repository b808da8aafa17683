/** Whatever a server sends: a snapshot or a named fault, never a throw, and nothing that harms a terminal or a prototype. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readBody} from '../../source/gp/client/body.ts';
import {faultKinds} from '../../source/gp/fault.ts';
import {jobRecordSchema} from '../../source/gp/job-record.ts';
import {readMessages} from '../../source/gp/message.ts';
import {readParameter, readParameters} from '../../source/gp/parameter.ts';
import {parameterUrl} from '../../source/gp/parameter-link.ts';
import {readSnapshot} from '../../source/gp/snapshot.ts';
import {readTask} from '../../source/gp/task.ts';
import {serverText} from '../../source/text/safe-text.ts';
import {often} from '../often.ts';
import {asJobUrl} from './addresses.ts';

const job = 'https://gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1';
const kinds: ReadonlySet<string> = new Set(faultKinds);

/** No control characters but line breaks, no bidi controls, no halves of pairs. */
const unsafe = /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;

function read(body: unknown): void {
	const name = serverText('X');
	const snapshot = readSnapshot(body);
	const outcomes = [snapshot, readTask(body), readParameter(body, name), ...(readParameters(body) ?? [])];
	for (const outcome of outcomes) {
		if (!outcome.ok) expect(kinds.has(outcome.fault.kind)).toBe(true);
		expect(safeTexts(outcome).find(text => unsafe.test(text))).toBeUndefined();
	}
	if (snapshot.ok) {
		const {results, inputs} = snapshot.snapshot;
		for (const link of [...results, ...inputs]) {
			const url = parameterUrl(asJobUrl(job), link);
			expect(url === undefined || url.startsWith(`${job}/`)).toBe(true);
		}
	}
	if (Array.isArray(body)) expect(readMessages(body)).toHaveLength(body.length);
	jobRecordSchema.safeParse(body);
	expect(Object.keys(Object.prototype)).toEqual([]);
	expect(({} as {polluted?: unknown}).polluted).toBeUndefined();
}

/** Every text that goes on to a screen: `safe` of server texts, and sentences. */
function safeTexts(value: unknown): readonly string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		if (name === 'json' || name === 'paramUrl') return [];
		return (name === 'safe' || name === 'sentence') && typeof inner === 'string' ? [inner] : safeTexts(inner);
	});
}

const names = [
	'jobId',
	'jobStatus',
	'progress',
	'messages',
	'results',
	'inputs',
	'startTime',
	'endTime',
	'type',
	'status',
	'username',
	'customAttributes',
	'webToolParameters',
	'description',
	'percent',
	'message',
	'paramUrl',
	'paramName',
	'dataType',
	'value',
	'error',
	'code',
	'details',
	'parameters',
	'name',
	'displayName',
	'direction',
	'executionType',
	'features',
	'featureSet',
	'layerDefinition',
	'geometryType',
	'spatialReference',
	'wkid',
	'url',
	'units',
	'distance',
	'exceededTransferLimit',
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'toJSON',
	'length',
	'polluted',
];
const leaf = fc.oneof(
	fc.constantFrom(
		'esriJobExecuting',
		'esriJobSucceeded',
		'results/X',
		'../j2/cancel',
		'GPMultiValue:GPString',
		'GPDate',
		'FAILED',
		'error',
		'1e999',
		'62%',
		'false',
	),
	fc.string({unit: 'binary', maxLength: 12}),
	fc.constantFrom(0, -0, 1e308, -1e308, 9007199254740992, 1635961542589, 0.1),
	fc.double({noNaN: true, noDefaultInfinity: true}),
	fc.boolean(),
	fc.constant(null),
);
const anyBody = fc.letrec<{json: unknown; object: unknown}>(tie => ({
	json: fc.oneof({maxDepth: 6, depthSize: 'small'}, leaf, fc.array(tie('json'), {maxLength: 4}), tie('object')),
	object: fc
		.array(
			fc.tuple(
				fc.oneof(
					{weight: 6, arbitrary: fc.constantFrom(...names)},
					{weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 6})},
				),
				tie('json'),
			),
			{maxLength: 8},
		)
		// As JSON.parse makes them: with `__proto__` as a key like any other.
		.map(
			entries =>
				JSON.parse(
					`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join()}}`,
				) as unknown,
		),
})).json;

test('any JSON at all', () => {
	fc.assert(fc.property(anyBody, read), {numRuns: often(5000)});
});

test('a job with any JSON for its fields', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.constantFrom(...names), anyBody), fields => {
			const snapshot = readSnapshot({...fields, jobStatus: 'esriJobExecuting'});
			expect(snapshot.ok).toBe(true);
			read({...fields, jobStatus: 'esriJobExecuting'});
		}),
		{numRuns: often(2500)},
	);
});

const deep = 100_000;
const nested = (open: string, inside: string, close: string) => `${open.repeat(deep)}${inside}${close.repeat(deep)}`;

test.each([
	['a list without end', '['.repeat(deep), 'fault'],
	['lists', nested('[', '', ']'), 'read'],
	['objects', nested('{"a":', '1', '}'), 'read'],
	['prototypes', nested('{"__proto__":', '1', '}'), 'read'],
	['a job with a deep field', `{"jobStatus":"esriJobNew","x":${nested('[', '', ']')}}`, 'read'],
	['a job with deep messages', `{"jobStatus":"esriJobNew","messages":[${nested('[', '', ']')}]}`, 'read'],
	['a job with a deep progress', `{"jobStatus":"esriJobNew","progress":${nested('{"message":', '1', '}')}}`, 'read'],
	['a job with deep links', `{"jobStatus":"esriJobNew","results":${nested('{"a":', '1', '}')}}`, 'read'],
	['a deep status', `{"jobStatus":${nested('[', '', ']')}}`, 'read'],
	['a deep value', `{"paramName":"X","dataType":"GPMultiValue:GPString","value":${nested('[', '', ']')}}`, 'read'],
	['deep features', `{"value":{"features":[${nested('[', '', ']')}]}}`, 'read'],
	['a deep error', `{"error":{"code":400,"message":"no","details":${nested('[', '', ']')}}}`, 'fault'],
	['100,000 messages', `{"jobStatus":"esriJobNew","messages":[${Array(deep).fill('"x"').join()}]}`, 'read'],
	['a number of 100,000 digits', `{"jobStatus":${'9'.repeat(deep)},"jobId":${'9'.repeat(deep)}}`, 'read'],
	['a name of 100,000 characters', `{"jobStatus":"esriJobNew","${'n'.repeat(deep)}":1}`, 'read'],
])('%s, 100,000 deep or long', (_, body, outcome) => {
	const answer = readBody(
		{status: 200, body, location: undefined, retryAfter: undefined, took: 1, bytes: body.length},
		'h',
	);
	expect(answer.ok ? 'read' : 'fault').toBe(outcome);
	if (!answer.ok) return;
	const snapshot = readSnapshot(answer.body);
	expect(snapshot.ok || kinds.has(snapshot.fault.kind)).toBe(true);
	readTask(answer.body);
	readParameter(answer.body, serverText('X'));
	readParameters(answer.body);
});

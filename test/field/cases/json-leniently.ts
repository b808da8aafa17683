import {wentWrong} from '../../../source/commands/uncaught-errors.ts';
import {tooDeep} from '../../../source/gp/client/answer-fault.ts';
import {tooDeepMark} from '../../../source/gp/json-text.ts';
import type {FieldCase, Reply} from '../field-case.ts';

const head = '"jobId":"j1","jobStatus":"esriJobExecuting"';
const withMessage = (text: string) =>
	`{${head},"messages":[{"type":"esriJobMessageTypeInformative","description":"${text}"}]}`;

/** Bodies of a running job that are not JSON to the letter; a server may send them whatever it is asked for. */
const jobs: ReadonlyArray<readonly [string, Reply, string | RegExp]> = [
	['a raw line break in a message', {body: withMessage('Traceback:\n  File x.py, line 3')}, 'File x.py, line 3'],
	['a raw tab', {body: withMessage('a\tb')}, /a +b/],
	['a raw escape sequence', {body: withMessage('red \u001b[31m text')}, /red .*text/],
	[
		'a path with backslashes',
		{body: withMessage(String.raw`Opening C:\data\x.gdb as ACME\ann`)},
		String.raw`C:\data\x.gdb`,
	],
	['a UNC path', {body: withMessage(String.raw`at \gisfs\Projects`)}, 'gisfs'],
	['an escaped apostrophe', {body: withMessage("it\\'s done")}, "it's done"],
	['a comma behind the last message', {body: `{${head},"messages":[{"type":"x","description":"yes"},],}`}, 'yes'],
	['zero bytes behind the end', {body: `{${head},"messages":["yes"]}\0\0`}, 'yes'],
	[
		'NaN for a percentage',
		{body: `{${head},"progress":{"type":"step","message":"Step","percent":NaN},"messages":["yes"]}`},
		'yes',
	],
	['the NaN of C on Windows', {body: `{${head},"cost":-1.#IND,"messages":["yes"]}`}, 'yes'],
	['the call of a function around it', {body: `cb(${withMessage('yes')});`}, 'yes'],
	['a byte order mark', {body: `\uFEFF${withMessage('Größe')}`}, 'Größe'],
	[
		'ISO-8859-1',
		{
			headers: {'content-type': 'application/json;charset=ISO-8859-1'},
			body: Buffer.from(withMessage('Größe über'), 'latin1'),
		},
		'Größe über',
	],
	[
		'UTF-16',
		{
			headers: {'content-type': 'application/json;charset=UTF-16'},
			body: Buffer.from(`\uFEFF${withMessage('Größe')}`, 'utf16le'),
		},
		'Größe',
	],
	[
		'UTF-8 that a proxy calls ISO-8859-1',
		{headers: {'content-type': 'application/json;charset=ISO-8859-1'}, body: withMessage('Größe')},
		'Größe',
	],
	[
		'GBK',
		{
			headers: {'content-type': 'application/json;charset=GBK'},
			body: Buffer.concat([
				Buffer.from(withMessage('@').split('@')[0] ?? ''),
				Buffer.from([0xd6, 0xd0, 0xb9, 0xfa]),
				Buffer.from('"}]}'),
			]),
		},
		'中国',
	],
];

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const value = (json: string, dataType = 'GPString') => `{"paramName":"R","dataType":"${dataType}","value":${json}}`;
const done = {
	jobId: 'j1',
	jobStatus: 'esriJobSucceeded',
	results: {R: {paramUrl: 'results/R'}, S: {paramUrl: 'results/S'}},
	messages: [],
};
const other = {body: {paramName: 'S', dataType: 'GPString', value: 'stands'}};
const set = (slope: string, x: string) =>
	`{"geometryType":"esriGeometryPoint","spatialReference":{"wkid":4326},"fields":[{"name":"ID","type":"esriFieldTypeOID"},{"name":"Slope","type":"esriFieldTypeDouble"}],"features":[{"attributes":{"ID":1,"Slope":2.5},"geometry":{"x":1,"y":2}},{"attributes":{"ID":4503599627370495123,"Slope":${slope}},"geometry":{"x":${x},"y":${x}}}]}`;

export const cases: readonly FieldCase[] = [
	...jobs.map(
		([way, body, said]): FieldCase => ({
			name: `a job is read with its messages: ${way}`,
			server: {job: body},
			runs: [
				{
					args: ['status', '{job}', '--json'],
					exit: 0,
					json: {jobs: [{state: 'running', messages: {fault: null, total: 1}}]},
				},
				{args: ['messages', '{job}'], exit: 0, says: [said]},
			],
		}),
	),
	{
		name: 'a job whose answers all break off is not guessed',
		server: {job: {body: '{"jobId":"j1","jobStatus":"esriJobSucceeded","messages":[{"type":"x"'}},
		runs: [{args: ['status', '{job}', '--json'], exit: 5, json: {jobs: [{status: null, fault: {kind: 'not-json'}}]}}],
	},
	...['NaN', '-Infinity', '1.#QNAN', 'nan'].map(
		(spelling): FieldCase => ({
			name: `a number that is none (${spelling}) is said, and is null in JSON`,
			server: {job: {body: done}, results: {R: {body: value(spelling, 'GPDouble')}, S: other}},
			runs: [
				{args: ['results', '{job}', 'R'], exit: 0, says: [/NaN|-Infinity/]},
				{args: ['results', '{job}', 'R', '--json'], exit: 0, json: {parameters: [{value: null, fault: null}]}},
			],
		}),
	),
	{
		name: 'a result set with one empty cell is read, shown and saved, with the digits of long ids',
		server: {job: {body: done}, results: {R: {body: value(set('NaN', 'NaN'), 'GPFeatureRecordSetLayer')}, S: other}},
		runs: [
			{args: ['results', '{job}', 'R'], exit: 0, says: ['2.5']},
			{args: ['results', '{job}', 'R', '--json'], exit: 0, says: [/4503599627370495123/, /"Slope":null/]},
			{args: ['results', '{job}', 'R', '--output', '{home}/r.csv', '--format', 'csv'], exit: 0},
			{args: ['results', '{job}', 'R', '--output', '{home}/r.json', '--format', 'json'], exit: 0},
			{args: ['results', '{job}', 'R', '--output', '{home}/r.geojson', '--format', 'geojson'], exit: 0},
		],
	},
	...[300, 2500, 20_000, 200_000].map(
		(levels): FieldCase => ({
			name: `a value that is nested ${levels} levels deep is refused with one sentence, and the others stand`,
			server: {job: {body: done}, results: {R: {body: value(deep(levels))}, S: other}},
			runs: [
				{
					args: ['results', '{job}'],
					exit: 5,
					says: [tooDeep('127.0.0.1:{port}').sentence, 'stands'],
					silent: [wentWrong(''), /call stack/],
				},
				{args: ['results', '{job}', '--json'], exit: 5, says: ['stands']},
				{
					args: ['results', '{job}', 'R', '--output', '{home}/r', '--format', 'json'],
					exit: 5,
					says: [tooDeep('127.0.0.1:{port}').sentence],
				},
			],
		}),
	),
	{
		name: 'a job with a field that is nested too deeply is followed all the same',
		server: {job: {body: `{${head},"x":${deep(50_000)},"messages":[{"type":"x","description":${deep(9000)}}]}`}},
		runs: [
			{args: ['status', '{job}', '--json'], exit: 0, json: {jobs: [{state: 'running'}]}},
			{args: ['messages', '{job}'], exit: 0, says: [tooDeepMark]},
		],
	},
	{
		name: 'a task that is nested too deeply harms no input that is read',
		server: {
			job: {body: {...done, inputs: {In: {paramUrl: 'inputs/In'}}}},
			task: {
				body: `{"name":"T","x":${deep(30_000)},"parameters":[{"name":"In","displayName":"The input","defaultValue":${deep(3000)}}]}`,
			},
			inputs: {In: {body: {paramName: 'In', dataType: 'GPString', value: 'given'}}},
		},
		runs: [{args: ['inputs', '{job}', 'In'], exit: 0, says: ['given'], silent: [wentWrong('')]}],
	},
];

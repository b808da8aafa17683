import {inputTwice} from '../../../source/commands/submit.ts';
import {jobForFile} from '../../../source/gp/client/download-opening.ts';
import {requiredAndEmpty} from '../../../source/gp/submission.ts';
import type {ParameterDefinition} from '../../../source/gp/task.ts';
import {namesNoFile} from '../../../source/gp/value-place.ts';
import {noFileSentence} from '../../../source/session/value-saver.ts';
import {safe, serverText} from '../../../source/text/safe-text.ts';
import {saying, whatever} from '../../saying.ts';
import type {FieldCase} from '../field-case.ts';

const done = {
	jobId: 'j1',
	jobStatus: 'esriJobSucceeded',
	results: {R: {paramUrl: 'results/R'}},
	inputs: {},
	messages: [],
};
const fileAt = (url: unknown) => ({body: {paramName: 'R', dataType: 'GPDataFile', value: {url}}});
const task = (parameters: readonly object[]) => ({
	body: {name: 'T', executionType: 'esriExecutionTypeAsynchronous', parameters},
});
const input = (name: string, extra: object = {}) => ({
	name,
	displayName: name,
	dataType: 'GPString',
	direction: 'esriGPParameterDirectionInput',
	parameterType: 'esriGPParameterTypeRequired',
	...extra,
});
/** As gpjobs reads `input(name)`. */
const definition = (name: string): ParameterDefinition => ({
	name: serverText(name),
	label: serverText(name),
	dataType: serverText('GPString'),
	direction: 'input',
	type: {dataType: 'GPString'},
	isRequired: true,
	hasDefault: false,
	choices: [],
});
const composed = 'Indicação_Fiscal'.normalize('NFC');
const decomposed = composed.normalize('NFD');
const noFile = noFileSentence({name: {safe: safe`R`}});
const ownPath = '/arcgis/rest/services/F/S/GPServer/T/jobs/j1';

export const cases: readonly FieldCase[] = [
	...['', ' ', null, '#', '.', './', '?', 'null', 'None', 'undefined', 'N/A', 'about:blank'].map(
		(url): FieldCase => ({
			name: `a file whose url is ${JSON.stringify(url)} names no file, and nothing is fetched for it`,
			server: {job: {body: done}, results: {R: fileAt(url)}},
			runs: [
				{args: ['results', '{job}'], exit: 0, says: [namesNoFile.safe]},
				{args: ['results', '{job}', 'R', '--output', '{home}/out.zip'], exit: 1, says: [noFile]},
			],
			neverSent: [/jobs\/j1\/?(?:\?(?!f=json)|$)/],
			afterwards: async ({home}) => {
				const {existsSync} = await import('node:fs');
				if (existsSync(`${home}/out.zip`)) throw new Error('something was saved');
			},
		}),
	),
	...['{job}', '{job}/', '{job}?f=pjson', ownPath, '?f=zip'].map(
		(url): FieldCase => ({
			name: `a file at the job's own address (${url}) is not fetched`,
			server: {
				job: {body: done},
				results: {R: request => fileAt(url.replace('{job}', `http://${request.headers.host}${ownPath}`))},
			},
			runs: [{args: ['results', '{job}', 'R', '--output', '{home}/out.zip'], exit: 1, says: [noFile]}],
		}),
	),
	{
		name: 'how the job stands is not saved in place of its file',
		server: {
			job: {body: done},
			results: {R: request => fileAt(`http://${request.headers.host}/arcgis/rest/directories/arcgisjobs/out.dat`)},
			any: ({path}) => (path.startsWith('/arcgis/rest/directories/') ? {body: done} : undefined),
		},
		runs: [
			{
				args: ['results', '{job}', 'R', '--output', '{home}/out.dat'],
				exit: 5,
				says: [jobForFile('127.0.0.1:{port}').sentence],
			},
		],
	},
	{
		name: 'a result whose paramUrl leads elsewhere is read at the job, and nothing else is asked',
		server: {
			job: {
				body: {
					...done,
					results: {R: {paramUrl: 'http://gisint01:6080/arcgis/rest/services/F/S/GPServer/T/jobs/j1/results/R'}},
				},
			},
			results: {R: {body: {paramName: 'R', dataType: 'GPString', value: 'fine'}}},
		},
		runs: [{args: ['results', '{job}', 'R'], exit: 0, says: ['fine']}],
	},
	...[
		[composed, decomposed],
		[decomposed, composed],
	].map(
		([sent = '', typed = '']): FieldCase => ({
			name: `a name is the same however its accents are written (${sent === composed ? 'as one character' : 'as two'} by the server)`,
			server: {
				job: {body: {...done, results: {[sent]: {paramUrl: `results/${encodeURIComponent(sent)}`}}}},
				any: ({path}) =>
					/\/results\/[^/?]+/.test(path) ? {body: {paramName: sent, dataType: 'GPString', value: 'fine'}} : undefined,
				task: task([input(sent)]),
			},
			runs: [
				{args: ['results', '{job}', typed], exit: 0, says: ['fine']},
				{args: ['submit', '{task}', `${typed}=12`], exit: 0},
				{args: ['submit', '{task}', `${typed}=12`, `${sent}=13`], exit: 2, says: [saying(inputTwice(whatever))]},
			],
			sent: [/^POST .*submitJob/],
		}),
	),
	{
		name: 'a required input that is given empty is refused, and nothing is submitted',
		server: {task: task([input('In'), input('Mode', {defaultValue: 'fast'})])},
		runs: [
			{args: ['submit', '{task}', 'In='], exit: 2, says: [requiredAndEmpty(definition('In'))]},
			{args: ['submit', '{task}', 'In=  '], exit: 2, says: [requiredAndEmpty(definition('In'))]},
			{
				args: ['submit', '{task}', 'In=x', 'Mode='],
				exit: 2,
				says: [requiredAndEmpty({...definition('Mode'), hasDefault: true})],
			},
		],
		neverSent: [/^POST/],
	},
	{
		name: 'an input that a job ran with empty may be empty again, and may not be emptied',
		server: {
			job: {body: {...done, inputs: {In: {paramUrl: 'inputs/In'}}}},
			inputs: {In: {body: {paramName: 'In', dataType: 'GPString', value: ''}}},
			task: task([input('In')]),
		},
		runs: [
			{args: ['rerun', '{job}'], exit: 0},
			{args: ['rerun', '{job}', 'In='], exit: 2, says: [requiredAndEmpty(definition('In'))]},
		],
	},
];

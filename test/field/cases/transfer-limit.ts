import {existsSync, readFileSync} from 'node:fs';
import {notSentAtAll, notSentInFull, wroteInPart} from '../../../source/session/value-saver.ts';
import {safe} from '../../../source/text/safe-text.ts';
import {bodyText} from '../../fixtures/bodies.ts';
import {saying, whatever} from '../../saying.ts';
import type {FieldCase} from '../field-case.ts';

const job = {body: {jobId: 'j1', jobStatus: 'esriJobSucceeded', results: {R: {paramUrl: 'results/R'}}, messages: []}};
const result = (dataType: string, value: unknown) => ({body: {paramName: 'R', dataType, value}});
const none = notSentAtAll({name: {safe: safe`R`}});
const inPart = notSentInFull({name: {safe: safe`R`}});

const emptySet = {exceededTransferLimit: true, features: []};
const cutSet = {
	exceededTransferLimit: true,
	fields: [{name: 'N', type: 'esriFieldTypeInteger'}],
	features: [{attributes: {N: 7}}],
};
const wholeSet = {features: [{attributes: {N: 7}}]};

/** Values without any record, and their data types. */
const withoutRecords: ReadonlyArray<readonly [what: string, dataType: string, value: unknown]> = [
	['a feature set', 'GPFeatureRecordSetLayer', JSON.parse(bodyText('result/polygons-exceeded.json')).value],
	['a feature collection', 'GPFeatureRecordSetLayer', JSON.parse(bodyText('result/collection-exceeded.json')).value],
	['a record set', 'GPRecordSet', emptySet],
	['a set whose flag is a text', 'GPRecordSet', {...emptySet, exceededTransferLimit: 'true'}],
	[
		'a collection with the flag beside its set',
		'GPString',
		{exceededTransferLimit: true, layerDefinition: {}, featureSet: {features: []}},
	],
];

/** Values of which a part has come, and their data types. */
const inParts: ReadonlyArray<readonly [what: string, dataType: string, value: unknown]> = [
	['the first records of a set', 'GPRecordSet', cutSet],
	['a value table with a set in a cell', 'GPValueTable', [['a', emptySet]]],
	['a list of sets', 'GPMultiValue:GPRecordSet', [wholeSet, emptySet]],
	['a composite', 'GPComposite', [{dataType: 'GPRecordSet', value: cutSet}]],
];

export const cases: readonly FieldCase[] = [
	...withoutRecords.map(
		([what, dataType, value]): FieldCase => ({
			name: `${what} that is too large to be sent is neither shown nor saved as an empty one`,
			server: {job, results: {R: result(dataType, value)}},
			runs: [
				{args: ['results', '{job}'], exit: 1, says: [none]},
				{args: ['results', '{job}', 'R'], exit: 1, says: [none]},
				{args: ['results', '{job}', '--json'], exit: 1, json: {parameters: [{complete: false, fault: null}]}},
				...['csv', 'json', 'text'].map(format => ({
					args: ['results', '{job}', 'R', '--output', '{home}/out', '--format', format],
					exit: 1,
					says: [none],
				})),
				{args: ['results', '{job}', '--output', '{home}/', '--json'], exit: 1, json: {saved: []}},
			],
			afterwards: ({home}) => {
				for (const file of ['out', 'R.json']) if (existsSync(`${home}/${file}`)) throw new Error(`${file} was saved`);
			},
		}),
	),
	...inParts.map(
		([what, dataType, value]): FieldCase => ({
			name: `${what} beyond the limit of the server is saved as incomplete`,
			server: {job, results: {R: result(dataType, value)}},
			runs: [
				{args: ['results', '{job}'], exit: 1, says: [inPart]},
				{args: ['results', '{job}', '--json'], exit: 1, json: {parameters: [{complete: false}]}},
				{
					args: ['results', '{job}', 'R', '--output', '{home}/out', '--format', 'json'],
					exit: 1,
					says: [saying(wroteInPart(whatever, 0).split(whatever)[0] ?? '')],
				},
			],
			afterwards: ({home}) => {
				if (!readFileSync(`${home}/out`, 'utf8').includes('exceededTransferLimit')) throw new Error('not as sent');
			},
		}),
	),
	{
		name: 'an attribute that is called as the flag does not count',
		server: {
			job,
			results: {R: result('GPRecordSet', {features: [{attributes: {exceededTransferLimit: true}}]})},
		},
		runs: [{args: ['results', '{job}', 'R', '--output', '{home}/out.json'], exit: 0}],
	},
];

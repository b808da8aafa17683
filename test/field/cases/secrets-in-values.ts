import {hiddenSentence} from '../../../source/gp/parameter-value.ts';
import {mustBeGivenAgain} from '../../../source/session/rerun.ts';
import {kmzIsNotMasked, secretsAreMasked} from '../../../source/session/value-saver.ts';
import {safe} from '../../../source/text/safe-text.ts';
import {type FieldCase, type FieldRun, type FieldServer, monitorThread} from '../field-case.ts';

const secret = 'SECRETX';

/** Values with secrets in them, as a job is given them ("General information", Secured services) and as it makes them. */
const values: Readonly<Record<string, {readonly dataType?: string; readonly value: unknown}>> = {
	Layer: {dataType: 'GPFeatureRecordSetLayer', value: {url: 'https://h/FeatureServer/0', token: secret}},
	Raster: {dataType: 'GPRasterDataLayer', value: {url: `https://h/raster.tif?token=${secret}&x=1`}},
	Service: {dataType: 'GPRasterDataLayer', value: {url: `https://h/ImageServer?token=${secret}&x=1`}},
	Text: {dataType: 'GPString', value: `https://h/x?sig=${secret}`},
	List: {dataType: 'GPMultiValue:GPFeatureRecordSetLayer', value: [{url: 'https://h/0', token: secret}, {url: 'u'}]},
	Tree: {dataType: 'GPString', value: {a: [{name: 'password', value: secret}]}},
	Hidden: {dataType: 'GPStringHidden', value: secret},
	Encrypted: {dataType: 'GPEncryptedString', value: secret},
	Composite: {dataType: 'GPComposite', value: {dataType: 'GPStringHidden', value: secret}},
	Untold: {value: secret},
	Password: {dataType: 'GPString', value: secret},
	Table: {dataType: 'GPValueTable', value: [{user: 'ann', pin: secret}]},
	Records: {
		dataType: 'GPRecordSet',
		value: {
			fields: [
				{name: 'NAME', alias: 'Name', type: 'esriFieldTypeString'},
				{name: 'F2', alias: 'Password', type: 'esriFieldTypeString'},
				{name: 'api_key', alias: 'Key', type: 'esriFieldTypeString'},
			],
			features: [{attributes: {NAME: 'kept-name', F2: secret, api_key: secret}}],
		},
	},
};

const task = {
	name: 'T',
	executionType: 'esriExecutionTypeAsynchronous',
	parameters: Object.entries(values).flatMap(([name, {dataType}]) =>
		(['Input', 'Output'] as const).map(direction => ({
			name,
			dataType: dataType ?? 'GPStringHidden',
			direction: `esriGPParameterDirection${direction}`,
			...(name === 'Table'
				? {
						parameterInfos: [
							{name: 'user', dataType: 'GPString'},
							{name: 'pin', dataType: 'GPStringHidden'},
						],
					}
				: {}),
		})),
	),
};

function bodies(): NonNullable<FieldServer['inputs']> {
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, {body: {paramName: name, ...value}}]));
}

function job(jobStatus: string): object {
	const links = (kind: string) =>
		Object.fromEntries(Object.keys(values).map(name => [name, {paramUrl: `${kind}/${name}`}]));
	return {jobId: 'j1', jobStatus, messages: [], results: links('results'), inputs: links('inputs')};
}

const server: FieldServer = {
	// It ends under watch, so that its values are kept.
	job: ({before}) => ({body: job(before < 2 ? 'esriJobExecuting' : 'esriJobSucceeded')}),
	task: {body: task},
	inputs: bodies(),
	results: bodies(),
};

const ended: FieldServer = {...server, job: {body: job('esriJobSucceeded')}};

const named: readonly FieldRun[] = Object.keys(values).flatMap(name => [
	{args: ['inputs', '{job}', name], exit: 0},
	{args: ['results', '{job}', name, '--json'], exit: 0},
]);

export const cases: readonly FieldCase[] = [
	{
		name: 'secrets in inputs and results stand in no output',
		server: ended,
		runs: [
			{args: ['inputs', '{job}'], exit: 0, says: [/Layer/, /Hidden +GPStringHidden +•+/]},
			{args: ['inputs', '{job}', '--json'], exit: 0, says: ['https://h/FeatureServer/0', 'kept-name']},
			{args: ['results', '{job}', '--json'], exit: 0, says: ['https://h/FeatureServer/0', 'kept-name']},
			...named,
		],
		nowhere: [secret],
	},
	{
		name: 'secrets in results stand in no saved file, and the answer says that they are masked',
		server: ended,
		home: {'out/here.txt': ''},
		runs: [
			// The raster lies on another host, which is asked for first.
			{args: ['results', '{job}', '--output', '{home}/out'], exit: 2, says: [secretsAreMasked]},
			...(['json', 'csv', 'text'] as const).map(format => ({
				args: ['results', '{job}', 'Records', '--output', `{home}/records.${format}`, '--format', format],
				exit: 0,
				says: [secretsAreMasked],
			})),
			{args: ['results', '{job}', 'Text', '--output', '{home}/text.txt', '--format', 'text'], exit: 0},
			{args: ['results', '{job}', 'Hidden', '--output', '{home}/hidden.json'], exit: 2, says: [hiddenSentence]},
		],
		nowhere: [secret],
	},
	{
		name: 'the KMZ of a value with secrets is refused, as the server draws it with the secrets in it',
		server: {
			job: {
				body: {jobId: 'j1', jobStatus: 'esriJobSucceeded', messages: [], results: {R: {paramUrl: 'results/R'}}},
			},
			results: {
				R: {
					body: {
						paramName: 'R',
						dataType: 'GPFeatureRecordSetLayer',
						value: {
							geometryType: 'esriGeometryPoint',
							spatialReference: {wkid: 4326},
							features: [{attributes: {NAME: 'x', PASSWORD: secret}, geometry: {x: 1, y: 2}}],
						},
					},
				},
			},
		},
		runs: [
			{args: ['results', '{job}', 'R', '--output', '{home}/r.kmz', '--format', 'kmz'], exit: 5, says: [kmzIsNotMasked]},
			{args: ['results', '{job}', 'R', '--output', '{home}/r.geojson', '--format', 'geojson'], exit: 0},
		],
		neverSent: [/f=kmz/],
		nowhere: [secret],
	},
	{
		name: 'secrets in inputs and results are not kept on disk',
		needsProcess: monitorThread,
		server,
		runs: [
			{args: ['add', '{job}'], exit: 0},
			{args: ['config', 'set', 'interval', '1s'], exit: 0},
			{args: [], exit: 0, says: [/succeeded/i], patience: 150_000},
			{args: ['inputs', '{job}', '--json'], exit: 0},
		],
		nowhere: [secret],
	},
	{
		name: 'rerun sends what is masked, and asks for what is hidden',
		server: {
			...ended,
			submit: ({body}) => ({
				body: {
					jobId: new URLSearchParams(body).get('Layer')?.includes(secret) ? 'jwithtoken' : 'jwithout',
					jobStatus: 'esriJobSubmitted',
				},
			}),
		},
		runs: [
			{args: ['rerun', '{job}'], exit: 2, says: [safe`Hidden`, safe`Encrypted`, safe`Untold`].map(mustBeGivenAgain)},
			{
				args: ['rerun', '{job}', 'Hidden=a', 'Encrypted=b', 'Composite=c', 'Untold=d'],
				exit: 0,
				says: ['jwithtoken'],
			},
		],
	},
	{
		name: 'a text with control characters is saved as text that does nothing to a terminal',
		server: {
			...ended,
			job: {
				body: {jobId: 'j1', jobStatus: 'esriJobSucceeded', messages: [], results: {S: {paramUrl: 'results/S'}}},
			},
			results: {S: {body: {paramName: 'S', dataType: 'GPString', value: 'a\u001b[31mb\u001b]0;x\u0007c\u202ed'}}},
		},
		runs: [
			{args: ['results', '{job}', 'S', '--output', '{home}/s.txt', '--format', 'text'], exit: 0},
			{args: ['results', '{job}', 'S'], exit: 0, says: ['abc<U+202E>d']},
		],
		nowhere: ['\u001b[31m', '\u001b]', '\u0007', '\u202e'],
	},
];

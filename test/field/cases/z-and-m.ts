import {readFileSync} from 'node:fs';
import type {FieldCase, FieldRequest, FieldServer, Reply} from '../field-case.ts';

const wgs84 = {wkid: 4326};
const parameter = (name: string, dataType: string) => ({
	name,
	displayName: `${name} as a label`,
	dataType,
	direction: 'esriGPParameterDirectionOutput',
	parameterType: 'esriGPParameterTypeDerived',
});
const task = (...parameters: readonly object[]) => ({body: {name: 'T', parameters}});
const job = (...names: readonly string[]) => ({
	body: {
		jobId: 'j1',
		jobStatus: 'esriJobSucceeded',
		results: Object.fromEntries(names.map(name => [name, {paramUrl: `results/${name}`}])),
		messages: [],
	},
});

const isAsked = ({path}: FieldRequest) => /[?&]returnZ=true/.test(path) && /[?&]returnM=true/.test(path);

/** A profile as a server sends it that does what "GP Result" says: z and m only where they are asked for. */
const profile = (request: FieldRequest): Reply => ({
	body: {
		paramName: 'R',
		dataType: 'GPFeatureRecordSetLayer',
		value: {
			geometryType: 'esriGeometryPolyline',
			spatialReference: wgs84,
			...(isAsked(request) ? {hasZ: true, hasM: true} : {}),
			fields: [],
			features: [
				{
					attributes: {},
					geometry: {paths: [isAsked(request) ? [[1, 2, 30, 0], [3, 4, 50, 9]] : [[1, 2], [3, 4]]]}, // biome-ignore format: positions
				},
			],
		},
	},
});
const number = {body: {paramName: 'N', dataType: 'GPLong', value: 7}};
const refusal = {body: {error: {code: 400, message: 'Unable to complete operation.', details: []}}};

const withProfile: FieldServer = {
	job: job('R', 'N'),
	task: task(parameter('R', 'GPFeatureRecordSetLayer'), parameter('N', 'GPLong')),
	results: {R: profile, N: number},
};

const heights = ({home}: {readonly home: string}) => {
	const {features} = JSON.parse(readFileSync(`${home}/out.geojson`, 'utf8'));
	const wanted = JSON.stringify([[1, 2, 30], [3, 4, 50]]); // biome-ignore format: positions
	const actual = JSON.stringify(features[0].geometry.coordinates);
	if (actual !== wanted) throw new Error(`the file has ${actual}`);
};
const saved = ['results', '{job}', 'R', '--output', '{home}/out.geojson', '--format', 'geojson'];

export const cases: readonly FieldCase[] = [
	{
		name: 'z and m of a result are asked for',
		server: withProfile,
		runs: [
			{args: saved, exit: 0},
			{
				args: ['results', '{job}', '--json'],
				exit: 0,
				json: {parameters: [{value: {hasZ: true, hasM: true}}, {value: 7}]},
			},
		],
		afterwards: heights,
	},
	{
		name: 'z and m are asked for although the task cannot be read',
		server: {...withProfile, task: refusal},
		runs: [{args: saved, exit: 0}],
		afterwards: heights,
	},
	{
		name: 'a list of all results is not trusted to have z',
		server: {
			...withProfile,
			job: job('R', 'N', 'A', 'B', 'C', 'D'),
			results: {
				...withProfile.results,
				...Object.fromEntries([...'ABCD'].map(name => [name, {body: {...number.body, paramName: name}}])),
			},
			any: request =>
				/\/results(?:\?|$)/.test(request.path)
					? {
							body: [
								(profile(request) as {body: unknown}).body,
								...[...'NABCD'].map(paramName => ({...number.body, paramName})),
							],
						}
					: undefined,
		},
		runs: [
			{args: ['results', '{job}', '--json'], exit: 0, json: {parameters: [{value: {hasZ: true}}, {}, {}, {}, {}, {}]}},
		],
		atMostRequests: 6,
	},
	...[refusal, {status: 400, body: ''}, {status: 500, body: '<html>'}].map(
		(answer, index): FieldCase => ({
			name: `a server that refuses returnZ is asked without it (${index})`,
			server: {
				...withProfile,
				results: {...withProfile.results, R: request => (isAsked(request) ? answer : profile(request))},
			},
			runs: [{args: ['results', '{job}', 'R', '--json'], exit: 0, json: {parameters: [{value: {fields: []}}]}}],
		}),
	),
	{
		name: 'of one result by its name, or its label, the others are not read',
		server: withProfile,
		runs: [
			{args: ['results', '{job}', 'N'], exit: 0, says: ['7']},
			{args: ['results', '{job}', 'N as a label'], exit: 0, says: ['7']},
			{args: ['results', '{job}', 'M'], exit: 2, says: ['R, N']},
		],
		neverSent: [/\/results\/R/, /\/results(?:\?|$)/],
	},
];

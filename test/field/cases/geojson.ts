import {readFileSync} from 'node:fs';
import {noFolderForParts} from '../../../source/commands/results.ts';
import {convertedHere} from '../../../source/gp/export/conversion.ts';
import {unknownReference} from '../../../source/gp/export/geojson.ts';
import {convertedByServer} from '../../../source/session/value-saver.ts';
import {safe} from '../../../source/text/safe-text.ts';
import type {FieldCase, FieldPlace, FieldRequest, Reply} from '../field-case.ts';

const job = {body: {jobId: 'j1', jobStatus: 'esriJobSucceeded', results: {R: {paramUrl: 'results/R'}}, messages: []}};
const task = {body: {name: 'T', parameters: []}};
const save = (format: string, output = `{home}/out.${format}`) => [
	'results',
	'{job}',
	'R',
	'--output',
	output,
	'--format',
	format,
];
const file = ({home}: FieldPlace, name = 'out.geojson') => readFileSync(`${home}/${name}`, 'utf8');
const expectIn = (text: string, part: string) => {
	if (!text.includes(part)) throw new Error(`${part} is not in ${text}`);
};

/** A point in Michigan, in feet. */
const inFeet = {x: 13_123_359.58, y: 0};
const withPoint = (geometry: object, spatialReference?: object) => ({
	body: {
		paramName: 'R',
		dataType: 'GPFeatureRecordSetLayer',
		value: {spatialReference, fields: [{name: 'N'}], features: [{attributes: {N: 7}, geometry}]},
	},
});
const isAsked = ({path}: FieldRequest) => /[?&]outSR=4326/.test(path);
const converting = (request: FieldRequest): Reply =>
	isAsked(request) ? withPoint({x: -84, y: 41}, {wkid: 4326}) : withPoint(inFeet, {wkid: 102_690});
const refusing = (request: FieldRequest): Reply =>
	isAsked(request)
		? {body: {error: {code: 400, message: 'Unable to complete operation.', details: []}}}
		: withPoint(inFeet, {wkid: 102_690, latestWkid: 2253});

const scratch = '/arcgis/rest/directories/arcgisjobs/s_gpserver/j1/scratch';
const files = ['a.zip', 'b.zip'].map(name => `{origin}${scratch}/${name}`);
const download = ({path}: FieldRequest): Reply | undefined =>
	path.startsWith(scratch)
		? {headers: {'content-type': 'application/zip'}, body: `PK of ${path.slice(-5)}`}
		: undefined;
const value = (dataType: string, sent: unknown) => ({body: {paramName: 'R', dataType, value: sent}});
const layer = (name: string, count: number) => ({
	layerDefinition: {name},
	featureSet: {
		geometryType: 'esriGeometryPoint',
		spatialReference: {wkid: 4326},
		features: Array.from({length: count}, (_, N) => ({attributes: {N}, geometry: {x: N, y: 0}})),
	},
});

export const cases: readonly FieldCase[] = [
	{
		name: 'GeoJSON of another reference: the server is asked to convert it',
		server: {job, task, results: {R: converting}},
		runs: [{args: save('geojson'), exit: 0, says: [convertedByServer.slice(0, -1)]}],
		afterwards: place => expectIn(file(place), '[-84,41]'),
	},
	{
		name: 'GeoJSON of another reference: gpjobs converts what the server does not',
		server: {job, task, results: {R: refusing}},
		runs: [{args: save('geojson'), exit: 0, says: [convertedHere(safe`EPSG:2253`).slice(0, -1)]}],
		afterwards: place => expectIn(file(place), '[-84.36'),
	},
	{
		name: 'GeoJSON of a server that ignores outSR is converted by gpjobs',
		server: {job, task, results: {R: withPoint(inFeet, {wkid: 2253})}},
		runs: [{args: save('geojson'), exit: 0, says: [convertedHere(safe`EPSG:2253`).slice(0, -1)]}],
		afterwards: place => expectIn(file(place), '[-84.36'),
	},
	{
		name: 'GeoJSON of a set that names no reference is refused with advice that can be followed',
		server: {job, task, results: {R: withPoint({x: 1, y: 2})}},
		runs: [
			{args: save('geojson'), exit: 5, says: [unknownReference(undefined)]},
			{args: save('csv'), exit: 0},
			{args: save('json'), exit: 0},
		],
	},
	...[
		value(
			'GPMultiValue:GPDataFile',
			files.map(url => ({url})),
		),
		value('GPMultiValue:GPDataFile', files),
		value(
			'GPMultiValue:GPRasterDataLayer',
			files.map(url => ({url, format: 'zip'})),
		),
		value('GPMultiValue:GPString', files),
	].map(
		(R, index): FieldCase => ({
			name: `the files of a list are downloaded (${index})`,
			server: {job, task, results: {R}, any: download},
			runs: [
				{args: ['results', '{job}', '--output', '{home}/all'], exit: 0},
				{args: save('file', '{home}/one.zip'), exit: 2, says: [noFolderForParts(safe`R`, 2)]},
			],
			afterwards: place => {
				expectIn(file(place, 'all/a.zip'), 'PK of a.zip');
				expectIn(file(place, 'all/b.zip'), 'PK of b.zip');
			},
		}),
	),
	{
		name: 'a file that a text names is downloaded',
		server: {job, task, results: {R: value('GPString', files[0])}, any: download},
		runs: [{args: ['results', '{job}', '--output', '{home}/all'], exit: 0}],
		afterwards: place => expectIn(file(place, 'all/a.zip'), 'PK of a.zip'),
	},
	{
		name: 'each layer of a feature collection becomes a file',
		server: {job, task, results: {R: value('GPString', {layers: [layer('Areas', 2), layer('Points', 1)]})}},
		runs: [
			{args: ['results', '{job}', '--output', '{home}/all', '--format', 'csv', '--json'], exit: 0},
			{args: ['results', '{job}', '--output', '{home}/all', '--format', 'geojson'], exit: 0},
		],
		afterwards: place => {
			expectIn(file(place, 'all/R-Areas.csv'), 'N,x,y\r\n0,0,0\r\n1,1,0\r\n');
			expectIn(file(place, 'all/R-Points.geojson'), '[0,0]');
		},
	},
];

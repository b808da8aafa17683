import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {strFromU8, unzipSync} from 'fflate';
import {describe, expect, test} from 'vitest';
import {unknownName} from '../../source/commands/parameters.ts';
import {forceReplacesIt, nothingToSave, skipped, yesFetchesIt} from '../../source/commands/results.ts';
import {oneJobOnly} from '../../source/commands/select-jobs.ts';
import type {Script} from '../../source/demo/play/script.ts';
import {featureSet} from '../../source/demo/tasks/feature-set.ts';
import type {OutputParameter} from '../../source/demo/tasks/task.ts';
import {refusesConnections} from '../../source/gp/client/transport-fault.ts';
import {convertedHere} from '../../source/gp/export/conversion.ts';
import {hiddenSentence} from '../../source/gp/parameter-value.ts';
import {cannotBeSavedAs} from '../../source/session/value-saver.ts';
import {notAFolder} from '../../source/store/saved-file/target.ts';
import {safe, safeText} from '../../source/text/safe-text.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {homeWith} from '../e2e/monitor-screen.ts';
import type {Run} from '../e2e/run-cli.ts';
import {ended, executing} from '../e2e/scripts.ts';
import {jobUrl, refusingOrigin, startGpServer, startSmallServer} from '../e2e/servers.ts';
import {said, saying, whatever} from '../saying.ts';
import {parameters, savedResults} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';

const secret = 'open-sesame';
const csv = 'APN,VALUE\r\n217-04-011,412500\r\n';

const towers = featureSet(
	'esriGeometryPoint',
	[{name: 'NAME', type: 'esriFieldTypeString', alias: 'Name', length: 20}],
	[
		{attributes: {NAME: 'North, "old"'}, geometry: {x: 0, y: 0}},
		{attributes: {NAME: '=1+1'}, geometry: {x: 111_319.49, y: 0}},
	],
);

const total: OutputParameter = {name: 'Total', dataType: 'GPLong', displayName: 'How many', value: () => 42};
const towerSet: OutputParameter = {
	name: 'Towers',
	dataType: 'GPFeatureRecordSetLayer',
	displayName: 'All towers',
	value: () => towers,
};
const key: OutputParameter = {name: 'Key', dataType: 'GPStringHidden', displayName: 'Key', value: () => secret};
const report: OutputParameter = {
	name: 'Report',
	dataType: 'GPDataFile',
	displayName: 'Report',
	value: ({scratchUrl}) => ({url: `${scratchUrl}/report.csv`}),
};
const broken: OutputParameter = {...total, name: 'Broken', displayName: 'Broken', unreadable: 'The disk is full'};
const fromElsewhere = (url: string): OutputParameter => ({...report, name: 'Elsewhere', value: () => ({url})});

/** A job that has made these. */
function made(...outputs: readonly OutputParameter[]): Script {
	const {task} = ended('made');
	const files = [{name: 'report.csv', contentType: 'text/csv', content: () => csv}];
	return ended('made', {task: {...task, outputs, files}});
}

async function serve(script: Script): Promise<{url: string; ask: (...words: string[]) => Promise<Run>}> {
	const url = (await startGpServer({cast: [script]})).jobs[0]?.url ?? '';
	return {url, ask: (command = '', ...words) => runCli([command, url, ...words])};
}

function read(stdout: string) {
	return parameters.parse(JSON.parse(stdout)).parameters;
}

describe('told', () => {
	test('results are a line each, and a document', async () => {
		const {ask, url} = await serve(made(total, towerSet));
		const {code, stdout, stderr} = await ask('results');
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		expect(stdout).toMatch(/^Total +GPLong +42\nTowers +GPFeatureRecordSetLayer +2 points .*EPSG:3857.*\n$/);
		const document = JSON.parse((await ask('results', '--json')).stdout);
		expect(parameters.parse(document)).toEqual({
			url,
			parameters: [
				{name: 'Total', dataType: 'GPLong', label: 'How many', value: 42, complete: true, fault: null},
				{
					name: 'Towers',
					dataType: 'GPFeatureRecordSetLayer',
					label: 'All towers',
					value: towers,
					complete: true,
					fault: null,
				},
			],
		});
	});

	test('inputs are too, also of a job that failed and names none', async () => {
		const phases: Script['phases'] = [{status: 'esriJobExecuting', lasts: 1000}, {status: 'esriJobFailed'}];
		const {ask} = await serve(executing('failed', {phases, headStart: 2000}));
		const {code, stdout, stderr} = await ask('inputs');
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		expect(stdout).toMatch(/^Text +GPString +given\nCount +GPLong +3\n/);
		expect(read((await ask('inputs', '--json')).stdout)).toContainEqual({
			name: 'Count',
			dataType: 'GPLong',
			label: 'Count',
			value: 3,
			complete: true,
			fault: null,
		});
		expect(await ask('results')).toMatchObject({code: 0, stdout: ''});
	});

	test('one by its name or its label, whole', async () => {
		const {ask} = await serve(made(total, towerSet));
		expect(await ask('results', 'Total')).toMatchObject({code: 0, stdout: '42\n', stderr: ''});
		expect(await ask('results', 'How many')).toMatchObject({code: 0, stdout: '42\n'});
		const {code, stdout} = await ask('results', 'Towers');
		expect(code).toBe(0);
		expect(stdout).toContain('North, "old"');
		expect(read((await ask('results', 'Total', '--json')).stdout).map(({name}) => name)).toEqual(['Total']);
	});

	test('of one that is named only that one is asked for', async () => {
		const values = {Count: {paramUrl: 'results/Count'}, Towers: {paramUrl: 'results/Towers'}};
		const job = {jobId: 'j0123456789abcdef', jobStatus: 'esriJobSucceeded', messages: [], results: values};
		const server = await startSmallServer(({path}) => {
			const [, name] = /results\/(\w+)/.exec(path) ?? [];
			if (name !== undefined) return {body: {paramName: name, dataType: 'GPLong', value: 42}};
			return {body: path.includes('/jobs/') ? job : {name: 'Task', parameters: []}};
		});
		const asked = () => server.requests.flatMap(({path}) => /results\/(\w+)/.exec(path)?.[1] ?? []);
		expect(await runCli(['results', jobUrl(server.origin), 'Count'])).toMatchObject({code: 0, stdout: '42\n'});
		expect(await runCli(['results', jobUrl(server.origin), 'Nobody'])).toMatchObject({
			code: 2,
			stderr: said(unknownName('Nobody', [safe`Count`, safe`Towers`])),
		});
		expect(asked()).toEqual(['Count']);
	});

	test('a name that there is not: 2, with those that there are', async () => {
		const {ask} = await serve(made(total, towerSet));
		const {code, stdout, stderr} = await ask('results', 'Tower');
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toBe(said(unknownName('Tower', [safe`Total`, safe`Towers`])));
	});

	test('one that cannot be read leaves the others, and is not fine: 5', async () => {
		const {ask} = await serve(made(total, broken, towerSet));
		const {code, stdout} = await ask('results');
		expect(code).toBe(5);
		expect(stdout).toMatch(/^Total +GPLong +42\nBroken +GPLong +.*\.\nTowers .*2 points/);
		const told = read((await ask('results', '--json')).stdout);
		expect(told.map(({fault: found}) => found?.kind ?? null)).toEqual([null, 'server', null]);
		expect(told.map(({value}) => value)).toEqual([42, null, towers]);
		expect(await ask('results', 'Total')).toMatchObject({code: 0, stdout: '42\n'});
		expect(await ask('results', 'Broken')).toMatchObject({code: 5, stdout: ''});
	});

	test('a hidden value is masked, also where it is named', async () => {
		const {ask} = await serve(made(total, key));
		for (const words of [[], ['--json']]) {
			const {code, stdout, stderr} = await ask('results', ...words);
			expect(code).toBe(0);
			expect(stdout + stderr).not.toContain(secret);
		}
		expect((await ask('results')).stdout).toMatch(/^Key +GPStringHidden +•+$/m);
		expect(read((await ask('results', '--json')).stdout)[1]).toMatchObject({name: 'Key', value: null, fault: null});
		const named = await ask('results', 'Key');
		expect(named).toMatchObject({code: 0, stdout: ''});
		expect(named.stderr).toContain(hiddenSentence);
		expect(read((await ask('results', 'Key', '--json')).stdout)).toMatchObject([{value: null}]);
	});
});

describe('saved', () => {
	test('all into a folder, files as they are, and the paths are told', async () => {
		const {ask} = await serve(made(total, towerSet, report));
		const folder = temporaryFolder();
		const {code, stdout} = await ask('results', '--output', folder);
		expect(code).toBe(0);
		const names = ['Total.json', 'Towers.json', 'report.csv'];
		expect(stdout).toBe(names.map(name => `${join(folder, name)}\n`).join(''));
		expect(readdirSync(folder).toSorted()).toEqual(names.toSorted());
		expect(readFileSync(join(folder, 'report.csv'), 'utf8')).toBe(csv);
		expect(JSON.parse(readFileSync(join(folder, 'Towers.json'), 'utf8'))).toEqual(towers);
	});

	test('files that exist already are an error, are kept, or are replaced, as the options say', async () => {
		const {ask, url} = await serve(made(total, report));
		const folder = join(temporaryFolder(), 'out');
		expect(await ask('results', '--output', folder)).toMatchObject({code: 0});
		const [totalFile, reportFile] = [join(folder, 'Total.json'), join(folder, 'report.csv')];
		writeFileSync(totalFile, 'mine');
		expect(await ask('results', '--output', folder)).toMatchObject({
			code: 6,
			stdout: '',
			stderr: said(forceReplacesIt(totalFile), forceReplacesIt(reportFile)),
		});
		rmSync(reportFile);
		const skipping = await ask('results', '--output', folder, '--skip-existing', '--json');
		expect(skipping).toMatchObject({code: 0});
		expect(skipping.stderr).toContain(skipped(totalFile));
		expect(savedResults.parse(JSON.parse(skipping.stdout))).toEqual({
			url,
			saved: [{name: 'Report', path: reportFile}],
			existing: [{name: 'Total', path: totalFile}],
		});
		expect(readFileSync(totalFile, 'utf8')).toBe('mine');
		expect(await ask('results', '--output', folder, '--force', '--quiet')).toMatchObject({code: 0, stderr: ''});
		expect(readFileSync(totalFile, 'utf8')).toBe('42\n');
		expect(readdirSync(folder).sort()).toEqual(['Total.json', 'report.csv']);
	});

	test('without a NAME into a folder, which is made, also if there is one result', async () => {
		const {ask} = await serve(made(total));
		const folder = join(temporaryFolder(), 'new', 'out');
		expect(await ask('results', '--output', folder)).toMatchObject({
			code: 0,
			stdout: `${join(folder, 'Total.json')}\n`,
		});
	});

	test('no folder is made for a file of the same name, or where the disk refuses it', async () => {
		const {ask} = await serve(made(total));
		const file = join(temporaryFolder(), 'out');
		writeFileSync(file, '');
		expect(await ask('results', '--output', file)).toMatchObject({code: 6, stdout: '', stderr: said(notAFolder(file))});
		expect(await ask('results', '--output', join(file, 'below'))).toMatchObject({code: 6, stdout: ''});
	});

	test('those of several jobs, each in a folder with its name; one that made none is said and is no failure', async () => {
		const server = await startGpServer({
			cast: [...[[total, towerSet], [total], [total], []].entries()].map(([number, outputs]) => {
				const script = made(...outputs);
				return {...script, task: {...script.task, name: `Task${number}`}};
			}),
		});
		const home = await homeWith({
			jobs: server.jobs.map(({url}, index) => ({url, label: ['north/east', 'South', 'south', 'none'][index] ?? ''})),
		});
		const folder = join(temporaryFolder(), 'out');
		const {code, stdout, stderr} = await runCli(['results', 'label:o', '--output', folder], {home});
		const paths = ['north_east/Total.json', 'north_east/Towers.json', 'South/Total.json', 'south-1/Total.json'];
		expect({code, stdout}, stderr).toEqual({code: 0, stdout: paths.map(path => `${join(folder, path)}\n`).join('')});
		expect(stderr).toContain(nothingToSave);
		expect(readdirSync(folder).toSorted()).toEqual(['South', 'north_east', 'south-1']);
		const one = await runCli(['results', 'label:north', 'Total', '--output', folder, '--json', '--force'], {home});
		expect(savedResults.parse(JSON.parse(one.stdout)).saved).toMatchObject([
			{path: join(folder, 'north_east/Total.json')},
		]);
		expect(await runCli(['results', 'label:o'], {home})).toMatchObject({
			code: 2,
			stderr: said(oneJobOnly('results', 4)),
		});
	});

	test('one into the file that is named, in the format that is named', async () => {
		const {ask} = await serve(made(total, towerSet));
		const folder = temporaryFolder();
		const saved = async (format: string) => {
			const file = join(folder, `as-${format}`);
			const {code, stdout} = await ask('results', 'Towers', '--output', file, '--format', format);
			expect({code, stdout}).toEqual({code: 0, stdout: `${file}\n`});
			return readFileSync(file, 'utf8');
		};
		expect(JSON.parse(await saved('json'))).toEqual(towers);
		expect(await saved('csv')).toBe('OBJECTID,NAME,x,y\r\n1,"North, ""old""",0,0\r\n2,"\'=1+1",111319.49,0\r\n');
		expect(JSON.parse(await saved('geojson'))).toMatchObject({
			type: 'FeatureCollection',
			features: [{id: 1, geometry: {type: 'Point', coordinates: [0, 0]}}, {properties: {NAME: '=1+1'}}],
		});
		expect(await saved('text')).toContain('North, "old"');
		await saved('kmz');
		const kml = strFromU8(unzipSync(readFileSync(join(folder, 'as-kmz')))['doc.kml'] ?? new Uint8Array());
		expect(kml.match(/<coordinates>[^<]*/g)).toEqual([
			'<coordinates>0,0',
			expect.stringMatching(/^<coordinates>(0\.9999|1\.0000)/),
		]);
	});

	test('of all results those that can be saved so', async () => {
		const {ask} = await serve(made(total, towerSet));
		const folder = temporaryFolder();
		expect(await ask('results', '--output', folder, '--format', 'geojson')).toMatchObject({code: 0});
		expect(readdirSync(folder)).toEqual(['Towers.geojson']);
	});

	test('a file that is there is left as it is: 6', async () => {
		const {ask} = await serve(made(total, towerSet, report));
		const file = join(temporaryFolder(), 'mine.txt');
		writeFileSync(file, 'mine');
		for (const name of ['Total', 'Report']) {
			const {code, stdout, stderr} = await ask('results', name, '--output', file);
			expect({code, stdout}).toEqual({code: 6, stdout: ''});
			expect(stderr).toBe(said(forceReplacesIt(file)));
		}
		expect(readFileSync(file, 'utf8')).toBe('mine');
		expect(readdirSync(join(file, '..'))).toEqual(['mine.txt']);
		expect(await ask('results', 'Total', '--output', join(file, '..', 'no', 'such.json'))).toMatchObject({code: 6});
	});

	test('one that cannot be read leaves the others, and is not fine: 5', async () => {
		const {ask} = await serve(made(total, broken));
		const folder = temporaryFolder();
		expect((await ask('results', '--output', folder)).code).toBe(5);
		expect(readdirSync(folder)).toEqual(['Total.json']);
	});

	test.each(['csv', 'geojson', 'file'])('%s of what is none is told', async format => {
		const {ask} = await serve(made(total));
		const folder = temporaryFolder();
		const {code, stdout, stderr} = await ask('results', 'Total', '--output', folder, '--format', format);
		expect({stdout, stderr}).toEqual({
			stdout: '',
			stderr: said(cannotBeSavedAs(safe`Total`, format, safe`json, text`)),
		});
		expect(code).not.toBe(0);
		expect(readdirSync(folder)).toEqual([]);
		expect(await ask('results', '--output', folder, '--format', format)).toMatchObject({
			code: 2,
			stderr: said(nothingToSave),
		});
	});

	test('GeoJSON of another spatial reference is converted, and the notice says so', async () => {
		const elsewhere = {...towers, spatialReference: {wkid: 25832}};
		const {ask} = await serve(made({...towerSet, value: () => elsewhere}));
		const folder = temporaryFolder();
		const {code, stderr} = await ask('results', 'Towers', '--output', folder, '--format', 'geojson');
		expect(code).toBe(0);
		expect(stderr).toContain(convertedHere(safe`EPSG:25832`).slice(0, -1));
		expect(readdirSync(folder)).toEqual(['Towers.geojson']);
	});

	test('a file on another host is fetched only with --yes', async () => {
		const other = await startSmallServer(() => ({body: csv}));
		const {ask} = await serve(made(fromElsewhere(`${other.origin}/files/parcels.csv`)));
		const folder = temporaryFolder();
		const {code, stdout, stderr} = await ask('results', 'Elsewhere', '--output', folder);
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toMatch(saying(yesFetchesIt(safe`${safeText(new URL(other.origin).host)}${whatever}`)));
		expect(other.requests).toEqual([]);
		expect(readdirSync(folder)).toEqual([]);
		expect(await ask('results', 'Elsewhere', '--output', folder, '--yes')).toMatchObject({code: 0});
		expect(other.requests).toHaveLength(1);
		expect(readFileSync(join(folder, 'parcels.csv'), 'utf8')).toBe(csv);
	});

	test('a hidden value is not saved, which is said where it is named', async () => {
		const {ask} = await serve(made(total, key));
		const folder = temporaryFolder();
		await ask('results', '--output', folder);
		for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), 'utf8')).not.toContain(secret);
		const file = join(folder, 'key');
		const {code, stderr} = await ask('results', 'Key', '--output', file);
		expect(code).toBe(2);
		expect(stderr).toContain(hiddenSentence);
		expect(existsSync(file)).toBe(false);
	});
});

describe('not had', () => {
	test.each([
		['no job', []],
		['two names', [jobUrl('http://127.0.0.1:9'), 'A', 'B']],
		['a label that nobody has', ['flood']],
		['a FeatureServer', ['https://gis.acme.com/arcgis/rest/services/S/FeatureServer/jobs/1']],
		['a format that there is not', [jobUrl('http://127.0.0.1:9'), '--output', '.', '--format', 'shp']],
		['a format and no place', [jobUrl('http://127.0.0.1:9'), '--format', 'csv']],
		['--force and no place', [jobUrl('http://127.0.0.1:9'), '--force']],
		['two ways with existing files', [jobUrl('http://127.0.0.1:9'), '--output', '.', '--force', '--skip-existing']],
	])('%s is wrong usage: 2', async (_what, words) => {
		const {code, stdout, stderr} = await runCli(['results', ...words]);
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toMatch(/^gpjobs: .*\.\n$/);
	});

	test('a job that a live task does not know was not found: 1', async () => {
		const {url} = await serve(made(total));
		for (const command of ['results', 'inputs']) {
			const {code, stdout, stderr} = await runCli([command, url.replace(/\/j\w+$/, '/j0123456789')]);
			expect({code, stdout}).toEqual({code: 1, stdout: ''});
			expect(stderr).toMatch(/^gpjobs: .*\.\n$/);
		}
	});

	test.each([
		['sign-in is needed', 200, {error: {code: 499, message: 'Token Required', details: []}}, 4],
		['the token is refused', 200, {error: {code: 498, message: 'Invalid Token', details: []}}, 4],
		['it is forbidden', 200, {error: {code: 403, message: 'No permission', details: []}}, 4],
		['the server is broken', 502, '<html>Bad Gateway</html>', 5],
	])('where %s, the exit code says so', async (_what, status, body, exit) => {
		const server = await startSmallServer(() => ({status, body}));
		const {code, stdout, stderr} = await runCli(['results', jobUrl(server.origin)]);
		expect({code, stdout}).toEqual({code: exit, stdout: ''});
		expect(stderr).toMatch(/^gpjobs: .*\.\n$/);
	});

	test('sign-in for the results only: 4, and all that is known is told', async () => {
		const job = {jobId: 'j0123456789abcdef', jobStatus: 'esriJobSucceeded', messages: []};
		const results = {Count: {paramUrl: 'results/Count'}, Towers: {paramUrl: 'results/Towers'}};
		const server = await startSmallServer(({path}) => {
			if (path.includes('/results')) return {body: {error: {code: 499, message: 'Token Required', details: []}}};
			return {body: path.includes('/jobs/') ? {...job, results} : {name: 'Task', parameters: []}};
		});
		const {code, stdout} = await runCli(['results', jobUrl(server.origin), '--json']);
		expect(code).toBe(4);
		expect(read(stdout).map(({name, fault: found}) => [name, found?.kind])).toEqual([
			['Count', 'sign-in'],
			['Towers', 'sign-in'],
		]);
	});

	test('a server that refuses the connection: 5', async () => {
		const {code, stderr} = await runCli(['results', jobUrl(await refusingOrigin())]);
		expect(code).toBe(5);
		expect(stderr).toMatch(saying(`gpjobs: ${refusesConnections(whatever).sentence}`));
	});
});

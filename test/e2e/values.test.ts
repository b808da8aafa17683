import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {check} from '@placemarkio/check-geojson';
import type {FeatureCollection, Polygon} from 'geojson';
import {expect, test} from 'vitest';
import {countyParcels} from '../../source/demo/cast/county-parcels.ts';
import type {Script} from '../../source/demo/play/script.ts';
import type {Feature, FeatureSet} from '../../source/demo/tasks/feature-set.ts';
import {noPoints} from '../../source/gp/export/csv.ts';
import {safe} from '../../source/text/safe-text.ts';
import {fieldsShown, sortedBy} from '../../source/ui/panes/records/title.ts';
import {saying, whatever} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {needs} from './needs.ts';
import {run} from './run-cli.ts';
import {openScreen, type Screen} from './screen.ts';
import {formatWords, hostTitle} from './screen-words.ts';
import {ended} from './scripts.ts';
import {startGpServer, startSmallServer} from './servers.ts';

/** As wide as a map's caption wants to be. */
const size = {columns: 140, rows: 30};
/** Without header, tabs, title, headings and footer. */
const rowsOnPage = size.rows - 5;

/** Opens the results of the one job of a server, with an empty folder to save into, and waits until they are listed. */
async function openResults(script: Script, shown: string): Promise<{screen: Screen; folder: string; url: string}> {
	const server = await startGpServer({cast: [script]});
	const url = server.jobs[0]?.url ?? '';
	const folder = temporaryFolder();
	const screen = openScreen(gpjobs(url), {...size, folder, patience: 150_000});
	await screen.until(() => /^ [▌ ][ •]✔ Succeeded/m.test(screen.text()), 'the job to have succeeded');
	await screen.press('Enter', '2');
	await screen.shows(shown);
	return {screen, folder, url};
}

let told: readonly Feature[] | undefined;

/** What the server itself says that the parcels are: the same each time, so one test asks for all. */
async function truthOf(url: string): Promise<readonly Feature[]> {
	if (told === undefined) {
		const response = await fetch(`${url}/results/All_Parcels?f=json`);
		told = ((await response.json()) as {value: FeatureSet}).value.features;
	}
	return told;
}

/** Opens the table of all parcels. */
async function openParcels(): Promise<{screen: Screen; folder: string; url: string}> {
	const opened = await openResults(countyParcels, '100,000 polygons');
	await opened.screen.press('G');
	await opened.screen.until(() => selected(opened.screen).includes('All_Parcels'), 'the cursor on All_Parcels');
	const {screen} = opened;
	await timed('Enter to the first painted table', screen, 'Enter', () => objectIds(screen).length === rowsOnPage);
	return opened;
}

/** Prints how long it took from a key to what it brings, all of it: a title is often read before the rows below it. */
async function timed(what: string, screen: Screen, key: string, isThere: () => boolean): Promise<void> {
	const begun = performance.now();
	await screen.press(key);
	await screen.until(isThere, what);
	console.log(`100,000 polygons: ${what} ${Math.round(performance.now() - begun)} ms`);
}

function selected(screen: Screen): string {
	return screen.row(/^ ▌/) ?? '';
}

/** OBJECTIDs of the rows that the table shows, from the top. */
function objectIds(screen: Screen): number[] {
	return screen.lines().flatMap(line => {
		const id = /^ [▌ ] +\d+ +(\d+) {2}\d{3}-\d\d-\d{3} /.exec(line)?.[1];
		return id === undefined ? [] : [Number(id)];
	});
}

/** OBJECTIDs in the order of the values, those without one last; equal ones as they were sent. */
function idsByValue(truth: readonly Feature[], direction: 1 | -1): number[] {
	const assessed = ({attributes: {VALUE}}: Feature) => (typeof VALUE === 'number' ? VALUE : null);
	return truth
		.toSorted((a, b) => {
			const [one, other] = [assessed(a), assessed(b)];
			if (one === null || other === null) return Number(one === null) - Number(other === null);
			return direction * (one - other);
		})
		.map(({attributes}) => Number(attributes.OBJECTID));
}

test('a table of 100,000 records is paged, sorted and searched, columns are hidden and cells opened', async () => {
	const {screen, url} = await openParcels();
	const truth = await truthOf(url);
	/** Whether the rows on the screen are these records. */
	const shows = (ids: readonly number[]) => () => objectIds(screen).join() === ids.join();
	const sent = truth.map(({attributes}) => Number(attributes.OBJECTID));
	expect(objectIds(screen)).toEqual(sent.slice(0, rowsOnPage));
	await screen.press('PageDown', 'PageDown');
	const last = 1 + 2 * (rowsOnPage - 1);
	await screen.shows(`row ${last}`);
	await screen.until(shows(sent.slice(last - rowsOnPage, last)), 'the second page');
	await timed('G to the last rows', screen, 'G', shows(sent.slice(-rowsOnPage)));
	await screen.until(() => selected(screen).includes(String(truth.at(-1)?.attributes.APN)), 'the cursor on the last');
	await expect.poll(() => screen.text()).toContain('row 100,000');
	await screen.press('g');
	await screen.until(shows(sent.slice(0, rowsOnPage)), 'the first page');

	await screen.press('l', 'l', 'l');
	const upwards = idsByValue(truth, 1);
	const isSorted = () => screen.text().includes(sortedBy(safe`Assessed Value`, safe`▲`));
	await timed('s to the table sorted by a number', screen, 's', () => isSorted() && objectIds(screen).includes(1));
	await timed('g to the first rows', screen, 'g', shows(upwards.slice(0, rowsOnPage)));
	await screen.press('s', 'g');
	const downwards = idsByValue(truth, -1);
	await screen.until(shows(downwards.slice(0, rowsOnPage)), 'the greatest values');
	await expect.poll(() => screen.text()).toContain(sortedBy(safe`Assessed Value`, safe`▼`));
	await screen.press('G');
	await screen.until(shows(downwards.slice(-rowsOnPage)), 'the records without a value at the end');
	await screen.until(() => selected(screen).includes(' null '), 'the cursor on the last');
	await screen.press('s');
	await screen.hides(saying(sortedBy(whatever, safe``)));

	await screen.press('C');
	await screen.shows(fieldsShown(5, 5));
	await screen.shows(/^▌\[x\] VALUE/m);
	await screen.press('Space');
	await screen.shows(/^▌\[ \] VALUE/m);
	await screen.press('Escape');
	await screen.shows('4 of 5 fields');
	await screen.until(() => /Parcel Number +Owner +Owner Since/.test(screen.text()), 'the other columns');

	await screen.press('g', '/');
	await screen.type('=1+1');
	await screen.press('Enter');
	await screen.shows(/row 6 .*"=1\+1"/);
	await screen.press('n');
	await screen.shows('row 1,003');
	expect(truth[1002]?.attributes.OWNER).toBe('=1+1');
	await screen.press('Enter');
	await screen.shows(/ record 1,003 *$/m);
	await screen.press('Escape', 'z');
	await screen.shows(/ record 1,003 · Owner *\n {3}=1\+1 *$/m);
	await screen.press('Escape', 'g', 'l');
	await screen.shows(/row 1 ·/);
	await screen.press('z');
	const since = Number(truth[0]?.attributes.SINCE);
	const day = new Date(since).toISOString().slice(0, 10);
	await screen.shows(`${day} 00:00:00 +00:00 · ${day} 00:00:00 UTC · ${since}`);
	// The value, the search, the table.
	await screen.press('Escape', 'Escape', 'Escape');
	await screen.shows('100,000 polygons');
});

const earth = 6_378_137;

/** Web Mercator to longitude and latitude, written down once more. */
function lonLat([x = 0, y = 0]: readonly number[]): [number, number] {
	const degrees = 180 / Math.PI;
	return [(x / earth) * degrees, (2 * Math.atan(Math.exp(y / earth)) - Math.PI / 2) * degrees];
}

function ringOf({geometry}: Feature): ReadonlyArray<readonly [number, number]> {
	return 'rings' in geometry ? (geometry.rings[0] ?? []).map(([x, y]) => [x, y] as const) : [];
}

test('m shows where 100,000 polygons lie; + goes nearer, 0 back to all of them, Esc to the table', async () => {
	const {screen, url} = await openParcels();
	const positions = (await truthOf(url)).flatMap(ringOf);
	const bounds = (axis: 0 | 1) =>
		positions.reduce(([least, most], position) => [Math.min(least, position[axis]), Math.max(most, position[axis])], [
			Number.POSITIVE_INFINITY,
			Number.NEGATIVE_INFINITY,
		] as [number, number]);
	const [[west, east], [south, north]] = [bounds(0), bounds(1)];
	const dots = () => screen.text().match(/[⠁-⣿]/g)?.length ?? 0;
	const isMap = () => dots() > 500 && screen.text().includes('100,000 polygons · EPSG:3857');
	await timed('m to the map', screen, 'm', isMap);
	const caption = screen.row(/ lon .* lat /) ?? '';
	const [[lonWest, latSouth], [lonEast, latNorth]] = [lonLat([west, south]), lonLat([east, north])];
	const told = (/ lon (\S+) to (\S+), lat (\S+) to (\S+)/.exec(caption) ?? []).slice(1).map(Number);
	for (const [index, degrees] of [lonWest, lonEast, latSouth, latNorth].entries())
		expect(told[index]).toBeCloseTo(degrees, 3);
	expect(caption).toContain(` x ${west} to ${east}, y ${south} to ${north}`);
	expect(caption).toMatch(/ 1 km| 2 km| 5 km/);

	await timed('+ to the nearer map', screen, '+', () => screen.text().includes('EPSG:3857 · ×2'));
	expect(screen.row(/ lon .* lat /)).not.toBe(caption);
	await screen.press('+', '+', '+', '+');
	await screen.shows(/EPSG:3857 · ×32\b/);
	// From near lots are lines with the ground between them.
	await screen.until(() => /[⠁-⣾]/.test(screen.text()), 'outlines');
	await screen.press('0');
	await screen.until(() => screen.row(/ lon .* lat /) === caption, 'the whole extent');
	await screen.hides('×');
	await screen.press('Escape');
	await screen.shows('100,000 records');
	await screen.press('m');
	await screen.shows('EPSG:3857');
	await screen.press('m');
	await screen.shows('100,000 records');
});

/** Presses S and the key of a format, and waits until it is said what came of it. */
async function save(screen: Screen, key: string, file: string): Promise<void> {
	await screen.press('S');
	await screen.shows('Save All_Parcels');
	await timed(`S ${key} to ${file} saved`, screen, key, () => screen.text().includes(file));
}

test('S g saves GeoJSON that a validator of others takes, with every feature of the server', async () => {
	const {screen, folder, url} = await openParcels();
	await save(screen, 'g', 'All_Parcels.geojson');
	expect(readdirSync(folder)).toEqual(['All_Parcels.geojson']);
	const text = readFileSync(join(folder, 'All_Parcels.geojson'), 'utf8');

	// For all of it the validator takes 32 s and 4 GB (measured): it gets each hundredth feature, one a line as they are.
	const [head = '', ...lines] = text.trimEnd().split('\n');
	const tail = lines.pop() ?? '';
	const some = lines.filter((_, index) => index % 100 === 0).map(line => line.replace(/,$/, ''));
	expect(some).toHaveLength(1000);
	expect(() => check(`${head}${some.join(',')}${tail}`)).not.toThrow();

	const collection = JSON.parse(text) as FeatureCollection<Polygon>;
	const truth = await truthOf(url);
	expect(collection.features).toHaveLength(100_000);
	const wrong = collection.features.flatMap(({geometry, properties, id}, index) => {
		const feature = truth[index];
		if (feature === undefined) return [index];
		const {OBJECTID, APN, OWNER, VALUE, SINCE} = feature.attributes;
		const since = SINCE === null || SINCE === undefined ? null : new Date(SINCE).toISOString();
		const isSame =
			id === OBJECTID &&
			JSON.stringify(properties) === JSON.stringify({OBJECTID, APN, OWNER, VALUE, SINCE: since}) &&
			isSameRing(geometry.coordinates[0] ?? [], ringOf(feature));
		return isSame && geometry.coordinates.length === 1 ? [] : [index];
	});
	expect(wrong).toEqual([]);
});

/** The same positions, the other way round: outer rings are clockwise in ArcGIS and counter-clockwise in GeoJSON. */
function isSameRing(ring: readonly (readonly number[])[], sent: readonly (readonly number[])[]): boolean {
	const expected = sent.map(lonLat).toReversed();
	return (
		ring.length === expected.length &&
		ring.every(([lon = 0, lat = 0], at) => {
			const [expectedLon, expectedLat] = expected[at] ?? [Number.NaN, Number.NaN];
			return Math.abs(lon - expectedLon) < 1e-9 && Math.abs(lat - expectedLat) < 1e-9;
		})
	);
}

const readCsv = `
import csv, json, sys
with open(sys.argv[1], encoding='utf-8', newline='') as file:
    sys.stdout.write(json.dumps(list(csv.reader(file, strict=True))))
`;

needs('python3')('S c saves CSV that Python reads, every cell of it', async () => {
	const {screen, folder, url} = await openParcels();
	await save(screen, 'c', 'All_Parcels.csv');
	await expect.poll(() => screen.text()).toContain(noPoints(100_000));
	const {code, stdout, stderr} = await run(['python3', '-c', readCsv, join(folder, 'All_Parcels.csv')]);
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	const [header, ...rows] = JSON.parse(stdout) as string[][];
	expect(header).toEqual(['OBJECTID', 'APN', 'OWNER', 'VALUE', 'SINCE']);
	const expected = (await truthOf(url)).map(({attributes: {OBJECTID, APN, OWNER, VALUE, SINCE}}) => [
		String(OBJECTID),
		APN,
		// What a spreadsheet would take for a formula is told apart from one.
		OWNER === '=1+1' ? "'=1+1" : (OWNER ?? ''),
		String(VALUE ?? ''),
		SINCE === null || SINCE === undefined ? '' : new Date(SINCE).toISOString(),
	]);
	expect(rows).toHaveLength(100_000);
	expect(rows.filter((row, index) => JSON.stringify(row) !== JSON.stringify(expected[index]))).toEqual([]);
});

const content = Uint8Array.from({length: 300_000}, (_, index) => (index * 7919) >> 3);
const network = {junctions: {north: {edges: [11, 12]}, south: null}, name: 'Mains'};

/** A job with a tree, a file of its own and a file that lies elsewhere. */
function places(elsewhere: string): Script {
	const {task} = ended('places');
	const outputs: Script['task']['outputs'] = [
		{name: 'Network', dataType: 'GPNetworkDatasetLayer', displayName: 'Network', value: () => network},
		{
			name: 'Extract',
			dataType: 'GPDataFile',
			displayName: 'Extract',
			value: ({scratchUrl}) => ({url: `${scratchUrl}/extract.zip`}),
		},
		{name: 'Elsewhere', dataType: 'GPDataFile', displayName: 'Elsewhere', value: () => ({url: elsewhere})},
	];
	const files = [{name: 'extract.zip', contentType: 'application/zip', content: () => content}];
	return ended('places', {task: {...task, outputs, files}});
}

test('a tree folds and unfolds; saved twice it is there twice', async () => {
	const {screen, folder} = await openResults(places('http://127.0.0.2/x.zip'), 'Network');
	await screen.press('Enter');
	await screen.shows('▸ junctions');
	expect(screen.text()).not.toContain('north');
	await screen.press('j', 'Enter');
	await screen.shows('▾ junctions');
	await screen.shows('▸ north');
	await screen.press('j', 'Right');
	await screen.shows('▸ edges');
	await screen.press('Left');
	await screen.hides('edges');
	await screen.press('k', 'Left');
	await screen.hides('north');
	for (const name of ['Network.json', 'Network-1.json']) {
		await screen.press('S');
		await screen.shows('Save Network');
		await screen.press('Enter');
		await screen.shows(name);
		expect(JSON.parse(readFileSync(join(folder, name), 'utf8'))).toEqual(network);
	}
	expect(readdirSync(folder)).toHaveLength(2);
	await screen.press('Escape');
	await screen.shows('Extract');
});

test('S Enter downloads the file that a result names, as it is, and a second time beside it', async () => {
	const {screen, folder} = await openResults(places('http://127.0.0.2/x.zip'), 'Extract');
	await screen.press('j', 'S');
	await screen.shows(formatWords('file'));
	await screen.press('Enter');
	await screen.shows(/extract\.zip/);
	await screen.until(() => readdirSync(folder).join() === 'extract.zip', 'the file');
	await screen.press('S');
	await screen.shows(formatWords('file'));
	await screen.press('Enter');
	await screen.shows('extract-1.zip');
	await screen.until(() => readdirSync(folder).length === 2, 'the second file');
	for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).equals(content), name).toBe(true);
});

test('before a file is fetched from another host it is asked; n fetches nothing, y does', async () => {
	const other = await startSmallServer(() => ({body: 'APN,VALUE\r\n'}));
	const {screen, folder} = await openResults(places(`${other.origin}/files/parcels.csv`), 'Elsewhere');
	const ask = async () => {
		await screen.press('S');
		await screen.shows(formatWords('file'));
		await screen.press('Enter');
		await screen.shows(hostTitle);
		await expect.poll(() => screen.text()).toContain(new URL(other.origin).host);
		// Keys of the first 300 ms were not meant for it.
		await pause(350);
	};
	await screen.press('G');
	await screen.until(() => selected(screen).includes('Elsewhere'), 'the cursor on Elsewhere');
	for (const key of ['n', 'Enter', 'Escape']) {
		await ask();
		await screen.press(key);
		await screen.hides(hostTitle);
	}
	await ask();
	expect(other.requests).toEqual([]);
	expect(readdirSync(folder)).toEqual([]);
	await screen.press('y');
	await screen.until(() => other.requests.length > 0, 'a request');
	await screen.until(() => readdirSync(folder).join() === 'parcels.csv', 'the file');
	expect(readFileSync(join(folder, 'parcels.csv'), 'utf8')).toBe('APN,VALUE\r\n');
	expect(other.requests).toHaveLength(1);
});

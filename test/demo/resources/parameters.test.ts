import {expect, test} from 'vitest';
import {checkRoads} from '../../../source/demo/cast/check-roads.ts';
import {parcelReport} from '../../../source/demo/cast/parcel-report.ts';
import {tileCache} from '../../../source/demo/cast/tile-cache.ts';
import {viewshed} from '../../../source/demo/cast/viewshed.ts';
import {demoServer, jsonOf, onlyJob} from '../demo-server.ts';
import {shortScript} from '../short-script.ts';

const invalidUrl = {error: {code: 400, message: 'Invalid URL', details: []}};

function refusalOf(detail: string) {
	return {error: {code: 400, message: 'Unable to complete operation.', details: [detail]}};
}

test('results at once are the results one by one', async () => {
	const {server} = await demoServer({cast: [parcelReport]});
	const {url} = onlyJob(server);
	const links = (await jsonOf(url)) as {results: Record<string, {paramUrl: string}>};
	const single = await Promise.all(Object.values(links.results).map(({paramUrl}) => jsonOf(`${url}/${paramUrl}`)));
	expect(single).toHaveLength(14);
	expect(await jsonOf(`${url}/results`)).toEqual(single);
});

test('a server before 11.1 knows results and inputs one by one only, and says which version it is', async () => {
	const {server} = await demoServer({cast: [parcelReport], resultsAtOnce: false});
	const {url} = onlyJob(server);
	expect(await jsonOf(`${url}/results`)).toEqual(invalidUrl);
	expect(await jsonOf(`${url}/inputs`)).toEqual(invalidUrl);
	expect(await jsonOf(`${url}/results/Complete`)).toMatchObject({value: true});
	expect(await jsonOf(`${server.origin}/arcgis/rest/info`)).toMatchObject({currentVersion: 10.91});
});

test('a job that has not succeeded has inputs and no results', async () => {
	const {server} = await demoServer({cast: [shortScript]});
	const {url} = onlyJob(server);
	expect(await jsonOf(`${url}/results/Answer`)).toEqual(refusalOf('Result Answer not found'));
	expect(await jsonOf(`${url}/results`)).toHaveProperty('error');
	expect(await jsonOf(`${url}/inputs/Text`)).toEqual({paramName: 'Text', dataType: 'GPString', value: 'given'});
});

test('one result that cannot be read leaves the others, and spoils all at once', async () => {
	const {server} = await demoServer({cast: [{...tileCache, headStart: 400_000}]});
	const {url} = onlyJob(server);
	const refused = refusalOf('Unable to retrieve results for Statistics');
	expect(await jsonOf(`${url}/results/Statistics`)).toEqual(refused);
	expect(await jsonOf(`${url}/results/Tile_Count`)).toMatchObject({value: 19_998});
	expect(await jsonOf(`${url}/results`)).toEqual(refused);
});

test('too many features are none, with the flag', async () => {
	const {server} = await demoServer({cast: [{...checkRoads, headStart: 400_000}]});
	expect(await jsonOf(`${onlyJob(server).url}/results/Problems`)).toMatchObject({
		value: {features: [], exceededTransferLimit: true, geometryType: 'esriGeometryPolyline'},
	});
});

test('a data type that nobody documents has a value too', async () => {
	const {server} = await demoServer({cast: [{...viewshed, headStart: 400_000}]});
	expect(await jsonOf(`${onlyJob(server).url}/results/Sight_Network`)).toMatchObject({
		dataType: 'GPNetworkDatasetLayer',
		value: {junctions: 14},
	});
});

test('a value table has rows of cells, or of named cells where they are asked for', async () => {
	const {server} = await demoServer({cast: [parcelReport]});
	const levies = `${onlyJob(server).url}/results/Levies`;
	expect(await jsonOf(levies)).toMatchObject({
		value: [['Riverton Fire', 1.25, {}], expect.anything(), ['', null, null]],
	});
	expect(await jsonOf(levies, {returnColumnName: 'true', returnType: 'data'})).toMatchObject({
		value: [{District: 'Riverton Fire', Rate: 1.25}, expect.anything(), {District: '', Rate: null, Extent: null}],
	});
});

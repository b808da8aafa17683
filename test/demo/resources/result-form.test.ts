/** What a client gets of features by how it asks, and what results have of the inputs that were given. */
import {check} from '@placemarkio/check-geojson';
import type {FeatureCollection} from 'geojson';
import proj4 from 'proj4';
import {describe, expect, test} from 'vitest';
import {parcelReport} from '../../../source/demo/cast/parcel-report.ts';
import {watershed} from '../../../source/demo/cast/watershed.ts';
import {demoServer, jsonOf, onlyJob} from '../demo-server.ts';

type Features = {
	spatialReference: {wkid: number};
	hasZ?: boolean;
	hasM?: boolean;
	features: {geometry: {paths: number[][][]; rings: number[][][]}}[];
};
type Result = {value: Features};

/** The URL of a job of the demo that has succeeded. */
async function ended() {
	const {server} = await demoServer({cast: [{...watershed, headStart: 400_000}]});
	return onlyJob(server).url;
}

async function lines(url: string, query: Record<string, string> = {}): Promise<Features> {
	return ((await jsonOf(`${url}/results/Flow_Lines`, query)) as Result).value;
}

const firstOf = ({features}: Features) => features[0]?.geometry.paths[0]?.[0] ?? [];

describe('features', () => {
	test('have z and m only if they are asked for', async () => {
		const url = await ended();
		const plain = await lines(url);
		expect(plain).not.toHaveProperty('hasZ');
		expect(firstOf(plain)).toHaveLength(2);
		const z = await lines(url, {returnZ: 'true'});
		expect(z).toMatchObject({hasZ: true});
		expect(firstOf(z)).toHaveLength(3);
		const both = await lines(url, {returnZ: 'true', returnM: 'true'});
		expect(both).toMatchObject({hasZ: true, hasM: true});
		expect(firstOf(both)).toEqual([...firstOf(z), 0]);
		const m = await lines(url, {returnM: 'True'});
		expect(m).not.toHaveProperty('hasZ');
		expect(firstOf(m)).toEqual([...firstOf(plain), 0]);
	});

	test.each(['4326', '{"wkid":4326}'])('are in the reference that outSR asks for: %s', async outSR => {
		const url = await ended();
		const [x, y] = firstOf(await lines(url));
		const degrees = await lines(url, {outSR});
		expect(degrees.spatialReference).toMatchObject({wkid: 4326});
		const [longitude = 0, latitude = 0] = firstOf(degrees);
		const [expectedX, expectedY] = proj4('EPSG:3857', 'EPSG:4326', [x ?? 0, y ?? 0]);
		expect(longitude).toBeCloseTo(expectedX ?? 0, 9);
		expect(latitude).toBeCloseTo(expectedY ?? 0, 9);
	});

	test('are refused in a reference that the server does not know', async () => {
		const url = await ended();
		for (const outSR of ['2227', 'x']) {
			expect(await jsonOf(`${url}/results/Flow_Lines`, {outSR})).toMatchObject({error: {code: 400}});
			expect(await jsonOf(`${url}/results`, {outSR})).toMatchObject({error: {code: 400}});
			expect(await jsonOf(`${url}/results/Area`, {outSR})).toHaveProperty('value');
		}
	});

	test('are a feature collection with returnFeatureCollection', async () => {
		expect(await jsonOf(`${await ended()}/results/Watershed`, {returnFeatureCollection: 'true'})).toMatchObject({
			value: {
				layerDefinition: {geometryType: 'esriGeometryPolygon', fields: expect.any(Array)},
				featureSet: {features: [{}]},
			},
		});
	});

	test('are valid GeoJSON in degrees with f=geojson', async () => {
		const url = await ended();
		const read = async (name: string, query = '') => {
			const response = await fetch(`${url}/results/${name}?f=geojson${query}`);
			expect(response.headers.get('content-type')).toMatch(/json/);
			return check(await response.text()) as FeatureCollection;
		};
		const rivers = await read('Flow_Lines', '&returnZ=true&returnM=true');
		expect(rivers.features[0]?.geometry).toMatchObject({
			coordinates: [expect.arrayContaining([[expect.any(Number), expect.any(Number), expect.any(Number)]])],
		});
		const area = await read('Watershed');
		expect(area.features[0]?.geometry.type).toBe('MultiPolygon');
		expect(await (await fetch(`${url}/results/Area?f=geojson`)).json()).toMatchObject({error: {code: 400}});
	});
});

describe('results follow the inputs', () => {
	async function submitted(task: string, inputs: Record<string, string>) {
		const {server, clock} = await demoServer({cast: [watershed, parcelReport]});
		const {jobId} = (await jsonOf(`${server.origin}/arcgis/rest/services/${task}/submitJob`, inputs)) as {
			jobId: string;
		};
		clock.forward(400_000);
		return `${server.origin}/arcgis/rest/services/${task}/jobs/${jobId}`;
	}
	const value = async (url: string, name: string) =>
		((await jsonOf(`${url}/results/${name}`)) as {value: unknown}).value;

	test('of a report on parcels', async () => {
		const url = await submitted('ParcelTools/GPServer/Parcel%20Report', {
			Parcel_Number: '217-04-011',
			Search_Distance: '{"distance":10,"units":"esriMeters"}',
			With_Owners: 'false',
			Report_Format: 'PDF',
		});
		expect(await value(url, 'Parcel_Count')).toBe(2);
		expect(await value(url, 'Affected_Parcels')).toMatchObject({features: [{}, {}]});
		expect(await value(url, 'Title')).toMatch(/10 meters.*217-04-011/);
		expect(await value(url, 'Distance_Used')).toEqual({distance: 10, units: 'esriMeters'});
		expect(JSON.stringify(await value(url, 'Owners'))).not.toContain('OWNER');
		const {url: file} = (await value(url, 'Report')) as {url: string};
		expect(file).toMatch(/\.pdf$/);
		expect(await (await fetch(file)).text()).toMatch(/^%PDF-/);
		expect(JSON.stringify(await jsonOf(url))).toContain('2 parcels within 10 Meters');
	});

	test('of a watershed, in the reference that the submission asks for', async () => {
		const point = {
			spatialReference: {wkid: 4326},
			geometryType: 'esriGeometryPoint',
			features: [{geometry: {x: 10, y: 0}}],
		};
		const url = await submitted('Hydrology/Watershed/GPServer/Watershed', {
			Pour_Point: JSON.stringify(point),
			context: '{"outSR":{"wkid":4326}}',
		});
		const {spatialReference, features} = (await value(url, 'Watershed')) as Features;
		expect(spatialReference).toMatchObject({wkid: 4326});
		for (const [x = 0, y = 0] of features[0]?.geometry.rings[0] ?? []) {
			expect(Math.abs(x - 10)).toBeLessThan(0.05);
			expect(Math.abs(y - 0.045)).toBeLessThan(0.05);
		}
	});

	test('a date without a zone is UTC, and a value of another type is refused', async () => {
		const url = await submitted('ParcelTools/GPServer/Parcel%20Report', {
			Parcel_Number: 'x',
			As_Of: '2025-01-01T14:00:00',
		});
		expect(await jsonOf(`${url}/inputs/As_Of`)).toMatchObject({value: 1_735_740_000_000});
		for (const wrong of [{As_Of: 'soon'}, {Search_Distance: '5'}, {Search_Distance: '5 Meters'}]) {
			const task = url.slice(0, url.indexOf('/jobs/'));
			const answer = await jsonOf(`${task}/submitJob`, {Parcel_Number: 'x', ...(wrong as Record<string, string>)});
			expect(answer).toMatchObject({error: {code: 400}});
		}
	});
});

describe('a page of another origin', () => {
	const origin = 'https://app.example.com';

	test('may read every answer', async () => {
		const url = await ended();
		for (const path of ['', '/results/Area', '/results/None', '/cancel']) {
			const response = await fetch(`${url}${path}?f=json`, {headers: {origin}});
			expect(response.headers.get('access-control-allow-origin')).toMatch(/^(?:\*|https:\/\/app\.example\.com)$/);
		}
	});

	test('is told before it asks which methods and headers it may use', async () => {
		const response = await fetch(await ended(), {
			method: 'OPTIONS',
			headers: {
				origin,
				'access-control-request-method': 'POST',
				'access-control-request-headers': 'x-esri-authorization',
			},
		});
		expect(response.status).toBe(204);
		expect(response.headers.get('access-control-allow-methods')).toContain('POST');
		expect(response.headers.get('access-control-allow-headers')).toContain('x-esri-authorization');
	});
});

test('HEAD has the headers of GET and no body', async () => {
	const url = await ended();
	const [head, get] = [await fetch(`${url}?f=json`, {method: 'HEAD'}), await fetch(`${url}?f=json`)];
	expect(head.status).toBe(200);
	expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
	expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(await get.text())));
	expect(await head.text()).toBe('');
});

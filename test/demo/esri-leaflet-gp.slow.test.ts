import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
// @ts-expect-error The package has no types of its own, and the test uses only its window.
import {JSDOM} from 'jsdom';
import {expect, onTestFinished, test} from 'vitest';
import {watershed} from '../../source/demo/cast/watershed.ts';
import {demoServer} from './demo-server.ts';

/** What the test uses of a task of esri-leaflet-gp. */
type LeafletTask = {
	on: (event: 'initialized', done: () => void) => void;
	setParam: (name: string, value: unknown) => void;
	setOutputParam: (name: string) => void;
	gpAsyncResultParam: (name: string, value: unknown) => void;
	run: (done: (error: unknown, response: Record<string, unknown>) => void) => void;
};

type Leaflet = {
	latLng: (position: readonly [latitude: number, longitude: number]) => unknown;
	esri: {GP: {service: (options: object) => {createTask: () => LeafletTask}}};
};

/** Returns Leaflet with its plugins, in a page of another origin than the demo server. */
function leaflet(): Leaflet {
	const {window} = new JSDOM('', {url: 'http://app.example.com/', runScripts: 'outside-only'});
	onTestFinished(() => window.close());
	for (const file of ['leaflet', 'esri-leaflet', 'esri-leaflet-gp']) {
		const path = fileURLToPath(import.meta.resolve(file === 'esri-leaflet-gp' ? file : `${file}/dist/${file}.js`));
		window.eval(readFileSync(path, 'utf8'));
	}
	return window.L as Leaflet;
}

test('esri-leaflet-gp in a browser submits a job, polls it and reads its features', async () => {
	const {server} = await demoServer({cast: [watershed], speed: 2_000, now: () => performance.now()});
	const {esri, latLng} = leaflet();
	const url = `${server.origin}/arcgis/rest/services/Hydrology/Watershed/GPServer/Watershed`;
	const task = esri.GP.service({url, useCors: true, asyncInterval: 0.02}).createTask();
	await new Promise<void>(resolve => task.on('initialized', resolve));
	task.setParam('Pour_Point', latLng([0, 10]));
	task.setOutputParam('Watershed');
	task.gpAsyncResultParam('outSR', 4326);
	const {promise, resolve, reject} = Promise.withResolvers<Record<string, unknown>>();
	task.run((error, response) => (error ? reject(error) : resolve(response)));
	const ring = [expect.closeTo(10.045, 2), expect.closeTo(0.045, 2)];
	expect(await promise).toMatchObject({
		jobId: expect.stringMatching(/^j/),
		Watershed: {
			type: 'FeatureCollection',
			features: [{geometry: {type: 'Polygon', coordinates: [expect.arrayContaining([ring])]}}],
		},
	});
});

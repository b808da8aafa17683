import {expect, test} from 'vitest';
import {parcelReport} from '../../../source/demo/cast/parcel-report.ts';
import {tileCache} from '../../../source/demo/cast/tile-cache.ts';
import {demoServer, jsonOf, onlyJob} from '../demo-server.ts';

test.each([
	['Report', 'text/csv', /^APN,OWNER,VALUE\r\n217-04-011,"Okafor, N.",412500\r\n/],
	['Relief', 'image/tiff', /^II\*/],
])('the file of result %s is served as %s', async (name, contentType, begins) => {
	const {server} = await demoServer({cast: [parcelReport]});
	const {url, id} = onlyJob(server);
	const {value} = (await jsonOf(`${url}/results/${name}`)) as {value: {url: string}};
	expect(value.url).toContain(
		`${server.origin}/arcgis/rest/directories/arcgisjobs/parceltools_gpserver/${id}/scratch/`,
	);
	const response = await fetch(value.url);
	expect(response.headers.get('content-type')).toBe(contentType);
	expect(await response.text()).toMatch(begins);
});

test('a file of another job, folder or name is not found', async () => {
	const {server} = await demoServer({cast: [parcelReport, tileCache]});
	const directories = `${server.origin}/arcgis/rest/directories/arcgisjobs`;
	const [parcels, tiles] = server.jobs.map(({id}) => id);
	const paths = [
		`parceltools_gpserver/${tiles}/scratch/parcel_report.csv`,
		`tilecache_gpserver/${parcels}/scratch/parcel_report.csv`,
		`parceltools_gpserver/${parcels}/scratch/..%2Fparcel_report.csv`,
		`parceltools_gpserver/${parcels}/scratch`,
		// It executes still.
		`tilecache_gpserver/${tiles}/scratch/bundles.csv`,
	];
	for (const path of paths) expect((await fetch(`${directories}/${path}`)).status).toBe(404);
});

import {expect, test} from 'vitest';
import {countyParcels} from '../../../source/demo/cast/county-parcels.ts';
import {demoServer, onlyJob} from '../demo-server.ts';

type Body = {paramName: string; value: unknown};

async function county() {
	const {server} = await demoServer({cast: [countyParcels]});
	const {url} = onlyJob(server);
	return {url, body: async (path: string) => (await fetch(`${url}/${path}?f=json`)).text()};
}

test('100,000 parcels are below the 32 MiB that clients take, one by one and all at once, and the same each time', async () => {
	const {body} = await county();
	const single = await body('results/All_Parcels');
	const all = await body('results');
	for (const text of [single, all]) {
		expect(Buffer.byteLength(text)).toBeGreaterThan(15e6);
		expect(Buffer.byteLength(text)).toBeLessThan(25e6);
	}
	const together = JSON.parse(all) as Body[];
	expect(together.map(({paramName}) => paramName)).toEqual(['Parcel_Count', 'Blocks', 'All_Parcels']);
	expect(together[0]?.value).toBe(100_000);
	expect(JSON.stringify(together[2])).toBe(single);
});

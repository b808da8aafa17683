import {expect, test} from 'vitest';
import {countyParcels} from '../../../source/demo/cast/county-parcels.ts';
import type {FeatureSet} from '../../../source/demo/tasks/feature-set.ts';
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

test('they are closed rings that run clockwise, each with a number of its own, and hold what goes wrong in tables', async () => {
	const {features, fields} = (JSON.parse(await (await county()).body('results/All_Parcels')) as {value: FeatureSet})
		.value;
	expect(features).toHaveLength(100_000);
	expect(fields.map(({name}) => name)).toEqual(['OBJECTID', 'APN', 'OWNER', 'VALUE', 'SINCE']);
	expect(new Set(features.map(({attributes}) => attributes.APN)).size).toBe(100_000);
	const wrong = features.filter(({geometry}) => {
		const [ring = []] = 'rings' in geometry ? geometry.rings : [];
		const area = ring.slice(1).reduce((sum, [x, y], index) => {
			const [beforeX, beforeY] = ring[index] ?? [0, 0];
			return sum + beforeX * y - x * beforeY;
		}, 0);
		return String(ring[0]) !== String(ring.at(-1)) || area >= 0;
	});
	expect(wrong).toEqual([]);
	const owners = new Set(features.map(({attributes}) => attributes.OWNER));
	for (const owner of [null, '', '=1+1', 'Marsh "Bud" Ellery', 'Okafor, N.', '山田太郎', 'محمد الفاسي'])
		expect(owners).toContain(owner);
	for (const name of ['VALUE', 'SINCE']) expect(features.some(({attributes}) => attributes[name] === null)).toBe(true);
});

import {expect, test} from 'vitest';
import {cast, castTasks, furtherScripts} from '../../../source/demo/cast/cast.ts';
import {countyParcels} from '../../../source/demo/cast/county-parcels.ts';
import {demoServer, jsonOf, onlyJob} from '../demo-server.ts';

test('the county follows the cast of 14, and its task can be submitted to', () => {
	expect(furtherScripts).toEqual([countyParcels]);
	expect(cast).toHaveLength(14);
	expect(cast).not.toContain(countyParcels);
	expect(castTasks).toContain(countyParcels.task);
});

test('it has succeeded before the demo begins', async () => {
	const {server} = await demoServer({cast: [countyParcels]});
	expect(await jsonOf(onlyJob(server).url)).toMatchObject({
		jobStatus: 'esriJobSucceeded',
		results: {All_Parcels: {paramUrl: 'results/All_Parcels'}},
	});
});

/** Requests that something else makes, of a download, wait for their turn at their server. */
import {expect, test} from 'vitest';
import {timeout} from './watched.ts';
import {watching} from './watching.ts';

const file = 'https://gis.acme.com/arcgis/rest/directories/roads.zip';

test('they are limited by the rate and to six at once, each until its answer begins', async () => {
	const {clock, monitor, watch} = watching({job: () => ({body: {jobStatus: 'esriJobSucceeded'}})});
	watch(1);
	await clock.advance(5000);
	const given: Array<() => void> = [];
	for (let count = 0; count < 100; count++) void monitor.turnAt(file).then(giveBack => given.push(giveBack));
	await clock.advance(5000);
	expect(given).toHaveLength(6);
	for (let second = 0; second < 10; second++) {
		const before = given.length;
		for (let part = 0; part < 10; part++) {
			for (const giveBack of given) giveBack();
			await clock.advance(100);
		}
		expect(given.length - before).toBeLessThanOrEqual(26);
	}
	expect(given).toHaveLength(100);
	monitor.close();
});

test('there is no wait for a server that is not watched, is unreachable, or after closing', async () => {
	const {clock, monitor, watch} = watching({job: () => ({fault: timeout, after: 100})});
	const turns: string[] = [];
	void monitor.turnAt('https://elsewhere.acme.com/x').then(() => turns.push('elsewhere'));
	void monitor.turnAt('not a URL').then(() => turns.push('not a URL'));
	watch(1);
	await clock.advance(60_000);
	void monitor.turnAt(file).then(giveBack => {
		turns.push('down');
		giveBack();
		giveBack();
	});
	await clock.advance(60_000);
	void monitor.turnAt(file).then(() => turns.push('at the end'));
	monitor.close();
	void monitor.turnAt(file).then(() => turns.push('closed'));
	await clock.advance(1000);
	expect(turns.toSorted()).toEqual(['at the end', 'closed', 'down', 'elsewhere', 'not a URL']);
});

import {afterEach, expect, test} from 'vitest';
import {readParameter} from '../../../source/gp/parameter.ts';
import {linkTo} from '../../../source/gp/parameter-link.ts';
import {openWorld, urlOf} from './screen-world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
afterEach(() => world.close());

const link = linkTo('Out', 'results');
const values = [{link, read: readParameter({paramName: 'Out', dataType: 'GPString', value: 'x'}, link.name)}];
const names = Array.from({length: 12}, (_, index) => `job${index}`);

/** Opens the results of each job of the list, from top to bottom. */
async function openAll(): Promise<void> {
	await world.press('g');
	for (const _ of names) {
		await world.press('Enter', '3');
		await world.clock.move(2000);
		await world.press('q', 'j');
		await world.clock.move(2000);
	}
}

test('the values of removed jobs are released', async () => {
	world = await openWorld(names.slice(0, 3), {values});
	await openAll();
	expect(world.screen.state.parameters.size).toBe(3);
	world.monitor.forget(names.map(urlOf));
	await world.clock.move(60_000);
	expect([world.monitor.jobs.size, world.screen.state.parameters.size, world.screen.state.value]).toEqual([0, 0, null]);
});

test('only the latest tabs keep their values; an earlier one is read again when it is opened', async () => {
	world = await openWorld(names, {values});
	await openAll();
	const {parameters} = world.screen.state;
	expect(parameters.size).toBe(8);
	expect([...parameters.keys()].at(-1)).toContain('job11');
	await world.press('g', 'Enter', '3');
	await world.clock.move(2000);
	const first = [...world.screen.state.parameters].find(([key]) => key.endsWith('/job0'))?.[1];
	expect(first?.content).toMatchObject({kind: 'rows', rows: [{name: {safe: 'Out'}}]});
	expect(world.screen.state.parameters.size).toBe(8);
});

test('a job that is removed while its values are read leaves no values behind', async () => {
	world = await openWorld(['a', 'b'], {values});
	await world.press('g', 'Enter', '3');
	world.monitor.forget([urlOf('a')]);
	await world.clock.move(60_000);
	expect([...world.screen.state.parameters.keys()].filter(key => key.endsWith('/a'))).toEqual([]);
});

import {expect, onTestFinished, test} from 'vitest';
import {readParameter} from '../../../source/gp/parameter.ts';
import {safeText, serverText} from '../../../source/text/safe-text.ts';
import {askingFor, askingForAll, askingForSome} from '../../../source/ui/actions/polling.ts';
import {openWorld, urlOf} from '../screen/screen-world.ts';

async function jobsWorld() {
	const name = serverText('P');
	const read = readParameter({paramName: 'P', dataType: 'GPLong', value: 1}, name);
	const world = await openWorld(['a', 'b', 'c'], {values: [{link: {name, paramUrl: 'results/P'}, read}]});
	onTestFinished(world.close);
	const notice = () => world.screen.state.notices[0]?.text;
	return {...world, notice};
}

/** Which jobs were asked for within a moment: fewer milliseconds than any poll that was due anyway. */
async function polledBy({press, clock, polls}: Awaited<ReturnType<typeof jobsWorld>>, ...keys: string[]) {
	const before = polls.length;
	await press(...keys);
	await clock.move(100);
	return [...new Set(polls.slice(before))].toSorted();
}

test('r polls the selected job, the marked jobs, or the open job', async () => {
	const world = await jobsWorld();
	await world.press('P', 'j');
	expect(await polledBy(world, 'r')).toEqual([urlOf('b')]);
	expect(world.notice()).toBe(askingFor(safeText('b')));
	await world.press('k', 'Space', 'Space');
	expect(await polledBy(world, 'r')).toEqual([urlOf('a'), urlOf('b')]);
	expect(world.notice()).toBe(askingForSome(2));
	await world.press('Enter');
	expect(await polledBy(world, 'r')).toEqual([urlOf('c')]);
	expect(world.notice()).toBe(askingFor(safeText('c')));
});

test('R polls all jobs', async () => {
	const world = await jobsWorld();
	await world.press('P');
	expect(await polledBy(world, 'R')).toEqual(['a', 'b', 'c'].map(urlOf));
	expect(world.notice()).toBe(askingForAll(3));
});

test('in an open job, keys that act on marked jobs act on that job', async () => {
	const {press, screen, copied} = await jobsWorld();
	await press('Space', 'Space', 'Enter', 'y');
	expect(screen.state.dialog).toMatchObject({kind: 'copy', jobs: 1});
	await press('u', 'S');
	expect(copied).toEqual([urlOf('c')]);
	expect(screen.state.dialog).toMatchObject({kind: 'save-job', urls: [urlOf('c')], name: 'c'});
});

test('the save dialog for marked jobs shows their number as name', async () => {
	const {press, screen} = await jobsWorld();
	await press('Space', 'Space', 'S');
	expect(screen.state.dialog).toMatchObject({kind: 'save-job', name: '2 jobs'});
});

test('o opens the page of the job, of the result that is selected, and of the input', async () => {
	const {press, clock, edits} = await jobsWorld();
	await press('o', '2');
	await clock.move(1000);
	await press('o', '3');
	await clock.move(1000);
	await press('o', '1', 'o');
	const job = urlOf('a');
	expect(edits.map(edit => edit.replace('browse ', ''))).toEqual([job, `${job}/results/P`, `${job}/inputs/P`, job]);
});

test('Y copies the URL of the opened job', async () => {
	const {press, copied} = await jobsWorld();
	await press('j', 'Enter', 'Y');
	expect(copied).toEqual([urlOf('b')]);
});

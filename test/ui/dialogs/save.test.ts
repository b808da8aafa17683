import {describe, expect, onTestFinished, test} from 'vitest';
import {readParameter} from '../../../source/gp/parameter.ts';
import {type SafeText, safe, serverText} from '../../../source/text/safe-text.ts';
import {noValueToSave} from '../../../source/ui/actions/values.ts';
import {dialogText} from '../../../source/ui/dialogs/dialogs.ts';
import {nothingIsReplaced, saving} from '../../../source/ui/dialogs/save.ts';
import {savedOf} from '../../../source/ui/dialogs/save-job.ts';
import {type SaveFormat, type SaveRequest, saveFormats} from '../../../source/ui/saver.ts';
import {openWorld, urlOf} from '../screen/screen-world.ts';

/** A world with a result selected whose file lies on another host, until that is confirmed. */
async function resultsWorld(formats: readonly SaveFormat[] = saveFormats, isElsewhere = false) {
	const name = serverText('Parcels');
	const read = readParameter({paramName: 'Parcels', dataType: 'GPLong', value: 1}, name);
	const world = await openWorld(['a'], {values: [{link: {name, paramUrl: 'results/Parcels'}, read}]});
	onTestFinished(world.close);
	const requests: SaveRequest[] = [];
	Object.assign(world.screen.world.saver, {
		formatsOf: () => formats,
		async save(request: SaveRequest, onProgress: (words: SafeText) => void) {
			requests.push(request);
			onProgress(safe`half of it`);
			if (isElsewhere && !request.isHostConfirmed) return {kind: 'confirm', notice: safe`It lies elsewhere.`};
			return {kind: 'done', ok: true, notice: safe`Saved it.`};
		},
	});
	await world.press('2');
	await world.clock.move(1000);
	const asked = () => requests.map(({format, isHostConfirmed}) => [format, isHostConfirmed]);
	return {...world, requests, asked};
}

test.each<[string, SaveFormat]>([
	['f', 'file'],
	['j', 'json'],
	['c', 'csv'],
	['g', 'geojson'],
	['k', 'kmz'],
	['t', 'text'],
	['Enter', 'file'],
])('S %s saves as %s', async (key, format) => {
	const {press, screen, asked, requests} = await resultsWorld();
	await press('S', 'x', key);
	expect(asked()).toEqual([[format, false]]);
	expect(requests[0]).toMatchObject({jobUrl: urlOf('a'), row: {name: {safe: 'Parcels'}}});
	expect(screen.state.notices[0]?.text).toBe('Saved it.');
});

test.each(['Esc', 'q', 'n'])('S %s saves nothing', async key => {
	const {press, screen, asked} = await resultsWorld();
	await press('S', key);
	expect([screen.state.dialog, asked()]).toEqual([null, []]);
});

test('a format that the value cannot have has no key, and Enter chooses the first possible one', async () => {
	const {press, screen, asked} = await resultsWorld(['csv', 'json']);
	await press('S', 'f');
	expect([screen.state.dialog?.kind, asked()]).toEqual(['save', []]);
	await press('Enter');
	expect(asked()).toEqual([['csv', false]]);
});

test('a value without a format is not saved, and a notice says so', async () => {
	const {press, screen} = await resultsWorld([]);
	await press('S');
	expect(screen.state.dialog).toBeNull();
	expect(screen.state.notices[0]).toMatchObject({text: noValueToSave, isBad: true});
});

describe('a file on another host', () => {
	test('is downloaded only after y, and its progress replaces the earlier notice', async () => {
		const {press, screen, clock, asked} = await resultsWorld(['file'], true);
		await press('S', 'f');
		expect(screen.state.dialog).toMatchObject({kind: 'save-host', notice: 'It lies elsewhere.'});
		expect(screen.state.notices.map(({text}) => text)).toEqual([saving(safe`Parcels`, safe`half of it`)]);
		await clock.move(400);
		await press('Y', 'f', 'Space');
		expect(asked()).toEqual([['file', false]]);
		await press('y');
		expect(asked()).toEqual([
			['file', false],
			['file', true],
		]);
		expect([screen.state.dialog, screen.state.notices.map(({text}) => text)]).toEqual([null, ['Saved it.']]);
	});

	test.each(['n', 'Enter', 'Esc', 'q'])('is not fetched after %s', async key => {
		const {press, screen, clock, asked} = await resultsWorld(['file'], true);
		await press('S', 'f');
		await clock.move(400);
		await press(key);
		expect([screen.state.dialog, asked()]).toEqual([null, [['file', false]]]);
	});
});

test('when several jobs are saved, each failure is reported, and how many were saved', async () => {
	const world = await openWorld(['a', 'b', 'c']);
	onTestFinished(world.close);
	Object.assign(world.screen.world.saver, {
		saveJob: async (url: string) => ({ok: url !== urlOf('b'), notice: safe`It came to this.`}),
	});
	await world.press('*', 'S', 'm');
	await world.clock.move(100);
	const [last, ...others] = world.screen.state.notices;
	expect(last).toMatchObject({text: savedOf(2, 3), isBad: true});
	expect(others.map(({text, about}) => [text, about])).toEqual([['b: It came to this.', urlOf('b')]]);
});

test('both save dialogs say where the files go, that none is replaced, and what Enter chooses', async () => {
	const {press, screen} = await resultsWorld(['csv', 'json']);
	for (const keys of [['S'], ['Esc', '1', 'S']]) {
		await press(...keys);
		const {dialog} = screen.state;
		const text = dialog && dialogText(dialog, screen);
		expect(text?.facts.map(([, value]) => value)).toEqual(['/somewhere']);
		expect(text?.notes).toEqual([nothingIsReplaced]);
		expect(text?.keys.map(([key]) => key).filter(key => key.endsWith(' Enter'))).toEqual([text?.keys[0]?.[0]]);
	}
});

test('when one job is saved, the outcome is reported', async () => {
	const world = await openWorld(['a']);
	onTestFinished(world.close);
	await world.press('S', 'm');
	await world.clock.move(100);
	expect(world.screen.state.notices.map(({text, isBad}) => [text, isBad])).toEqual([['Saved.', false]]);
	Object.assign(world.screen.world.saver, {saveJob: async () => ({ok: false, notice: safe`The disk is full.`})});
	await world.press('S', 'm');
	await world.clock.move(100);
	expect(world.screen.state.notices[0]).toMatchObject({text: 'a: The disk is full.', isBad: true});
});

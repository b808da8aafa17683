import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {layoutOf, type View} from '../../../source/ui/screen/layout.ts';
import {often} from '../../often.ts';
import {openWorld} from './screen-world.ts';

const list: View = {kind: 'list'};
const rows = (width: number, height: number, need: number) => layoutOf({width, height}, list, false, need).rows;

describe('the height of the list', () => {
	test.each([
		['what it needs', 36, 14, 14],
		['five rows at least', 36, 1, 5],
		['two thirds at most', 36, 60, 21],
		['all of a low screen', 15, 2, 12],
	])('is %s', (_, height, need, expected) => {
		expect(rows(120, height, need)).toBe(expected);
	});

	test.each([
		['has room for headings of groups', 36, 14, 17, true],
		['has no headings if a job would be hidden for them', 36, 19, 19, false],
		['has no headings on a low screen', 29, 5, 5, false],
	])('%s', (_, height, need, expected, hasGroups) => {
		expect(layoutOf({width: 120, height}, list, false, need, 3)).toMatchObject({rows: expected, hasGroups});
	});

	test('leaves all other lines to the messages', () => {
		fc.assert(
			fc.property(
				fc.integer({min: 10, max: 100}),
				fc.nat(100),
				fc.boolean(),
				fc.boolean(),
				fc.nat(3),
				(height, need, isOpen, isFull, groups) => {
					const view: View = isOpen ? {kind: 'job', url: 'u', tab: 'messages'} : list;
					const layout = layoutOf({width: 80, height}, view, isFull, need, groups);
					const {header, heading, title, pane, footer} = layout;
					expect(header + heading + layout.rows + title + pane + footer).toBe(height);
				},
			),
			{numRuns: often(500)},
		);
	});

	test('changes when jobs are added or removed and with the filter, but not with the state of a job', async () => {
		const {screen, monitor, clock, statuses, press, watch, close} = await openWorld(['a', 'b', 'c', 'd', 'e', 'f']);
		const height = () => screen.state.selection.height;
		await press('/', ...'status:executing', 'Enter');
		const before = height();
		for (const url of statuses.keys()) statuses.set(url, 'esriJobFailed');
		await clock.move(20_000);
		expect(screen.state.selection.shown).toEqual([]);
		expect(height()).toBe(before);
		await press('Escape', 'Esc');
		expect(height()).toBe(6);
		watch(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
		await clock.move(1000);
		expect(height()).toBe(8);
		monitor.forget([...statuses.keys()].slice(0, 6));
		await clock.move(1000);
		expect(height()).toBe(5);
		close();
	});
});

import {expect, test} from 'vitest';
import {type Focus, FocusTracker} from '../../source/monitor/focus.ts';
import {FakeClock} from './fake-clock.ts';

function tracker() {
	const clock = new FakeClock();
	const changes: string[][] = [];
	const all = new FocusTracker(clock);
	all.listen(urls => changes.push([...urls]));
	return {clock, changes, all};
}

const focus: Focus = {selected: 'b', shown: ['a', 'b', 'c'], open: 'd'};

test('the focus counts once the cursor rests', async () => {
	const {clock, changes, all} = tracker();
	all.set(focus);
	await clock.advance(249);
	expect([all.levelOf('b'), changes]).toEqual(['none', []]);
	await clock.advance(1);
	expect(['a', 'b', 'c', 'd', 'e'].map(url => all.levelOf(url))).toEqual([
		'on-screen',
		'selected',
		'on-screen',
		'selected',
		'none',
	]);
	expect([all.isOpen('d'), all.isOpen('b')]).toEqual([true, false]);
	expect(changes).toEqual([['b', 'd', 'a', 'c']]);
});

test('a cursor that moves through a list causes no requests', async () => {
	const {clock, changes, all} = tracker();
	for (let row = 0; row < 100; row++) {
		all.set({...focus, selected: String(row)});
		await clock.advance(100);
	}
	expect(changes).toEqual([]);
	await clock.advance(250);
	expect([changes.length, all.levelOf('99'), all.levelOf('98')]).toEqual([1, 'selected', 'none']);
});

test('the previous focus is dropped', async () => {
	const {clock, all} = tracker();
	all.set(focus);
	await clock.advance(250);
	all.set({selected: null, shown: [], open: null});
	await clock.advance(250);
	expect([all.levelOf('b'), all.isOpen('d'), [...all.inOrder()]]).toEqual(['none', false, []]);
});

test('after closing, nothing is pending', () => {
	const {clock, all} = tracker();
	all.set(focus);
	all.close();
	expect(clock.pending).toBe(0);
});

import {expect, test} from 'vitest';
import {Attentions, type Gaze} from '../../source/monitor/attention.ts';
import {FakeClock} from './fake-clock.ts';

function attentions() {
	const clock = new FakeClock();
	const told: string[][] = [];
	const all = new Attentions(clock, urls => told.push([...urls]));
	return {clock, told, all};
}

const gaze: Gaze = {selected: 'b', shown: ['a', 'b', 'c'], open: 'd'};

test('what the operator looks at counts once the cursor rests', async () => {
	const {clock, told, all} = attentions();
	all.set(gaze);
	await clock.advance(249);
	expect([all.of('b'), told]).toEqual(['none', []]);
	await clock.advance(1);
	expect(['a', 'b', 'c', 'd', 'e'].map(url => all.of(url))).toEqual([
		'on-screen',
		'selected',
		'on-screen',
		'selected',
		'none',
	]);
	expect([all.isOpen('d'), all.isOpen('b')]).toEqual([true, false]);
	expect(told).toEqual([['b', 'd', 'a', 'c']]);
});

test('a cursor that runs through a list asks for nothing', async () => {
	const {clock, told, all} = attentions();
	for (let row = 0; row < 100; row++) {
		all.set({...gaze, selected: String(row)});
		await clock.advance(100);
	}
	expect(told).toEqual([]);
	await clock.advance(250);
	expect([told.length, all.of('99'), all.of('98')]).toEqual([1, 'selected', 'none']);
});

test('what was looked at before is forgotten', async () => {
	const {clock, all} = attentions();
	all.set(gaze);
	await clock.advance(250);
	all.set({selected: null, shown: [], open: null});
	await clock.advance(250);
	expect([all.of('b'), all.isOpen('d'), [...all.inOrder()]]).toEqual(['none', false, []]);
});

test('closed, nothing is pending', () => {
	const {clock, all} = attentions();
	all.set(gaze);
	all.close();
	expect(clock.pending).toBe(0);
});

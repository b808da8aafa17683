import {afterEach, describe, expect, test} from 'vitest';
import {safe, safeText} from '../../../source/text/safe-text.ts';
import {aboutRemoval} from '../../../source/ui/list-edits.ts';
import {type Notice, type Notices, noticesAt, withNotice} from '../../../source/ui/screen/notices.ts';
import {openWorld, urlOf} from './screen-world.ts';

const none: Notices = {notices: [], noticeSince: 0};
const answer = (text: string): Notice => ({text: safeText(text), isBad: false, about: undefined});
const news = (text: string, about = text): Notice => ({text: safeText(text), isBad: false, about});
const all = () => true;

/** What is seen one after the other, from a moment until nothing is left. */
function seenFrom(notices: Notices, now: number, isPossible: (action: string) => boolean = all): readonly string[] {
	const seen: string[] = [];
	let state = notices;
	for (let at = now; at < now + 120_000; at += 500) {
		state = noticesAt(state, at, isPossible);
		const text = state.notices[0]?.text;
		if (text !== undefined && seen.at(-1) !== text) seen.push(text);
	}
	return seen;
}

describe('a notice that was replaced does not return', () => {
	test.each([0, 1, 100, 400, 3000, 7999])('the answer to a key, after %i ms', gap => {
		const first = withNotice(none, answer('first'), 0);
		expect(seenFrom(withNotice(first, answer('second'), gap), gap)).toEqual(['second']);
	});

	test.each([600, 3000, 7999])('news that stood there for %i ms', gap => {
		const first = withNotice(none, news('first'), 0);
		expect(seenFrom(withNotice(first, news('second'), gap), gap)).toEqual(['second']);
	});

	test('nor does a waiting one with the same subject', () => {
		let state = none;
		for (const text of ['one', 'two', 'three']) state = withNotice(state, news(text), 0);
		state = withNotice(state, news('two again', 'two'), 0);
		expect(seenFrom(state, 0)).toEqual(['two again', 'three', 'one']);
	});
});

test('notices that arrive together are all shown, even if a key is pressed meanwhile', () => {
	let state = none;
	for (const text of ['one', 'two', 'three']) state = withNotice(state, news(text), 0);
	state = withNotice(state, answer('pressed'), 100);
	expect(seenFrom(state, 100)).toEqual(['pressed', 'three', 'two', 'one']);
});

test('a notice that names a key disappears when the key has no effect; the next one is shown for its full time', () => {
	const offer: Notice = {...news('u brings back'), offers: 'undo'};
	let state = withNotice(withNotice(none, news('behind'), 0), offer, 0);
	state = noticesAt(state, 5000, all);
	expect(state.notices[0]?.text).toBe('u brings back');
	state = noticesAt(state, 5000, action => action !== 'undo');
	expect(noticesAt(state, 12_000, all).notices.map(({text}) => text)).toEqual(['behind']);
	expect(noticesAt(state, 13_000, all).notices).toEqual([]);
});

describe('on the screen', () => {
	let world: Awaited<ReturnType<typeof openWorld>>;
	afterEach(() => world.close());
	const seen = async (seconds: number) => {
		const all = new Set<string | undefined>();
		for (let second = 0; second < seconds; second++) {
			all.add(world.screen.state.notices[0]?.text);
			await world.clock.move(1000);
		}
		return [...all];
	};

	test('after an undo, the notice about the removal does not return', async () => {
		world = await openWorld(['a', 'b', 'c']);
		const {screen} = world;
		const removed = {
			ok: true,
			notice: safe`Removed 1 job; u brings back.`,
			about: aboutRemoval,
			offers: 'undo',
		} as const;
		screen.change({removal: {jobs: 1, marks: [], selected: null}});
		screen.edit(Promise.resolve(removed));
		expect(await seen(1)).toEqual([undefined]);
		expect(screen.state.notices[0]?.text).toBe(removed.notice);
		await world.press('u');
		expect(await seen(30)).not.toContain(removed.notice);
	});

	test('after several keys in quick succession, only the answer to the last is shown', async () => {
		world = await openWorld(['a', 'b', 'c']);
		await world.press('r', 'j', 'r', 'R', 'u');
		expect((await seen(30)).filter(text => text !== undefined)).toHaveLength(1);
	});

	test('a restored job returns to its place', async () => {
		world = await openWorld(['a', 'b', 'c']);
		world.monitor.forget([urlOf('b')]);
		await world.clock.move(1000);
		world.watch(['b'], ['a', 'b', 'c'].map(urlOf));
		await world.clock.move(1000);
		expect(world.screen.state.selection.shown).toEqual(['a', 'b', 'c'].map(urlOf));
	});
});

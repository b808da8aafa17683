import fc from 'fast-check';
import {expect} from 'vitest';
import {jobAddress} from '../../../source/gp/job-url.ts';
import {safeText} from '../../../source/text/safe-text.ts';
import {openWorld, urlOf} from './screen-world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;

/** Something that happens while an operator works: a key, time that passes, or the world that changes under him. */
type Happening =
	| {readonly kind: 'key'; readonly key: string}
	| {readonly kind: 'time'; readonly ms: number}
	| {readonly kind: 'status'; readonly job: string; readonly status: string}
	| {readonly kind: 'join' | 'leave'; readonly job: string}
	| {readonly kind: 'resize'; readonly width: number; readonly height: number}
	| {readonly kind: 'paste'; readonly text: string};

const names = ['a', 'b', 'c', 'd', 'e'];
const jobs = fc.constantFrom(...names);
const statuses = ['New', 'Submitted', 'Waiting', 'Executing', 'Cancelling', 'Succeeded', 'Failed', 'Cancelled', 'Odd'];
/** Keys that cancel come often, so that there is something to go wrong. */
const cancelling = ['x', 'y', 'w', 'n', 'Enter', 'Esc', 'j', 'k', '↓', '↑'];
const others = [
	...['g', 'G', 's', '<', 'I', '/', 'a', 'D', 'u', 'Space', '*', 'U', 'r', 'R', 'P', 'L', 'C', 'S', ':', 'v', 'f', 'z'],
	...['X', '1', '2', '3', '4', 'Tab', 'PgUp', 'PgDn', 'o', 'Y', 'q', '?', 'b', 'l', 'h', 'i', 'e', 'Backspace'],
];

const happening: fc.Arbitrary<Happening> = fc.oneof(
	{weight: 8, arbitrary: fc.constantFrom(...cancelling).map(key => ({kind: 'key' as const, key}))},
	{weight: 4, arbitrary: fc.constantFrom(...others).map(key => ({kind: 'key' as const, key}))},
	{weight: 4, arbitrary: fc.constantFrom(0, 50, 301, 900, 2500, 20_000).map(ms => ({kind: 'time' as const, ms}))},
	{
		weight: 3,
		arbitrary: fc
			.tuple(jobs, fc.constantFrom(...statuses))
			.map(([job, status]) => ({kind: 'status' as const, job, status: `esriJob${status}`})),
	},
	{
		weight: 2,
		arbitrary: fc.tuple(fc.constantFrom('join' as const, 'leave' as const), jobs).map(([kind, job]) => ({kind, job})),
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.integer({min: 1, max: 200}), fc.integer({min: 1, max: 60}))
			.map(([width, height]) => ({kind: 'resize' as const, width, height})),
	},
	{weight: 1, arbitrary: fc.constantFrom('xy', urlOf('b'), 'y').map(text => ({kind: 'paste' as const, text}))},
);

/** Somebody who means it: the dialog is opened, looked at, and answered, with something in between. */
const meantCancel: fc.Arbitrary<readonly Happening[]> = fc
	.tuple(fc.array(happening, {maxLength: 2}), fc.constantFrom('y', 'y', 'w'))
	.map(([between, answer]) => [
		{kind: 'key', key: 'x'},
		{kind: 'time', ms: 301},
		...between,
		{kind: 'key', key: answer},
	]);

const story = fc
	.array(fc.oneof({weight: 4, arbitrary: happening.map(one => [one])}, {weight: 1, arbitrary: meantCancel}), {
		minLength: 5,
		maxLength: 30,
	})
	.map(parts => parts.flat());

async function happen(world: World, one: Happening): Promise<void> {
	const {screen, monitor, clock} = world;
	switch (one.kind) {
		case 'key':
			if (!(one.key === 'q' && screen.state.view.kind === 'list')) await world.press(one.key);
			return;
		case 'time':
			return clock.move(one.ms);
		case 'status':
			world.statuses.set(urlOf(one.job), one.status);
			return;
		case 'join': {
			const address = jobAddress(urlOf(one.job));
			if (address) monitor.watch([{address, label: safeText(one.job), tags: []}]);
			return clock.move(0);
		}
		case 'leave':
			monitor.forget([urlOf(one.job)]);
			return clock.move(0);
		case 'resize':
			screen.resize({width: one.width, height: one.height});
			return clock.move(0);
		case 'paste':
			screen.paste(one.text);
			return clock.move(0);
	}
}

/**
 * Plays random operators against a world that changes under their hands: what is posted is the job of the dialog that was
 * last confirmed, once for each yes.
 *
 * @returns how many were confirmed and posted, so that a test can tell that something happened
 */
export async function playRaces(runs: number): Promise<{readonly confirmed: number; readonly posted: number}> {
	let confirmed = 0;
	let posted = 0;
	await fc.assert(
		fc.asyncProperty(story, async happenings => {
			const world = await openWorld(names.slice(0, 3));
			const meant: string[] = [];
			try {
				for (const one of happenings) {
					const {dialog} = world.screen.state;
					const isYes = one.kind === 'key' && (one.key === 'y' || one.key === 'w');
					await happen(world, one);
					if (dialog?.kind === 'cancel' && isYes && world.screen.state.dialog === null) meant.push(dialog.url);
				}
				await world.clock.move(200_000);
				confirmed += meant.length;
				posted += world.posts.length;
				// Each POST is for a yes of its own, of that very job.
				const left = [...meant];
				for (const url of world.posts) {
					const at = left.indexOf(url);
					expect(at, `${url} was posted; meant: ${meant}`).toBeGreaterThanOrEqual(0);
					left.splice(at, 1);
				}
			} finally {
				world.close();
			}
		}),
		{numRuns: runs},
	);
	return {confirmed, posted};
}

/** The same operators, read-only: nothing is ever posted. */
export async function playReadOnly(runs: number): Promise<void> {
	await fc.assert(
		fc.asyncProperty(story, async happenings => {
			const world = await openWorld(names.slice(0, 3), {isReadOnly: true});
			try {
				for (const one of happenings) await happen(world, one);
				await world.clock.move(200_000);
				expect(world.posts).toEqual([]);
				expect(world.screen.state.dialog?.kind).not.toBe('cancel');
			} finally {
				world.close();
			}
		}),
		{numRuns: runs},
	);
}

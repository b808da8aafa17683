import {describe, expect, test, vi} from 'vitest';
import {fateOf, isInstalled, needs, without} from './needs.ts';
import {notePrefix} from './needs-note.ts';
import {unmetNeeds} from './needs-reporter.ts';

test.each([
	[{isMet: true}, undefined, 'run'],
	[{isMet: true}, '1', 'run'],
	[{isMet: false}, undefined, 'skip'],
	[{isMet: false}, '', 'skip'],
	[{isMet: false}, '1', 'fail'],
	[{isMet: false, isPlatform: true}, '1', 'skip'],
] as const)('%j, GPJOBS_NO_SKIPS %s: %s', (met, noSkips, fate) => {
	expect(fateOf({how: '', ...met}, noSkips)).toBe(fate);
});

test('a program is looked for on the path', () => {
	expect(isInstalled('sh')).toBe(true);
	expect(isInstalled('sh', '/nowhere')).toBe(false);
	expect(isInstalled('no-such-program-here')).toBe(false);
});

test('what is there is tested as ever', () => {
	expect(needs()).toBe(test);
});

describe.each([
	['a test', (maker: typeof test, run: () => void) => maker('rides', run)],
	['a table of tests', (maker: typeof test, run: () => void) => maker.each([1, 2])('rides', run)],
	['another table', (maker: typeof test, run: () => void) => maker.for([1, 2])('rides', run)],
	['a test with options', (maker: typeof test, run: () => void) => maker('rides', {timeout: 1}, run)],
])('where something is missing, %s', (_, use) => {
	/** What is made of it by a vitest that makes nothing: it is called with a `skip` that is watched. */
	function made(noSkips: string | undefined) {
		const run = vi.fn();
		const skip = vi.fn();
		const bodies: ((context: {readonly skip: (note: string) => void}) => void)[] = [];
		use(
			without('unicorn', {isMet: false, how: 'wait'}, noSkips, (name, body) => {
				expect(name).toBe('rides');
				bodies.push(body);
			}),
			run,
		);
		return {run, skip, play: () => bodies.map(body => body({skip}))};
	}

	test('is skipped with a note', () => {
		const {run, skip, play} = made(undefined);
		expect(play()).toHaveLength(1);
		expect(skip.mock.calls).toEqual([[expect.stringMatching(/^needs .*unicorn.*wait/)]]);
		expect(run).not.toHaveBeenCalled();
	});

	test('fails where nothing may be skipped', () => {
		const {run, skip, play} = made('1');
		expect(play).toThrow(/unicorn.*wait/);
		expect([run, skip].map(({mock}) => mock.calls.length)).toEqual([0, 0]);
	});
});

test('the last line adds up what was missing, and says how to get it', () => {
	const notes = [
		`${notePrefix}a (get a)`,
		'',
		`${notePrefix}b (get b)`,
		'for another reason',
		`${notePrefix}a (get a)`,
	];
	expect(unmetNeeds(notes).match(/a \(get a\).*2.*b \(get b\).*1/)).not.toBeNull();
	expect(unmetNeeds(notes)).not.toContain('another reason');
	expect(unmetNeeds(['', 'for another reason'])).toBe('');
});

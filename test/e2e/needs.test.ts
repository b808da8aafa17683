import {describe, expect, test, vi} from 'vitest';
import {fateOf, isInstalled, needs} from './needs.ts';

test.each([
	[true, undefined, 'run'],
	[true, '1', 'run'],
	[false, undefined, 'skip'],
	[false, '', 'skip'],
	[false, '1', 'fail'],
] as const)('there %s, GPJOBS_NO_SKIPS %s: %s', (isThere, noSkips, fate) => {
	expect(fateOf(isThere, noSkips)).toBe(fate);
});

test('a program is looked for on the path', () => {
	expect(isInstalled('sh')).toBe(true);
	expect(isInstalled('sh', '/nowhere')).toBe(false);
	expect(isInstalled('no-such-program-here')).toBe(false);
});

describe('a need that is not met', () => {
	test('is said', () => {
		vi.stubEnv('GPJOBS_NO_SKIPS', undefined);
		const said = vi.spyOn(console, 'log').mockImplementation(() => {});
		needs('unicorn', false);
		expect(said).toHaveBeenCalledWith('skipped: no unicorn');
		said.mockRestore();
		vi.unstubAllEnvs();
	});

	test('is not said to be skipped where nothing may be', () => {
		vi.stubEnv('GPJOBS_NO_SKIPS', '1');
		const said = vi.spyOn(console, 'log').mockImplementation(() => {});
		needs('unicorn', false);
		expect(said).not.toHaveBeenCalled();
		said.mockRestore();
		vi.unstubAllEnvs();
	});
});

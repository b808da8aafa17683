import {expect, test} from 'vitest';
import {randomFor} from '../../source/demo/random.ts';
import {makeJobId} from '../../source/demo/world.ts';

test('a job id has the shape of its server', () => {
	expect(makeJobId(randomFor(1, 0), 'server')).toMatch(/^j[0-9a-f]{32}$/);
	expect(makeJobId(randomFor(1, 0), 'notebook')).toMatch(
		/^j[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
	);
});

test('ten thousand jobs have ten thousand ids', () => {
	const ids = Array.from({length: 10_000}, (_, index) => makeJobId(randomFor(1, index), 'server'));
	expect(new Set(ids).size).toBe(10_000);
});

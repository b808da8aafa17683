import {expect, test} from 'vitest';
import {isThorough, often} from '../../often.ts';
import {playKeys} from './random-keys.ts';

test('random keys: none fails, and every cancel was confirmed', async () => {
	const count = often(1_000_000, 4000);
	const {posted, together} = await playKeys(count);
	if (isThorough)
		console.log(`${count} keys, ${posted} cancels, ${together} times of several jobs together, each of them confirmed`);
	expect(posted).toBeGreaterThan(0);
	expect(together).toBeGreaterThan(0);
}, 3_600_000);

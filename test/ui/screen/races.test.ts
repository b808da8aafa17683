import {expect, test} from 'vitest';
import {playRaces, playReadOnly} from './races.ts';

test('whatever happens meanwhile, only the job of the confirmed dialog is cancelled', async () => {
	const {confirmed, posted} = await playRaces(75);
	expect(confirmed).toBeGreaterThan(15);
	expect(posted).toBeGreaterThan(7);
});

test('read-only, no key cancels', () => playReadOnly(40));

import {expect, test} from 'vitest';
import {playRaces, playReadOnly} from './races.ts';

test('whatever happens meanwhile, only the job of the dialog that was answered is cancelled', async () => {
	const {confirmed, posted} = await playRaces(500);
	expect(confirmed).toBeGreaterThan(100);
	expect(posted).toBeGreaterThan(50);
}, 240_000);

test('read-only, no key cancels', () => playReadOnly(500), 240_000);

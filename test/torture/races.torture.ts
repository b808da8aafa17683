import {expect, test} from 'vitest';
import {playRaces, playReadOnly} from '../ui/screen/races.ts';

test('100,000 stories: only the job of the dialog that was answered is cancelled', async () => {
	const {confirmed, posted} = await playRaces(100_000);
	console.log(`${confirmed} confirmed, ${posted} posted, 0 wrong`);
	expect(posted).toBeGreaterThan(10_000);
});

test('100,000 stories read-only: nothing is posted', () => playReadOnly(100_000));

import {expect, test} from 'vitest';
import {PrivateModes} from '../../source/terminal/private-modes.ts';

const csi = (rest: string) => `\u001B[${rest}`;

test.each<[string, string[], string]>([
	['nothing was written', [], ''],
	['only text and colours were', [csi('31mred'), csi('2J'), csi('6n')], ''],
	['all was switched back', [csi('?1049h'), csi('?25l'), 'frame', csi('?25h'), csi('?1049l')], ''],
	['the screen is still up', [`${csi('?1049h')}${csi('?25l')}frame`], `${csi('m')}${csi('?25h')}${csi('?1049l')}`],
	['it ended in the middle of a frame', [csi('?2004h'), csi('?2026h')], `${csi('m')}${csi('?2026l')}${csi('?2004l')}`],
	['two modes in one sequence', [csi('?1000;1006h')], `${csi('m')}${csi('?1000l')}${csi('?1006l')}`],
	['switched on twice', [csi('?2004h'), csi('?2004h')], `${csi('m')}${csi('?2004l')}`],
	['the cursor was shown though it was', [csi('?25h')], ''],
])('when %s', (_, writes, restore) => {
	const modes = new PrivateModes();
	for (const write of writes) modes.note(write);
	expect(modes.restore()).toBe(restore);
});

test('a mode that may not have arrived is restored in any case', () => {
	const modes = new PrivateModes();
	modes.note(csi('?1049h'));
	modes.noteDoubtful(`${csi('?25h')}${csi('?1049l')}`);
	expect(modes.restore()).toBe(`${csi('m')}${csi('?25h')}${csi('?1049l')}`);
});

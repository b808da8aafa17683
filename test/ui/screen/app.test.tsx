/** What the whole screen shows of notices and dialogs. */
import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {describe, expect, onTestFinished, test} from 'vitest';
import {displayWidth} from '../../../source/text/display-width.ts';
import {type SafeText, safe, safeText} from '../../../source/text/safe-text.ts';
import {actions} from '../../../source/ui/actions/actions.ts';
import {paletteText} from '../../../source/ui/dialogs/palette.ts';
import type {Size} from '../../../source/ui/panes/messages/state.ts';
import {App} from '../../../source/ui/screen/app.tsx';
import {isThorough} from '../../often.ts';
import {openWorld} from './screen-world.ts';

const names = Array.from({length: 30}, (_, index) => `job-${String(index).padStart(2, '0')}`);

/** A screen of thirty jobs that is drawn. */
async function drawnScreen(size: Size) {
	const world = await openWorld(names);
	const {screen} = world;
	const appearance = {isAscii: false, scheme: 'none' as const, interval: undefined};
	const {lastFrame, unmount} = render(<App screen={screen} appearance={appearance} />);
	onTestFinished(() => {
		unmount();
		world.close();
	});
	const lines = () => stripVTControlCharacters(lastFrame() ?? '').split('\n');
	/** Ink draws a moment later. */
	const until = (holds: () => boolean) => expect.poll(holds).toBe(true);
	// Ink tells the size of its own terminal first.
	await until(() => lines().length > 1);
	screen.resize(size);
	await until(() => lines().length === size.height && lines().every(line => displayWidth(line) <= size.width));
	return {...world, lines, until};
}

describe('a notice', () => {
	const notice = (screen: Awaited<ReturnType<typeof drawnScreen>>['screen'], notice: SafeText) =>
		screen.notify({ok: true, notice});
	const quits = (line: string | undefined) => line?.includes(`q ${actions.quit.footer.word}`) === true;

	test('that is short is shown before the keys', async () => {
		const {screen, lines, until} = await drawnScreen({width: 80, height: 24});
		notice(screen, safe`short and good`);
		await until(() => lines().at(-1)?.includes('short and good') === true);
		expect(quits(lines().at(-1))).toBe(true);
	});

	test('that is long is shown in full above the keys', async () => {
		const {screen, lines, until} = await drawnScreen({width: 80, height: 24});
		const words = Array.from({length: 30}, (_, index) => `word${index}`);
		notice(screen, safeText(words.join(' ')));
		await until(() => lines().join('\n').includes('word29'));
		for (const word of words) expect(lines().slice(0, -1).join('\n')).toContain(word);
		expect(quits(lines().at(-1))).toBe(true);
	});
});

describe('a dialog', () => {
	test.each<[number, number]>([
		[80, 24],
		[60, 20],
		[120, 36],
		[50, 16],
	])('leaves the job that it is about in sight, at %ix%i', async (width, height) => {
		// From the bottom row upwards: a dialog may lie over any row.
		const step = isThorough ? 1 : 4;
		const {press, screen, lines, until, clock} = await drawnScreen({width, height});
		for (const key of ['x', ':', 'L'] as const) {
			await press('G');
			for (let left = screen.state.selection.height; left > 0; left -= step) {
				const name = screen.job?.label ?? '';
				await press(key);
				await until(() => lines().some(line => line.startsWith(' ▌') && line.includes(name)));
				await clock.move(400);
				await press('Esc', ...Array.from({length: step}, () => 'k'));
				await clock.move(100);
			}
		}
	});

	test('that lists actions contains their names', async () => {
		const {press, lines, until} = await drawnScreen({width: 80, height: 24});
		await press(':');
		await until(() => lines().join('\n').includes(paletteText([], 0).title));
		await until(() => lines().join('\n').includes(actions.cancel.label));
	});
});

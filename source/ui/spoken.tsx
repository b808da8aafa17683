import {Writable} from 'node:stream';
import {render} from 'ink';
import {systemClock} from '../monitor/clock.ts';
import type {JobChange} from '../monitor/jobs.ts';
import {hasBrowser, openInBrowser} from '../terminal/browser.ts';
import {readWithoutReports} from '../terminal/reports.ts';
import {suspendSelf, watchStops} from '../terminal/suspend.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {columnNames} from './panes/list/columns.ts';
import {ScreenController} from './screen/controller.ts';
import {Keyboard, type SuspendTerminal} from './screen/keyboard.tsx';
import {rememberedView, stateOfView} from './screen/remembered-view.ts';
import type {Screen, ScreenOptions} from './screen.tsx';
import {Narrator} from './spoken/narrator.ts';

/** What a screen needs to open in accessible mode. */
export type SpokenOptions = ScreenOptions & {
	/** Writes a line to the terminal. */
	readonly write: (line: SafeText) => void;
	/** Returns the lines to announce after a change of a job. */
	readonly newsOf: (change: JobChange) => readonly SafeText[];
};

/** A stream for the output of Ink, which only reads keys here. Everything that is written to it is dropped. */
class Nowhere extends Writable {
	/** False, because Ink would hide the cursor of a terminal and show it again at the end. */
	readonly isTTY = false;
	/**
	 * The width that Ink uses. It is large so that lines are not cut. The height is small so that opening a view does
	 * not read many lines aloud.
	 */
	readonly columns = 400;
	readonly rows = 20;

	override _write(_chunk: unknown, _encoding: string, done: () => void): void {
		done();
	}
}

/**
 * Opens the monitor for a screen reader or a braille display. The keys and dialogs are the same as on the screen, but
 * lines are only ever appended, and no escape sequences are written.
 */
export function openSpoken(options: SpokenOptions): Screen {
	const {monitor, edits, saver, signIn, isReadOnly, hiddenColumns, environment, write, newsOf} = options;
	const closing = Promise.withResolvers<'quit' | 'hung up'>();
	const nowhere = new Nowhere();
	let suspendTerminal: SuspendTerminal | undefined;
	let suspension: {readonly resume: () => Promise<void>} | undefined;
	const say = (line: SafeText) => write(safe`${line}\n`);

	async function release(): Promise<void> {
		suspension = await suspendTerminal?.();
	}

	async function takeBack(): Promise<void> {
		await suspension?.resume();
		suspension = undefined;
	}

	const controller: ScreenController = new ScreenController(
		{
			monitor,
			clock: systemClock,
			edits,
			saver,
			signIn,
			isReadOnly,
			copy(text) {
				// The clipboard of a terminal can only be reached by an escape sequence.
				say(text);
				return {ok: true, notice: safe`Not copied: this mode writes no escape sequences. The text is above.`};
			},
			async browse(url) {
				if (hasBrowser(environment, process.platform)) return openInBrowser(url);
				return {ok: false, notice: safe`No browser on this machine. The URL: ${safeText(url)}`};
			},
			redraw: () => narrator.begin(),
			suspend: () => void suspendSelf(release, takeBack),
			quit: () => closing.resolve('quit'),
			isBlocked: () => false,
		},
		{width: nowhere.columns, height: nowhere.rows},
		{
			isAscii: true,
			hiddenColumns: columnNames.filter(name => hiddenColumns.includes(name)),
			...stateOfView(options.view),
			...options.protection,
		},
	);
	const narrator = new Narrator(controller, systemClock, say);
	narrator.begin();
	for (const notice of options.notices) say(notice);
	const stopNews = monitor.jobs.listen(change => narrator.tellNews(newsOf(change)));
	const stopNarrating = controller.subscribe(() => narrator.narrate());
	const restoreInput = readWithoutReports(process.stdin);
	if (process.stdin.isTTY) process.stdin.setRawMode(true);
	const ink = render(
		<Keyboard
			screen={controller}
			onSuspendable={suspend => {
				suspendTerminal = suspend;
			}}
		/>,
		{stdout: nowhere as unknown as NodeJS.WriteStream, exitOnCtrlC: false, interactive: true, patchConsole: false},
	);
	const hangUp = () => closing.resolve('hung up');
	process.stdin.on('error', hangUp);
	process.stdin.on('end', hangUp);
	const stopWatching = watchStops(release, takeBack);
	ink.waitUntilExit().catch((error: unknown) => closing.reject(error));

	return {
		closed: closing.promise,
		signal() {},
		lastKey: () => controller.lastKey.epoch,
		view: () => rememberedView(controller.state),
		figures: () => undefined,
		notify: (notice, isGood, about) => controller.notify({ok: isGood, notice}, about),
		// The change has already been announced, and accessible mode shows nothing permanently.
		showUnsaved() {},
		showProtection: protection => controller.change(protection),
		close() {
			stopWatching();
			stopNews();
			stopNarrating();
			controller.close();
			restoreInput();
			try {
				ink.unmount();
			} catch {
				// The terminal may be gone, so nobody can be informed.
			}
		},
	};
}

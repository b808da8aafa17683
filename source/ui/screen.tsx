import process from 'node:process';
import {render} from 'ink';
import {Component, type ReactNode} from 'react';
import {systemClock} from '../monitor/clock.ts';
import type {Monitor} from '../monitor/monitor.ts';
import {parseBackground, schemeFor} from '../terminal/background.ts';
import {hasBrowser, openInBrowser} from '../terminal/browser.ts';
import type {ColourScheme} from '../terminal/capabilities.ts';
import {copyToClipboard} from '../terminal/clipboard.ts';
import {openOutputGate} from '../terminal/output-gate.ts';
import {OutputStage} from '../terminal/output-stage.ts';
import {mouseOff, readWithoutReports} from '../terminal/reports.ts';
import {type ScreenFigures, ScreenWatch} from '../terminal/screen-figures.ts';
import {suspendSelf, watchStops} from '../terminal/suspend.ts';
import {displayWidth} from '../text/display-width.ts';
import {counted} from '../text/number-words.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {LineMarks} from './line-marks.ts';
import type {ListEdits} from './list-edits.ts';
import {columnNames} from './panes/list/columns.ts';
import type {Saver} from './saver.ts';
import {App} from './screen/app.tsx';
import {ScreenController} from './screen/controller.ts';
import type {SuspendTerminal} from './screen/keyboard.tsx';
import {type RememberedView, rememberedView, stateOfView} from './screen/remembered-view.ts';
import type {SignInService} from './sign-in-service.ts';

/** What {@link openScreen} needs: the monitor, the functions that the screen calls, and what it shows first. */
export type ScreenOptions = {
	readonly monitor: Monitor;
	readonly edits: ListEdits;
	readonly saver: Saver;
	readonly signIn: SignInService;
	/** The sentences that are shown when the screen opens. */
	readonly notices: readonly SafeText[];
	readonly isAscii: boolean;
	readonly scheme: ColourScheme;
	/** Whether the terminal was asked for its background and has not answered yet. */
	readonly isBackgroundOpen: boolean;
	/** Whether gpjobs is read-only from the start until it ends. */
	readonly isReadOnly: boolean;
	/** Whether changes are refused when the screen opens, and why. */
	readonly protection: Protection;
	/** The interval in milliseconds that `--interval` sets; `undefined` if it is not set. */
	readonly interval: number | undefined;
	/** The names of the columns that the operator has hidden. */
	readonly hiddenColumns: readonly string[];
	/** How the list and the messages were shown when the screen was last closed; `null` if that is unknown. */
	readonly view: RememberedView | null;
	readonly environment: NodeJS.ProcessEnv;
};

/**
 * Whether jobs may be changed, and whether the saved list can be read. Jobs are protected by the settings, or because
 * the settings or the list cannot be read.
 */
export type Protection = {
	readonly isHeld: boolean;
	/** Why the saved list cannot be read; `null` if it can. */
	readonly listFault: SafeText | null;
};

/** The screen as the code that opened it sees it. */
export type Screen = {
	/** Resolves when the operator has quit, or the terminal has been closed. */
	readonly closed: Promise<'quit' | 'hung up'>;
	/**
	 * Shows a sentence in the last line: that something went wrong, or that it works again. It replaces earlier notices
	 * with the same subject.
	 */
	readonly notify: (sentence: SafeText, isGood: boolean, about: string) => void;
	/** Sets whether the screen shows that changes have not been saved yet. */
	readonly showUnsaved: (isUnsaved: boolean) => void;
	/** Sets whether changes of jobs are refused, and whether the saved list can be read. */
	readonly showProtection: (protection: Protection) => void;
	/**
	 * Writes bytes to the terminal that are not part of the screen, such as a bell. Does nothing while the terminal does
	 * not accept output.
	 */
	readonly signal: (bytes: string) => void;
	/** The time of the last key in epoch milliseconds. */
	readonly lastKey: () => number;
	/** Returns how the list and the messages are shown at present, to be restored in the next run. */
	readonly view: () => RememberedView;
	/** Returns how fast frames were drawn and how much output they took; `undefined` if no frames are drawn. */
	readonly figures: () => (ScreenFigures & {readonly columns: number; readonly rows: number}) | undefined;
	/** Closes the screen and restores the terminal. */
	readonly close: () => void;
};

/** The number of characters of a copied text that the notice shows. */
const longestGist = 24;
/** The size of the terminal counts as final after this many milliseconds without another resize. */
const atRestAfter = 60;

/**
 * Opens the monitor's screen on this terminal, in the alternate screen. Closing the screen restores the terminal.
 *
 * Ink draws whole frames; `terminal/output-stage.ts` writes only the changed parts. While the terminal does not accept
 * output, frames wait (`terminal/output-gate.ts`), so that they delay neither polling nor the handling of keys.
 */
export function openScreen(options: ScreenOptions): Screen {
	const {monitor, edits, saver, signIn, isAscii, isReadOnly, interval, hiddenColumns, environment} = options;
	const gate = openOutputGate({ascii: isAscii});
	const marks = new LineMarks();
	const watch = new ScreenWatch();
	const stage = new OutputStage(gate, marks.lineOf, bytes => watch.wrote(bytes));
	const closing = Promise.withResolvers<'quit' | 'hung up'>();
	let suspendTerminal: SuspendTerminal | undefined;
	let suspension: {readonly resume: () => Promise<void>} | undefined;

	function redraw(): void {
		if (!suspension) stage.drawAnew();
	}

	async function release(): Promise<void> {
		suspension = await suspendTerminal?.();
		gate.flush();
	}

	async function takeBack(): Promise<void> {
		await suspension?.resume();
		suspension = undefined;
		// A program that ran in the meantime may have left the mouse on.
		gate.write(mouseOff);
	}

	const controller = new ScreenController(
		{
			monitor,
			clock: systemClock,
			edits,
			saver,
			signIn,
			isReadOnly,
			copy(text) {
				const copy = copyToClipboard(text, environment);
				if (copy.ok) gate.write(copy.bytes);
				return {
					ok: copy.ok,
					notice: copy.ok ? safe`Copied ${gistOf(text)} ${copy.notice}` : safe`${gistOf(text)}: ${copy.notice}`,
				};
			},
			async browse(url) {
				if (hasBrowser(environment, process.platform)) return openInBrowser(url);
				// Over ssh the browser would have to open on the operator's machine, which only the clipboard reaches.
				const copied = this.copy(safeText(url));
				return {ok: copied.ok, notice: noBrowserHere(copied.notice)};
			},
			redraw,
			suspend: () => void suspendSelf(release, takeBack),
			quit: () => closing.resolve('quit'),
			isBlocked: () => gate.isBlocked(),
		},
		{width: gate.columns, height: gate.rows},
		{
			isAscii,
			hiddenColumns: columnNames.filter(name => hiddenColumns.includes(name)),
			...stateOfView(options.view),
			...options.protection,
		},
	);
	const {lastKey: none} = controller;
	controller.subscribe(() => {
		if (controller.lastKey !== none) watch.asked(controller.lastKey.mono);
	});
	// Raw mode is set before Ink starts, because Ink draws first: a Ctrl-Z in between would be echoed on the screen.
	// The mouse is turned off because a crashed program may have left it on, and its reports would arrive as keys.
	gate.write(mouseOff);
	// Over a slow connection the terminal may answer after the screen has opened.
	const restoreInput = readWithoutReports(process.stdin, report => {
		const background = options.isBackgroundOpen ? parseBackground(report) : undefined;
		if (background) ink.rerender(app(schemeFor(background)));
	});
	if (process.stdin.isTTY) process.stdin.setRawMode(true);
	const app = (scheme: ColourScheme) => (
		<ErrorBoundary onError={closing.reject}>
			<App
				screen={controller}
				appearance={{isAscii, scheme, interval}}
				marks={marks}
				onSuspendable={suspend => {
					suspendTerminal = suspend;
				}}
			/>
		</ErrorBoundary>
	);
	const ink = render(app(options.scheme), {
		stdout: stage,
		exitOnCtrlC: false,
		alternateScreen: true,
		// The limit is high so that a key need not wait for an earlier frame. Frames are requested rarely, and only
		// the changed parts of each are written.
		maxFps: 250,
		interactive: true,
	});
	for (const notice of options.notices) controller.notify({ok: false, notice}, notice);
	gate.on('unblocked', () => controller.draw());
	// A terminal changes its contents while it is resized, and sends no event if it returns to its old size. So the
	// screen is redrawn once, after the size has stopped changing.
	let rest: NodeJS.Timeout | undefined;
	const onSize = () => {
		clearTimeout(rest);
		rest = setTimeout(redraw, atRestAfter);
	};
	process.on('SIGWINCH', onSize);
	const hangUp = () => closing.resolve('hung up');
	gate.on('hangup', hangUp);
	process.stdin.on('error', hangUp);
	process.stdin.on('end', hangUp);
	const stopWatching = watchStops(release, takeBack);
	ink.waitUntilExit().catch((error: unknown) => closing.reject(error));

	return {
		closed: closing.promise,
		signal: bytes => void gate.write(bytes),
		lastKey: () => controller.lastKey.epoch,
		view: () => rememberedView(controller.state),
		figures: () => ({...watch.figures(), columns: gate.columns, rows: gate.rows}),
		notify: (notice, isGood, about) => controller.notify({ok: isGood, notice}, about),
		showUnsaved: isUnsaved => controller.change({isUnsaved}),
		showProtection: protection => controller.change(protection),
		close() {
			stopWatching();
			process.off('SIGWINCH', onSize);
			clearTimeout(rest);
			controller.close();
			unmounted(ink);
			restoreInput();
			gate.finish();
		},
	};
}

/**
 * Returns the part of a text by which the operator recognises it: its first line, or the end of that line if it is
 * long, as with a URL.
 */
function gistOf(text: SafeText): SafeText {
	const [first = '', ...more] = text.split('\n');
	const line = displayWidth(first) > longestGist ? `…${[...first].slice(-longestGist).join('')}` : first;
	return more.length === 0 ? safeText(line) : safe`${safeText(line)} and ${counted(more.length, 'more line')}`;
}

/**
 * Closes Ink. If the terminal is gone, restoring its mode throws; the error is ignored because it could not be shown
 * anywhere.
 */
function unmounted(ink: ReturnType<typeof render>): void {
	try {
		ink.unmount();
	} catch {}
}

/**
 * The notice if a browser could only be opened on a machine that is not the operator's.
 *
 * @param copied the sentence that the URL was copied instead
 */
export function noBrowserHere(copied: SafeText): SafeText {
	return safe`No browser on this machine. ${copied}`;
}

type ErrorBoundaryProps = {readonly onError: (error: unknown) => void; readonly children: ReactNode};

/** Catches exceptions while drawing, and draws nothing after that. Without it, Ink would show a stack trace. */
class ErrorBoundary extends Component<ErrorBoundaryProps, {readonly hasFailed: boolean}> {
	static getDerivedStateFromError(): {readonly hasFailed: boolean} {
		return {hasFailed: true};
	}

	override state = {hasFailed: false};

	override componentDidCatch(error: unknown): void {
		this.props.onError(error);
	}

	override render(): ReactNode {
		return this.state.hasFailed ? null : this.props.children;
	}
}

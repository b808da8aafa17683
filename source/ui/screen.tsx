import process from 'node:process';
import {render} from 'ink';
import {Component, type ReactNode} from 'react';
import {systemClock} from '../monitor/clock.ts';
import type {Monitor} from '../monitor/monitor.ts';
import {hasBrowser, openInBrowser} from '../terminal/browser.ts';
import {copyToClipboard} from '../terminal/clipboard.ts';
import {mouseOff, readWithoutMouse} from '../terminal/mouse-reports.ts';
import {openOutputGate} from '../terminal/output-gate.ts';
import {OutputStage} from '../terminal/output-stage.ts';
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

export type ScreenOptions = {
	readonly monitor: Monitor;
	readonly edits: ListEdits;
	readonly saver: Saver;
	readonly signIn: SignInService;
	/** What the operator should know from the beginning. */
	readonly notices: readonly SafeText[];
	readonly isAscii: boolean;
	readonly hasColour: boolean;
	/** For as long as the screen is open. */
	readonly isReadOnly: boolean;
	/** How it is when the screen opens. */
	readonly protection: Protection;
	/** Milliseconds that `--interval` sets. */
	readonly interval: number | undefined;
	/** Names of the columns that the list leaves out. */
	readonly hiddenColumns: readonly string[];
	/** How the monitor was shown when it was last closed; `null` where that is not known. */
	readonly view: RememberedView | null;
	readonly environment: NodeJS.ProcessEnv;
};

/** What the screen has to know of settings and list beside what is in them. */
export type Protection = {
	readonly isHeld: boolean;
	/** Why the saved list cannot be read; `null` where it can. */
	readonly listFault: SafeText | null;
};

export type Screen = {
	/** The operator quit, or the terminal is gone. */
	readonly closed: Promise<'quit' | 'hung up'>;
	/** Shows in the last line that something went wrong, or that it is over. Replaces an earlier notice about the same. */
	readonly notify: (sentence: SafeText, isGood: boolean, about: string) => void;
	/** Whether something that should be on the disk is not there yet. */
	readonly showUnsaved: (isUnsaved: boolean) => void;
	/** Whether what changes jobs is refused now, and whether the saved list can be read. */
	readonly showProtection: (protection: Protection) => void;
	/** Writes to the terminal what is no part of the screen; nothing where that takes none. */
	readonly signal: (bytes: string) => void;
	/** When somebody last pressed a key, epoch milliseconds. */
	readonly lastKey: () => number;
	/** How list and messages are shown, for the next run. */
	readonly view: () => RememberedView;
	/** How quick it was and what it cost; `undefined` where no frames are drawn. */
	readonly figures: () => (ScreenFigures & {readonly columns: number; readonly rows: number}) | undefined;
	/** Gives the terminal back as it was. */
	readonly close: () => void;
};

/** Characters of what was copied that are said. */
const longestGist = 24;
/** Milliseconds without another size. */
const atRestAfter = 60;

/**
 * Opens the monitor's screen on this terminal, in the alternate screen. When it has closed, the terminal is as it was.
 *
 * Ink draws whole frames; `terminal/output-stage.ts` writes what changed in them. Frames wait while the terminal takes
 * nothing, so that neither polling nor keys do (`terminal/output-gate.ts`).
 */
export function openScreen(options: ScreenOptions): Screen {
	const {monitor, edits, saver, signIn, isAscii, hasColour, isReadOnly, interval, hiddenColumns, environment} = options;
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
					said: copy.ok ? safe`Copied ${gistOf(text)} ${copy.said}` : safe`${gistOf(text)}: ${copy.said}`,
				};
			},
			async browse(url) {
				if (hasBrowser(environment, process.platform)) return openInBrowser(url);
				// Who works over ssh has his browser at the other end: there the clipboard reaches.
				const copied = this.copy(safeText(url));
				return {ok: copied.ok, said: noBrowserHere(copied.said)};
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
	// Ink draws before it takes the terminal raw: a Ctrl-Z in between would be the terminal's, and be seen on the screen.
	// A program that crashed before may have left the mouse on: its reports would come as keys.
	gate.write(mouseOff);
	const mindMouse = readWithoutMouse(process.stdin);
	if (process.stdin.isTTY) process.stdin.setRawMode(true);
	const ink = render(
		<ErrorBoundary onError={closing.reject}>
			<App
				screen={controller}
				appearance={{isAscii, hasColour, interval}}
				marks={marks}
				onSuspendable={suspend => {
					suspendTerminal = suspend;
				}}
			/>
		</ErrorBoundary>,
		{
			stdout: stage,
			exitOnCtrlC: false,
			alternateScreen: true,
			// A key waits for no frame before it: what is drawn is asked for rarely, and costs what has changed.
			maxFps: 250,
			interactive: true,
		},
	);
	for (const notice of options.notices) controller.notify({ok: false, said: notice}, notice);
	gate.on('unblocked', () => controller.draw());
	// A terminal changes what it shows on its way to another size and back; Node tells of no resize then.
	// Once, when it has come to rest: what Ink draws meanwhile is for a size that is no more.
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
		notify: (said, isGood, about) => controller.notify({ok: isGood, said}, about),
		showUnsaved: isUnsaved => controller.change({isUnsaved}),
		showProtection: protection => controller.change(protection),
		close() {
			stopWatching();
			process.off('SIGWINCH', onSize);
			clearTimeout(rest);
			controller.close();
			unmounted(ink);
			mindMouse();
			gate.finish();
		},
	};
}

/** As much of a text as tells which it is: its first line, or the end of that where it is long, as of a URL. */
function gistOf(text: SafeText): SafeText {
	const [first = '', ...more] = text.split('\n');
	const line = displayWidth(first) > longestGist ? `…${[...first].slice(-longestGist).join('')}` : first;
	return more.length === 0 ? safeText(line) : safe`${safeText(line)} and ${counted(more.length, 'more line')}`;
}

/** Ink gives raw mode back to a terminal that may be gone, which throws then: there is nobody left to be told. */
function unmounted(ink: ReturnType<typeof render>): void {
	try {
		ink.unmount();
	} catch {}
}

/** The sentence where a browser would open on another machine than that of the operator. */
export function noBrowserHere(copied: SafeText): SafeText {
	return safe`No browser on this machine. ${copied}`;
}

type ErrorBoundaryProps = {readonly onError: (error: unknown) => void; readonly children: ReactNode};

/** Catches what goes wrong while drawing, and draws nothing more: Ink itself would show a stack trace. */
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

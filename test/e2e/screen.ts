import process from 'node:process';
import {setImmediate as nextTurn, setTimeout as pause} from 'node:timers/promises';
import xterm from '@xterm/headless';
import {environment, temporaryFolder, type Variables} from './environment.ts';
import {bytesOf} from './keys.ts';
import {remember} from './open-programs.ts';
import {type Exit, PseudoTerminal} from './pseudo-terminal.ts';
import {recordEvents, type TerminalEvent} from './terminal-events.ts';
import {Watch} from './watch.ts';

export type ScreenOptions = {
	columns?: number;
	rows?: number;
	/** Variables that differ from `environment()`; `undefined` takes one out. */
	env?: Variables;
	/** The folder for `GPJOBS_HOME`; a temporary one if left out. */
	home?: string;
	/** The working directory. */
	folder?: string;
	/** How long to wait for anything before the test fails, in milliseconds. */
	patience?: number;
};

/**
 * Esc and a key that a busy program reads with it are Alt and that key. So the next key waits as long as fingers take, and
 * until the program has drawn what Esc did, or for `longestEscape` where it draws nothing.
 */
const [afterEscape, longestEscape] = [200, 3000];
/** A program that begins a frame and never ends it is looked at all the same, as terminals do. */
const longestFrame = 300;

/**
 * A program in a pseudo-terminal, with a terminal that shows what it writes. It reads like a script of what a person does:
 *
 *     await using screen = openScreen(gpjobs('demo', '--jobs', '3'));
 *     await screen.shows('3 jobs');
 *     await screen.press('x');
 *     await screen.shows(/Cancel .* on gis.acme.com\?/);
 *     await screen.press('y');
 *
 * Everything that waits looks again whenever the program has written, and fails with the screen in its message.
 */
export class Screen {
	readonly home: string;
	/** What the terminal noticed apart from text, in order. */
	readonly events: TerminalEvent[] = [];
	/** All that the program has written. */
	output = '';
	cursorVisible = true;
	/** When the program has ended and the last of its output is on the screen. */
	readonly exited: Promise<Exit>;
	readonly pid: number;
	readonly terminal: xterm.Terminal;
	private readonly child: PseudoTerminal;
	private readonly patience: number;
	private readonly watch = new Watch();
	private readonly forget: () => void;
	private ended: Exit | undefined;
	private escaped: {readonly at: number; readonly written: number} | undefined;
	/** The frame that the program is in the midst of (synchronised output, DEC mode 2026): since when, and what was there before. */
	private drawing: {readonly since: number; readonly before: readonly string[]} | undefined;

	constructor(command: readonly string[], options: ScreenOptions) {
		const {columns = 80, rows = 24, patience = 60_000, folder = process.cwd()} = options;
		this.home = options.home ?? temporaryFolder();
		this.patience = patience;
		this.terminal = new xterm.Terminal({cols: columns, rows, scrollback: 1000, allowProposedApi: true});
		this.listen();

		const env = environment(this.home, options.env);
		const onOutput = (text: string) => {
			this.output += text;
			this.terminal.write(text, () => this.watch.look());
		};
		this.child = new PseudoTerminal(command, {columns, rows, env, folder, onOutput});
		this.pid = this.child.pid;
		this.forget = remember({close: () => this.close(), abandon: () => this.kill('SIGKILL')});
		this.terminal.onData(bytes => this.child.write(bytes));
		this.exited = this.child.exited.then(async exit => {
			await new Promise<void>(resolve => this.terminal.write('', resolve));
			this.ended = exit;
			this.watch.look();
			return exit;
		});
	}

	/** Waits until the text, or a match of the pattern, is somewhere on the screen. */
	async shows(wanted: string | RegExp, patience?: number): Promise<void> {
		await this.until(() => isIn(this.text(), wanted), `the screen to show ${quoted(wanted)}`, patience);
	}

	/** Waits until the text, or a match of the pattern, is nowhere on the screen. */
	async hides(unwanted: string | RegExp, patience?: number): Promise<void> {
		await this.until(() => !isIn(this.text(), unwanted), `${quoted(unwanted)} to leave the screen`, patience);
	}

	/** Waits until the program has ended: as `exited`, but fails in time and with the screen. */
	async ends(patience?: number): Promise<Exit> {
		await this.until(() => this.ended !== undefined, 'the program to end', patience);
		return this.exited;
	}

	/**
	 * Waits until something holds, of the screen or of anything else.
	 *
	 * @param what it, in words for the message of a test that fails
	 * @param patience how long it may take, in milliseconds, if not as long as anything on this screen
	 */
	async until(holds: () => boolean, what: string, patience = this.patience): Promise<void> {
		await this.watch.until(holds, what, {
			patience,
			isOver: () => this.ended !== undefined,
			picture: () => this.picture(),
		});
	}

	/**
	 * Presses keys one after the other: characters, or names as in `keys.ts`. Each is a write of its own, but a program
	 * that is busy finds several in one chunk, as it does with a fast typist.
	 */
	async press(...keys: string[]): Promise<void> {
		for (const key of keys) {
			await this.untilEscapeIsRead();
			this.child.write(bytesOf(key, {application: this.terminal.modes.applicationCursorKeysMode}));
			this.escaped = key === 'Escape' ? {at: performance.now(), written: this.output.length} : undefined;
			await nextTurn();
		}
	}

	private async untilEscapeIsRead(): Promise<void> {
		const {escaped} = this;
		if (!escaped) return;
		const since = () => performance.now() - escaped.at;
		while (since() < afterEscape || (this.output.length === escaped.written && since() < longestEscape))
			await pause(20);
	}

	/** Types a text, character by character. */
	async type(text: string): Promise<void> {
		await this.press(...text);
	}

	/** Pastes as a terminal does: between brackets if the program asked for them, with carriage returns in any case. */
	paste(text: string): void {
		const lines = text.replace(/\r?\n/g, '\r');
		const isBracketed = this.terminal.modes.bracketedPasteMode;
		this.child.write(isBracketed ? `\u001B[200~${lines.replaceAll('\u001B', '\u241B')}\u001B[201~` : lines);
	}

	/** Writes bytes to the program as they are. */
	send(bytes: string): void {
		this.child.write(bytes);
	}

	resize(columns: number, rows: number): void {
		this.terminal.resize(columns, rows);
		this.child.resize(columns, rows);
	}

	/** Stops reading what the program writes, as a stalled ssh connection does. Nothing is lost: the kernel's buffer fills. */
	stall(): void {
		this.child.stall();
	}

	/** Whether a stalled reader takes nothing more, so that only the kernel's buffer has room left. */
	isFull(): boolean {
		return this.child.isFull();
	}

	/** Reads on after `stall()`. */
	unstall(): void {
		this.child.unstall();
	}

	/** Takes the terminal away, as a closed window or a lost ssh connection does. */
	hangUp(): void {
		this.child.hangUp();
	}

	/**
	 * The rows that are seen, without the blanks at their ends. While the program is in the midst of a frame it is the one
	 * before: a terminal shows no half ones either.
	 */
	lines(): readonly string[] {
		const isHalf = this.drawing !== undefined && performance.now() - this.drawing.since <= longestFrame;
		return isHalf && this.drawing ? this.drawing.before : this.linesNow();
	}

	private linesNow(): readonly string[] {
		const {active} = this.terminal.buffer;
		const {rows, cols} = this.terminal;
		return Array.from(
			{length: rows},
			(_, row) => active.getLine(active.baseY + row)?.translateToString(true, 0, cols) ?? '',
		);
	}

	/** The rows that the terminal broke a longer line into, in its own buffer: a program that counts its cells has none. */
	brokenRows(): number[] {
		const {active} = this.terminal.buffer;
		return Array.from({length: this.terminal.rows}, (_, row) => row).filter(
			row => active.getLine(active.baseY + row)?.isWrapped === true,
		);
	}

	text(): string {
		return this.lines().join('\n');
	}

	/** One row, counted from 0; −1 is the last one. */
	line(row: number): string {
		return this.lines().at(row) ?? '';
	}

	/** The first row in which the pattern matches. */
	row(pattern: RegExp): string | undefined {
		return this.lines().find(line => isIn(line, pattern));
	}

	isAlternate(): boolean {
		return this.terminal.buffer.active.type === 'alternate';
	}

	/** Bracketed paste, mouse tracking and what else a program may have switched on and must switch off. */
	get modes(): xterm.IModes {
		return this.terminal.modes;
	}

	get columns(): number {
		return this.terminal.cols;
	}

	get rows(): number {
		return this.terminal.rows;
	}

	/** Sends a signal to the program and what shares its process group, unless it has ended. */
	kill(signal: NodeJS.Signals): void {
		this.child.kill(signal);
	}

	/** Ends the program, if it runs, and waits until it has ended. */
	async close(): Promise<void> {
		this.forget();
		this.kill('SIGKILL');
		this.unstall();
		await Promise.race([this.exited, pause(2000, undefined, {ref: false})]);
		this.terminal.dispose();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	/** The screen with a frame around it, to be read in a message. */
	picture(): string {
		const {cursorX, cursorY} = this.terminal.buffer.active;
		const state = this.ended ? `ended with ${this.ended.signal ?? `code ${this.ended.code}`}` : `pid ${this.pid}`;
		const cursor = this.cursorVisible ? `cursor at ${cursorX},${cursorY}` : 'cursor hidden';
		const which = this.isAlternate() ? 'alternate' : 'normal';
		const title = `${this.columns}×${this.rows}, ${which} screen, ${cursor}, ${state}`;
		const frame = (corners: string, text = '') => `${corners[0]}${text.padEnd(this.columns, '─')}${corners[1]}`;
		return [frame('┌┐', ` ${title} `), ...this.lines().map(line => `│${line}`), frame('└┘')].join('\n');
	}

	private listen(): void {
		recordEvents(this.terminal, this.events);
		const cursorIs = (isVisible: boolean) => (parameters: (number | number[])[]) => {
			if (parameters.includes(25)) this.cursorVisible = isVisible;
			return false;
		};
		const drawsFrom = (begins: boolean) => (parameters: (number | number[])[]) => {
			if (!parameters.includes(2026)) return false;
			this.drawing = begins ? {since: performance.now(), before: this.linesNow()} : undefined;
			return false;
		};
		this.terminal.parser.registerCsiHandler({prefix: '?', final: 'h'}, drawsFrom(true));
		this.terminal.parser.registerCsiHandler({prefix: '?', final: 'l'}, drawsFrom(false));
		this.terminal.parser.registerCsiHandler({prefix: '?', final: 'h'}, cursorIs(true));
		this.terminal.parser.registerCsiHandler({prefix: '?', final: 'l'}, cursorIs(false));
	}
}

/**
 * Starts a program on a screen of its own. It is killed at the end of the test; `await using` ends it earlier.
 *
 * @param command program and arguments, as from `gpjobs()`
 */
export function openScreen(command: readonly string[], options: ScreenOptions = {}): Screen {
	return new Screen(command, options);
}

function isIn(text: string, wanted: string | RegExp): boolean {
	// search() takes no notice of a global pattern's lastIndex.
	return typeof wanted === 'string' ? text.includes(wanted) : text.search(wanted) >= 0;
}

function quoted(wanted: string | RegExp): string {
	return typeof wanted === 'string' ? `"${wanted}"` : String(wanted);
}

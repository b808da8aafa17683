import {execFile, execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {promisify} from 'node:util';
import {environment, temporaryFolder, type Variables} from './environment.ts';
import {remember} from './open-programs.ts';

export type TmuxOptions = {
	columns?: number;
	rows?: number;
	env?: Variables;
	home?: string;
	patience?: number;
};

const execute = promisify(execFile);
const quiet = {stdio: 'ignore', timeout: 2000} as const;
let count = 0;

/**
 * A program in tmux, in a server of its own that nobody else is in. tmux is the terminal here: `text()` is what it would
 * show to a person. Use it with `needs('tmux')`.
 */
export class Tmux {
	readonly home: string;
	private readonly socket = `gpjobs-test-${process.pid}-${++count}`;
	private readonly patience: number;
	private readonly env: Record<string, string>;
	private readonly codeFile: string;
	private readonly forget: () => void;

	constructor({home = temporaryFolder(), env = {}, patience = 60_000}: TmuxOptions) {
		this.home = home;
		this.patience = patience;
		// tmux leaves its socket behind when it ends; so in a folder that goes.
		const folder = temporaryFolder();
		this.codeFile = join(folder, 'exit-code');
		this.env = environment(home, {TMUX_TMPDIR: folder, ...env});
		this.forget = remember({
			close: () => this.close(),
			abandon: () => execFileSync('tmux', ['-L', this.socket, 'kill-server'], {...quiet, env: this.env}),
		});
	}

	async start(command: readonly string[], {columns = 80, rows = 24}: TmuxOptions): Promise<void> {
		const settings = ['set-option -g default-terminal tmux-256color', 'set-option -g remain-on-exit on'];
		// tmux 3.3a does not always notice that a program has ended, so the exit code is not asked of it.
		const told = ['sh', '-c', '"$@"; echo $? > "$0.new"; mv "$0.new" "$0"', this.codeFile, ...command];
		await this.tmux(
			'start-server',
			...settings.flatMap(setting => [';', ...setting.split(' ')]),
			...[';', 'new-session', '-d', '-x', String(columns), '-y', String(rows), ...told],
		);
	}

	/** Runs a tmux command in this server. */
	async tmux(...args: string[]): Promise<string> {
		const {stdout} = await execute('tmux', ['-L', this.socket, '-f', '/dev/null', ...args], {
			env: this.env,
			timeout: this.patience,
		});
		return stdout;
	}

	/** What tmux shows, row by row. */
	async text(): Promise<string> {
		return this.tmux('capture-pane', '-p');
	}

	/** Waits until the text, or a match of the pattern, is somewhere on the screen. */
	async shows(wanted: string | RegExp): Promise<void> {
		const failure = new Error();
		const end = performance.now() + this.patience;
		for (;;) {
			const text = await this.text();
			if (typeof wanted === 'string' ? text.includes(wanted) : text.search(wanted) >= 0) return;
			if (performance.now() > end) {
				failure.message = `tmux does not show ${String(wanted)}:\n${text}`;
				throw failure;
			}
			// tmux tells nobody when something has changed.
			await pause(20);
		}
	}

	/** Presses keys by the names that tmux has for them: `Enter`, `Escape`, `Up`, `PPage`, `C-c`, or characters. */
	async press(...keys: string[]): Promise<void> {
		// A semicolon at the end of an argument would end the command.
		for (const key of keys) await this.tmux('send-keys', key.replace(/;$/, '\\;'));
	}

	async resize(columns: number, rows: number): Promise<void> {
		await this.tmux('resize-window', '-x', String(columns), '-y', String(rows));
	}

	/** Whether the alternate screen is on. */
	async isAlternate(): Promise<boolean> {
		return (await this.tmux('display-message', '-p', '#{alternate_on}')).trim() === '1';
	}

	/** Waits until the program has ended; a signal is 128 and its number, as in a shell. */
	async exited(): Promise<{code: number}> {
		const end = performance.now() + this.patience;
		while (!existsSync(this.codeFile)) {
			if (performance.now() > end) throw new Error(`The program in tmux has not ended:\n${await this.text()}`);
			await pause(20);
		}
		return {code: Number(readFileSync(this.codeFile, 'utf8'))};
	}

	/** Ends the server and with it the program. */
	async close(): Promise<void> {
		this.forget();
		await this.tmux('kill-server').catch(() => {});
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}
}

/**
 * Starts a program in tmux. It is killed at the end of the test.
 *
 * @param command program and arguments, as from `gpjobs()`
 */
export async function openTmux(command: readonly string[], options: TmuxOptions = {}): Promise<Tmux> {
	const tmux = new Tmux(options);
	await tmux.start(command, options);
	return tmux;
}

import type {Socket} from 'node:net';
import {constants} from 'node:os';
import process from 'node:process';
import * as pty from '@lydell/node-pty';

export type PseudoTerminalOptions = {
	columns: number;
	rows: number;
	env: Record<string, string>;
	folder: string;
	onOutput: (text: string) => void;
};

/** As `node:child_process` says it: one of the two is null. */
export type Exit = {code: number | null; signal: NodeJS.Signals | null};

/** What node-pty has besides what its types say. */
type UnixTerminal = pty.IPty & {_socket: Socket; destroy(): void};

/** A program in a pseudo-terminal, all of whose output arrives. */
export class PseudoTerminal {
	readonly pid: number;
	/** When the program has ended and all of its output was handed on. */
	readonly exited: Promise<Exit>;
	private readonly child: UnixTerminal;
	private readonly closeTerminal: () => void;
	private isStalled = false;
	private hasEnded = false;
	private received = 0;

	constructor([program = '', ...args]: readonly string[], options: PseudoTerminalOptions) {
		const {columns: cols, rows, env, folder: cwd, onOutput} = options;
		this.child = pty.spawn(program, args, {name: env.TERM ?? '', cols, rows, cwd, env}) as UnixTerminal;
		this.pid = this.child.pid;
		this.closeTerminal = this.keepReading();
		this.child.onData(text => {
			this.received += text.length;
			onOutput(text);
		});
		this.exited = new Promise(resolve => {
			this.child.onExit(({exitCode, signal}) => {
				this.hasEnded = true;
				resolve(signal ? {code: null, signal: nameOf(signal)} : {code: exitCode, signal: null});
			});
		});
	}

	write(bytes: string): void {
		this.child.write(bytes);
	}

	resize(columns: number, rows: number): void {
		this.child.resize(columns, rows);
	}

	/** Stops reading; the kernel's buffer fills. */
	stall(): void {
		this.isStalled = true;
		this.child.pause();
	}

	/** Whether so much waits to be read that Node takes nothing more out of the kernel. */
	isFull(): boolean {
		const {_socket: socket} = this.child;
		return socket.readableLength > 0 && socket.readableLength >= socket.readableHighWaterMark;
	}

	unstall(): void {
		this.isStalled = false;
		this.child.resume();
	}

	/** Closes the terminal under the program. */
	hangUp(): void {
		this.closeTerminal();
	}

	/** Sends a signal to the program and what shares its process group, unless it has ended. */
	kill(signal: NodeJS.Signals): void {
		if (this.hasEnded) return;
		try {
			// The program leads a session, and so a group, of its own.
			process.kill(-this.pid, signal);
		} catch {
			// It has ended in this moment.
		}
	}

	/**
	 * node-pty closes the terminal 200 ms after the program has ended, read or not: on a busy machine, or while we do not
	 * read, the last output would be lost. So it is closed when nothing has come for a while.
	 *
	 * @returns closes it at once
	 */
	private keepReading(): () => void {
		const {_socket: socket} = this.child;
		const close = socket.destroy.bind(socket);
		const closeWhenQuiet = (before: number) =>
			setTimeout(() => {
				if (socket.destroyed) return;
				if (this.isStalled || this.received > before) closeWhenQuiet(this.received);
				else close();
			}, 100).unref();
		socket.destroy = error => {
			// With an error or at its end it is the stream that closes itself.
			if (error || socket.readableEnded) return close(error);
			closeWhenQuiet(this.received);
			return socket;
		};
		return close;
	}
}

function nameOf(signal: number): NodeJS.Signals {
	const names = Object.entries(constants.signals) as [NodeJS.Signals, number][];
	return names.find(([, number]) => number === signal)?.[0] ?? ('unknown' as NodeJS.Signals);
}

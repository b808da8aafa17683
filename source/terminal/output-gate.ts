import {Buffer} from 'node:buffer';
import process from 'node:process';
import {Writable} from 'node:stream';
import type {WriteStream} from 'node:tty';
import {plainAscii} from '../text/plain-ascii.ts';
import {PrivateModes} from './private-modes.ts';
import {openTerminal, type TerminalDevice} from './terminal-device.ts';

/** Where the size of the terminal is known: `process.stdout`. */
type SizeSource = Pick<WriteStream, 'columns' | 'rows' | 'on' | 'off'>;

export type GateOptions = {
	/** The longest time that `flush` and `finish` wait for the terminal, in milliseconds. */
	deadline?: number;
	/** How many bytes may wait at most; beyond it the event `overflow` comes. */
	limit?: number;
	/** The terminal shows only ASCII: all other characters are written as `?`. */
	ascii?: boolean;
};

type Chunk = {bytes: Buffer; taken: number};

/**
 * Milliseconds until the next try after a terminal took only a part: short at first, because a terminal that is being
 * read soon has room again, then longer. The timer runs only while something is waiting.
 */
const [firstRetry, lastRetry] = [1, 10];

/** Ends a sequence that was cut off, if there is one. */
const cancel = '\u0018';

/** Clears the screen and moves the cursor to its corner, in any state of the terminal. */
const freshScreen = '\u001B[?2026l\u001B[m\u001B[H\u001B[J';

/**
 * Hands bytes to the terminal and never waits for it, so that polling, keys and signals go on while the terminal stalls.
 *
 * Promises:
 * - Bytes arrive in the order of the writes, none lost or repeated, however slowly the terminal reads.
 * - A write takes what the kernel takes (about 14 KB on Linux) and returns. A timer retries the rest.
 * - What was written cannot be replaced. The output stage above therefore asks `isBlocked()` before it writes a frame
 *   and, on `unblocked`, writes only the latest; meanwhile the application does not render. So at most one frame waits
 *   here.
 * - If more than `limit` is written nevertheless, chunks that have not begun are dropped and the screen is emptied:
 *   `overflow` asks for a whole frame.
 * - The callback of a write means that the gate has the bytes, not that the terminal has: otherwise Ink would wait for
 *   the terminal when it ends.
 * - `finish` is final: it restores the terminal's modes, or gives up after half a second.
 * - The terminal is gone (`hangup`): all writes after that are swallowed.
 */
export class OutputGate extends Writable {
	readonly isTTY = true;
	private readonly device: TerminalDevice;
	private readonly size: SizeSource;
	private readonly deadline: number;
	private readonly limit: number;
	private readonly ascii: boolean;
	private readonly modes = new PrivateModes();
	private waiting: Chunk[] = [];
	private waitingBytes = 0;
	private timer: NodeJS.Timeout | undefined;
	private retryIn = firstRetry;
	private state: 'open' | 'finished' | 'hung up' = 'open';
	private readonly resized = () => this.emit('resize');

	constructor(
		device: TerminalDevice,
		size: SizeSource,
		{deadline = 500, limit = 2 ** 20, ascii = false}: GateOptions = {},
	) {
		super();
		this.device = device;
		this.size = size;
		this.deadline = deadline;
		this.limit = limit;
		this.ascii = ascii;
		size.on('resize', this.resized);
	}

	get columns(): number {
		return this.size.columns;
	}

	get rows(): number {
		return this.size.rows;
	}

	/** Whether the terminal has not taken all of what was written. The event `unblocked` says when it has. */
	isBlocked(): boolean {
		return this.waiting.length > 0;
	}

	/** Whether the terminal is gone. */
	get isHungUp(): boolean {
		return this.state === 'hung up';
	}

	/**
	 * Waits synchronously, for `deadline` at most, until the terminal has taken everything. Called before the process
	 * stops itself or gives the terminal to another program.
	 *
	 * @returns whether it has
	 */
	flush(): boolean {
		return this.pushUntil(performance.now() + this.deadline);
	}

	/**
	 * Writes what is waiting, then what restores the terminal, and accepts nothing more. If the terminal is slow, waiting
	 * bytes are dropped half-way through the deadline: a clean terminal is worth more than its last frame.
	 *
	 * @returns whether all of it was taken
	 */
	finish(): boolean {
		if (this.state !== 'open') return this.state === 'finished';
		const end = performance.now() + this.deadline;
		if (!this.pushUntil(end - this.deadline / 2)) {
			if (this.isHungUp) return false;
			for (const {bytes} of this.waiting) this.modes.noteDoubtful(bytes.toString('latin1'));
			this.forgetWaiting();
			this.keep(Buffer.from(cancel));
		}
		const restore = this.modes.restore();
		if (restore !== '') this.keep(Buffer.from(restore));
		const isDone = this.pushUntil(end);
		if (!this.isHungUp) this.close('finished');
		return isDone;
	}

	/** The terminal is gone, as found here or elsewhere. */
	hangUp(reason: unknown): void {
		if (this.state !== 'open') return;
		this.close('hung up');
		this.tell('hangup', reason);
	}

	override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
		if (this.state === 'open' && bytes.length > 0) {
			const wasBlocked = this.isBlocked();
			this.keep(this.ascii ? Buffer.from(plainAscii(bytes.toString())) : bytes);
			if (this.waitingBytes > this.limit) this.overflow();
			// While it is blocked the timer asks.
			if (!wasBlocked) this.push();
		}
		done();
	}

	private keep(bytes: Buffer): void {
		this.waiting.push({bytes, taken: 0});
		this.waitingBytes += bytes.length;
	}

	private forgetWaiting(): void {
		this.waiting = [];
		this.waitingBytes = 0;
	}

	/** Drops waiting chunks but the one that has begun, whose end must follow its beginning. */
	private overflow(): void {
		const begun = this.waiting.filter(({taken}) => taken > 0);
		for (const {bytes} of this.waiting) this.modes.noteDoubtful(bytes.toString('latin1'));
		this.waiting = [...begun];
		this.waitingBytes = begun.reduce((sum, {bytes, taken}) => sum + bytes.length - taken, 0);
		this.keep(Buffer.from(freshScreen));
		this.tell('overflow');
	}

	/** Writes what the terminal accepts now, and plans the next try. */
	private push(): void {
		try {
			this.retryIn = this.pushNow() ? firstRetry : Math.min(2 * this.retryIn, lastRetry);
		} catch (error) {
			this.hangUp(error);
			return;
		}
		clearTimeout(this.timer);
		if (this.isBlocked()) {
			// A process that has nothing else to do ends, and finish() has the last word then.
			this.timer = setTimeout(() => this.push(), this.retryIn).unref();
		} else if (this.timer) {
			this.timer = undefined;
			this.tell('unblocked');
		}
	}

	/** @returns whether the terminal took anything */
	private pushNow(): boolean {
		let tookAny = false;
		for (let head = this.waiting[0]; head !== undefined; head = this.waiting[0]) {
			const taken = this.device.write(head.bytes.subarray(head.taken));
			head.taken += taken;
			this.waitingBytes -= taken;
			if (taken === 0) break;
			tookAny = true;
			if (head.taken < head.bytes.length) continue;
			this.modes.note(head.bytes.toString('latin1'));
			this.waiting.shift();
		}
		return tookAny;
	}

	private pushUntil(end: number): boolean {
		try {
			for (;;) {
				this.pushNow();
				if (!this.isBlocked()) return true;
				const rest = end - performance.now();
				if (rest <= 0) return false;
				sleep(Math.min(rest, lastRetry));
			}
		} catch (error) {
			this.hangUp(error);
			return false;
		}
	}

	/** Emits later, not inside a write, which may be in the middle of a render. */
	private tell(event: string, ...details: unknown[]): void {
		process.nextTick(() => this.emit(event, ...details));
	}

	private close(state: 'finished' | 'hung up'): void {
		this.state = state;
		this.forgetWaiting();
		clearTimeout(this.timer);
		this.size.off('resize', this.resized);
		this.device.close();
	}
}

/**
 * The gate to the terminal on standard output. It finishes by itself when the process exits; a process that ends by a
 * signal has to call `finish()` in its handler.
 */
export function openOutputGate(options?: GateOptions): OutputGate {
	const {stdout} = process;
	const gate = new OutputGate(openTerminal(stdout.fd) ?? plainDevice(stdout), stdout, options);
	process.once('exit', () => gate.finish());
	// Whatever else writes to standard output finds the same; without a listener that would end the process.
	stdout.on('error', error => gate.hangUp(error));
	return gate;
}

/** For a terminal that cannot be opened a second time: Node's own blocking writes. */
function plainDevice(stdout: WriteStream): TerminalDevice {
	return {
		write(bytes) {
			stdout.write(bytes);
			return bytes.length;
		},
		close() {},
	};
}

function sleep(milliseconds: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

import {Buffer} from 'node:buffer';
import process from 'node:process';
import {Writable} from 'node:stream';
import type {WriteStream} from 'node:tty';
import {plainAscii} from '../text/plain-ascii.ts';
import {PrivateModes} from './private-modes.ts';
import {openTerminal, type TerminalDevice} from './terminal-device.ts';

/** A stream that knows the size of the terminal, such as `process.stdout`. */
type SizeSource = Pick<WriteStream, 'columns' | 'rows' | 'on' | 'off'>;

/** Options of an {@link OutputGate}. */
export type GateOptions = {
	/** The longest time that `flush` and `finish` wait for the terminal, in milliseconds. */
	deadline?: number;
	/** How many bytes may wait. If more are waiting, the gate emits `overflow`. */
	limit?: number;
	/** Whether the terminal shows only ASCII. Every other character is then written as `?`. */
	ascii?: boolean;
};

type Chunk = {bytes: Buffer; taken: number};

/**
 * The first and the longest delay before the next attempt to write, in milliseconds. The first is short, because a
 * terminal that is being read soon accepts more. The timer runs only while bytes are waiting.
 */
const [firstRetry, lastRetry] = [1, 10];

/** Cancels an incomplete control sequence, if there is one (CAN). */
const cancel = '\u0018';

/** Clears the screen and moves the cursor to its top left corner, whatever the state of the terminal. */
const freshScreen = '\u001B[?2026l\u001B[m\u001B[H\u001B[J';

/**
 * Writes to the terminal without ever waiting for it, so that polling, keys and signals work while the terminal stalls.
 * Guarantees:
 * - Bytes arrive in the order in which they were written, none lost or repeated, however slowly the terminal reads.
 * - A write passes on what the kernel accepts (about 14 KB on Linux) and returns. A timer retries the rest.
 * - Bytes that were written cannot be replaced. Therefore the output stage calls `isBlocked()` before it writes a
 * frame, and after `unblocked` writes only the latest frame. The application does not render in the meantime, so at
 * most one frame waits in the gate.
 * - If more than `limit` bytes wait nevertheless, the gate drops all chunks that have not been started, clears the
 * screen and emits `overflow` to ask for a whole frame.
 * - The callback of a write means that the gate has the bytes, not that the terminal has them. Otherwise Ink would wait
 * for the terminal when it exits.
 * - `finish` is final: it restores the modes of the terminal, or gives up after half a second.
 * - After `hangUp`, when the terminal is gone, all writes are ignored.
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

	/**
	 * Whether some bytes are waiting for the terminal. The gate emits `unblocked` as soon as the terminal has accepted
	 * them all.
	 */
	isBlocked(): boolean {
		return this.waiting.length > 0;
	}

	/** Whether the terminal is gone, for example because its window was closed. */
	get isHungUp(): boolean {
		return this.state === 'hung up';
	}

	/**
	 * Blocks until the terminal has accepted everything, at most for `deadline`. It is called before the process stops
	 * itself or gives the terminal to another program.
	 *
	 * @returns whether the terminal accepted everything
	 */
	flush(): boolean {
		return this.pushUntil(performance.now() + this.deadline);
	}

	/**
	 * Writes what is waiting and the sequence that restores the terminal. After that the gate accepts no more bytes. On
	 * a slow terminal it drops waiting bytes after half the deadline, because restoring the modes is more important than
	 * the last frame.
	 *
	 * @returns whether the terminal accepted everything
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

	/** Stops all output because the terminal is gone. */
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
			// If the gate was blocked before, its timer writes the new bytes.
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

	/** Drops all waiting chunks except one that was partly written, because a sequence must not be cut off. */
	private overflow(): void {
		const begun = this.waiting.filter(({taken}) => taken > 0);
		for (const {bytes} of this.waiting) this.modes.noteDoubtful(bytes.toString('latin1'));
		this.waiting = [...begun];
		this.waitingBytes = begun.reduce((sum, {bytes, taken}) => sum + bytes.length - taken, 0);
		this.keep(Buffer.from(freshScreen));
		this.tell('overflow');
	}

	/** Writes what the terminal accepts now, and sets the timer if bytes remain. */
	private push(): void {
		try {
			this.retryIn = this.pushNow() ? firstRetry : Math.min(2 * this.retryIn, lastRetry);
		} catch (error) {
			this.hangUp(error);
			return;
		}
		clearTimeout(this.timer);
		if (this.isBlocked()) {
			// Without `ref`, so that the timer does not keep a process alive. `finish` writes the rest at exit.
			this.timer = setTimeout(() => this.push(), this.retryIn).unref();
		} else if (this.timer) {
			this.timer = undefined;
			this.tell('unblocked');
		}
	}

	/**
	 * Writes as much as the terminal accepts.
	 *
	 * @returns whether it accepted anything
	 */
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

	/** Emits an event after the current write, because the write may be part of a render. */
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
 * Opens the gate to the terminal on standard output. When the process exits, `finish` is called automatically. A signal
 * handler that ends the process must call it.
 */
export function openOutputGate(options?: GateOptions): OutputGate {
	const {stdout} = process;
	const gate = new OutputGate(openTerminal(stdout.fd) ?? plainDevice(stdout), stdout, options);
	process.once('exit', () => gate.finish());
	// Other code that writes to standard output causes the same error. Without a listener it would end the process.
	stdout.on('error', error => gate.hangUp(error));
	return gate;
}

/** Makes a device with the blocking writes of Node, for a terminal that cannot be opened a second time. */
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

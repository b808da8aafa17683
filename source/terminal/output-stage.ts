import {Writable} from 'node:stream';
import type {OutputGate} from './output-gate.ts';
import {cellsOf} from './stage/cells.ts';
import {readInkWrite} from './stage/ink-writes.ts';
import type {ScreenRow} from './stage/row.ts';
import {type ScreenSize, update} from './stage/update.ts';

/** The part of the gate that the stage uses. */
export type StageGate = Pick<OutputGate, 'write' | 'isBlocked' | 'on' | 'columns' | 'rows'>;

/**
 * Updates of at least this many bytes are written as a synchronized update. Fewer bytes arrive in one piece anyway, and
 * the marks of a synchronized update would often be longer than the update itself.
 */
const synchronizedFrom = 64;
const [begin, end] = ['\u001B[?2026h', '\u001B[?2026l'];
const leavesScreen = /\u001B\[\?1049/;

/**
 * The stream that Ink draws on, in front of the gate. It receives whole frames, remembers what the terminal shows, and
 * writes only the cells that changed. It scrolls the terminal where that takes fewer bytes.
 * - While the terminal is blocked, each new frame replaces the previous one. Only the last frame is drawn afterwards.
 * - After a resize everything is redrawn, because terminals differ in what they keep. `drawAnew` redraws at any time.
 * - Other code that writes to the gate must not move the cursor or print text.
 */
export class OutputStage extends Writable {
	readonly isTTY = true;
	readonly #gate: StageGate;
	readonly #lineOf: (row: string) => string;
	readonly #onWrite: (bytes: number) => void;
	/** What the terminal shows; `undefined` if that is not known. */
	#shown: readonly ScreenRow[] | undefined;
	/** The lines of the last frame. */
	#wanted: readonly string[] | undefined;
	#isOpen = false;

	/**
	 * @param lineOf returns the line to draw for a row of Ink's frame; Ink may have received a short placeholder for it
	 * @param onWrite called with the bytes of each frame
	 */
	constructor(
		gate: StageGate,
		lineOf: (row: string) => string = row => row,
		onWrite: (bytes: number) => void = () => {},
	) {
		super({decodeStrings: false});
		this.#gate = gate;
		this.#lineOf = lineOf;
		this.#onWrite = onWrite;
		gate.on('unblocked', () => this.#draw());
		gate.on('overflow', () => this.drawAnew());
		gate.on('resize', () => {
			this.#shown = undefined;
			this.emit('resize');
		});
	}

	get columns(): number {
		return this.#gate.columns;
	}

	get rows(): number {
		return this.#gate.rows;
	}

	/** Redraws the whole last frame. */
	drawAnew(): void {
		this.#shown = undefined;
		this.#draw();
	}

	override _write(chunk: string | Uint8Array, _encoding: BufferEncoding, done: () => void): void {
		this.#take(String(chunk));
		done();
	}

	#take(written: string): void {
		const write = readInkWrite(written);
		switch (write.kind) {
			case 'nothing':
				return;
			case 'begin':
				this.#isOpen = true;
				return;
			case 'end':
				this.#isOpen = false;
				return this.#draw();
			case 'clear':
				this.#forget();
				return;
			case 'modes':
				if (leavesScreen.test(write.bytes)) this.#forget();
				this.#gate.write(write.bytes);
				return;
			case 'frame':
				this.#wanted = write.lines.map(this.#lineOf);
				if (!this.#isOpen) this.#draw();
		}
	}

	/** Forgets the frame and what the terminal shows. Nothing is drawn until Ink writes the next frame. */
	#forget(): void {
		this.#shown = undefined;
		this.#wanted = undefined;
	}

	#rowsOf(lines: readonly string[]): readonly ScreenRow[] {
		const {columns, rows} = this;
		const before = this.#shown;
		return lines.slice(0, rows).map((line, y) => {
			const same = before?.[y];
			return same?.line === line ? same : {line, cells: cellsOf(line, columns)};
		});
	}

	#draw(): void {
		if (!this.#wanted || this.#gate.isBlocked()) return;
		const size: ScreenSize = {columns: this.columns, rows: this.rows};
		const wanted = this.#rowsOf(this.#wanted);
		const bytes = update(this.#shown, wanted, size);
		this.#shown = wanted;
		if (bytes === '') return;
		const frame = bytes.length >= synchronizedFrom ? begin + bytes + end : bytes;
		this.#gate.write(frame);
		this.#onWrite(Buffer.byteLength(frame));
	}
}

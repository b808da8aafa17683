import {Writable} from 'node:stream';
import type {OutputGate} from './output-gate.ts';
import {cellsOf} from './stage/cells.ts';
import {readInkWrite} from './stage/ink-writes.ts';
import type {Row} from './stage/row.ts';
import {type Size, update} from './stage/update.ts';

/** What the stage needs of the gate below it. */
export type StageGate = Pick<OutputGate, 'write' | 'isBlocked' | 'on' | 'columns' | 'rows'>;

/** Fewer bytes arrive together anyhow; to say so would be longer than many of them. */
const synchronizedFrom = 64;
const [begin, end] = ['\u001B[?2026h', '\u001B[?2026l'];
const leavesScreen = /\u001B\[\?1049/;

/**
 * The stream that Ink draws on, before the gate to the terminal: it takes whole frames, remembers what the terminal shows,
 * and writes the difference, cell by cell, with the terminal's own scrolling where that is less.
 *
 * - A frame that the terminal has no room for is replaced by the next one, and the last is drawn when there is room again:
 *   a terminal that stands still costs one frame, however long.
 * - After another size all is drawn anew, as nobody knows what a terminal makes of its content then. `drawAnew` does so
 *   at any time.
 * - Whatever else is written to the gate meanwhile must not move the cursor or show anything.
 */
export class OutputStage extends Writable {
	readonly isTTY = true;
	readonly #gate: StageGate;
	readonly #lineOf: (row: string) => string;
	readonly #onWrite: (bytes: number) => void;
	/** `undefined`: nobody knows. */
	#shown: readonly Row[] | undefined;
	/** The lines of the last frame, as many as it had. */
	#wanted: readonly string[] | undefined;
	#isOpen = false;

	/**
	 * @param lineOf a row of a frame as it is to be seen, where Ink is given something shorter in its place
	 * @param onWrite told how many bytes a frame came to
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

	/** Draws the last frame whole, whatever the terminal shows. */
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

	/** Nothing of ours is on the screen, and nothing is to be until the next frame. */
	#forget(): void {
		this.#shown = undefined;
		this.#wanted = undefined;
	}

	#rowsOf(lines: readonly string[]): readonly Row[] {
		const {columns, rows} = this;
		const before = this.#shown;
		return lines.slice(0, rows).map((line, y) => {
			const same = before?.[y];
			return same?.line === line ? same : {line, cells: cellsOf(line, columns)};
		});
	}

	#draw(): void {
		if (!this.#wanted || this.#gate.isBlocked()) return;
		const size: Size = {columns: this.columns, rows: this.rows};
		const wanted = this.#rowsOf(this.#wanted);
		const bytes = update(this.#shown, wanted, size);
		this.#shown = wanted;
		if (bytes === '') return;
		const frame = bytes.length >= synchronizedFrom ? begin + bytes + end : bytes;
		this.#gate.write(frame);
		this.#onWrite(Buffer.byteLength(frame));
	}
}

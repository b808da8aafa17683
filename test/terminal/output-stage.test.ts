import {EventEmitter} from 'node:events';
import {expect, test} from 'vitest';
import {OutputStage} from '../../source/terminal/output-stage.ts';

const esc = '\u001B[';

/** A gate that takes all, or nothing while it is blocked; the test reads what it was given. */
class FakeGate extends EventEmitter {
	columns = 40;
	rows = 5;
	isStopped = false;
	written = '';

	isBlocked = () => this.isStopped;
	write = (bytes: string) => {
		this.written += bytes;
		return true;
	};

	/** What was written since it was asked last. */
	taken(): string {
		const {written} = this;
		this.written = '';
		return written;
	}
}

function stageOn(gate = new FakeGate(), lineOf?: (row: string) => string) {
	const frames: number[] = [];
	const stage = new OutputStage(gate as never, lineOf, bytes => frames.push(bytes));
	return {gate, stage, frames};
}

test('an identical frame writes nothing; a redraw writes all of it', () => {
	const {gate, stage} = stageOn();
	stage.write('first row\nsecond row');
	expect(gate.taken()).toContain('second row');
	stage.write('first row\nsecond row');
	expect(gate.taken()).toBe('');
	stage.drawAnew();
	const anew = gate.taken();
	expect(anew).toContain('first row');
	expect(anew).toContain('second row');
});

test.each(['overflow', 'resize'])('after %s the next frame comes whole', event => {
	const {gate, stage} = stageOn();
	stage.write('first row\nsecond row');
	gate.taken();
	gate.emit(event);
	stage.write('first row\nsecond row!');
	expect(gate.taken()).toContain('first row');
});

test('Ink is told about a changed size, which it asks the stage for', () => {
	const {gate, stage} = stageOn();
	let told = 0;
	stage.on('resize', () => told++);
	gate.columns = 7;
	gate.rows = 3;
	gate.emit('resize');
	expect([told, stage.columns, stage.rows]).toEqual([1, 7, 3]);
});

test('a blocked terminal gets only the last frame', () => {
	const {gate, stage} = stageOn();
	gate.isStopped = true;
	stage.write('one');
	stage.write('two');
	expect(gate.taken()).toBe('');
	gate.isStopped = false;
	gate.emit('unblocked');
	const drawn = gate.taken();
	expect(drawn).toContain('two');
	expect(drawn).not.toContain('one');
});

test('of a batch only the last frame is drawn, at its end', () => {
	const {gate, stage} = stageOn();
	stage.write(`${esc}?2026h`);
	stage.write('one');
	stage.write('two');
	expect(gate.taken()).toBe('');
	stage.write(`${esc}?2026l`);
	expect(gate.taken()).toContain('two');
	stage.write('a third one');
	expect(gate.taken()).toContain('a third one');
});

test('a screen that Ink left or erased is drawn completely by the next frame, and not before', () => {
	for (const leaving of [`${esc}?1049l`, `${esc}2K${esc}G`]) {
		const {gate, stage} = stageOn();
		stage.write('first row\nsecond row');
		stage.write(leaving);
		gate.taken();
		gate.emit('unblocked');
		stage.drawAnew();
		expect(gate.taken()).toBe('');
		stage.write('first row\nsecond row');
		expect(gate.taken()).toContain('first row');
	}
});

test('mode switches are passed on unchanged, and the known screen stays known', () => {
	const {gate, stage} = stageOn();
	stage.write('a row');
	gate.taken();
	stage.write(`${esc}?1000h`);
	expect(gate.taken()).toBe(`${esc}?1000h`);
	stage.write('a row');
	expect(gate.taken()).toBe('');
});

test('rows beyond the height of the terminal are not drawn', () => {
	const {gate, stage} = stageOn();
	stage.write(['1', '2', '3', '4', '5', 'too low'].join('\n'));
	expect(gate.taken()).not.toContain('too low');
});

test('a large frame is a synchronized update, and the size of each frame is reported', () => {
	const {gate, stage, frames} = stageOn();
	stage.write('x'.repeat(40).concat('\n').repeat(4));
	const large = gate.taken();
	expect(large.startsWith(`${esc}?2026h`)).toBe(true);
	expect(large.endsWith(`${esc}?2026l`)).toBe(true);
	stage.write('x'.repeat(40).concat('\n').repeat(4).replace('x', 'y'));
	const small = gate.taken();
	expect(small).not.toContain('?2026');
	expect(frames).toEqual([Buffer.byteLength(large), Buffer.byteLength(small)]);
});

test('a mark in a row is replaced by its line', () => {
	const {gate, stage} = stageOn(new FakeGate(), row => row.replace('mark', 'the whole line'));
	stage.write('mark');
	expect(gate.taken()).toContain('the whole line');
});

import {EventEmitter, once} from 'node:events';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type GateOptions, OutputGate} from '../../source/terminal/output-gate.ts';
import {often} from '../often.ts';

/** A terminal that takes what it is told to take, then all; while it is stalled, nothing. */
class FakeTerminal {
	received = '';
	closed = 0;
	calls = 0;
	isStalled = false;
	/** Takes nothing until it is offered this. */
	isStalledUntil: string | undefined;
	failure: Error | undefined;
	private readonly appetites: number[];

	constructor(appetites: number[] = []) {
		this.appetites = appetites;
	}

	write(bytes: Uint8Array): number {
		this.calls++;
		if (this.closed > 0) throw new Error('written after it was closed');
		if (this.failure) throw this.failure;
		if (this.isStalledUntil !== undefined) {
			if (!Buffer.from(bytes).includes(this.isStalledUntil)) return 0;
			this.isStalledUntil = undefined;
		}
		const appetite = this.isStalled ? 0 : (this.appetites.shift() ?? bytes.length);
		const taken = Math.min(appetite, bytes.length);
		this.received += Buffer.from(bytes.subarray(0, taken)).toString('latin1');
		return taken;
	}

	close() {
		this.closed++;
	}
}

/** Tries in which a terminal takes nothing. */
const none = (tries: number) => Array.from({length: tries}, () => 0);

class FakeSize extends EventEmitter {
	columns = 80;
	rows = 24;
}

function gateTo(terminal: FakeTerminal, options?: GateOptions) {
	const size = new FakeSize();
	const gate = new OutputGate(terminal, size as unknown as ConstructorParameters<typeof OutputGate>[1], options);
	return {gate, size};
}

describe('bytes', () => {
	test('arrive at once while the terminal accepts them', () => {
		const terminal = new FakeTerminal();
		const {gate} = gateTo(terminal);
		expect(gate.write('漢')).toBe(true);
		expect(Buffer.from(terminal.received, 'latin1').toString()).toBe('漢');
		expect(gate.isBlocked()).toBe(false);
	});

	test('arrive in order, each once, however many the terminal accepts at a time', async () => {
		const run = fc.asyncProperty(
			fc.array(fc.string({maxLength: 40}), {maxLength: 20}),
			fc.array(fc.integer({min: 0, max: 17}), {maxLength: 40}),
			async (writes, appetites) => {
				const terminal = new FakeTerminal([...appetites]);
				const {gate} = gateTo(terminal);
				for (const write of writes) gate.write(write);
				if (gate.isBlocked()) await once(gate, 'unblocked');
				expect(terminal.received).toBe(writes.join(''));
				expect(gate.isBlocked()).toBe(false);
				gate.finish();
			},
		);
		await fc.assert(run, {numRuns: often(30)});
	});

	test('that wait are retried automatically, and then an event is emitted', async () => {
		const terminal = new FakeTerminal([3, ...none(2)]);
		const {gate} = gateTo(terminal);
		const unblocked = once(gate, 'unblocked');
		gate.write('abcdef');
		gate.write('ghi');
		expect(gate.isBlocked()).toBe(true);
		expect(terminal.received).toBe('abc');
		await unblocked;
		expect(terminal.received).toBe('abcdefghi');
		expect(gate.isBlocked()).toBe(false);
	});

	test('do not lead to an attempt at every write while the terminal is blocked', () => {
		const terminal = new FakeTerminal();
		terminal.isStalled = true;
		const {gate} = gateTo(terminal, {deadline: 0});
		for (let n = 0; n < 100; n++) gate.write('frame');
		expect(terminal.calls).toBe(1);
		gate.finish();
	});

	test('are accepted by the gate at once: a writer does not wait for the terminal', async () => {
		const terminal = new FakeTerminal();
		terminal.isStalled = true;
		const {gate} = gateTo(terminal, {deadline: 0});
		await new Promise<void>(resolve => gate.write('frame', () => resolve()));
		expect(gate.isBlocked()).toBe(true);
		gate.finish();
	});
});

describe('too many bytes', () => {
	test('are dropped, except the chunk that has begun, and a new screen is requested', async () => {
		const terminal = new FakeTerminal([2, 0]);
		const {gate} = gateTo(terminal, {limit: 20});
		const overflow = once(gate, 'overflow');
		gate.write('begun');
		gate.write('dropped, dropped, dropped');
		await overflow;
		gate.flush();
		expect(terminal.received).toBe('begun\u001B[?2026l\u001B[m\u001B[H\u001B[J');
		gate.write('whole frame');
		expect(terminal.received.endsWith('whole frame')).toBe(true);
	});

	test('never grow beyond the limit and a chunk', () => {
		const terminal = new FakeTerminal();
		terminal.isStalled = true;
		const {gate} = gateTo(terminal, {limit: 1000, deadline: 0});
		for (let n = 0; n < 1000; n++) gate.write('x'.repeat(100));
		terminal.isStalled = false;
		expect(gate.flush()).toBe(true);
		// A fresh screen, and after it what was written since.
		expect(terminal.received.length).toBeLessThanOrEqual(1100);
		expect(terminal.received.length).toBeGreaterThan(100);
		gate.finish();
	});
});

describe('the end', () => {
	const enter = '\u001B[?1049h\u001B[?25l';
	const leave = '\u001B[m\u001B[?25h\u001B[?1049l';

	test('restores the modes, after the waiting bytes', () => {
		const terminal = new FakeTerminal([enter.length, 2]);
		const {gate} = gateTo(terminal);
		gate.write(enter);
		gate.write('last frame');
		expect(gate.finish()).toBe(true);
		expect(terminal.received).toBe(`${enter}last frame${leave}`);
		expect(terminal.closed).toBe(1);
	});

	test('adds nothing if all modes are restored already', () => {
		const terminal = new FakeTerminal();
		const {gate} = gateTo(terminal);
		gate.write(`${enter}frame\u001B[?25h\u001B[?1049l`);
		const before = terminal.received;
		gate.finish();
		expect(terminal.received).toBe(before);
	});

	test('comes once, and later writes are ignored', () => {
		const terminal = new FakeTerminal();
		const {gate} = gateTo(terminal);
		gate.write(enter);
		gate.finish();
		const before = terminal.received;
		gate.write('late');
		expect(gate.finish()).toBe(true);
		expect(terminal.received).toBe(before);
		expect(terminal.closed).toBe(1);
	});

	test('drops frames for a slow terminal, but not the restoring', () => {
		const terminal = new FakeTerminal([enter.length, 3, 0]);
		const {gate} = gateTo(terminal, {deadline: 200});
		gate.write(enter);
		gate.write('frame');
		gate.write('another frame');
		terminal.isStalledUntil = '\u0018';
		gate.finish();
		expect(terminal.received).toBe(`${enter}fra\u0018${leave}`);
	});

	test('gives up a terminal that accepts nothing', () => {
		const terminal = new FakeTerminal([enter.length]);
		const {gate} = gateTo(terminal, {deadline: 100});
		gate.write(enter);
		terminal.isStalled = true;
		const start = performance.now();
		expect(gate.finish()).toBe(false);
		expect(performance.now() - start).toBeGreaterThan(90);
		expect(terminal.closed).toBe(1);
	});
});

describe('a terminal that is gone', () => {
	const gone = Object.assign(new Error('EIO: i/o error, write'), {code: 'EIO'});

	test('is reported once, after the write, and later writes are accepted', async () => {
		const terminal = new FakeTerminal();
		const {gate} = gateTo(terminal);
		let told = 0;
		gate.on('hangup', () => told++);
		terminal.failure = gone;
		gate.write('a');
		expect(told).toBe(0);
		gate.write('b');
		await new Promise(resolve => setImmediate(resolve));
		expect(told).toBe(1);
		expect(gate.isHungUp).toBe(true);
		expect(gate.isBlocked()).toBe(false);
		expect(gate.finish()).toBe(false);
		expect(terminal.closed).toBe(1);
	});

	test('is noticed while bytes are waiting', async () => {
		const terminal = new FakeTerminal([0]);
		const {gate} = gateTo(terminal);
		gate.write('a');
		terminal.failure = gone;
		expect(await once(gate, 'hangup')).toEqual([gone]);
	});

	test('is noticed at the end, and nothing is written to the closed terminal', () => {
		const terminal = new FakeTerminal([0]);
		const {gate} = gateTo(terminal);
		gate.write('\u001B[?1049h');
		terminal.failure = gone;
		expect(gate.finish()).toBe(false);
		expect(terminal.closed).toBe(1);
	});
});

test('its size is that of the terminal, and Ink is told about changes until the end', () => {
	const {gate, size} = gateTo(new FakeTerminal());
	let resized = 0;
	gate.on('resize', () => resized++);
	expect([gate.isTTY, gate.columns, gate.rows]).toEqual([true, 80, 24]);
	Object.assign(size, {columns: 40, rows: 10});
	size.emit('resize');
	expect([resized, gate.columns, gate.rows]).toEqual([1, 40, 10]);
	gate.finish();
	size.emit('resize');
	expect(resized).toBe(1);
});

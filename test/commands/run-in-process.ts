import {AsyncLocalStorage, createHook} from 'node:async_hooks';
import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import {readFileSync} from 'node:fs';
import type {Socket} from 'node:net';
import process from 'node:process';
import {Readable, Writable} from 'node:stream';
import {setImmediate as nextTurn, setTimeout as sleep} from 'node:timers/promises';
import {setFlagsFromString} from 'node:v8';
// Both look at the environment as they are loaded: at the one of the tests, not at the one of the run that comes first.
import 'chalk';
import 'react';
import {vi} from 'vitest';
import {main} from '../../source/commands/main.ts';
import {systemClock} from '../../source/monitor/clock.ts';
import {forgetSecrets} from '../../source/text/known-secrets.ts';
import {environment, temporaryFolder} from '../e2e/environment.ts';
import type {Run, RunOptions} from '../e2e/run-cli.ts';

const {version}: {version: string} = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** What of a run keeps a process alive, by the names that Node gives to resources. */
const holding =
	/^(?:Timeout|Immediate|TCPWRAP|TCPSERVERWRAP|TCPCONNECTWRAP|PIPEWRAP|PIPESERVERWRAP|PROCESSWRAP|WORKER|UDPWRAP|FSEVENTWRAP|STATWATCHER|FSREQCALLBACK|FSREQPROMISE|GETADDRINFOREQWRAP)$/;

/** Milliseconds that what is still open may take to end once the command has ended: a real process is ended by then. */
const endsWithin = 3000;

/** As `RunOptions`, and what only a run in this process can be given. */
export type InProcessOptions = RunOptions & {
	/** How many times faster the clock of the monitor goes: for what waits by the rules of the program, not for a server. */
	readonly faster?: number;
	/** Called with all of standard output each time when the command has written to it. */
	readonly onOutput?: (stdout: string) => void;
};

type Held = {readonly type: string; readonly resource: {hasRef?(): boolean}; readonly begun: Error};

const runs = new AsyncLocalStorage<object>();
let current: string | undefined;

/**
 * Runs `main` in the process of the test, without a terminal, as `runCli` runs the built program: some 100 ms less of
 * processor time each. For whatever asks no question of a process: signals, descriptors, exits by force, what Node itself
 * reads from the environment as it starts (`NODE_OPTIONS`, `NODE_EXTRA_CA_CERTS`).
 *
 * The run has the environment, the three streams, the exit code and `process.exit` for itself, knows no secret when it begins,
 * and leaves nothing: listeners, timers and connections are taken away as the end of a process takes them.
 *
 * @throws when it has not ended in time; when something is left that would keep a process alive; when another run goes on
 */
export async function runInProcess(args: readonly string[], options: InProcessOptions = {}): Promise<Run> {
	const {home = temporaryFolder(), input = '', patience = 100_000, faster = 1, onOutput} = options;
	const name = `gpjobs ${args.join(' ')}`;
	if (current !== undefined) throw new Error(`${name}: one run at a time, and ${current} goes on. Two need processes.`);
	current = name;
	const borrowed = borrowProcess(environment(home, options.env), input, onOutput);
	const watched = watchRun();
	const setClockBack = hastenClock(faster);
	const ended = Promise.race([
		borrowed.exited,
		runs.run(watched.run, () => main(args, version)).then(() => watched.untilNothingHolds(borrowed.exited)),
	]);
	try {
		const isOver = await Promise.race([ended.then(() => true), sleep(patience, false, {ref: false})]);
		const {stdout, stderr} = borrowed.written();
		if (!isOver) throw new Error(`${name} had not ended after ${patience} ms.\nstdout: ${stdout}\nstderr: ${stderr}`);
		const left = watched.holds();
		if (left.length > 0) throw new Error(`${name} has left something open.\n${left.join('\n')}`);
		const code = borrowed.end();
		return {code, signal: null, ...borrowed.written()};
	} finally {
		await watched.clear();
		setClockBack();
		borrowed.giveBack();
		current = undefined;
	}
}

/** Watches what comes into being in a run, so that nothing of it outlives the run. */
function watchRun() {
	const run = {};
	const held = new Map<number, Held>();
	const sockets = new Set<Socket>();
	const hook = createHook({
		init(id, type, _trigger, resource) {
			if (!holding.test(type) || runs.getStore() !== run) return;
			// V8 formats the stack when it is first read, which costs more than all the rest: few are.
			held.set(id, {type, resource, begun: new Error()});
		},
		destroy(id) {
			held.delete(id);
		},
	}).enable();
	const onSocket = (message: unknown) => {
		if (runs.getStore() === run) sockets.add((message as {socket: Socket}).socket);
	};
	subscribe('net.client.socket', onSocket);
	const holders = () => [...held.values()].filter(({resource}) => resource.hasRef?.() ?? true);
	return {
		run,
		/** Waits until a process would end by itself. */
		async untilNothingHolds(exited: Promise<unknown>): Promise<void> {
			let isExited = false;
			void exited.then(() => {
				isExited = true;
			});
			const latest = performance.now() + endsWithin;
			await nextTurn();
			while (!isExited && holders().length > 0 && performance.now() < latest) await sleep(1);
		},
		/** What would keep a process alive, and where it came from. */
		holds: () => holders().map(({type, begun}) => `${type} ${begun.stack}`),
		async clear(): Promise<void> {
			for (const socket of sockets) socket.destroy();
			for (const {type, resource} of held.values()) if (type === 'Timeout') clearTimeout(resource as NodeJS.Timeout);
			// What ends so is told once more to whoever listens, while the run's own listeners are still there.
			await nextTurn();
			hook.disable();
			unsubscribe('net.client.socket', onSocket);
		},
	};
}

/** Makes the clock of the monitor go faster. @returns ends it */
function hastenClock(faster: number): () => void {
	if (faster === 1) return () => {};
	const {now, after} = systemClock;
	const begun = now();
	const spies = [
		vi.spyOn(systemClock, 'now').mockImplementation(() => {
			const passed = (now().mono - begun.mono) * faster;
			return {epoch: begun.epoch + passed, mono: begun.mono + passed};
		}),
		vi.spyOn(systemClock, 'after').mockImplementation((milliseconds, call) => after(milliseconds / faster, call)),
	];
	return () => {
		for (const spy of spies) spy.mockRestore();
	};
}

/** Puts the process at the disposal of one run. */
function borrowProcess(env: Record<string, string>, input: string, onOutput?: InProcessOptions['onOutput']) {
	const usual = {
		env: {...process.env},
		exitCode: process.exitCode,
		title: process.title,
		exit: process.exit,
		kill: process.kill,
		execve: process.execve,
		listeners: new Map(process.eventNames().map(event => [event, new Set(process.rawListeners(event))])),
	};
	const streams = (['stdin', 'stdout', 'stderr'] as const).map(
		name => [name, Object.getOwnPropertyDescriptor(process, name)] as const,
	);
	const stdout = new Taken(onOutput);
	const stderr = new Taken();
	replaceEnvironment(env);
	for (const [name, value] of Object.entries({
		stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
		stdout,
		stderr,
	}))
		Object.defineProperty(process, name, {value, configurable: true, enumerable: true, writable: true});
	process.exitCode = undefined;
	forgetSecrets();
	const {promise: exited, resolve: exit} = Promise.withResolvers<void>();
	process.exit = ((code?: number) => {
		process.exitCode = code ?? codeNow();
		exit();
	}) as typeof process.exit;
	process.execve = () => {
		throw new Error('What puts another program in its place needs a process of its own.');
	};
	process.kill = (pid, signal) => {
		if (pid === process.pid || pid === 0) {
			if (signal !== 0) throw new Error('What sends signals to itself needs a process of its own.');
		}
		return usual.kill.call(process, pid, signal);
	};

	return {
		exited,
		written: () => ({stdout: stdout.text(), stderr: stderr.text()}),
		/** Ends the run as a process ends. @returns its exit code */
		end(): number {
			for (const listener of added(usual.listeners, 'exit')) listener.call(process, codeNow());
			return codeNow();
		},
		giveBack(): void {
			for (const event of process.eventNames())
				for (const listener of added(usual.listeners, event)) process.off(event, listener as () => void);
			process.exit = usual.exit;
			process.kill = usual.kill;
			if (usual.execve) process.execve = usual.execve;
			process.exitCode = usual.exitCode;
			process.title = usual.title;
			for (const [name, descriptor] of streams) if (descriptor) Object.defineProperty(process, name, descriptor);
			replaceEnvironment(usual.env);
			forgetSecrets();
			// Where a run was long, it has bounded the room for new objects (`new-objects.ts`).
			setFlagsFromString('--semi-space-growth-factor=2');
		},
	};
}

function codeNow(): number {
	return Number(process.exitCode ?? 0);
}

function added(usual: ReadonlyMap<string | symbol, ReadonlySet<unknown>>, event: string | symbol) {
	return process.rawListeners(event).filter(listener => !usual.get(event)?.has(listener));
}

/** In its place: what Node itself looks up, such as the time zone and the home folder, it looks up there. */
function replaceEnvironment(env: Readonly<Record<string, string | undefined>>): void {
	for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
	for (const [name, value] of Object.entries(env)) if (process.env[name] !== value) process.env[name] = value;
}

/** A standard output that is no terminal. */
class Taken extends Writable {
	readonly #chunks: Buffer[] = [];
	readonly #onWrite: ((text: string) => void) | undefined;

	constructor(onWrite?: (text: string) => void) {
		super();
		this.#onWrite = onWrite;
	}

	override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
		this.#chunks.push(chunk);
		done();
		this.#onWrite?.(this.text());
	}

	text(): string {
		return Buffer.concat(this.#chunks).toString();
	}
}

/**
 * Runs in a worker of vitest, in place of its own runner: all test files once with every mutant asleep, which says what
 * each test reaches; then, for each mutant, the tests that reach it, until one of them fails. The modules of gpjobs are
 * evaluated again for each mutant, so that no mutant finds what another one left in them; they are compiled only once.
 *
 * vitest exports its runner, but not the function that takes a test file through it: that one is found by its name.
 */
import {appendFileSync, existsSync, globSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import fc from 'fast-check';
import {TestRunner, vi} from 'vitest';
import type {MutationSwitch} from './instrument.ts';

/** What the worker is to do; written by `scripts/mutation.ts`. */
export type MutationJob = {
	readonly testFiles: readonly string[];
	readonly mutants: readonly number[];
	/** Where it says what it does, one JSON a line. */
	readonly progressFile: string;
	/** What each test reaches; made by the first worker, read by those that take over from one that hangs. */
	readonly reachFile: string;
};

export type Progress =
	| {readonly kind: 'ready'; readonly tests: number; readonly seconds: number; readonly failing: readonly string[]}
	/** A test begins that should have ended after so many milliseconds. */
	| {readonly kind: 'test'; readonly allowed: number; readonly name: string}
	| {readonly kind: 'mutant'; readonly number: number}
	| {readonly kind: 'killed'; readonly number: number; readonly by: string}
	| {readonly kind: 'survived'; readonly number: number; readonly tests: number}
	| {readonly kind: 'unreached'; readonly number: number};

type ReachedTest = {
	readonly name: string;
	readonly milliseconds: number;
	readonly steps: number;
	readonly mutants: readonly number[];
};

type ReachedFile = {
	readonly path: string;
	/** Reached while the file and what it imports were loaded: concerns all its tests. */
	readonly onLoad: readonly number[];
	readonly tests: readonly ReachedTest[];
};

type Task = {
	readonly type: 'test' | 'suite';
	readonly name: string;
	mode: string;
	readonly tasks?: readonly Task[];
	readonly suite?: Task;
	readonly file: Task & {readonly filepath: string};
	readonly result?: {readonly state?: string; readonly errors?: readonly {readonly message: string}[]};
};

type StartTests = (files: readonly {filepath: string}[], runner: TestRunner) => Promise<readonly Task[]>;

/** Which mutant is awake, which ones were reached, how long loops turned. */
class Switch implements MutationSwitch {
	active = -1;
	reached = new Set<number>();
	steps = 0;
	mostSteps = Number.POSITIVE_INFINITY;

	is = (number: number): boolean => {
		this.reached.add(number);
		return number === this.active;
	};

	step = (): void => {
		this.steps++;
		if (this.steps > this.mostSteps) throw new Error('This loop turns much longer than it did.');
	};
}

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Longer than this no test needs, whatever the machine does just now. */
const leastAllowed = 10_000;

export default class MutationRunner extends TestRunner {
	/** Called before vitest reads the one test file that it was given; nothing of a run has begun yet. */
	async onBeforeCollect(): Promise<void> {
		const job = JSON.parse(readFileSync(process.env.GPJOBS_MUTATION_JOB ?? '', 'utf8')) as MutationJob;
		fc.configureGlobal({seed: 1, endOnFailure: true});
		await new Session(this, job).run();
	}
}

class Session {
	readonly #outer: TestRunner;
	readonly #job: MutationJob;
	readonly #switch = new Switch();
	#rejections: string[] = [];
	#startTests: StartTests | undefined;

	constructor(outer: TestRunner, job: MutationJob) {
		this.#outer = outer;
		this.#job = job;
	}

	async run(): Promise<void> {
		(globalThis as unknown as {gpjobsMutation: MutationSwitch}).gpjobsMutation = this.#switch;
		process.on('unhandledRejection', reason => this.#rejections.push(String(reason)));
		process.on('uncaughtException', error => this.#rejections.push(String(error)));
		this.#startTests = await findStartTests();
		const {reachFile} = this.#job;
		if (!existsSync(reachFile)) writeFileSync(reachFile, JSON.stringify(await this.#reach()));
		const reach = JSON.parse(readFileSync(reachFile, 'utf8')) as readonly ReachedFile[];
		for (const number of this.#job.mutants) {
			this.#tell({kind: 'mutant', number});
			this.#tell(await this.#try(number, reach));
		}
	}

	/** Runs everything once. */
	async #reach(): Promise<readonly ReachedFile[]> {
		const files: ReachedFile[] = [];
		const failing: string[] = [];
		const begun = performance.now();
		for (const path of this.#job.testFiles) {
			this.#forgetModules();
			const onLoad = this.#switch.reached;
			onLoad.clear();
			const tests: ReachedTest[] = [];
			const runner = new FileRunner(this.#outer, {
				onLoaded: () => {
					files.push({path, onLoad: [...onLoad], tests});
				},
				before: test => {
					this.#tell({kind: 'test', allowed: 120_000, name: nameOf(test)});
					this.#switch.reached = new Set();
					this.#switch.steps = 0;
					return true;
				},
				after: (test, milliseconds) => {
					const {steps, reached} = this.#switch;
					if (test.result?.state === 'pass') {
						tests.push({name: nameOf(test), milliseconds, steps, mutants: [...reached]});
					} else if (test.result?.state === 'fail') {
						failing.push(`${path}: ${nameOf(test)}: ${test.result.errors?.[0]?.message ?? ''}`);
					}
				},
			});
			this.#switch.reached = onLoad;
			await this.#runFile(path, runner, 240_000);
		}
		const tests = files.reduce((sum, file) => sum + file.tests.length, 0);
		this.#tell({kind: 'ready', tests, seconds: (performance.now() - begun) / 1000, failing});
		return files;
	}

	async #try(number: number, reach: readonly ReachedFile[]): Promise<Progress> {
		const plans = reach
			.map(({path, onLoad, tests}) => ({
				path,
				tests: onLoad.includes(number) ? tests : tests.filter(({mutants}) => mutants.includes(number)),
			}))
			.filter(({tests}) => tests.length > 0)
			.map(plan => ({...plan, cost: plan.tests.reduce((sum, {milliseconds}) => sum + milliseconds, 0)}))
			.toSorted((one, other) => one.cost - other.cost);
		if (plans.length === 0) return {kind: 'unreached', number};
		this.#forgetModules();
		this.#switch.active = number;
		this.#rejections = [];
		let run = 0;
		try {
			for (const {path, tests} of plans) {
				const failure = await this.#failureIn(path, new Map(tests.map(test => [test.name, test])));
				if (failure !== undefined) return {kind: 'killed', number, by: `${path}: ${failure}`};
				run += tests.length;
			}
		} finally {
			this.#switch.active = -1;
		}
		return {kind: 'survived', number, tests: run};
	}

	async #failureIn(path: string, wanted: ReadonlyMap<string, ReachedTest>): Promise<string | undefined> {
		let failure: string | undefined;
		let ran = 0;
		const slowest = Math.max(...[...wanted.values()].map(({milliseconds}) => milliseconds));
		const allowed = leastAllowed + slowest * 10;
		this.#switch.mostSteps = Number.POSITIVE_INFINITY;
		this.#tell({kind: 'test', allowed: allowed + 20_000, name: path});
		const runner = new FileRunner(this.#outer, {
			onLoaded: () => {},
			before: test => {
				const known = wanted.get(nameOf(test));
				if (failure !== undefined || !known) return false;
				ran++;
				this.#switch.steps = 0;
				this.#switch.mostSteps = 100_000 + known.steps * 20;
				this.#tell({kind: 'test', allowed: allowed + 20_000, name: nameOf(test)});
				return true;
			},
			after: test => {
				if (test.result?.state === 'fail') {
					failure ??= `${nameOf(test)}: ${test.result.errors?.[0]?.message.split('\n')[0] ?? ''}`;
				}
			},
		});
		const [file] = await this.#runFile(path, runner, allowed);
		if (failure !== undefined) return failure;
		if (file?.result?.errors?.length) return `the file itself: ${file.result.errors[0]?.message.split('\n')[0]}`;
		// Tests made of a table that the mutant changed are no longer there.
		if (ran < wanted.size) return `${wanted.size - ran} tests are not there or did not run`;
		return this.#rejections[0];
	}

	async #runFile(path: string, runner: TestRunner, testTimeout: number): Promise<readonly Task[]> {
		const {config} = this.#outer;
		config.testTimeout = testTimeout;
		config.hookTimeout = testTimeout;
		config.snapshotOptions.updateSnapshot = 'none';
		const filepath = join(root, path);
		(this.#outer as unknown as {workerState: {filepath: string}}).workerState.filepath = filepath;
		const tasks = await this.#startTests?.([{filepath}], runner);
		vi.resetConfig();
		vi.restoreAllMocks();
		return tasks ?? [];
	}

	/** As vitest does it between isolated files: what was compiled stays, what was evaluated goes. */
	#forgetModules(): void {
		const {moduleRunner} = this.#outer as unknown as {
			moduleRunner: {evaluatedModules: {idToModuleMap: Map<string, EvaluatedModule>}};
		};
		for (const [path, module] of moduleRunner.evaluatedModules.idToModuleMap) {
			if (!path.startsWith(root) || path.includes('/node_modules/')) continue;
			module.promise = undefined;
			module.exports = undefined;
			module.evaluated = false;
			module.importers.clear();
		}
	}

	#tell(progress: Progress): void {
		appendFileSync(this.#job.progressFile, `${JSON.stringify(progress)}\n`);
	}
}

type EvaluatedModule = {promise: unknown; exports: unknown; evaluated: boolean; importers: Set<string>};

type FileHooks = {
	readonly onLoaded: () => void;
	/** Whether the test is to run. */
	readonly before: (test: Task) => boolean;
	readonly after: (test: Task, milliseconds: number) => void;
};

/** Takes one test file through vitest, without telling its main process. */
class FileRunner extends TestRunner {
	readonly #hooks: FileHooks;
	readonly #begun = new Map<Task, number>();

	constructor(outer: TestRunner, hooks: FileHooks) {
		super(outer.config);
		this.#hooks = hooks;
		const parts = outer as unknown as {moduleRunner: unknown; _otel: unknown};
		Object.assign(this, {moduleRunner: parts.moduleRunner, _otel: parts._otel});
	}

	onCollected(): void {
		this.#hooks.onLoaded();
	}

	override async onBeforeRunTask(test: never): Promise<void> {
		const task = test as Task;
		if (task.mode === 'run' && !this.#hooks.before(task)) task.mode = 'skip';
		this.#begun.set(task, performance.now());
		await super.onBeforeRunTask(test);
	}

	override onAfterRunTask(test: never): void {
		super.onAfterRunTask(test);
		const task = test as Task;
		this.#hooks.after(task, performance.now() - (this.#begun.get(task) ?? 0));
	}

	/** Snapshots of tests that do not run now are not obsolete. */
	override async onAfterRunSuite(): Promise<void> {}
}

function nameOf(task: Task): string {
	return task.suite ? `${nameOf(task.suite)} > ${task.name}` : task.name;
}

async function findStartTests(): Promise<StartTests> {
	const folder = join(dirname(fileURLToPath(import.meta.resolve('vitest'))), 'chunks');
	const [chunk = ''] = globSync('run.*.js', {cwd: folder});
	const exported = (await import(/* @vite-ignore */ join(folder, chunk))) as Record<string, unknown>;
	const found = Object.values(exported).find(value => typeof value === 'function' && value.name === 'startTests');
	if (!found) throw new Error('This version of vitest has no startTests where it was: see scripts/mutation/.');
	return found as StartTests;
}

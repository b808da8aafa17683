/**
 * Mutation testing: would the tests notice if this line were wrong?
 *
 *     node scripts/mutation.ts [ROOM | FILE]… [--sample N] [--seed S] [--report FILE] [--again REPORT]
 *
 * Each small change of `mutation/mutants.ts` is tried: the tests that reach it are run, and one of them has to fail. Rooms
 * and their tests stand in `mutation/rooms.ts`; without names all rooms are tried. `--sample` takes so many changes of
 * each room; `--again` tries what survived by an earlier report. Changes that no test can notice stand in `mutation/equivalent.json` with the reason, and are left out.
 *
 * Not Stryker (10.1.1): with its vitest runner it compiles and runs too much anew for each mutant here, and it brings 169
 * packages. This one needs what is there already: vitest's parser, and its workers, in which all mutants of a file sleep
 * until their number is called.
 */
import {type ChildProcess, spawn} from 'node:child_process';
import {globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {type Mutant, mutantsOf} from './mutation/mutants.ts';
import {type MutationRoom, mutationRooms} from './mutation/rooms.ts';
import {type MutantName, nameOfMutant, sampleOf} from './mutation/sample.ts';
import type {MutationJob, Progress} from './mutation/test-runner.ts';

type NamedMutant = Mutant & MutantName;

type Verdict = {
	readonly outcome: 'killed' | 'survived' | 'unreached';
	/** The test that failed, and why. */
	readonly by?: string;
};

type RoomReport = {
	readonly room: string;
	readonly mutants: number;
	readonly equivalent: number;
	readonly tried: number;
	readonly killed: number;
	/** Of those that were tried and can be noticed, 0 to 1. */
	readonly score: number;
	readonly seconds: number;
	readonly survivors: readonly (MutantName & {readonly line: number; readonly outcome: string})[];
	readonly kills: readonly (MutantName & {readonly line: number; readonly by: string})[];
};

const root = fileURLToPath(new URL('../', import.meta.url));
const {values, positionals} = parseArgs({
	allowPositionals: true,
	options: {
		sample: {type: 'string', default: 'Infinity'},
		seed: {type: 'string', default: '1'},
		report: {type: 'string'},
		again: {type: 'string'},
	},
});

const equivalent = new Set(
	(JSON.parse(readFileSync(join(root, 'scripts/mutation/equivalent.json'), 'utf8')) as readonly MutantName[]).map(
		textOf,
	),
);

/** What survived by an earlier report. */
const earlier =
	values.again === undefined
		? undefined
		: new Set(
				(JSON.parse(readFileSync(values.again, 'utf8')) as readonly RoomReport[]).flatMap(({survivors}) =>
					survivors.map(textOf),
				),
			);

const reports: RoomReport[] = [];
for (const [name, room] of Object.entries(mutationRooms)) {
	const files = filesOf(name, room);
	if (files.length === 0) continue;
	const report = await tryRoom(name, files, room);
	reports.push(report);
	print(report);
}
if (values.report !== undefined) writeFileSync(values.report, `${JSON.stringify(reports, undefined, '\t')}\n`);
if (reports.length === 0) {
	console.error(`Nothing to try. Rooms: ${Object.keys(mutationRooms).join(', ')}.`);
	process.exitCode = 2;
}

function filesOf(name: string, {files, without = []}: MutationRoom): readonly string[] {
	const left = new Set(without);
	const all = globSync([...files], {cwd: root}).toSorted();
	const wanted = all.filter(file => !left.has(file) && !file.endsWith('.d.ts'));
	return positionals.length === 0 || positionals.includes(name)
		? wanted
		: wanted.filter(file => positionals.some(each => file === each || file.startsWith(`${each}/`)));
}

async function tryRoom(name: string, files: readonly string[], room: MutationRoom): Promise<RoomReport> {
	const begun = performance.now();
	const all = files.flatMap(file => {
		const text = readFileSync(join(root, file), 'utf8');
		const lines = text.split('\n');
		return mutantsOf(file, text).map((mutant): NamedMutant => ({...mutant, ...nameOfMutant(mutant, lines)}));
	});
	const noticeable = all.filter(mutant => !equivalent.has(textOf(mutant)));
	const there = new Set(all.map(textOf));
	for (const each of equivalent) {
		const [file] = JSON.parse(each) as [string];
		if (files.includes(file) && !there.has(each)) console.error(`equivalent.json: no longer there: ${each}`);
	}
	const wanted = earlier === undefined ? noticeable : noticeable.filter(mutant => earlier.has(textOf(mutant)));
	const sample = sampleOf(wanted, Number(values.sample), Number(values.seed));
	const leftTests = new Set(globSync([...(room.withoutTests ?? [])], {cwd: root}));
	const testFiles = globSync([...room.tests], {cwd: root})
		.toSorted()
		.filter(file => !leftTests.has(file));
	const verdicts = await verdictsOf(name, sample, testFiles);
	const of = (index: number) => verdicts.get(index)?.outcome ?? 'survived';
	const killed = sample.filter((_, index) => of(index) === 'killed').length;
	const named = ({file, line, code, change}: NamedMutant) => ({file, line, code, change});
	return {
		room: name,
		mutants: all.length,
		equivalent: all.length - noticeable.length,
		tried: sample.length,
		killed,
		score: sample.length === 0 ? 1 : killed / sample.length,
		seconds: Math.round((performance.now() - begun) / 1000),
		survivors: sample
			.map((mutant, index) => ({...named(mutant), outcome: of(index)}))
			.filter(({outcome}) => outcome !== 'killed')
			.toSorted((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line)),
		kills: sample.flatMap((mutant, index) =>
			of(index) === 'killed' ? [{...named(mutant), by: verdicts.get(index)?.by ?? ''}] : [],
		),
	};
}

/** Tries them in one process after another: a mutant that never ends takes its process with it. */
async function verdictsOf(
	name: string,
	sample: readonly NamedMutant[],
	testFiles: readonly string[],
): Promise<ReadonlyMap<number, Verdict>> {
	const folder = mkdtempSync(join(tmpdir(), 'gpjobs-mutation-'));
	const verdicts = new Map<number, Verdict>();
	let fruitless = 0;
	try {
		writeFileSync(
			join(folder, 'mutants.json'),
			JSON.stringify({mutants: sample.map((mutant, number) => ({...mutant, number}))}),
		);
		while (verdicts.size < sample.length && fruitless < 3) {
			const before = verdicts.size;
			const job: MutationJob = {
				testFiles,
				mutants: sample.map((_, number) => number).filter(number => !verdicts.has(number)),
				progressFile: join(folder, 'progress'),
				reachFile: join(folder, 'reach.json'),
			};
			writeFileSync(job.progressFile, '');
			writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
			await runWorker(name, folder, job, verdicts, sample.length);
			fruitless = verdicts.size > before ? 0 : fruitless + 1;
		}
		if (fruitless > 0) throw new Error(`The tests of ${name} cannot be run: see above.`);
		return verdicts;
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
}

async function runWorker(
	name: string,
	folder: string,
	{progressFile}: MutationJob,
	verdicts: Map<number, Verdict>,
	total: number,
): Promise<void> {
	const child = spawn(process.execPath, [join(root, 'scripts/mutation/worker.ts')], {
		cwd: root,
		// A group of its own: what the worker started ends with it.
		detached: true,
		stdio: ['ignore', 'ignore', 'pipe'],
		env: {
			...process.env,
			GPJOBS_MUTATION_JOB: join(folder, 'job.json'),
			GPJOBS_MUTATION_MUTANTS: join(folder, 'mutants.json'),
			GPJOBS_THOROUGH: '',
			GPJOBS_TEXT_RUNS: '500',
			VITEST: undefined,
			VITEST_WORKER_ID: undefined,
			VITEST_POOL_ID: undefined,
		},
	});
	let errors = '';
	child.stderr?.setEncoding('utf8').on('data', (text: string) => {
		errors = `${errors}${text}`.slice(-4000);
	});
	let hasEnded = false;
	const ended = new Promise<void>(resolve => {
		child.once('close', () => {
			hasEnded = true;
			resolve();
		});
	});
	const stop = () => endGroup(child);
	process.once('exit', stop);
	process.once('SIGINT', stopAll);
	process.once('SIGTERM', stopAll);

	let read = 0;
	let current: number | undefined;
	let deadline = performance.now() + 180_000;
	const look = () => {
		if (statSync(progressFile).size === read) return;
		const text = readFileSync(progressFile, 'utf8').slice(read);
		const whole = text.slice(0, text.lastIndexOf('\n') + 1);
		read += whole.length;
		for (const line of whole.split('\n').filter(each => each !== '')) {
			const progress = JSON.parse(line) as Progress;
			deadline = performance.now() + (progress.kind === 'test' ? progress.allowed : 120_000);
			if (progress.kind === 'ready') {
				console.error(`${name}: ${progress.tests} tests, ${Math.round(progress.seconds)} s`);
				for (const failing of progress.failing) console.error(`${name}: not used, fails as it is: ${failing}`);
			} else if (progress.kind === 'mutant') current = progress.number;
			else if (progress.kind !== 'test') {
				const {number, kind} = progress;
				verdicts.set(number, {outcome: kind, ...('by' in progress && {by: progress.by})});
				if (verdicts.size % 25 === 0) console.error(`${name}: ${verdicts.size} of ${total}`);
			}
		}
	};
	while (!hasEnded) {
		await Promise.race([ended, delay(200)]);
		look();
		if (!hasEnded && performance.now() > deadline) {
			stop();
			await ended;
			look();
			if (current !== undefined && !verdicts.has(current)) {
				verdicts.set(current, {outcome: 'killed', by: 'it never ended'});
			}
		}
	}
	process.removeListener('exit', stop);
	process.removeListener('SIGINT', stopAll);
	process.removeListener('SIGTERM', stopAll);
	// It ended by itself in the middle of a mutant.
	if (current !== undefined && !verdicts.has(current))
		verdicts.set(current, {outcome: 'killed', by: 'its process ended'});
	if (current === undefined) console.error(errors);
}

function stopAll(): never {
	process.exit(130);
}

function endGroup(child: ChildProcess): void {
	try {
		if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
	} catch {
		// It has ended meanwhile.
	}
}

function print(report: RoomReport): void {
	const {room, mutants, equivalent: left, tried, killed, score, seconds, survivors} = report;
	for (const {file, line, code, change, outcome} of survivors) {
		console.log(`${file}:${line}  ${change}${outcome === 'unreached' ? '  (no test comes here)' : ''}\n    ${code}`);
	}
	console.log(
		`${room}: ${mutants} mutants, ${left} equivalent, ${tried} tried, ${killed} killed, ` +
			`${tried - killed} survived: ${(score * 100).toFixed(1)} % in ${seconds} s`,
	);
}

function textOf({file, code, change}: MutantName): string {
	return JSON.stringify([file, code, change]);
}

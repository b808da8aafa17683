import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import process from 'node:process';
import {build} from 'esbuild';
import {type DemoServer, startDemoServer} from '../../source/demo/server.ts';
import {type JobRecord, jobRecordSchema} from '../../source/gp/job-record.ts';
import {openJobRecords} from '../../source/store/record-files.ts';
import {homeWith} from '../e2e/monitor-screen.ts';
import {openScreen, type ScreenOptions} from '../e2e/screen.ts';

/** What row-groups share: a folder for the time of the bench, programs to measure beside, homes with saved jobs. */
export class World implements AsyncDisposable {
	readonly folder = mkdtempSync(join(tmpdir(), 'gpjobs-bench-'));
	readonly runs: number;
	readonly isShort: boolean;
	private readonly made = new Map<string, Promise<unknown>>();
	private readonly servers: DemoServer[] = [];

	/**
	 * @param runs how often each contender runs; the short form runs each once
	 * @param isShort counts only, each as briefly as it can be counted
	 */
	constructor(runs: number, isShort: boolean) {
		this.runs = runs;
		this.isShort = isShort;
	}

	/** A word about what is done or left out, beside the table. */
	say(words: string): void {
		process.stderr.write(`${words}\n`);
	}

	/**
	 * A program of `peers/`, bundled as gpjobs is.
	 *
	 * @param file its name, as `ink-hello.tsx`
	 * @returns the command that runs it
	 */
	async peer(file: string): Promise<readonly string[]> {
		return [process.execPath, await this.once(`peer ${file}`, () => bundled(file, this.folder))];
	}

	/**
	 * A home whose list holds jobs of a server that does not answer any more: the network is down.
	 *
	 * @param isKnown whether an earlier run has heard of them: then each has a record
	 */
	homeOffline(jobs: number, isKnown: boolean): Promise<string> {
		return this.once(`home of ${jobs} ${isKnown}`, async () => {
			const server = await startDemoServer({jobs});
			const {jobs: known} = server;
			await server.stop();
			const home = this.emptyHome(`${jobs}-${isKnown ? 'known' : 'new'}`);
			await homeWith({jobs: known.map(({url}, index) => ({url, label: `job-${index}`}))}, home);
			if (isKnown) await keepRecords(home, known);
			return home;
		});
	}

	emptyHome(name: string): string {
		const home = join(this.folder, `home-${name}`);
		mkdirSync(home, {mode: 0o700});
		return home;
	}

	/** A demo server that is stopped when the bench ends. */
	async server(options: Parameters<typeof startDemoServer>[0]): Promise<DemoServer> {
		const server = await startDemoServer(options);
		this.servers.push(server);
		return server;
	}

	/** A demo server whose time stands still, and jobs of it that run, so that they run as long as they are looked at. */
	async running(count: number): Promise<{readonly server: DemoServer; readonly jobs: DemoServer['jobs']}> {
		// Of ten that it makes up, four have ended.
		const server = await this.server({jobs: 3 * count, speed: 0});
		const jobs: DemoServer['jobs'][number][] = [];
		for (const job of server.jobs) {
			if (jobs.length === count) break;
			const {jobStatus} = (await (await fetch(`${job.url}?f=json&returnMessages=false`)).json()) as {
				jobStatus?: string;
			};
			if (/New|Submitted|Waiting|Executing/.test(jobStatus ?? '')) jobs.push(job);
		}
		if (jobs.length < count) throw new Error(`Only ${jobs.length} of ${count} jobs run.`);
		return {server, jobs};
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await Promise.all(this.servers.map(server => server.stop()));
		rmSync(this.folder, {recursive: true, force: true, maxRetries: 3});
	}

	private once<Made>(name: string, make: () => Promise<Made>): Promise<Made> {
		const made = (this.made.get(name) as Promise<Made> | undefined) ?? make();
		this.made.set(name, made);
		return made;
	}
}

/** What gpjobs keeps of jobs that it watched until they had succeeded. */
async function keepRecords(home: string, jobs: DemoServer['jobs']): Promise<void> {
	const records = openJobRecords(home);
	const now = Date.now();
	for (const {url} of jobs) {
		const record: JobRecord = jobRecordSchema.parse({
			url,
			status: 'esriJobSucceeded',
			hasAnswered: true,
			endStatus: 'esriJobSucceeded',
			jobId: url.slice(url.lastIndexOf('/') + 1),
			progress: null,
			messages: {
				total: 12,
				warnings: 1,
				errors: 0,
				last: {type: 'esriJobMessageTypeInformative', text: 'Succeeded at Thursday, 26 November 2026 10:00:00'},
				firstError: null,
			},
			inputs: ['Input_Features', 'Cell_Size'],
			results: ['Output_Features', 'Report'],
			firstSeen: now - 600_000,
			stateSince: now - 60_000,
			metInState: false,
			lastAnswer: now - 60_000,
			runningSince: now - 500_000,
			sawStart: true,
			endedAt: now - 60_000,
			transitions: [
				{at: now - 600_000, status: 'esriJobSubmitted', isGone: false},
				{at: now - 500_000, status: 'esriJobExecuting', isGone: false},
				{at: now - 60_000, status: 'esriJobSucceeded', isGone: false},
			],
		});
		const written = await records.write(record);
		if (!written.ok) throw new Error(written.sentence);
	}
}

/** How long a command takes from its start to its end, in milliseconds. Its output is read by nobody. */
export async function lasting(
	[program = '', ...args]: readonly string[],
	env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
	const begun = performance.now();
	const child = spawn(program, args, {stdio: 'ignore', env});
	await once(child, 'exit');
	return performance.now() - begun;
}

/** How long until a program shows something in a terminal of 80×24, in milliseconds, counted from its start. */
export async function untilShown(
	command: readonly string[],
	wanted: string | RegExp,
	options: ScreenOptions = {},
): Promise<number> {
	const begun = performance.now();
	await using screen = openScreen(command, options);
	await screen.shows(wanted);
	return performance.now() - begun;
}

async function bundled(file: string, folder: string): Promise<string> {
	const peers = join(import.meta.dirname, 'peers');
	const outfile = join(folder, `${basename(file).replace(/\.\w+$/, '')}.mjs`);
	await build({
		entryPoints: [join(peers, file)],
		outfile,
		bundle: true,
		minify: true,
		format: 'esm',
		platform: 'node',
		target: 'node22',
		jsx: 'automatic',
		legalComments: 'none',
		define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
		alias: {'react-devtools-core': join(peers, 'nothing.ts')},
		banner: {js: "import {createRequire as $cr} from 'node:module';const require=$cr(import.meta.url);"},
	});
	return outfile;
}

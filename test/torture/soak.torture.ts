/** A day of polls as fast as they go, with the screen drawn: what is left behind is counted. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync} from 'node:fs';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {expect, onTestFinished, test} from 'vitest';
import {type Client, createClient} from '../../source/gp/client/client.ts';
import {jobAddress} from '../../source/gp/job-url.ts';
import {systemClock} from '../../source/monitor/clock.ts';
import {Monitor} from '../../source/monitor/monitor.ts';
import {safe, safeText} from '../../source/text/safe-text.ts';
import {ScreenController} from '../../source/ui/screen/controller.ts';
import {type Drawn, drawOnNothing} from './drawn.ts';

/** 50 jobs at 5 s for 24 h. */
const polls = Number(process.env.GPJOBS_SOAK_POLLS ?? 864_000);
const jobs = 50;
const samples = 40;
const mebibyte = 2 ** 20;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function startServers(): Promise<readonly string[]> {
	const program = fileURLToPath(new URL('fixtures/soak-servers.ts', import.meta.url));
	const child = spawn(process.execPath, ['--no-warnings', program], {stdio: ['pipe', 'pipe', 'inherit']});
	onTestFinished(() => {
		child.kill();
	});
	const [ports] = await once(child.stdout, 'data');
	return (JSON.parse(String(ports)) as readonly number[]).map(port => `http://127.0.0.1:${port}`);
}

function openScreenOn(monitor: Monitor): Drawn {
	const outcome = async () => ({ok: true as const, notice: safe`done`});
	const screen = new ScreenController(
		{
			monitor,
			clock: systemClock,
			isReadOnly: false,
			edits: {add: outcome, remove: outcome, undo: outcome, relabel: outcome, tag: outcome, hideColumns: outcome},
			signIn: {
				find: async () => ({...(await outcome()), passwordQuestion: null, tokenQuestion: null}),
				signIn: async () => ({...(await outcome()), isSignedIn: true}),
				signedInAs: () => undefined,
			},
			saver: {
				folder: safe`nowhere`,
				formatsOf: () => [],
				save: async () => ({kind: 'done', ok: true, notice: safe`done`}),
				saveJob: outcome,
			},
			browse: outcome,
			copy: () => ({ok: true, notice: safe`copied`}),
			redraw() {},
			suspend() {},
			quit() {},
			isBlocked: () => false,
		},
		{width: 120, height: 36},
	);
	return drawOnNothing(screen);
}

type Sample = {readonly polls: number; readonly heap: number; readonly descriptors: number; readonly rss: number};

/** By how much a figure grew from the first sample to the last, by the straight line that fits best. */
function growthOf(samplesTaken: readonly Sample[], figure: (sample: Sample) => number): number {
	const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const xs = samplesTaken.map((_, index) => index);
	const ys = samplesTaken.map(figure);
	const [x, y] = [mean(xs), mean(ys)];
	const slope =
		mean(xs.map((each, index) => (each - x) * ((ys[index] ?? 0) - y))) / mean(xs.map(each => (each - x) ** 2));
	return slope * (xs.length - 1);
}

test(`${polls} polls of ${jobs} jobs with faults among them leave nothing behind`, async () => {
	const accidents: unknown[] = [];
	const accident = (error: unknown) => accidents.push(error);
	for (const event of ['unhandledRejection', 'uncaughtException', 'warning']) process.on(event, accident);
	onTestFinished(() => {
		for (const event of ['unhandledRejection', 'uncaughtException', 'warning']) process.off(event, accident);
	});
	const origins = await startServers();
	const inner = createClient({version: '0'});
	let done = 0;
	let faults = 0;
	const client: Client = {
		...inner,
		async job(url, options) {
			const answer = await inner.job(url, options);
			done++;
			if (!answer.ok) faults++;
			return answer;
		},
	};
	const monitor = new Monitor({client, clock: systemClock, random: Math.random, rate: 20, interval: 1});
	monitor.watch(
		Array.from({length: jobs}, (_, index) => {
			const url = `${origins[index % origins.length]}/arcgis/rest/services/S/GPServer/T/jobs/j${index}`;
			const address = jobAddress(url);
			if (!address) throw new Error(`${url} should be the URL of a job`);
			return {address, label: safeText(`job ${index}`), tags: []};
		}),
	);
	const screen = openScreenOn(monitor);
	const begun = performance.now();
	const taken: Sample[] = [];
	// Until then what is bounded fills up (100 transitions a job, for one), and code is compiled.
	const warm = polls / 4;
	for (let next = warm; next <= polls; next += (polls - warm) / samples) {
		while (done < next) await new Promise(resolve => setTimeout(resolve, 20));
		collectGarbage();
		const {heapUsed, rss} = process.memoryUsage();
		taken.push({
			polls: done,
			heap: heapUsed / mebibyte,
			rss: rss / mebibyte,
			descriptors: readdirSync('/proc/self/fd').length,
		});
	}
	const seconds = (performance.now() - begun) / 1000;
	const heap = growthOf(taken, sample => sample.heap);
	const descriptors = growthOf(taken, sample => sample.descriptors);
	const range = (figure: (sample: Sample) => number) =>
		`${Math.min(...taken.map(figure)).toFixed(1)}–${Math.max(...taken.map(figure)).toFixed(1)}`;
	console.log(
		`${done} polls in ${Math.round(seconds)} s, ${faults} faults, ${screen.drawn()} characters drawn; heap ${range(({heap}) => heap)} MiB, slope ${heap.toFixed(2)} MiB; ` +
			`descriptors ${range(one => one.descriptors)}, slope ${descriptors.toFixed(1)}; RSS ${range(({rss}) => rss)} MiB`,
	);
	console.log(`heap, MiB: ${taken.map(sample => sample.heap.toFixed(2)).join(' ')}`);
	screen.close();
	monitor.close();
	expect(monitor.jobs.size).toBe(jobs);
	expect(accidents).toEqual([]);
	expect(faults).toBeGreaterThan(done / 500);
	expect(heap).toBeLessThanOrEqual(1);
	expect(descriptors).toBeLessThanOrEqual(4);
});

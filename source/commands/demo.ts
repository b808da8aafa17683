import {rmSync} from 'node:fs';
import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {startDemoServer} from '../demo/server.ts';
import {startEngine} from '../session/engine.ts';
import {listed, openStorage} from '../session/opened-storage.ts';
import {inWorker} from '../session/storage-sync.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {viewRefusal} from './chosen-view.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {type ParsedNumber, parseNumber} from './options.ts';
import {say} from './print.ts';
import {opensScreen, runMonitor} from './watch.ts';

/** The smallest and largest values of the options of `gpjobs demo`. */
export const demoBounds = {
	jobs: {least: 1, most: 100_000, isWhole: true},
	seed: {least: 0, most: 999_999_999, isWhole: true},
	speed: {least: 0.01, most: 1000, isWhole: false},
} as const;

/** Runs `gpjobs demo`: starts an embedded GP server and opens the monitor on its jobs, with a temporary list. */
export async function demo(invocation: Invocation): Promise<ExitCode> {
	const {flags, operands} = invocation;
	if (operands.length > 0) {
		say(demoTakesNoJobs);
		return exitCodes.usage;
	}
	const jobs = parseNumber('jobs', flags.jobs, demoBounds.jobs);
	const seed = parseNumber('seed', flags.seed, demoBounds.seed);
	const speed = parseNumber('speed', flags.speed, demoBounds.speed);
	for (const number of [jobs, seed, speed]) {
		if (number.ok) continue;
		say(number.sentence);
		return exitCodes.usage;
	}
	const home = await mkdtemp(join(tmpdir(), 'gpjobs-demo-'));
	// This is not done in the `finally` below, because after a signal the process may end before `finally` runs.
	process.once('exit', () => rmSync(home, {recursive: true, force: true}));
	const secured = flags.secured ? ({mode: 'federated'} as const) : undefined;
	const server = await startDemoServer({
		...named('jobs', jobs),
		...named('seed', seed),
		...named('speed', speed),
		secured,
	});
	try {
		// Errors are not written to the folder, because it is deleted at the end.
		const opened = await openStorage({...invocation, flags: {...flags, home}, keepErrorsIn() {}}, 'writing');
		const refusal = viewRefusal(flags, opensScreen(invocation, opened.preferences));
		if (refusal !== undefined) {
			say(refusal);
			return exitCodes.usage;
		}
		const saved: readonly SavedJob[] = server.jobs.map(({url, label}) => ({url, label, tags: [], addedAt: Date.now()}));
		await opened.storage?.addJobs(saved, 'leave');
		const held = inWorker(opened);
		// The embedded server is on this machine, so no request to it may go through a proxy.
		const environment = {...invocation.environment, NO_PROXY: '*', no_proxy: '*'};
		const engine = await startEngine({...invocation, environment}, held);
		const known = await listed(saved, undefined);
		const notices = secured ? [...held.notices, demoSignIn] : held.notices;
		return await runMonitor(invocation, {...held, notices}, engine, () => engine.monitor.watch(known.listed));
	} finally {
		await server.stop();
	}
}

function named<Name extends string>(name: Name, number: ParsedNumber): {[Key in Name]?: number} {
	return number.ok && number.value !== undefined ? ({[name]: number.value} as {[Key in Name]?: number}) : {};
}

/** The notice with the user and the password for `gpjobs demo --secured`. */
export const demoSignIn: SafeText = safe`The user of this demo is demo, and the password too.`;

/** The error for a job that was named to `gpjobs demo`. */
export const demoTakesNoJobs: SafeText = safe`gpjobs demo takes options only; its jobs come from an embedded server. gpjobs URL watches a job of yours.`;

import {onTestFinished} from 'vitest';
import {type DemoServer, type DemoServerOptions, startDemoServer} from '../../source/demo/server.ts';
import {type HandClock, handClock} from './hand-clock.ts';

/** Starts a demo server whose time only the test moves, and stops it when the test is over. */
export async function demoServer(options: DemoServerOptions = {}): Promise<{server: DemoServer; clock: HandClock}> {
	const clock = handClock();
	const server = await startDemoServer({now: clock.now, ...options});
	onTestFinished(() => server.stop());
	return {server, clock};
}

/** The first job of a server. */
export function onlyJob(server: DemoServer): DemoServer['jobs'][number] {
	const [job] = server.jobs;
	if (job === undefined) throw new Error('the server began with no job');
	return job;
}

/** The JSON of a resource. */
export async function jsonOf(url: string, parameters: Readonly<Record<string, string>> = {}): Promise<unknown> {
	const response = await fetch(`${url}?${new URLSearchParams({f: 'json', ...parameters})}`);
	return response.json();
}

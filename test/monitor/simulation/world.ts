import TinyQueue from 'tinyqueue';
import type {Answer} from '../../../source/gp/client/answer.ts';
import type {Client} from '../../../source/gp/client/client.ts';
import {type Fault, fault} from '../../../source/gp/fault.ts';
import {jobAddress} from '../../../source/gp/job-url.ts';
import {readSnapshot, type Snapshot} from '../../../source/gp/snapshot.ts';
import type {Clock} from '../../../source/monitor/clock.ts';
import {Monitor, type MonitorOptions} from '../../../source/monitor/monitor.ts';

/** Time that only moves when it is told to, and then from one due call to the next. */
export type SimulatedClock = Clock & {
	/** Moves on, calling what is due, until so much time has passed; `watch` looks after each call. */
	readonly run: (milliseconds: number, watch?: () => void) => Promise<void>;
	/** Time passes and nothing is called meanwhile, as when a machine sleeps. */
	readonly leap: (milliseconds: number) => void;
};

export function simulatedClock(): SimulatedClock {
	let mono = 0;
	const due = new TinyQueue<{readonly at: number; readonly turn: number; call: (() => void) | undefined}>([], (a, b) =>
		a.at === b.at ? a.turn - b.turn : a.at - b.at,
	);
	let turns = 0;
	const settle = async () => {
		for (let turn = 0; turn < 8; turn++) await Promise.resolve();
	};
	return {
		now: () => ({mono, epoch: Date.UTC(2026, 10, 23) + mono}),
		after(milliseconds, call) {
			const entry: {readonly at: number; readonly turn: number; call: (() => void) | undefined} = {
				at: mono + Math.max(0, milliseconds),
				turn: turns++,
				call,
			};
			due.push(entry);
			return () => {
				entry.call = undefined;
			};
		},
		async run(milliseconds, watch) {
			const end = mono + milliseconds;
			await settle();
			for (let next = due.peek(); next && next.at <= end; next = due.peek()) {
				due.pop();
				if (next.call === undefined) continue;
				mono = Math.max(mono, next.at);
				next.call();
				await settle();
				watch?.();
			}
			mono = end;
		},
		leap(milliseconds) {
			mono += milliseconds;
		},
	};
}

/** What a server answers to one request. */
export type Reply = {readonly status: string; readonly percent?: number} | Fault;

export type SimulatedServer = {
	/** Milliseconds until it answers. */
	readonly latency: number;
	readonly reply: (url: string, now: number) => Reply;
};

export type Request = {readonly at: number; readonly url: string; readonly messages: boolean};

/** A monitor on servers that exist only as functions of time. */
export function simulate(
	servers: ReadonlyMap<string, SimulatedServer>,
	options: Partial<Pick<MonitorOptions, 'rate' | 'interval' | 'random'>> = {},
) {
	const clock = simulatedClock();
	const requests: Request[] = [];
	const posts: Request[] = [];
	let seed = 1;
	const random = () => {
		seed = (seed * 16_807) % 2_147_483_647;
		return seed / 2_147_483_647;
	};
	const answered = async (url: string, messages: boolean): Promise<Answer<Snapshot>> => {
		const begun = clock.now().mono;
		const server = servers.get(new URL(url).origin);
		await new Promise<void>(resolve => clock.after(server?.latency ?? 5000, resolve));
		const took = clock.now().mono - begun;
		const reply = server?.reply(url, begun) ?? fault('timeout', 'no answer');
		if ('kind' in reply) return {ok: false, fault: reply, took};
		const {status, percent} = reply;
		const progress = percent === undefined ? undefined : {type: 'step', message: 'on', percent};
		const read = readSnapshot({
			jobId: 'j',
			jobStatus: status,
			progress,
			...(messages ? {messages: [{type: 'esriJobMessageTypeInformative', description: 'Executing'}]} : {}),
		});
		return read.ok ? {ok: true, value: read.snapshot, took, bytes: 200} : {ok: false, fault: read.fault, took};
	};
	const client: Client = {
		job(url, {messages}) {
			requests.push({at: clock.now().mono, url, messages});
			return answered(url, messages);
		},
		async task(url) {
			requests.push({at: clock.now().mono, url, messages: false});
			return {ok: true, value: {name: null, label: null, parameters: [], isSynchronous: false}, took: 1, bytes: 1};
		},
		async parameters() {
			return [];
		},
		cancel(url) {
			posts.push({at: clock.now().mono, url, messages: false});
			return answered(url, false);
		},
		close() {},
	};
	const monitor = new Monitor({client, clock, random, rate: 20, ...options});
	return {clock, monitor, requests, posts};
}

export function jobUrl(origin: string, id: number | string): string {
	return `${origin}/arcgis/rest/services/S/GPServer/T/jobs/j${id}`;
}

/** Jobs as the monitor takes them. */
export function listedJobs(urls: readonly string[]) {
	return urls.flatMap(url => {
		const address = jobAddress(url);
		return address ? [{address, label: null, tags: []}] : [];
	});
}

/** The URLs of that many jobs of a server. */
export function urls(origin: string, count: number): readonly string[] {
	return Array.from({length: count}, (_, id) => jobUrl(origin, id));
}

/** The most requests that began within any second. */
export function busiestSecond(at: readonly number[]): number {
	let most = 0;
	for (let first = 0, last = 0; last < at.length; last++) {
		while ((at[last] ?? 0) - (at[first] ?? 0) >= 1000) first++;
		most = Math.max(most, last - first + 1);
	}
	return most;
}

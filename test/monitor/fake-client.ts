import type {Answer} from '../../source/gp/client/answer.ts';
import type {Client} from '../../source/gp/client/client.ts';
import {type Fault, fault} from '../../source/gp/fault.ts';
import {readSnapshot, type Snapshot} from '../../source/gp/snapshot.ts';
import {readTask, type Task} from '../../source/gp/task.ts';
import type {FakeClock} from './fake-clock.ts';

/** A request as the fake servers saw it, in the order in which they were made. */
export type Asked = {
	readonly what: 'job' | 'task' | 'parameters' | 'cancel';
	readonly url: string;
	readonly origin: string;
	/** Monotonic milliseconds of the fake clock. */
	readonly at: number;
	readonly messages: boolean;
};

/** A body, or a fault, and after how many milliseconds. */
export type Reply = {readonly body?: object; readonly fault?: Fault; readonly after?: number; readonly bytes?: number};

/** What the fake servers answer; a test changes it as it goes. */
export type Script = {
	job: (asked: Asked) => Reply;
	task: (asked: Asked) => Reply;
	cancel: (asked: Asked) => Reply;
};

export type FakeClient = Client & {
	readonly script: Script;
	readonly asked: readonly Asked[];
	/** Requests under way at this moment, and the most that ever were: at all, by origin and by job. */
	readonly inFlight: () => number;
	readonly most: {all: number; readonly byOrigin: Map<string, number>; readonly byJob: Map<string, number>};
	readonly isClosed: () => boolean;
	/** Forgets what was asked so far. */
	readonly forget: () => void;
};

export const running = {jobStatus: 'esriJobExecuting'};

/** A client that sends nothing: a script answers, on the time of a fake clock. */
export function fakeClient(clock: FakeClock, script: Partial<Script> = {}, {isReadOnly = false} = {}): FakeClient {
	let asked: Asked[] = [];
	let isClosed = false;
	const inFlight = {all: 0, byOrigin: new Map<string, number>(), byJob: new Map<string, number>()};
	const most = {all: 0, byOrigin: new Map<string, number>(), byJob: new Map<string, number>()};
	const full: Script = {
		job: () => ({body: running}),
		task: () => ({body: {name: 'T', parameters: []}}),
		cancel: () => ({body: {jobStatus: 'esriJobCancelling'}}),
		...script,
	};

	async function reply(what: Asked['what'], url: string, messages = false): Promise<Reply & {readonly took: number}> {
		const {mono: at} = clock.now();
		const request = {what, url, origin: new URL(url).origin, at, messages};
		asked.push(request);
		count(request, 1);
		const given = what === 'parameters' ? {body: {}} : full[what](request);
		try {
			await clock.wait(given.after ?? 200);
		} finally {
			count(request, -1);
		}
		return {...given, took: clock.now().mono - at};
	}

	function count({what, url, origin}: Asked, change: number): void {
		// Whether the task is there is asked while the poll that wants to know it keeps its place.
		if (what === 'task') return;
		inFlight.all += change;
		most.all = Math.max(most.all, inFlight.all);
		for (const [map, key] of [
			['byOrigin', origin],
			['byJob', url],
		] as const) {
			const now = (inFlight[map].get(key) ?? 0) + change;
			inFlight[map].set(key, now);
			most[map].set(key, Math.max(most[map].get(key) ?? 0, now));
		}
	}

	function answered<T>(
		given: Reply & {readonly took: number},
		read: (body: unknown) => {readonly ok: true; readonly value: T} | {readonly ok: false; readonly fault: Fault},
	): Answer<T> {
		const {took, bytes = 500} = given;
		if (given.fault) return {ok: false, fault: given.fault, took};
		const outcome = read(given.body);
		return outcome.ok ? {ok: true, value: outcome.value, took, bytes} : {...outcome, took};
	}

	const asSnapshot = (known?: Snapshot['messages']) => (body: unknown) => {
		const read = known ? readSnapshot(body, known) : readSnapshot(body);
		return read.ok ? ({ok: true, value: read.snapshot} as const) : read;
	};

	return {
		script: full,
		get asked() {
			return asked;
		},
		inFlight: () => inFlight.all,
		most,
		isClosed: () => isClosed,
		forget() {
			asked = [];
		},
		async job(url, {messages, known}) {
			return answered(await reply('job', url, messages), asSnapshot(known ?? null));
		},
		async task(url): Promise<Answer<Task>> {
			return answered(await reply('task', url), body => {
				const read = readTask(body);
				return read.ok ? {ok: true, value: read.task} : read;
			});
		},
		async parameters(url, _kind, links) {
			await reply('parameters', url);
			return links.map(link => ({link, read: {ok: false, fault: fault('server', 'No value.', 400)} as const}));
		},
		...(isReadOnly
			? {}
			: {
					async cancel(url: string) {
						return answered(await reply('cancel', url), asSnapshot(null));
					},
				}),
		close() {
			isClosed = true;
		},
	};
}

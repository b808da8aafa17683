import type {Answer} from '../gp/client/answer.ts';
import type {Client} from '../gp/client/client.ts';
import type {Turn} from '../gp/client/values.ts';
import {fault, mayBeElsewhere} from '../gp/fault.ts';
import type {JobLog} from '../gp/job-log.ts';
import type {ParameterKind} from '../gp/parameter-link.ts';
import type {FocusTracker} from './focus.ts';
import type {WatchedJob} from './job.ts';
import {messagesOfLog, rowsOfLog} from './job-log.ts';
import type {Jobs} from './jobs.ts';
import {
	faultsIn,
	type ParameterTable,
	type ReadingTable,
	readParameterTable,
	type TaskCache,
} from './parameter-table.ts';
import type {Poller} from './poller.ts';
import type {Priority, RequestOutcome} from './request-queue.ts';
import type {SignInGates} from './sign-in-gates.ts';

type JobReaderOptions = {
	readonly client: Client;
	readonly jobs: Jobs;
	readonly tasks: TaskCache;
	readonly gates: SignInGates;
	readonly focus: FocusTracker;
	readonly poller: Pick<Poller, 'enqueue' | 'servers'>;
	/** Reads the record of a job, for when the server no longer has it. */
	readonly recall: ((url: string) => Promise<JobLog | undefined>) | undefined;
};

/** The fault of a request that was removed from the queue, because its job left the list or gpjobs ended. */
const notAsked = fault('local', 'gpjobs stopped asking before this was read.');

/** Reads what polls do not fetch: results and inputs, and recorded messages if the server no longer has them. */
export class JobReader {
	readonly #options: JobReaderOptions;

	constructor(options: JobReaderOptions) {
		this.#options = options;
		const {focus, jobs} = options;
		focus.listen(urls => {
			for (const url of urls) {
				const job = jobs.get(url);
				if (job && focus.isOpen(url) && job.messages.list === null) void this.#recallMessages(job);
			}
		});
	}

	/**
	 * Reads the results or inputs of a job with their labels, or the recorded ones if the server no longer has them.
	 * Each request waits for its turn in the server's queue, because a job may have thousands of values.
	 */
	async parameters(url: string, kind: ParameterKind, reading: ReadingTable): Promise<ParameterTable> {
		const job = this.#options.jobs.get(url);
		if (!job) return {ok: true, rows: []};
		const isLost = job.state === 'gone' || job.isDeletedOnServer;
		const table = isLost ? undefined : await this.#read(job, kind, reading);
		if (table?.ok && !table.rows.some(({read}) => !read.ok && mayBeElsewhere(read.fault))) return table;
		const kept = (await this.#options.recall?.(url))?.[kind];
		if (kept) return {ok: true, rows: rowsOfLog(kept), recordedAt: kept.at};
		return table ?? this.#read(job, kind, reading);
	}

	/**
	 * Waits in the queue of a server until the caller may make a request itself, such as a download.
	 *
	 * @returns a function that ends the turn; it may be called twice
	 */
	turnAt(url: string): Promise<() => void> {
		const server = this.#options.poller.servers.get(URL.parse(url)?.origin ?? '');
		if (!server) return Promise.resolve(() => {});
		const {promise, resolve} = Promise.withResolvers<() => void>();
		const whole = () => new Promise<RequestOutcome>(end => resolve(() => end(undefined)));
		// If the server is unreachable or closed, the caller proceeds: its own request will fail and report the cause.
		void server.enqueue('key', whole).then(() => resolve(() => {}));
		return promise;
	}

	async #read(job: WatchedJob, kind: ParameterKind, reading: ReadingTable): Promise<ParameterTable> {
		const {client, gates, tasks} = this.#options;
		const turn = this.#turnOf(job, reading.isUnasked === true ? 'value' : 'key');
		const table = await readParameterTable(client, tasks, job, kind, reading, turn);
		for (const fault of faultsIn(table)) gates.noticed(fault, job.address.server);
		return table;
	}

	/**
	 * Returns a function that puts requests about a job into the queue of its server. A request that is removed from
	 * the queue returns a fault.
	 */
	#turnOf(job: WatchedJob, priority: Priority): Turn {
		return async <T>(request: () => Promise<Answer<T>>): Promise<Answer<T>> => {
			const made: {answer?: Answer<T>} = {};
			const outcome = await this.#options.poller.enqueue(job.address.url, priority, async () => {
				made.answer = await request();
				return made.answer.ok ? null : made.answer.fault;
			});
			return made.answer ?? {ok: false, fault: outcome ?? notAsked, took: 0};
		};
	}

	/** Shows recorded messages until the server sends its own, or permanently if it no longer has them. */
	async #recallMessages({address: {url}, isFromRecord, state, isDeletedOnServer}: WatchedJob): Promise<void> {
		const {jobs, recall} = this.#options;
		if (!isFromRecord && state !== 'gone' && !isDeletedOnServer) return;
		const log = await recall?.(url);
		const list = log && messagesOfLog(log);
		if (list && jobs.get(url)?.messages.list === null) jobs.apply(url, {type: 'recalled', messages: list});
	}
}

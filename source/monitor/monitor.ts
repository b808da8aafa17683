import type {Client} from '../gp/client/client.ts';
import type {JobLog} from '../gp/job-log.ts';
import type {JobRecord} from '../gp/job-record.ts';
import type {JobAddress} from '../gp/job-url.ts';
import type {ParameterKind} from '../gp/parameter-link.ts';
import type {SafeText} from '../text/safe-text.ts';
import {CancelRunner} from './cancel-runner.ts';
import type {Clock} from './clock.ts';
import {type Focus, FocusTracker} from './focus.ts';
import {newJob, type WatchedJob} from './job.ts';
import {JobReader} from './job-reader.ts';
import {fromRecord} from './job-record.ts';
import {Jobs} from './jobs.ts';
import {LastMessagesLimit} from './last-messages.ts';
import {Listeners, type OnError, throwApart} from './listeners.ts';
import {type ParameterTable, type ReadingTable, TaskCache} from './parameter-table.ts';
import {Poller} from './poller.ts';
import type {ServerCondition} from './servers.ts';
import {SignInGates} from './sign-in-gates.ts';

/** A job to be watched, as the saved list or the command line names it. */
export type Listed = {
	readonly address: JobAddress;
	readonly label: SafeText | null;
	readonly tags: readonly SafeText[];
	/** What an earlier run knew about it. */
	readonly record?: JobRecord | undefined;
};

export type MonitorOptions = {
	readonly client: Client;
	readonly clock: Clock;
	/** 0–1. */
	readonly random: () => number;
	/** Requests a second for each server. */
	readonly rate: number;
	/** Reads what was recorded of a job, for when its server no longer has it. */
	readonly recall?: (url: string) => Promise<JobLog | undefined>;
	/** Milliseconds between two polls of each job, in place of the intervals that gpjobs chooses. */
	readonly interval?: number | undefined;
	/** Gets errors inside gpjobs after which polling goes on: of a listener, of one poll. */
	readonly onError?: OnError;
};

/**
 * The live engine: polls the jobs of a list and keeps what is known of each. It knows no screen; screens and commands
 * listen to {@link jobs} and call the public methods.
 *
 * It only puts the parts together. The poller polls and owns the servers, the cancel runner runs cancels, the job reader
 * reads results and inputs. Each part knows the parts that it is built from, and no part knows the monitor.
 */
export class Monitor {
	readonly jobs: Jobs;
	readonly #client: Client;
	readonly #clock: Clock;
	readonly #conditionListeners: Listeners;
	readonly #focus: FocusTracker;
	readonly #gates: SignInGates;
	readonly #poller: Poller;
	readonly #cancels: CancelRunner;
	readonly #reader: JobReader;
	readonly #lastMessages: LastMessagesLimit;

	constructor({client, clock, random, rate, recall, interval, onError = throwApart}: MonitorOptions) {
		this.#client = client;
		this.#clock = clock;
		const jobs = new Jobs(onError);
		this.jobs = jobs;
		this.#lastMessages = new LastMessagesLimit(jobs, clock);
		const conditionListeners = new Listeners(onError);
		this.#conditionListeners = conditionListeners;
		const gates = new SignInGates(jobs, conditionListeners);
		this.#gates = gates;
		const tasks = new TaskCache(client, clock);
		const focus = new FocusTracker(clock, onError);
		this.#focus = focus;
		const poller = new Poller({
			client,
			clock,
			random,
			rate,
			interval,
			jobs,
			tasks,
			gates,
			focus,
			conditionListeners,
			onError,
		});
		this.#poller = poller;
		this.#cancels = new CancelRunner({client, clock, jobs, poller});
		this.#reader = new JobReader({client, jobs, tasks, gates, focus, poller, recall});
	}

	get isPaused(): boolean {
		return this.#poller.servers.isPaused;
	}

	get isReadOnly(): boolean {
		return this.#client.cancel === undefined;
	}

	/** Every server with its outage and its slowdown. */
	get servers(): readonly ServerCondition[] {
		return this.#poller.conditions;
	}

	/** Whether a server has refused anything because a sign-in is wanted: a poll, a value, a cancel. */
	asksForSignIn(origin: string | undefined): boolean {
		return origin !== undefined && this.#gates.isAsking(origin);
	}

	/** Calls when the outage of a server has changed, or polling was paused or resumed. @returns a function that stops listening */
	listenToServers(listener: () => void): () => void {
		return this.#conditionListeners.add(listener);
	}

	/**
	 * Begins to watch jobs. A job that is watched already gets its label and tags.
	 *
	 * @param order URLs of the whole list, where new jobs do not simply follow at its end
	 */
	watch(listed: readonly Listed[], order?: readonly string[]): void {
		const now = this.#clock.now();
		const joined: WatchedJob[] = [];
		for (const {address, label, tags, record} of listed) {
			if (this.jobs.get(address.url)) {
				this.jobs.apply(address.url, {type: 'listed', label, tags});
				continue;
			}
			const job = record ? fromRecord(record, address, {label, tags}, now) : newJob(address, label, tags);
			this.jobs.put(job);
			joined.push(job);
		}
		if (order) this.jobs.arrange(order);
		this.#poller.enroll(joined);
	}

	/** Stops watching jobs. Nothing happens to them on their servers. */
	forget(urls: readonly string[]): void {
		for (const url of urls) {
			const job = this.jobs.get(url);
			if (!job) continue;
			this.#poller.servers.get(job.address.server)?.disarm(url);
			this.jobs.delete(url);
		}
		this.#poller.servers.keep(new Set(this.jobs.list.map(({address}) => address.server)));
	}

	/**
	 * Polls jobs at once, ended ones too, and jobs of servers whose circuit breaker is open.
	 *
	 * @param demand `messages`: asks for the messages too, where they are not due or were too many before; `false`: never
	 * @returns when all have been polled, or their server has turned out to be unreachable
	 */
	async refresh(urls: readonly string[], demand: {readonly messages?: boolean} = {}): Promise<void> {
		await Promise.all(urls.map(url => this.#poller.refresh(url, demand.messages)));
	}

	/** Tries a server again at once: somebody has done something about it, such as signed in. */
	retry(origin: string): void {
		this.#poller.retry(origin);
	}

	/** Sets the operator's focus. Polling priorities follow after a short debounce, so a moving cursor sends no requests. */
	setFocus(focus: Focus): void {
		this.#focus.set(focus);
	}

	/** Stops or resumes all polling. What a person asks for goes on. */
	setPaused(isPaused: boolean): void {
		this.#poller.servers.setPaused(isPaused);
		this.#conditionListeners.notify();
	}

	/**
	 * Begins to cancel a job after the operator has confirmed it: one fresh poll, then at most one POST.
	 *
	 * @param whenRunning send it once the job executes, not now
	 */
	cancel(url: string, whenRunning = false): void {
		this.#cancels.confirm(url, whenRunning);
	}

	/** Takes back a cancel that was to be sent once the job executes. */
	withdrawCancel(url: string): void {
		this.#cancels.withdraw(url);
	}

	/** Reads the results or inputs of a job, with their labels; the recorded ones where the server no longer has them. */
	parameters(url: string, kind: ParameterKind, reading: ReadingTable = {}): Promise<ParameterTable> {
		return this.#reader.parameters(url, kind, reading);
	}

	/**
	 * Waits for the turn of a request to a server that another part makes, such as a download.
	 *
	 * @returns gives the turn back; it may be called twice
	 */
	turnAt(url: string): Promise<() => void> {
		return this.#reader.turnAt(url);
	}

	/** Ends all polling. Requests under way come to nothing. */
	close(): void {
		this.#focus.close();
		this.#lastMessages.close();
		this.#poller.servers.close();
		this.#client.close();
	}
}

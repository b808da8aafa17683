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
import {Jobs} from './jobs.ts';
import {LastMessagesLimit} from './last-messages.ts';
import {Listeners, type OnError, throwApart} from './listeners.ts';
import {type ParameterTable, type ReadingTable, TaskCache} from './parameter-table.ts';
import {Poller} from './poller.ts';
import {fromRecord} from './record-conversion.ts';
import type {ServerCondition} from './servers.ts';
import {SignInGates} from './sign-in-gates.ts';

/** A job to watch, from the saved list or the command line. */
export type Listed = {
	readonly address: JobAddress;
	readonly label: SafeText | null;
	readonly tags: readonly SafeText[];
	/** What an earlier run recorded about the job. */
	readonly record?: JobRecord | undefined;
};

/** What {@link Monitor} needs to poll jobs, and the limits for its requests. */
export type MonitorOptions = {
	readonly client: Client;
	readonly clock: Clock;
	/** Returns a random number between 0 and 1. */
	readonly random: () => number;
	/** Requests per second to each server. */
	readonly rate: number;
	/** Reads the record of a job, for when the server no longer has it. */
	readonly recall?: (url: string) => Promise<JobLog | undefined>;
	/** The interval between two polls of each job in milliseconds, if it replaces the intervals that gpjobs chooses. */
	readonly interval?: number | undefined;
	/** Called with errors after which polling continues: an exception from a listener or from one poll. */
	readonly onError?: OnError;
};

/**
 * Polls a list of jobs and keeps what is known about each. It does not depend on a screen: screens and commands listen
 * to {@link jobs} and call the public methods. It is a façade. The poller polls and owns the servers, the cancel runner
 * runs cancels, and the job reader reads results and inputs. These parts do not depend on the monitor.
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

	/** All servers, each with its outage and its slowdown. */
	get servers(): readonly ServerCondition[] {
		return this.#poller.conditions;
	}

	/** Whether a server has refused any request (a poll, a value, a cancel) because it requires signing in. */
	asksForSignIn(origin: string | undefined): boolean {
		return origin !== undefined && this.#gates.isAsking(origin);
	}

	/**
	 * Calls the listener when the outage of a server has changed, or polling was paused or resumed.
	 *
	 * @returns a function that removes the listener
	 */
	listenToServers(listener: () => void): () => void {
		return this.#conditionListeners.add(listener);
	}

	/**
	 * Starts watching jobs. A job that is already watched gets the new label and tags.
	 *
	 * @param order URLs of the whole list, if new jobs do not belong at its end
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

	/** Stops watching jobs. This has no effect on the server. */
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
	 * Polls jobs at once, even ended ones and those whose server has an open circuit breaker.
	 *
	 * @param demand `messages`: true requests the messages too, even if they are not due or were too large before;
	 * false never does
	 * @returns resolves after all jobs have been polled, or their server has turned out to be unreachable
	 */
	async refresh(urls: readonly string[], demand: {readonly messages?: boolean} = {}): Promise<void> {
		await Promise.all(urls.map(url => this.#poller.refresh(url, demand.messages)));
	}

	/** Tries a server again at once, after the operator has corrected something, such as by signing in. */
	retry(origin: string): void {
		this.#poller.retry(origin);
	}

	/**
	 * Sets the operator's focus. After a short debounce it changes the priorities of polling, so scrolling sends no
	 * requests.
	 */
	setFocus(focus: Focus): void {
		this.#focus.set(focus);
	}

	/** Records that the cursor was on a job, so that the job is no longer unread, in later runs too. */
	lookedAt(url: string): void {
		this.jobs.apply(url, {type: 'looked-at', at: this.#clock.now()});
	}

	/** Pauses or resumes all polling. Requests that the operator makes continue. */
	setPaused(isPaused: boolean): void {
		this.#poller.servers.setPaused(isPaused);
		this.#conditionListeners.notify();
	}

	/**
	 * Cancels a job after the operator has confirmed the cancel: makes one fresh poll, then sends at most one POST.
	 *
	 * @param whenRunning whether to send the POST only once the job executes
	 */
	cancel(url: string, whenRunning = false): void {
		this.#cancels.confirm(url, whenRunning);
	}

	/** Withdraws a cancel that waits for its job to execute. */
	withdrawCancel(url: string): void {
		this.#cancels.withdraw(url);
	}

	/** Reads the results or inputs of a job with their labels, or the recorded ones if the server no longer has them. */
	parameters(url: string, kind: ParameterKind, reading: ReadingTable = {}): Promise<ParameterTable> {
		return this.#reader.parameters(url, kind, reading);
	}

	/**
	 * Waits in the queue of a server until the caller may make a request itself, such as a download.
	 *
	 * @returns a function that ends the turn; it may be called twice
	 */
	turnAt(url: string): Promise<() => void> {
		return this.#reader.turnAt(url);
	}

	/** Ends all polling and drops the results of requests in progress. */
	close(): void {
		this.#focus.close();
		this.#lastMessages.close();
		this.#poller.servers.close();
		this.#client.close();
	}
}

import type {Client} from '../gp/client/client.ts';
import {heldFault} from '../gp/fault.ts';
import {beginCancel, type CancelEvent, type CancelStep, updateCancel} from './cancel.ts';
import type {Clock} from './clock.ts';
import type {Jobs} from './jobs.ts';
import type {Poller} from './poller.ts';
import type {RequestOutcome} from './request-queue.ts';

type CancelRunnerOptions = {
	readonly client: Client;
	readonly clock: Clock;
	readonly jobs: Jobs;
	readonly poller: Pick<Poller, 'alone' | 'enqueue' | 'listen' | 'pollFresh'>;
};

/** The fault of a cancel that the operator confirmed before gpjobs became read-only. */
const becameReadOnly = heldFault('gpjobs has become read-only since.');

/** Runs the cancel flows: makes the requests that {@link updateCancel} asks for, and feeds their outcomes back. */
export class CancelRunner {
	readonly #options: CancelRunnerOptions;
	/** Jobs whose flow has asked for its one POST, until that is sent. */
	readonly #toPost = new Set<string>();

	constructor(options: CancelRunnerOptions) {
		this.#options = options;
		const {jobs, poller} = options;
		poller.listen(({asked, event}) => {
			const {url} = asked.address;
			const now = jobs.get(url)?.cancel;
			// A flow ignores polls that began before it did: they show the job's old state.
			if (now && now.begunAt === asked.cancel?.begunAt) this.#handle(url, event);
		});
	}

	/** The operator confirms a cancel. While a flow is under way that changes nothing. */
	confirm(url: string, whenRunning: boolean): void {
		const job = this.#options.jobs.get(url);
		if (!job || this.#options.client.cancel === undefined) return;
		const at = this.#options.clock.now().mono;
		if (job.cancel === null) this.#follow(url, beginCancel(whenRunning, at));
		else this.#handle(url, {type: 'confirmed', whenRunning, at});
	}

	/** The operator takes back a cancel that was to be sent once the job executes. */
	withdraw(url: string): void {
		const {jobs} = this.#options;
		if (jobs.get(url)?.cancel?.step === 'waiting') jobs.apply(url, {type: 'cancel', flow: null});
	}

	/** Feeds an event to the flow of a job, if it has one. */
	#handle(url: string, event: CancelEvent): void {
		const flow = this.#options.jobs.get(url)?.cancel;
		if (!flow) return;
		const step = updateCancel(flow, event);
		if (step.flow !== flow || step.effect !== null) this.#follow(url, step);
	}

	#follow(url: string, {flow, effect}: CancelStep): void {
		const {jobs, poller} = this.#options;
		jobs.apply(url, {type: 'cancel', flow});
		if (effect === 'poll') {
			void poller.enqueue(url, 'cancel', async () => {
				// Only the state matters, and messages may be what the server fails at.
				const outcome = await poller.pollFresh(url, false);
				// At once, in the same slot: what the poll saw would grow old while the POST waits for another slot.
				return (await this.#post(url)) ?? outcome;
			});
		} else if (effect === 'post') {
			this.#toPost.add(url);
			void poller.enqueue(url, 'cancel', () => this.#post(url));
		}
	}

	/** Sends the one POST of a flow, if it is still to be sent. */
	async #post(url: string): Promise<RequestOutcome> {
		if (!this.#toPost.delete(url)) return undefined;
		const {client, clock, jobs, poller} = this.#options;
		return poller.alone(url, async () => {
			// A job that was taken off the list meanwhile is left alone.
			const job = jobs.get(url);
			if (job?.cancel?.step !== 'asking') return undefined;
			if (client.cancel === undefined) {
				// gpjobs became read-only after the operator confirmed.
				this.#handle(url, {type: 'ask-failed', fault: becameReadOnly, at: clock.now().mono});
				return undefined;
			}
			const answer = await client.cancel(job.address.url);
			const at = clock.now().mono;
			this.#handle(
				url,
				answer.ok ? {type: 'answered', snapshot: answer.value, at} : {type: 'ask-failed', fault: answer.fault, at},
			);
			return answer.ok ? null : answer.fault;
		});
	}
}

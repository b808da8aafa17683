import type {Client} from '../gp/client/client.ts';
import {heldFault} from '../gp/fault.ts';
import {beginCancel, type CancelEvent, type CancelStep, updateCancel} from './cancel.ts';
import type {Clock} from './clock.ts';
import type {Jobs} from './jobs.ts';
import type {RequestOutcome} from './server.ts';

export type CancelRunnerOptions = {
	readonly client: Client;
	readonly clock: Clock;
	readonly jobs: Jobs;
	/** Makes a request before all others of the job's server. */
	readonly enqueue: (url: string, run: () => Promise<RequestOutcome>) => void;
	/** Polls a job, begun now or, where a request of it is under way, after that. */
	readonly poll: (url: string) => Promise<RequestOutcome>;
	/** Makes another request once none of the job is under way. */
	readonly alone: (url: string, request: () => Promise<RequestOutcome>) => Promise<RequestOutcome>;
};

/** For a cancel that the operator confirmed before. */
const becameReadOnly = heldFault('gpjobs has become read-only since.');

/** Runs the flows of cancelling: does what {@link updateCancel} asks for, and tells it what came of that. */
export class CancelRunner {
	readonly #options: CancelRunnerOptions;
	/** Jobs whose flow has asked for the one POST that it has, until that is sent. */
	readonly #toPost = new Set<string>();

	constructor(options: CancelRunnerOptions) {
		this.#options = options;
	}

	/** The operator said yes. While a flow is under way that changes nothing. */
	confirm(url: string, whenRunning: boolean): void {
		const job = this.#options.jobs.get(url);
		if (!job || this.#options.client.cancel === undefined) return;
		const at = this.#options.clock.now().mono;
		if (job.cancel === null) this.#follow(url, beginCancel(whenRunning, at));
		else this.tell(url, {type: 'confirmed', whenRunning, at});
	}

	/** The operator takes back what was to be asked once the job executes. */
	withdraw(url: string): void {
		const {jobs} = this.#options;
		if (jobs.get(url)?.cancel?.step === 'waiting') jobs.apply(url, {type: 'cancel', flow: null});
	}

	/** Something happened that the flow of a job, if it has one, may have waited for. */
	tell(url: string, event: CancelEvent): void {
		const flow = this.#options.jobs.get(url)?.cancel;
		if (!flow) return;
		const step = updateCancel(flow, event);
		if (step.flow !== flow || step.effect !== null) this.#follow(url, step);
	}

	#follow(url: string, {flow, effect}: CancelStep): void {
		this.#options.jobs.apply(url, {type: 'cancel', flow});
		if (effect === 'poll') {
			this.#options.enqueue(url, async () => {
				const outcome = await this.#options.poll(url);
				// At once and in the same place: while the POST waits for another one, what the poll saw grows old.
				return (await this.#post(url)) ?? outcome;
			});
		} else if (effect === 'post') {
			this.#toPost.add(url);
			this.#options.enqueue(url, () => this.#post(url));
		}
	}

	/** The one POST of a flow, if it is still to be sent. */
	async #post(url: string): Promise<RequestOutcome> {
		if (!this.#toPost.delete(url)) return undefined;
		const {alone, client, clock, jobs} = this.#options;
		return alone(url, async () => {
			// A job that was taken off the list meanwhile is let alone.
			const job = jobs.get(url);
			if (job?.cancel?.step !== 'asking') return undefined;
			if (client.cancel === undefined) {
				// It became read-only since the operator said yes.
				this.tell(url, {type: 'ask-failed', fault: becameReadOnly, at: clock.now().mono});
				return undefined;
			}
			const answer = await client.cancel(job.address.url);
			const at = clock.now().mono;
			this.tell(
				url,
				answer.ok ? {type: 'answered', snapshot: answer.value, at} : {type: 'ask-failed', fault: answer.fault, at},
			);
			return answer.ok ? null : answer.fault;
		});
	}
}

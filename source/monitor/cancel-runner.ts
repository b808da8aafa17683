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

/** The fault of a cancel if gpjobs became read-only after the operator had confirmed it. */
const becameReadOnly = heldFault('gpjobs has become read-only since.');

/** Runs cancel flows: makes the requests that {@link updateCancel} asks for, and passes their outcomes back to it. */
export class CancelRunner {
	readonly #options: CancelRunnerOptions;
	/** Jobs whose flow has requested its one POST, which has not been sent yet. */
	readonly #toPost = new Set<string>();

	constructor(options: CancelRunnerOptions) {
		this.#options = options;
		const {jobs, poller} = options;
		poller.listen(({asked, event}) => {
			const {url} = asked.address;
			const now = jobs.get(url)?.cancel;
			// A flow ignores polls that began before the flow did: they show the job's old state.
			if (now && now.begunAt === asked.cancel?.begunAt) this.#handle(url, event);
		});
	}

	/** Begins a cancel that the operator has confirmed. Does nothing while the job's flow is in progress. */
	confirm(url: string, whenRunning: boolean): void {
		const job = this.#options.jobs.get(url);
		if (!job || this.#options.client.cancel === undefined) return;
		const at = this.#options.clock.now().mono;
		if (job.cancel === null) this.#follow(url, beginCancel(whenRunning, at));
		else this.#handle(url, {type: 'confirmed', whenRunning, at});
	}

	/** Withdraws a cancel that waits for its job to execute. */
	withdraw(url: string): void {
		const {jobs} = this.#options;
		if (jobs.get(url)?.cancel?.step === 'waiting') jobs.apply(url, {type: 'cancel', flow: null});
	}

	/** Passes an event to the flow of a job, if there is one. */
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
				// The poll does not request messages: only the state matters, and the messages may be the part that the
				// server cannot send.
				const outcome = await poller.pollFresh(url, false);
				// The POST uses the same slot. If it waited for another slot, the result of the poll would become
				// outdated.
				return (await this.#post(url)) ?? outcome;
			});
		} else if (effect === 'post') {
			this.#toPost.add(url);
			void poller.enqueue(url, 'cancel', () => this.#post(url));
		}
	}

	/** Sends the one POST of a flow, unless it has been sent or withdrawn. */
	async #post(url: string): Promise<RequestOutcome> {
		if (!this.#toPost.delete(url)) return undefined;
		const {client, clock, jobs, poller} = this.#options;
		return poller.alone(url, async () => {
			// The operator may have removed the job from the list meanwhile.
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

import type {RequestOutcome} from './request-queue.ts';

/** Makes sure that each job has at most one request in progress. */
export class JobRequests {
	readonly #underWay = new Map<string, Promise<RequestOutcome>>();

	/** Whether a request of the job is in progress. */
	has(url: string): boolean {
		return this.#underWay.has(url);
	}

	/** Makes a request after all other requests of the job have ended. Returns its outcome. */
	async make(url: string, request: () => Promise<RequestOutcome>): Promise<RequestOutcome> {
		for (let before = this.#underWay.get(url); before; before = this.#underWay.get(url)) await before.catch(() => {});
		const outcome = request().finally(() => this.#underWay.delete(url));
		this.#underWay.set(url, outcome);
		return outcome;
	}
}

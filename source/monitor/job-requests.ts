import type {RequestOutcome} from './request-queue.ts';

/** Ensures that each job has at most one request under way. */
export class JobRequests {
	readonly #underWay = new Map<string, Promise<RequestOutcome>>();

	/** Whether a request of the job is under way. */
	has(url: string): boolean {
		return this.#underWay.has(url);
	}

	/** Makes a request as soon as no other request of the job is under way. @returns its outcome */
	async make(url: string, request: () => Promise<RequestOutcome>): Promise<RequestOutcome> {
		for (let before = this.#underWay.get(url); before; before = this.#underWay.get(url)) await before.catch(() => {});
		const outcome = request().finally(() => this.#underWay.delete(url));
		this.#underWay.set(url, outcome);
		return outcome;
	}
}

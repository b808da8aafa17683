import type {RequestOutcome} from './server.ts';

/** Sees to it that a job has one request under way at most. */
export class JobRequests {
	readonly #underWay = new Map<string, Promise<RequestOutcome>>();

	has(url: string): boolean {
		return this.#underWay.has(url);
	}

	/** Makes a request as soon as none of the job is under way. */
	async make(url: string, request: () => Promise<RequestOutcome>): Promise<RequestOutcome> {
		for (let before = this.#underWay.get(url); before; before = this.#underWay.get(url)) await before.catch(() => {});
		const outcome = request().finally(() => this.#underWay.delete(url));
		this.#underWay.set(url, outcome);
		return outcome;
	}
}

import {ConcurrencyLimiter} from './concurrency-limiter.ts';
import type {Trouble, WatchedJob} from './job.ts';
import {Server, type ServerOptions} from './server.ts';

/** A server as the screen shows it. */
export type ServerCondition = {
	readonly origin: string;
	/** Why its jobs are not asked, and when it is tried again. */
	readonly outage: Trouble | null;
	/** Factor (≥ 1) applied to the intervals of its jobs, so that it can keep up with them. */
	readonly slowdown: number;
};

/** The servers of the watched jobs, by origin. One is made with its first job. */
export class Servers {
	readonly #options: Omit<ServerOptions, 'origin' | 'limiter'>;
	readonly #limiter = new ConcurrencyLimiter();
	readonly #servers = new Map<string, Server>();
	#isPaused = false;
	#isClosed = false;

	/** @param options of every server */
	constructor(options: Omit<ServerOptions, 'origin' | 'limiter'>) {
		this.#options = options;
	}

	get isPaused(): boolean {
		return this.#isPaused;
	}

	[Symbol.iterator](): Iterator<Server> {
		return this.#servers.values();
	}

	/** The server with an origin; `undefined` where no job of it is watched. */
	get(origin: string): Server | undefined {
		return this.#servers.get(origin);
	}

	/** The server of a job; `undefined` once all are closed. */
	of({address}: WatchedJob): Server | undefined {
		if (this.#isClosed) return undefined;
		const known = this.#servers.get(address.server);
		if (known) return known;
		const server = new Server({...this.#options, origin: address.server, limiter: this.#limiter});
		server.setPaused(this.#isPaused);
		this.#servers.set(address.server, server);
		return server;
	}

	/** Stops or resumes the polls of all servers. */
	setPaused(isPaused: boolean): void {
		this.#isPaused = isPaused;
		for (const server of this.#servers.values()) server.setPaused(isPaused);
	}

	/** Closes the servers whose origin is not among these. */
	keep(origins: ReadonlySet<string>): void {
		for (const [origin, server] of this.#servers) {
			if (origins.has(origin)) continue;
			server.close();
			this.#servers.delete(origin);
		}
	}

	/** Closes all servers, for good. */
	close(): void {
		this.#isClosed = true;
		this.keep(new Set());
	}
}

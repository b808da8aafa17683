import {ConcurrencyLimiter} from './concurrency-limiter.ts';
import type {Trouble, WatchedJob} from './job.ts';
import {Server, type ServerOptions} from './server.ts';

/** The condition of a server, as the screen shows it. */
export type ServerCondition = {
	readonly origin: string;
	/** Why the jobs of the server are not polled, and when gpjobs tries again; `null` if they are polled. */
	readonly outage: Trouble | null;
	/** The factor (≥ 1) that lengthens the intervals of the server's jobs, so that the server can keep up. */
	readonly slowdown: number;
};

/** The servers of the watched jobs, by origin. A server is created with its first job. */
export class Servers {
	readonly #options: Omit<ServerOptions, 'origin' | 'limiter'>;
	readonly #limiter = new ConcurrencyLimiter();
	readonly #servers = new Map<string, Server>();
	#isPaused = false;
	#isClosed = false;

	/** @param options for each server */
	constructor(options: Omit<ServerOptions, 'origin' | 'limiter'>) {
		this.#options = options;
	}

	get isPaused(): boolean {
		return this.#isPaused;
	}

	[Symbol.iterator](): Iterator<Server> {
		return this.#servers.values();
	}

	/** Returns the server at `origin`, or `undefined` if none of its jobs is watched. */
	get(origin: string): Server | undefined {
		return this.#servers.get(origin);
	}

	/** Returns the server of a job; `undefined` after {@link close}. */
	of({address}: WatchedJob): Server | undefined {
		if (this.#isClosed) return undefined;
		const known = this.#servers.get(address.server);
		if (known) return known;
		const server = new Server({...this.#options, origin: address.server, limiter: this.#limiter});
		server.setPaused(this.#isPaused);
		this.#servers.set(address.server, server);
		return server;
	}

	/** Pauses or resumes the polls of all servers. */
	setPaused(isPaused: boolean): void {
		this.#isPaused = isPaused;
		for (const server of this.#servers.values()) server.setPaused(isPaused);
	}

	/** Closes all servers except those with the given origins. */
	keep(origins: ReadonlySet<string>): void {
		for (const [origin, server] of this.#servers) {
			if (origins.has(origin)) continue;
			server.close();
			this.#servers.delete(origin);
		}
	}

	/** Closes all servers permanently. */
	close(): void {
		this.#isClosed = true;
		this.keep(new Set());
	}
}

import type {CookieJar} from 'tough-cookie';
import {latePart} from '../../text/late-part.ts';
import {originOf} from './origin.ts';

/** The largest number of servers whose cookies are kept. */
const mostServers = 1000;
/** The largest number of cookies that are kept of one server, because a server may send any number. */
const mostOfServer = 50;
/** The maximum length of a cookie in characters, as in browsers (RFC 6265 §6.1). */
const longest = 4096;

/**
 * The cookies of servers, kept only in memory. A load balancer may use a cookie to send all requests of a client to the
 * same machine; without the cookie it may choose another machine.
 *
 * A cookie is sent only to the origin (scheme, host and port) that set it, even if its `Domain` attribute allows more.
 */
export class Cookies {
	readonly #jars = new Map<string, CookieJar>();

	/** Returns the `Cookie` header for a request; `undefined` if there are no cookies for the URL. */
	headerFor(url: string): string | undefined {
		const header = this.#jars.get(originOf(url).origin)?.getCookieStringSync(url);
		return header === undefined || header === '' ? undefined : header;
	}

	/** Stores the cookies of an answer. Those that cannot be parsed are ignored. */
	async keep(url: string, headers: readonly string[]): Promise<void> {
		const {origin} = originOf(url);
		// If the cookie library cannot be loaded, gpjobs works without cookies.
		const jar = this.#jars.get(origin) ?? (await emptyJar().catch(() => undefined));
		if (jar === undefined) return;
		for (const header of headers.slice(0, mostOfServer)) {
			// A value that cannot be sent in a header would make every further request fail.
			if (header.length > longest || /[^\t -~]/.test(header)) continue;
			// `Domain` would allow other hosts to receive the cookie.
			jar.setCookieSync(header.replace(/;\s*domain\s*=[^;]*/gi, ''), url, {ignoreError: true});
		}
		const kept = jar.serializeSync()?.cookies.length ?? 0;
		this.#jars.delete(origin);
		// If a server sets an unreasonable number of cookies, none of them are kept.
		if (kept === 0 || kept > mostOfServer) return;
		const [oldest] = this.#jars.keys();
		if (this.#jars.size >= mostServers && oldest !== undefined) this.#jars.delete(oldest);
		this.#jars.set(origin, jar);
	}

	/** Forgets the cookies of a URL's server, so that its load balancer may choose another machine. */
	forget(url: string): void {
		this.#jars.delete(originOf(url).origin);
	}
}

const loadCookies = latePart(() => import('tough-cookie'));

async function emptyJar(): Promise<CookieJar> {
	const {CookieJar} = await loadCookies();
	return new CookieJar(undefined, {rejectPublicSuffixes: false});
}

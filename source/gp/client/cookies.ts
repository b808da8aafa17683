import type {CookieJar} from 'tough-cookie';
import {latePart} from '../../text/late-part.ts';
import {originOf} from './origin.ts';

/** Servers whose cookies are kept, and cookies of each: a server may send as many as it likes. */
const mostServers = 1000;
const mostOfServer = 50;
/** Characters; what browsers keep of one cookie (RFC 6265 §6.1). */
const longest = 4096;

/**
 * The cookies that servers set, in memory only. A load balancer uses them to mark which of its machines has answered; where they
 * do not come back it chooses another machine.
 *
 * A cookie goes back only to the origin that set it, port and scheme included, whatever its `Domain` says.
 */
export class Cookies {
	readonly #jars = new Map<string, CookieJar>();

	/** What the header `Cookie` of a request says; `undefined` where nothing is kept for the URL. */
	headerFor(url: string): string | undefined {
		const header = this.#jars.get(originOf(url).origin)?.getCookieStringSync(url);
		return header === undefined || header === '' ? undefined : header;
	}

	/** Keeps what an answer set. What cannot be understood is left out. */
	async keep(url: string, headers: readonly string[]): Promise<void> {
		const {origin} = originOf(url);
		// Without the part that knows cookies it goes on as if there were none.
		const jar = this.#jars.get(origin) ?? (await emptyJar().catch(() => undefined));
		if (jar === undefined) return;
		for (const header of headers.slice(0, mostOfServer)) {
			// A value that no header can carry would make every later request fail.
			if (header.length > longest || /[^\t -~]/.test(header)) continue;
			// `Domain` names other hosts that may get the cookie: here none may.
			jar.setCookieSync(header.replace(/;\s*domain\s*=[^;]*/gi, ''), url, {ignoreError: true});
		}
		const kept = jar.serializeSync()?.cookies.length ?? 0;
		this.#jars.delete(origin);
		// Beyond any reasonable number of cookies, the server is asked as if it had set none.
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

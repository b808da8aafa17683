import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';

/** What the metrics server needs: the metrics, and the host names under which it answers. */
type MetricsServing = {
	readonly contentType: string;
	readonly metrics: () => Promise<string>;
	/** Host names that a request may have in its `Host` header, besides those of this machine. */
	readonly allowedHosts: readonly string[];
	/** Called with an exception that was thrown while a request was answered. */
	readonly onError: (error: unknown) => void;
};

/** The largest number of open connections. A scraper needs one, and each connection uses memory. */
const mostConnections = 64;
/**
 * The time limits in milliseconds: for the headers of a request, for the whole request, and between two checks of these
 * limits.
 */
const limits = {headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 1000};
const idleFor = 60_000;
/** How long an idle connection stays open, in milliseconds: longer than the usual interval between two scrapes. */
const keepAliveFor = 35_000;

/**
 * Makes the HTTP server of `gpjobs metrics`. It answers only if `Host` names this machine: a web page could point its
 * own host name at this address and then read the names of servers and tasks (DNS rebinding).
 */
export function createMetricsServer(serving: MetricsServing): Server {
	const allowed = new Set(serving.allowedHosts.map(nameIn));
	const server = createServer({...limits, maxHeaderSize: 8192, keepAliveTimeout: keepAliveFor}, (request, response) => {
		answer(request, response).catch(error => {
			serving.onError(error);
			if (!response.headersSent) response.writeHead(500);
			response.end();
		});
	});
	server.maxConnections = mostConnections;
	server.setTimeout(idleFor, socket => socket.destroy());

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const {url = '', method} = request;
		if (!isOfThisMachine(request) && !allowed.has(nameIn(request.headers.host ?? ''))) {
			response.writeHead(403, {'content-type': 'text/plain'}).end(foreignHost);
			return;
		}
		if ((method !== 'GET' && method !== 'HEAD') || !/^\/metrics(\?|$)/.test(url)) {
			response.writeHead(404, {'content-type': 'text/plain'}).end('gpjobs serves /metrics only.\n');
			return;
		}
		const text = await serving.metrics();
		response.writeHead(200, {'content-type': serving.contentType}).end(text);
	}

	return server;
}

/** The answer to a request with another machine's name in `Host`. */
export const foreignHost =
	'gpjobs answers here under names of its own machine only. --allow-host NAME lets another in.\n';

/**
 * Whether the `Host` of a request is a name of this machine: a loopback name, or the address at which the request
 * arrived.
 */
function isOfThisMachine({headers, socket}: IncomingMessage): boolean {
	// HTTP/1.0 allows requests without `Host`, but browsers do not send them.
	if (headers.host === undefined) return true;
	const name = nameIn(headers.host);
	return isLoopback(name) || name === nameOfAddress(socket.localAddress ?? '');
}

function isLoopback(name: string): boolean {
	return name === 'localhost' || name === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}

/**
 * Returns the name in `Host` without the port: `Localhost.:9187` → `localhost`, `[::1]:9187` → `::1`; empty if it is
 * not a name.
 */
function nameIn(host: string): string {
	const [, address, name] = /^(?:\[([\da-f:.]+)\]|([\w.-]+?)\.?)(?::\d{1,5})?$/i.exec(host.trim()) ?? [];
	return (address ?? name ?? '').toLowerCase();
}

function nameOfAddress(address: string): string {
	return address
		.toLowerCase()
		.replace(/^::ffff:(?=\d+\.)/, '')
		.replace(/%.*$/, '');
}

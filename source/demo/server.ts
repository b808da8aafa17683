import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {castTasks, furtherScripts, cast as handMadeCast} from './cast/cast.ts';
import type {Dialect} from './dialect.ts';
import {httpRefusal, refusal} from './http/answer.ts';
import {readRequest} from './http/demo-request.ts';
import {type DrawnAnswer, drawnAnswer} from './http/drawn-answer.ts';
import {createGuard, type Guard, type Security} from './http/guard.ts';
import {createRequestLog, type LoggedRequest} from './http/request-log.ts';
import {endOf, type Job} from './job.ts';
import {generatedScript} from './play/generated.ts';
import type {Script} from './play/script.ts';
import {answerTo} from './resources/route.ts';
import {createWorld, jobPath, type World} from './world.ts';

/** What {@link startDemoServer} starts: how many jobs, how fast, and which kind of server. */
export type DemoServerOptions = {
	/** How many jobs exist at the start; by default 14. The first 15 are written by hand, the others are generated. */
	jobs?: number;
	/** The seed of the generated jobs; by default 1. The same seed gives the same jobs. */
	seed?: number;
	/** The speed of the demo clock, by default 1. At 20, everything is twenty times as fast. */
	speed?: number;
	/** The port; by default, or with 0, any free port. */
	port?: number;
	/** Returns the time of a monotonic clock in milliseconds; by default `performance.now`. */
	now?: () => number;
	/**
	 * Whether one request can read all results or all inputs of a job. Servers before 11.1 do not support this. Default: true.
	 */
	resultsAtOnce?: boolean;
	/** What the answer to `returnMessages=false` contains; by default no `messages`. */
	emptyMessages?: Dialect['emptyMessages'];
	/** A delay before each answer in milliseconds; by default 0. */
	latency?: number;
	/** Whether and how clients must sign in; by default they need not. */
	secured?: Security | undefined;
	/** Scripts to play instead of those of the demo. */
	cast?: readonly Script[] | undefined;
};

type DemoJob = {
	url: string;
	id: string;
	task: string;
	label: string;
	/** The name of the script that the job plays. */
	script: string;
};

/** A running demo server, as tests and `gpjobs demo` use it. */
export type DemoServer = {
	/** The origin of the server: `http://127.0.0.1:PORT`. */
	origin: string;
	/** The jobs that exist at the start. */
	jobs: readonly DemoJob[];
	/** The last 10,000 requests, without their tokens; `at` is a time of `now`. */
	requests: readonly LoggedRequest[];
	/** How many requests there have been, and how many of them asked to cancel a job, whether accepted or not. */
	counts: () => {requests: number; cancels: number};
	/** Whether all jobs that existed at the start have ended. */
	allEnded: () => boolean;
	/** Makes all tokens invalid, if clients must sign in. */
	revokeTokens: () => void;
	/** Stops the server and closes its connections at once. */
	stop: () => Promise<void>;
};

/**
 * Starts an HTTP server on the loopback address that behaves like an ArcGIS Server with running GP jobs.
 *
 * It uses no timers: the state of a job is calculated when a client asks for it.
 */
export async function startDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
	const {seed = 1, speed = 1, port = 0, now = () => performance.now(), latency = 0} = options;
	const dialect = {resultsAtOnce: options.resultsAtOnce ?? true, emptyMessages: options.emptyMessages ?? 'absent'};
	const log = createRequestLog();
	const counts = {requests: 0, cancels: 0};
	const stopping = new AbortController();

	const server = createServer({keepAliveTimeout, maxHeaderSize: largestHeader});
	server.on('clientError', answerUnreadable);
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	const guard = options.secured && createGuard(origin, options.secured);
	const begun = now();
	const moment = () => (now() - begun) * speed;
	const scripts = options.cast ?? demoScripts(seed, options.jobs ?? handMadeCast.length);
	const world = createWorld({origin, seed, scripts, tasks: castTasks, moment});

	server.on('request', async (incoming, outgoing) => {
		const method = incoming.method ?? '';
		const url = incoming.url ?? '';
		counts.requests += 1;
		if (/\/cancel\/?(\?|$)/.test(url)) counts.cancels += 1;
		log.add(method, url, now());
		try {
			if (latency > 0) await sleep(latency, undefined, {signal: stopping.signal});
			send(outgoing, await answerOver(world, dialect, guard, incoming), method);
		} catch {
			// Either the connection is closed, so that nobody receives this, or the demo has a bug, whose stack trace
			// must not be sent.
			send(outgoing, drawnAnswer(refusal(500, 'Unable to complete operation.'), 'json'), method);
		}
	});

	let stopped: Promise<unknown> | undefined;
	return {
		origin,
		jobs: world.firstJobs.map(job => asDemoJob(origin, job)),
		requests: log.entries,
		counts: () => ({...counts}),
		allEnded: () => world.firstJobs.every(job => endOf(job) <= moment()),
		revokeTokens: () => guard?.revokeAll(),
		stop: async () => {
			if (stopped === undefined) {
				stopped = once(server, 'close');
				stopping.abort();
				server.close();
				server.closeAllConnections();
			}
			await stopped;
		},
	};
}

/**
 * How long an idle connection stays open, in milliseconds: longer than the interval between two polls of a client, so
 * that the client can reuse the connection.
 */
const keepAliveTimeout = 65_000;
const largestHeader = 64 * 1024;

function demoScripts(seed: number, count: number): readonly Script[] {
	const handMade = [...handMadeCast, ...furtherScripts];
	return Array.from({length: count}, (_, index) => handMade[index] ?? generatedScript(seed, index));
}

function asDemoJob(origin: string, job: Job): DemoJob {
	const {task, label, name} = job.script;
	return {url: `${origin}${jobPath(job)}`, id: job.id, task: task.name, label, script: name};
}

async function answerOver(
	world: World,
	dialect: Dialect,
	guard: Guard | undefined,
	incoming: IncomingMessage,
): Promise<DrawnAnswer> {
	// A browser asks before it sends a request with a header of its own to another origin (Fetch, CORS-preflight).
	if (incoming.method === 'OPTIONS') return {status: 204, headers: preflight(incoming), body: ''};
	if (incoming.method !== 'GET' && incoming.method !== 'HEAD' && incoming.method !== 'POST') {
		const {status, headers, body} = drawnAnswer(httpRefusal(405, 'Method Not Allowed'), 'json');
		return {status, headers: {...headers, allow: methods}, body};
	}
	const request = await readRequest(incoming);
	if (request === undefined) return drawnAnswer(httpRefusal(413, 'Request Entity Too Large'), 'json');
	const guarded = guard?.answer(incoming.method, incoming.headers, request);
	return drawnAnswer(guarded ?? answerTo(world, dialect, request), request.parameters.get('f'));
}

const methods = 'GET, HEAD, POST, OPTIONS';

function preflight({headers}: IncomingMessage): Readonly<Record<string, string>> {
	const wanted = headers['access-control-request-headers'];
	return {
		allow: methods,
		'access-control-allow-methods': methods,
		'access-control-max-age': '600',
		...(wanted === undefined ? {} : {'access-control-allow-headers': wanted}),
	};
}

/** Sends an answer. Pages of any origin may read it, as with ArcGIS Server. */
function send(outgoing: ServerResponse, {status, headers, body}: DrawnAnswer, method: string): void {
	if (outgoing.destroyed || outgoing.headersSent) return;
	const length = status === 204 ? {} : {'content-length': Buffer.byteLength(body)};
	outgoing.writeHead(status, {'access-control-allow-origin': '*', ...headers, ...length});
	outgoing.end(method === 'HEAD' ? undefined : body);
}

/** Answers a request that cannot be parsed: bytes that are not HTTP, or a header that is too large. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
	if (!socket.writable) return;
	const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
	const {body} = drawnAnswer(httpRefusal(Number.parseInt(status, 10), status.slice(4)), 'json');
	const headers = ['content-type: application/json;charset=UTF-8', `content-length: ${Buffer.byteLength(body)}`];
	socket.end([`HTTP/1.1 ${status}`, ...headers, 'connection: close', '', body].join('\r\n'));
}

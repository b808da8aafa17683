import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {castTasks, encore, cast as handMadeCast} from './cast/cast.ts';
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

export type DemoServerOptions = {
	/** How many jobs to begin with; absent: 14. The first 15 are hand-made, the others generated. */
	jobs?: number;
	/** The same seed gives the same jobs; 1 by default. */
	seed?: number;
	/** 20 makes everything twenty times as fast; absent: 1. */
	speed?: number;
	/** Absent or 0: any free port. */
	port?: number;
	/** Milliseconds of a clock that never goes back; absent: `performance.now`. */
	now?: () => number;
	/** Whether all results or inputs can be read in one request; `false`: as a server before 11.1. Absent: true. */
	resultsAtOnce?: boolean;
	/** What `returnMessages=false` makes of `messages`; absent: `absent`. */
	emptyMessages?: Dialect['emptyMessages'];
	/** Milliseconds before each answer; absent: 0. */
	latency?: number;
	/** Whether people have to sign in, and how; absent: they need not. */
	secured?: Security | undefined;
	/** Scripts to play instead of those of the demo. */
	cast?: readonly Script[] | undefined;
};

type DemoJob = {
	url: string;
	id: string;
	task: string;
	label: string;
	/** Name of its script. */
	script: string;
};

export type DemoServer = {
	/** `http://127.0.0.1:PORT` */
	origin: string;
	/** The jobs that it began with. */
	jobs: readonly DemoJob[];
	/** The last 10,000 requests; `at` is a time of `now`. No token is in them. */
	requests: readonly LoggedRequest[];
	/** The number of requests until now, and of those for a cancel, accepted or not. */
	counts: () => {requests: number; cancels: number};
	/** Whether each job that it began with has come to an end. */
	allEnded: () => boolean;
	/** Makes all tokens invalid, where people have to sign in. */
	revokeTokens: () => void;
	/** Closes the server and its connections at once. */
	stop: () => Promise<void>;
};

/**
 * Starts an HTTP server on the loopback address that plays an ArcGIS Server with GP jobs under way.
 *
 * It runs no timers: where a job stands is worked out when somebody asks.
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
			send(outgoing, await answerOver(world, dialect, guard, incoming));
		} catch {
			// Either the connection is gone and nobody reads this, or it is a fault of the demo's own: no trace of it goes out.
			send(outgoing, drawnAnswer(refusal(500, 'Unable to complete operation.'), 'json'));
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

/** Milliseconds: longer than the gap between a client's polls, so that no connection closes under the next one. */
const keepAliveTimeout = 65_000;
const largestHeader = 64 * 1024;

function demoScripts(seed: number, count: number): readonly Script[] {
	const handMade = [...handMadeCast, ...encore];
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
	if (incoming.method !== 'GET' && incoming.method !== 'POST') {
		return drawnAnswer(httpRefusal(405, 'Method Not Allowed'), 'json');
	}
	const request = await readRequest(incoming);
	if (request === undefined) return drawnAnswer(httpRefusal(413, 'Request Entity Too Large'), 'json');
	const guarded = guard?.answer(incoming.method, incoming.headers, request);
	return drawnAnswer(guarded ?? answerTo(world, dialect, request), request.parameters.get('f'));
}

function send(outgoing: ServerResponse, {status, headers, body}: DrawnAnswer): void {
	if (outgoing.destroyed || outgoing.headersSent) return;
	outgoing.writeHead(status, {...headers, 'content-length': Buffer.byteLength(body)});
	outgoing.end(body);
}

/** Answers bytes that are not HTTP, or whose header is too large, before they become a request. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
	if (!socket.writable) return;
	const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
	const {body} = drawnAnswer(httpRefusal(Number.parseInt(status, 10), status.slice(4)), 'json');
	const headers = ['content-type: application/json;charset=UTF-8', `content-length: ${Buffer.byteLength(body)}`];
	socket.end([`HTTP/1.1 ${status}`, ...headers, 'connection: close', '', body].join('\r\n'));
}

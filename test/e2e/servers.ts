import {createServer, type IncomingHttpHeaders} from 'node:http';
import {type AddressInfo, createServer as createSocketServer, type Socket} from 'node:net';
import {type DemoServer, type DemoServerOptions, startDemoServer} from '../../source/demo/server.ts';
import {deadPort, keepDead} from './dead-port.ts';
import {remember} from './open-programs.ts';

/** Starts the embedded GP server; it is stopped after the test. */
export async function startGpServer(options: DemoServerOptions): Promise<DemoServer> {
	const server = await startDemoServer(options);
	remember({close: () => server.stop(), abandon: () => {}});
	return server;
}

/** A clock for `startGpServer` that stands still until the test lets time pass. */
export function stoppedClock(): {readonly now: () => number; readonly pass: (milliseconds: number) => void} {
	let time = 0;
	return {
		now: () => time,
		pass(milliseconds) {
			time += milliseconds;
		},
	};
}

/** Does something once as many requests have come as its key says, while a program runs. @returns what that comes to */
export async function whenAsked<T>(
	server: {readonly requests: readonly unknown[]},
	steps: Readonly<Record<number, () => void>>,
	done: Promise<T>,
): Promise<T> {
	const timer = setInterval(() => {
		for (const [count, step] of Object.entries(steps)) {
			if (server.requests.length < Number(count)) continue;
			step();
			delete (steps as Record<string, () => void>)[count];
		}
	}, 5);
	return done.finally(() => clearInterval(timer));
}

export type SmallRequest = {
	readonly method: string;
	/** Path and query. */
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	/** Milliseconds of `performance.now`. */
	readonly at: number;
};

export type SmallAnswer = {readonly status?: number; readonly body: unknown};

export type SmallServer = {
	/** `http://127.0.0.1:PORT` */
	readonly origin: string;
	readonly requests: readonly SmallRequest[];
	readonly stop: () => Promise<void>;
};

/**
 * Starts an HTTP server that answers as a test says; it is stopped after the test.
 *
 * @param answer what a request gets, a body that is no string as JSON; `undefined`: no answer, for ever
 * @param at the port; 0: any that is free
 */
export async function startSmallServer(
	answer: (request: SmallRequest) => SmallAnswer | undefined | Promise<SmallAnswer | undefined>,
	at = 0,
): Promise<SmallServer> {
	const requests: SmallRequest[] = [];
	const server = createServer(async ({method = '', url: path = '', headers}, response) => {
		const request = {method, path, headers, at: performance.now()};
		requests.push(request);
		const answered = await answer(request);
		if (answered === undefined) return;
		const {status = 200, body} = answered;
		response.writeHead(status, {'content-type': 'application/json;charset=UTF-8'});
		response.end(typeof body === 'string' ? body : JSON.stringify(body));
	});
	const port = await listening(server, at);
	const stop = async () => {
		server.closeAllConnections();
		await new Promise(resolve => server.close(resolve));
	};
	remember({close: stop, abandon: () => {}});
	const origin = `http://127.0.0.1:${port}`;
	return {
		origin,
		requests,
		stop: async () => {
			await stop();
			await keepDead(origin);
		},
	};
}

export type HandMessage = {readonly type: `esriJobMessageType${string}`; readonly description: string};

export type HandJob = {
	readonly url: string;
	readonly id: string;
	readonly label: string;
	/** What the server says of it; a test changes it when it wants. */
	status: string;
	messages: HandMessage[];
	/** What a cancel makes of its status; `refused`: the documented error, and nothing. */
	onCancel: string;
};

export type HandServer = SmallServer & {
	readonly jobs: readonly HandJob[];
	/** The jobs by label. */
	readonly job: (label: string) => HandJob;
	/** What asked for anything but to be told. */
	readonly posts: () => readonly SmallRequest[];
	/** While set, what every request gets. */
	trouble: SmallAnswer | undefined;
};

/** Starts a server whose jobs stand as the test says, by hand; it is stopped after the test. */
export async function startHandServer(statuses: Readonly<Record<string, string>>, port = 0): Promise<HandServer> {
	const state: {trouble: SmallAnswer | undefined; jobs: HandJob[]} = {trouble: undefined, jobs: []};
	const server = await startSmallServer(({path, method}) => state.trouble ?? answerOf(state.jobs, path, method), port);
	state.jobs = Object.entries(statuses).map(([label, status], index) => {
		const id = `j${String(index).padStart(8, '0')}`;
		return {url: jobUrl(server.origin, id), id, label, status, messages: [], onCancel: 'esriJobCancelling'};
	});
	return Object.assign(state, server, {
		job: (label: string) => state.jobs.find(job => job.label === label) ?? unknownLabel(label),
		posts: () => server.requests.filter(({method}) => method !== 'GET'),
	});
}

function answerOf(jobs: readonly HandJob[], path: string, method: string): SmallAnswer {
	const job = jobs.find(({id}) => path.includes(`/jobs/${id}`));
	if (job === undefined) {
		return /\/GPServer\/Task\?/.test(path)
			? {body: {name: 'Task', displayName: 'Task', parameters: []}}
			: {body: {error: {code: 404, message: 'Not Found', details: []}}};
	}
	if (method === 'POST') {
		if (job.onCancel === 'refused')
			return {body: {error: {code: 400, message: 'Invalid or missing input parameters.', details: []}}};
		job.status = job.onCancel;
		return {body: {jobId: job.id, jobStatus: 'esriJobCancelling'}};
	}
	const messages = path.includes('returnMessages=false') ? {} : {messages: job.messages};
	return {body: {jobId: job.id, jobStatus: job.status, ...messages}};
}

function unknownLabel(label: string): never {
	throw new Error(`No job of this server is called ${label}.`);
}

/** Starts a server that takes connections and never says a word; it is stopped after the test. */
export async function startSilentServer(): Promise<{readonly origin: string; readonly mostAtOnce: () => number}> {
	const sockets = new Set<Socket>();
	let mostAtOnce = 0;
	const server = createSocketServer(socket => {
		sockets.add(socket);
		mostAtOnce = Math.max(mostAtOnce, sockets.size);
		socket.on('error', () => {});
		socket.once('close', () => sockets.delete(socket));
	});
	const port = await listening(server);
	remember({
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise(resolve => server.close(resolve));
		},
		abandon: () => {},
	});
	return {origin: `http://127.0.0.1:${port}`, mostAtOnce: () => mostAtOnce};
}

/** The origin of a port on which nobody listens, so that a connection is refused at once. */
export async function refusingOrigin(): Promise<string> {
	return `http://127.0.0.1:${await deadPort()}`;
}

/** The URL of a job that exists only by its name. */
export function jobUrl(origin: string, jobId = 'j0123456789abcdef', task = 'Task'): string {
	return `${origin}/arcgis/rest/services/Folder/Service/GPServer/${task}/jobs/${jobId}`;
}

type Listening = {listen(port: number, host: string, done: () => void): unknown; address(): unknown};

async function listening(server: Listening, port = 0): Promise<number> {
	await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}

import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {remember} from '../e2e/open-programs.ts';
import type {Answer, FieldRequest, FieldServer, Reply} from './field-case.ts';

const service = '/arcgis/rest/services/F/S/GPServer';
const notThere = {error: {code: 400, message: 'Unable to complete operation.', details: []}};

/** The words that a server fills into a case, each a placeholder without its braces. */
export type ServerWords = Readonly<Record<'origin' | 'port' | 'task' | 'jobs' | 'job', string>>;

/**
 * Starts a server that plays one part of a case; it is stopped after the test.
 *
 * @param letter how the case calls it
 * @param log where its requests are written down
 * @param fill fills in the placeholders of answers that are given as JSON
 */
export async function startFieldServer(
	parts: FieldServer,
	letter: string,
	log: FieldRequest[],
	fill: (text: string) => string,
): Promise<ServerWords> {
	const server = createServer(async (incoming, response) => {
		const request = await readRequest(incoming, letter, log);
		log.push(request);
		const answer = parts.any?.(request) ?? partOf(parts, request);
		send(typeof answer === 'function' ? answer(request) : answer, response, fill);
	});
	const {host = '127.0.0.1'} = parts;
	await new Promise<void>(resolve => server.listen(0, host, resolve));
	remember({
		close: async () => {
			server.closeAllConnections();
			await new Promise(resolve => server.close(resolve));
		},
		abandon: () => {},
	});
	const port = String((server.address() as AddressInfo).port);
	const origin = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
	const task = `${origin}${service}/T`;
	return {origin, port, task, jobs: `${task}/jobs`, job: `${task}/jobs/j1`};
}

async function readRequest(incoming: IncomingMessage, server: string, log: FieldRequest[]): Promise<FieldRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk);
	const {method = '', url: path = '', headers} = incoming;
	const place = path.split('?', 1)[0];
	const before = log.filter(
		one => one.server === server && one.method === method && one.path.split('?', 1)[0] === place,
	);
	return {server, method, path, headers, body: Buffer.concat(chunks).toString(), before: before.length};
}

function partOf(parts: FieldServer, {path}: FieldRequest): Answer {
	const [place = '', query = ''] = path.split('?');
	if (place.endsWith('/rest/info'))
		return parts.info ?? {body: {currentVersion: 11.1, authInfo: {isTokenBasedSecurity: false}}};
	const [, job, rest] = /\/GPServer\/[^/]+(?:\/jobs\/([^/]+)(?:\/(.*))?)?/.exec(place) ?? [];
	if (place.endsWith('/submitJob')) return parts.submit ?? {body: {jobId: 'j1', jobStatus: 'esriJobSubmitted'}};
	if (job === undefined) {
		const task = {name: 'T', displayName: 'T', executionType: 'esriExecutionTypeAsynchronous', parameters: []};
		return place.includes('/GPServer/') ? (parts.task ?? {body: task}) : {body: notThere};
	}
	if (rest === undefined) {
		const whole = parts.job ?? {body: {jobId: job, jobStatus: 'esriJobSucceeded', messages: []}};
		return query.includes('returnMessages=false') ? (parts.statusOnly ?? whole) : whole;
	}
	if (rest === 'cancel') return parts.cancel ?? {body: {jobId: job, jobStatus: 'esriJobCancelling'}};
	const [kind, name = ''] = rest.split('/').map(decodeURIComponent);
	return (kind === 'results' ? parts.results : parts.inputs)?.[name] ?? {body: notThere};
}

function send(reply: Reply, response: ServerResponse, fill: (text: string) => string): void {
	if (reply === 'hang') return;
	if (reply === 'reset') {
		response.socket?.resetAndDestroy();
		return;
	}
	const {status = 200, headers = {}, body, cutAfter} = reply;
	const bytes =
		typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body) : Buffer.from(fill(JSON.stringify(body)));
	response.writeHead(status, {
		'content-type': 'application/json;charset=UTF-8',
		...(cutAfter === undefined ? {} : {'content-length': String(bytes.length)}),
		...headers,
	});
	if (cutAfter === undefined) response.end(bytes);
	else response.write(bytes.subarray(0, cutAfter), () => response.socket?.destroy());
}

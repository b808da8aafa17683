import type {Socket} from 'node:net';
import {gzipSync} from 'node:zlib';
import {onTestFinished} from 'vitest';
import type {FaultKind} from '../../../source/gp/fault.ts';
import {answer, type Behaviour, chunk, head} from '../fault-server.ts';
import {mebibyte} from './asking.ts';

export const job = '{"jobId":"j1","jobStatus":"esriJobExecuting"}';

const every = (milliseconds: number, act: () => void) => {
	const timer = setInterval(act, milliseconds);
	onTestFinished(() => clearInterval(timer));
};

/** Writes as long as the socket takes it. */
function pour(socket: Socket, piece: Uint8Array): void {
	const more = () => {
		while (!socket.destroyed && socket.write(piece));
		if (!socket.destroyed) socket.once('drain', more);
	};
	more();
}

const megabyte = Buffer.alloc(mebibyte, 0x20);
/** 300 KB that become 300 MB. */
export const bomb = answer(gzipSync(Buffer.alloc(300 * mebibyte)), {headers: {'content-encoding': 'gzip'}});
/** What a server can do wrong, and what a client with a cap of 1 MiB makes of it. */
export const wrongAnswers: ReadonlyArray<
	readonly [way: string, behaviour: Behaviour, kind: FaultKind, sentence: RegExp, code?: number]
> = [
	['resets before it answers', socket => socket.resetAndDestroy(), 'reset', /broke the connection off/],
	['hangs up before it answers', socket => socket.end(), 'reset', /broke the connection off/],
	[
		'resets behind the head',
		socket => socket.write(head({'content-length': '9'}), () => socket.resetAndDestroy()),
		'reset',
		/broke the connection off/,
	],
	[
		'hangs up in the middle of a body with a length',
		socket => socket.end(`${head({'content-length': '999'})}{"a`),
		'reset',
		/broke the connection off/,
	],
	[
		'hangs up in the middle of a chunk',
		socket => socket.end(`${head({'transfer-encoding': 'chunked'})}ff\r\n{"a`),
		'reset',
		/broke the connection off/,
	],
	[
		'hangs up between chunks',
		socket => socket.end(Buffer.concat([Buffer.from(head({'transfer-encoding': 'chunked'})), chunk('{"a"')])),
		'reset',
		/broke the connection off/,
	],
	[
		'hangs up in the middle of a body without a length',
		socket => socket.end(`${head()}{"jobStatus":"esriJo`),
		'not-json',
		/broke off/,
	],
	['never answers', () => {}, 'timeout', /did not begin to answer within 200 ms/],
	[
		'sends half a head and no more',
		socket => socket.write('HTTP/1.1 200 OK\r\nconte'),
		'timeout',
		/did not begin to answer within 200 ms/,
	],
	['sends its head byte by byte', socket => every(20, () => socket.write('x')), 'http', /not HTTP/],
	[
		'sends a head that never ends',
		socket => {
			socket.write('HTTP/1.1 200 OK\r\n');
			every(20, () => socket.write('x: y\r\n'));
		},
		'timeout',
		/did not begin to answer within 200 ms/,
	],
	[
		'sends interim answers for ever',
		socket => every(20, () => socket.write('HTTP/1.1 102 Processing\r\n\r\n')),
		'timeout',
		/within (200|800) ms/,
	],
	[
		'falls silent behind the head',
		socket => socket.write(head({'content-length': '99'})),
		'timeout',
		/stopped in the middle of its answer for 250 ms/,
	],
	[
		'falls silent in the body',
		socket => socket.write(`${head({'content-length': '99'})}{"a":`),
		'timeout',
		/stopped in the middle of its answer for 250 ms/,
	],
	[
		'falls silent between chunks',
		socket => socket.write(Buffer.concat([Buffer.from(head({'transfer-encoding': 'chunked'})), chunk('{"a"')])),
		'timeout',
		/stopped in the middle of its answer for 250 ms/,
	],
	[
		'drips for ever',
		socket => {
			socket.write(head({'transfer-encoding': 'chunked'}));
			every(30, () => socket.write(chunk(' ')));
		},
		'timeout',
		/did not finish its answer within 800 ms/,
	],
	['answers a page', socket => socket.end(answer('<html><title>Log in</title>')), 'not-json', /web page \("Log in"\)/],
	['answers nothing', socket => socket.end(answer('')), 'not-json', /nothing at all/],
	['answers 204', socket => socket.end(head({}, 204)), 'not-json', /nothing at all/],
	['answers 304', socket => socket.end(head({}, 304)), 'http', /HTTP 304/, 304],
	['answers JSON of another shape', socket => socket.end(answer('[]')), 'unexpected', /not a job|not the value/],
	['answers null', socket => socket.end(answer('null')), 'unexpected', /not a job|not the value/],
	['answers a number', socket => socket.end(answer('42')), 'unexpected', /not a job|not the value/],
	['answers a text', socket => socket.end(answer('"esriJobExecuting"')), 'unexpected', /not a job|not the value/],
	['answers NaN', socket => socket.end(answer('NaN')), 'unexpected', /not a job|not the value/],
	['answers blanks', socket => socket.end(answer(' \r\n')), 'not-json', /nothing at all/],
	['answers bytes', socket => socket.end(answer(Buffer.from([0xff, 0xfe, 0x00, 0x80]))), 'not-json', /not JSON/],
	[
		'wants to go on in another protocol',
		socket => socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\nzzz'),
		'http',
		/HTTP 101/,
		101,
	],
	[
		'answers 101 and no more',
		socket => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
		'http',
		/HTTP 101/,
		101,
	],
	[
		'answers broken gzip',
		socket => socket.end(answer('\x1f\x8b\x08 broken', {headers: {'content-encoding': 'gzip'}})),
		'not-json',
		/compressed answer .* is broken/,
	],
	[
		'answers gzip that is cut off',
		socket => socket.end(answer(gzipSync(job.repeat(99)).subarray(0, 60), {headers: {'content-encoding': 'gzip'}})),
		'not-json',
		/compressed answer .* is broken/,
	],
	[
		'says gzip and sends none',
		socket => socket.end(answer(job, {headers: {'content-encoding': 'gzip'}})),
		'not-json',
		/compressed answer .* is broken/,
	],
	[
		'answers in an unknown encoding',
		socket => socket.end(answer('\0\x01', {headers: {'content-encoding': 'x-novel'}})),
		'not-json',
		/not JSON/,
	],
	[
		'answers too much, and says so',
		socket => {
			socket.write(head({'content-length': String(2 ** 31)}));
			pour(socket, megabyte);
		},
		'too-large',
		/larger than 1 MiB/,
	],
	[
		'answers without end',
		socket => {
			socket.write(head());
			pour(socket, megabyte);
		},
		'too-large',
		/larger than 1 MiB/,
	],
	['answers a gzip bomb', socket => socket.end(bomb), 'too-large', /larger than 1 MiB/],
	[
		'speaks another protocol',
		socket => socket.write('SSH-2.0-OpenSSH_9.9\r\n'),
		'http',
		/not HTTP. Is this the right port/,
	],
	[
		'sends a broken header',
		socket => socket.end('HTTP/1.1 200 OK\r\na b c\r\n\r\n'),
		'http',
		/rules of HTTP \(a malformed header/,
	],
	[
		'sends two lengths',
		socket => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}`),
		'http',
		/rules of HTTP \(more than one length/,
	],
	[
		'sends a length and chunks',
		socket => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}'),
		'http',
		/rules of HTTP/,
	],
	[
		'says that it is shorter than it is',
		socket => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n{}'),
		'http',
		/rules of HTTP \(more than the length/,
	],
	[
		'says a length that is no number',
		socket => socket.end('HTTP/1.1 200 OK\r\ncontent-length: two\r\n\r\n{}'),
		'http',
		/rules of HTTP/,
	],
	[
		'floods with headers',
		socket => socket.end(head({x: 'y'.repeat(100_000)})),
		'http',
		/rules of HTTP \(headers that are too long/,
	],
	[
		'speaks TLS',
		socket => socket.end(Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x0a])),
		'http',
		/not HTTP\. Is this the right port, or is it https/,
	],
	[
		'wants TLS, and says so in plain HTTP',
		socket => socket.end(answer('Bad Request\nThis combination of host and port requires TLS.\n', {status: 400})),
		'http',
		/wants https:\/\/ on this port/,
		400,
	],
	[
		'redirects',
		socket => socket.end(head({location: 'https://login.example/?token=x'}, 302)),
		'redirect',
		/sign-in page on login\.example/,
		302,
	],
	['redirects nowhere', socket => socket.end(head({}, 302)), 'redirect', /not to where/, 302],
	['redirects to a file', socket => socket.end(head({location: 'file:///etc/passwd'}, 302)), 'redirect', /302/, 302],
	['redirects to nonsense', socket => socket.end(head({location: 'http://['}, 301)), 'redirect', /301/, 301],
	['redirects in a circle', socket => socket.end(head({location: '?'}, 307)), 'redirect', /same address again/, 307],
	['sends another POST', socket => socket.end(head({location: '/x'}, 308)), 'redirect', /moved to \/x/, 308],
	['answers 400', socket => socket.end(answer('', {status: 400})), 'http', /HTTP 400.*Is the URL right/, 400],
	['answers 405', socket => socket.end(answer('', {status: 405})), 'http', /requests of this kind/, 405],
	['answers 408', socket => socket.end(answer('', {status: 408})), 'http', /gave up waiting/, 408],
	['answers 413', socket => socket.end(answer('', {status: 413})), 'http', /request too large/, 413],
	['answers 414', socket => socket.end(answer('', {status: 414})), 'http', /URL too long/, 414],
	['answers 431', socket => socket.end(answer('', {status: 431})), 'http', /headers too long/, 431],
	[
		'answers 401',
		socket => socket.end(answer('', {status: 401, headers: {'www-authenticate': 'Negotiate'}})),
		'sign-in',
		/sign-in/,
		401,
	],
	['answers 403', socket => socket.end(answer('', {status: 403})), 'http', /not an answer of ArcGIS/, 403],
	['answers 404', socket => socket.end(answer('', {status: 404})), 'not-found', /does not know.*misspelt/, 404],
	['answers 407', socket => socket.end(answer('', {status: 407})), 'http', /the proxy on the way wants a sign-in/, 407],
	[
		'answers 429',
		socket => socket.end(answer('', {status: 429, headers: {'retry-after': '7'}})),
		'http',
		/too many requests/,
		429,
	],
	['answers 498', socket => socket.end(answer('', {status: 498})), 'sign-in', /token/, 498],
	['answers 499', socket => socket.end(answer('', {status: 499})), 'sign-in', /sign-in/, 499],
	['answers 500', socket => socket.end(answer('', {status: 500})), 'http', /HTTP 500/, 500],
	['answers 502', socket => socket.end(answer('<html>', {status: 502})), 'http', /behind it/, 502],
	['answers 504', socket => socket.end(answer('<html>', {status: 504})), 'http', /behind it/, 504],
	['answers 524', socket => socket.end(answer('<html>', {status: 524})), 'http', /proxy on the way/, 524],
	['answers 503', socket => socket.end(answer('', {status: 503})), 'http', /not available/, 503],
	[
		'answers an error in 200',
		socket => socket.end(answer('{"error":{"code":500,"message":"no"}}')),
		'server',
		/says: no/,
		500,
	],
	[
		'asks for a token in 200',
		socket => socket.end(answer('{"error":{"code":499,"message":"Token Required"}}')),
		'sign-in',
		/Token Required/,
		499,
	],
	[
		'refuses the token in 200',
		socket => socket.end(answer('{"error":{"code":498,"message":"Invalid Token"}}')),
		'sign-in',
		/does not accept the token.*gpjobs login/,
		498,
	],
	[
		'forbids in 200',
		socket => socket.end(answer('{"error":{"code":403,"message":"You do not have permissions."}}')),
		'forbidden',
		/403: You do not have permissions/,
		403,
	],
	[
		'does not know the job, in 200',
		socket => socket.end(answer('{"error":{"code":400,"message":"Job ID not found","details":[]}}')),
		'server',
		/says: Job ID not found \(400\)/,
		400,
	],
	[
		'does not know the URL, in 200',
		socket => socket.end(answer('{"error":{"code":404,"message":"Service not found"}}')),
		'not-found',
		/404: Service not found/,
		404,
	],
	[
		'says error as the status',
		socket => socket.end(answer('{"status":"error","messages":["Server machine is not reachable."],"code":500}')),
		'server',
		/says: Server machine is not reachable \(500\)/,
		500,
	],
];

import type {Socket} from 'node:net';
import {gzipSync} from 'node:zlib';
import {onTestFinished} from 'vitest';
import {
	answeredStatus,
	cutJson,
	doesNotKnow,
	forbids,
	refusesToken,
	saidNothing,
	serverSays,
	strangeJson,
	turnedAway,
	wantsHttps,
	wantsSignIn,
	wantsWindowsSignIn,
	webPage,
} from '../../../source/gp/client/answer-fault.ts';
import {hasMoved, redirectsNowhere, redirectsToItself, redirectsToSignIn} from '../../../source/gp/client/redirect.ts';
import {refererHint} from '../../../source/gp/client/sign-ins.ts';
import {
	brokenOff,
	brokeRule,
	httpRules,
	notBegun,
	otherProtocol,
	silent,
	speaksNoHttp,
	tooLarge,
	unfinished,
	wronglyCompressed,
} from '../../../source/gp/client/transport-fault.ts';
import type {Fault, FaultKind} from '../../../source/gp/fault.ts';
import {notAValue} from '../../../source/gp/parameter.ts';
import {jsonWithoutJob} from '../../../source/gp/snapshot.ts';
import {safe} from '../../../source/text/safe-text.ts';
import {answer, type Behaviour, chunk, head} from '../fault-server.ts';
import {mebibyte} from './asking.ts';

export const job = '{"jobId":"j1","jobStatus":"esriJobExecuting"}';

const every = (milliseconds: number, act: () => void) => {
	const timer = setInterval(act, milliseconds);
	onTestFinished(() => clearInterval(timer));
};

/** The fault of that server, or those of which one is meant, by its host. */
export type Says = (host: string) => Fault | readonly Fault[];

/** The token of these tests was given by hand, so that the refusal says what may be missing. */
const refusesGiven =
	(heard: string): Says =>
	host => {
		const why = refusesToken(host, heard);
		return {...why, sentence: safe`${why.sentence} ${refererHint(false)}`};
	};

const status =
	(code: number): Says =>
	host =>
		answeredStatus(host, code, '');

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
	readonly [way: string, behaviour: Behaviour, kind: FaultKind, says: Says, code?: number]
> = [
	['resets before it answers', socket => socket.resetAndDestroy(), 'reset', brokenOff],
	['hangs up before it answers', socket => socket.end(), 'reset', brokenOff],
	[
		'resets behind the head',
		socket => socket.write(head({'content-length': '9'}), () => socket.resetAndDestroy()),
		'reset',
		brokenOff,
	],
	[
		'hangs up in the middle of a body with a length',
		socket => socket.end(`${head({'content-length': '999'})}{"a`),
		'reset',
		brokenOff,
	],
	[
		'hangs up in the middle of a chunk',
		socket => socket.end(`${head({'transfer-encoding': 'chunked'})}ff\r\n{"a`),
		'reset',
		brokenOff,
	],
	[
		'hangs up between chunks',
		socket => socket.end(Buffer.concat([Buffer.from(head({'transfer-encoding': 'chunked'})), chunk('{"a"')])),
		'reset',
		brokenOff,
	],
	[
		'hangs up in the middle of a body without a length',
		socket => socket.end(`${head()}{"jobStatus":"esriJo`),
		'not-json',
		host => cutJson(host, {line: 1, column: 21}),
	],
	['never answers', () => {}, 'timeout', host => notBegun(host, 200)],
	[
		'sends half a head and no more',
		socket => socket.write('HTTP/1.1 200 OK\r\nconte'),
		'timeout',
		host => notBegun(host, 200),
	],
	['sends its head byte by byte', socket => every(20, () => socket.write('x')), 'http', speaksNoHttp],
	[
		'sends a head that never ends',
		socket => {
			socket.write('HTTP/1.1 200 OK\r\n');
			every(20, () => socket.write('x: y\r\n'));
		},
		'timeout',
		host => notBegun(host, 200),
	],
	[
		'sends interim answers for ever',
		socket => every(20, () => socket.write('HTTP/1.1 102 Processing\r\n\r\n')),
		'timeout',
		host => [notBegun(host, 200), unfinished(host, 800)],
	],
	[
		'falls silent behind the head',
		socket => socket.write(head({'content-length': '99'})),
		'timeout',
		host => silent(host, 250),
	],
	[
		'falls silent in the body',
		socket => socket.write(`${head({'content-length': '99'})}{"a":`),
		'timeout',
		host => silent(host, 250),
	],
	[
		'falls silent between chunks',
		socket => socket.write(Buffer.concat([Buffer.from(head({'transfer-encoding': 'chunked'})), chunk('{"a"')])),
		'timeout',
		host => silent(host, 250),
	],
	[
		'drips for ever',
		socket => {
			socket.write(head({'transfer-encoding': 'chunked'}));
			every(30, () => socket.write(chunk(' ')));
		},
		'timeout',
		host => unfinished(host, 800),
	],
	[
		'answers a page',
		socket => socket.end(answer('<html><title>Log in</title>')),
		'not-json',
		host => webPage(host, 'Log in'),
	],
	['answers nothing', socket => socket.end(answer('')), 'not-json', saidNothing],
	['answers 204', socket => socket.end(head({}, 204)), 'not-json', saidNothing],
	['answers 304', socket => socket.end(head({}, 304)), 'http', status(304), 304],
	[
		'answers JSON of another shape',
		socket => socket.end(answer('[]')),
		'unexpected',
		() => [jsonWithoutJob, notAValue],
	],
	['answers null', socket => socket.end(answer('null')), 'unexpected', () => [jsonWithoutJob, notAValue]],
	['answers a number', socket => socket.end(answer('42')), 'unexpected', () => [jsonWithoutJob, notAValue]],
	[
		'answers a text',
		socket => socket.end(answer('"esriJobExecuting"')),
		'unexpected',
		() => [jsonWithoutJob, notAValue],
	],
	['answers NaN', socket => socket.end(answer('NaN')), 'unexpected', () => [jsonWithoutJob, notAValue]],
	['answers blanks', socket => socket.end(answer(' \r\n')), 'not-json', saidNothing],
	[
		'answers bytes',
		socket => socket.end(answer(Buffer.from([0xff, 0xfe, 0x00, 0x80]))),
		'not-json',
		host => strangeJson(host, {line: 1, column: 1}),
	],
	[
		'wants to go on in another protocol',
		socket => socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\nzzz'),
		'http',
		otherProtocol,
		101,
	],
	[
		'answers 101 and no more',
		socket => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
		'http',
		otherProtocol,
		101,
	],
	[
		'answers broken gzip',
		socket => socket.end(answer('\x1f\x8b\x08 broken', {headers: {'content-encoding': 'gzip'}})),
		'not-json',
		wronglyCompressed,
	],
	[
		'answers gzip that is cut off',
		socket => socket.end(answer(gzipSync(job.repeat(99)).subarray(0, 60), {headers: {'content-encoding': 'gzip'}})),
		'not-json',
		wronglyCompressed,
	],
	[
		'says gzip and sends none',
		socket => socket.end(answer(job, {headers: {'content-encoding': 'gzip'}})),
		'not-json',
		wronglyCompressed,
	],
	[
		'answers in an unknown encoding',
		socket => socket.end(answer('\0\x01', {headers: {'content-encoding': 'x-novel'}})),
		'not-json',
		host => strangeJson(host, {line: 1, column: 1}),
	],
	[
		'answers too much, and says so',
		socket => {
			socket.write(head({'content-length': String(2 ** 31)}));
			pour(socket, megabyte);
		},
		'too-large',
		host => tooLarge(host, mebibyte),
	],
	[
		'answers without end',
		socket => {
			socket.write(head());
			pour(socket, megabyte);
		},
		'too-large',
		host => tooLarge(host, mebibyte),
	],
	['answers a gzip bomb', socket => socket.end(bomb), 'too-large', host => tooLarge(host, mebibyte)],
	['speaks another protocol', socket => socket.write('SSH-2.0-OpenSSH_9.9\r\n'), 'http', speaksNoHttp],
	[
		'sends a broken header',
		socket => socket.end('HTTP/1.1 200 OK\r\na b c\r\n\r\n'),
		'http',
		host => brokeRule(host, httpRules.header),
	],
	[
		'sends two lengths',
		socket => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}`),
		'http',
		host => brokeRule(host, httpRules.oneLength),
	],
	[
		'sends a length and chunks',
		socket => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}'),
		'http',
		host => brokeRule(host, 'invalid transfer encoding'),
	],
	[
		'says that it is shorter than it is',
		socket => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n{}'),
		'http',
		host => brokeRule(host, httpRules.length),
	],
	[
		'says a length that is no number',
		socket => socket.end('HTTP/1.1 200 OK\r\ncontent-length: two\r\n\r\n{}'),
		'http',
		host => brokeRule(host, httpRules.lengthIsNumber),
	],
	[
		'floods with headers',
		socket => socket.end(head({x: 'y'.repeat(100_000)})),
		'http',
		host => brokeRule(host, httpRules.headerSize),
	],
	['speaks TLS', socket => socket.end(Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x0a])), 'http', speaksNoHttp],
	[
		'wants TLS, and says so in plain HTTP',
		socket => socket.end(answer('Bad Request\nThis combination of host and port requires TLS.\n', {status: 400})),
		'http',
		wantsHttps,
		400,
	],
	[
		'redirects',
		socket => socket.end(head({location: 'https://login.example/?token=x'}, 302)),
		'redirect',
		host => redirectsToSignIn(host, 302, 'login.example'),
		302,
	],
	['redirects nowhere', socket => socket.end(head({}, 302)), 'redirect', host => redirectsNowhere(host, 302), 302],
	[
		'redirects to a file',
		socket => socket.end(head({location: 'file:///etc/passwd'}, 302)),
		'redirect',
		host => redirectsNowhere(host, 302),
		302,
	],
	[
		'redirects to nonsense',
		socket => socket.end(head({location: 'http://['}, 301)),
		'redirect',
		host => redirectsNowhere(host, 301),
		301,
	],
	[
		'redirects in a circle',
		socket => socket.end(head({location: '?'}, 307)),
		'redirect',
		host => redirectsToItself(host, 307),
		307,
	],
	[
		'sends another POST',
		socket => socket.end(head({location: '/x'}, 308)),
		'redirect',
		host => hasMoved(host, 308, '/x'),
		308,
	],
	['answers 400', socket => socket.end(answer('', {status: 400})), 'http', status(400), 400],
	['answers 405', socket => socket.end(answer('', {status: 405})), 'http', status(405), 405],
	['answers 408', socket => socket.end(answer('', {status: 408})), 'http', status(408), 408],
	['answers 413', socket => socket.end(answer('', {status: 413})), 'http', status(413), 413],
	['answers 414', socket => socket.end(answer('', {status: 414})), 'http', status(414), 414],
	['answers 431', socket => socket.end(answer('', {status: 431})), 'http', status(431), 431],
	[
		'answers 401',
		socket => socket.end(answer('', {status: 401, headers: {'www-authenticate': 'Negotiate'}})),
		'sign-in',
		wantsWindowsSignIn,
		401,
	],
	['answers 403', socket => socket.end(answer('', {status: 403})), 'http', host => turnedAway(host, undefined), 403],
	[
		'answers 404',
		socket => socket.end(answer('', {status: 404})),
		'not-found',
		host => doesNotKnow(host, 404, ''),
		404,
	],
	['answers 407', socket => socket.end(answer('', {status: 407})), 'http', status(407), 407],
	[
		'answers 429',
		socket => socket.end(answer('', {status: 429, headers: {'retry-after': '7'}})),
		'http',
		status(429),
		429,
	],
	['answers 498', socket => socket.end(answer('', {status: 498})), 'sign-in', refusesGiven(''), 498],
	['answers 499', socket => socket.end(answer('', {status: 499})), 'sign-in', host => wantsSignIn(host, 499, ''), 499],
	['answers 500', socket => socket.end(answer('', {status: 500})), 'http', status(500), 500],
	['answers 502', socket => socket.end(answer('<html>', {status: 502})), 'http', status(502), 502],
	['answers 504', socket => socket.end(answer('<html>', {status: 504})), 'http', status(504), 504],
	['answers 524', socket => socket.end(answer('<html>', {status: 524})), 'http', status(524), 524],
	['answers 503', socket => socket.end(answer('', {status: 503})), 'http', status(503), 503],
	[
		'answers an error in 200',
		socket => socket.end(answer('{"error":{"code":500,"message":"no"}}')),
		'server',
		host => serverSays(host, 'no', 500),
		500,
	],
	[
		'asks for a token in 200',
		socket => socket.end(answer('{"error":{"code":499,"message":"Token Required"}}')),
		'sign-in',
		host => wantsSignIn(host, 499, 'Token Required'),
		499,
	],
	[
		'refuses the token in 200',
		socket => socket.end(answer('{"error":{"code":498,"message":"Invalid Token"}}')),
		'sign-in',
		refusesGiven('Invalid Token'),
		498,
	],
	[
		'forbids in 200',
		socket => socket.end(answer('{"error":{"code":403,"message":"You do not have permissions."}}')),
		'forbidden',
		host => forbids(host, 'You do not have permissions'),
		403,
	],
	[
		'does not know the job, in 200',
		socket => socket.end(answer('{"error":{"code":400,"message":"Job ID not found","details":[]}}')),
		'server',
		host => serverSays(host, 'Job ID not found', 400),
		400,
	],
	[
		'does not know the URL, in 200',
		socket => socket.end(answer('{"error":{"code":404,"message":"Service not found"}}')),
		'not-found',
		host => doesNotKnow(host, 404, 'Service not found'),
		404,
	],
	[
		'says error as the status',
		socket => socket.end(answer('{"status":"error","messages":["Server machine is not reachable."],"code":500}')),
		'server',
		host => serverSays(host, 'Server machine is not reachable', 500),
		500,
	],
];

import {describe, expect, test} from 'vitest';
import {
	answeredStatus,
	certificateWanted,
	cutJson,
	doesNotKnow,
	forbids,
	noReason,
	refusesToken,
	saidNothing,
	serverSays,
	strangeJson,
	turnedAway,
	wantsSignIn,
	webPage,
} from '../../../source/gp/client/answer-fault.ts';
import {readBody, retryAfterOf} from '../../../source/gp/client/body.ts';
import {hasMoved, redirectsElsewhere, redirectsNowhere, redirectsToSignIn} from '../../../source/gp/client/redirect.ts';
import {type Fault, type FaultKind, mayMeanGone} from '../../../source/gp/fault.ts';

const received = {status: 200, body: '{}', location: undefined, retryAfter: undefined, took: 1, bytes: 2};

const host = 'gis.acme.com';

function faultOf(status: number, body: unknown, rest: Partial<Parameters<typeof readBody>[0]> = {}) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const read = readBody({...received, status, body: text, ...rest}, host);
	return read.ok ? undefined : read.fault;
}

describe('an error of ArcGIS, or of a device in front of it', () => {
	test.each<[status: number, body: unknown, kind: FaultKind, code: number | null, meant: Fault]>([
		// HTTP status, body, kind, code, sentence
		[
			200,
			{error: {code: 400, message: 'Invalid or missing input parameters.', details: []}},
			'server',
			400,
			serverSays(host, 'Invalid or missing input parameters', 400),
		],
		[
			200,
			{error: {code: 400, message: 'Unable to complete operation.', details: ['No outputs.', 'No outputs.']}},
			'server',
			400,
			serverSays(host, 'Unable to complete operation: No outputs', 400),
		],
		[
			200,
			{error: {code: 498, message: 'Invalid Token', details: null}},
			'sign-in',
			498,
			refusesToken(host, 'Invalid Token'),
		],
		[
			200,
			{error: {code: 499, message: 'Token Required', messageCode: 'GWM_0003', details: ['Token Required']}},
			'sign-in',
			499,
			wantsSignIn(host, 499, 'Token Required'),
		],
		[200, {error: {code: 401, message: 'Unauthorized'}}, 'sign-in', 401, wantsSignIn(host, 401, 'Unauthorized')],
		[
			200,
			{error: {code: 403, message: 'You do not have permissions.'}},
			'forbidden',
			403,
			forbids(host, 'You do not have permissions'),
		],
		[
			200,
			{error: {code: 404, message: 'Service not found'}},
			'not-found',
			404,
			doesNotKnow(host, 404, 'Service not found'),
		],
		[
			200,
			{error: {code: 500, message: "Service 'X' not started ", details: []}},
			'server',
			500,
			serverSays(host, "Service 'X' not started", 500),
		],
		[
			200,
			{error: {code: '500', message: 'x', details: 'all of it'}},
			'server',
			500,
			serverSays(host, 'x: all of it', 500),
		],
		[200, {error: {message: 'x'}}, 'server', null, serverSays(host, 'x', null)],
		[200, {error: {}}, 'server', null, serverSays(host, noReason, null)],
		[200, {error: {code: {}, message: 5, details: [5, {}, 'y']}}, 'server', null, serverSays(host, 'y', null)],
		[
			200,
			{error: 'invalid_client', error_description: 'Invalid client_id'},
			'server',
			null,
			serverSays(host, 'Invalid client_id', null),
		],
		[
			200,
			{status: 'error', messages: ['Token not found.'], code: 499},
			'sign-in',
			499,
			wantsSignIn(host, 499, 'Token not found'),
		],
		[200, {status: 'failed', statusMessage: 'failed'}, 'server', null, serverSays(host, 'failed', null)],
		[
			200,
			{code: 500, message: 'Error getting subscription info', status: 'failure', details: null},
			'server',
			500,
			serverSays(host, 'Error getting subscription info', 500),
		],
		// HTTP status and envelope say different things
		[400, {error: {code: 404, message: 'x'}}, 'not-found', 404, doesNotKnow(host, 404, 'x')],
		[401, {error: 'unauthorized'}, 'sign-in', 401, wantsSignIn(host, 401, 'unauthorized')],
		[403, {error: {code: 400, message: 'x'}}, 'forbidden', 403, forbids(host, 'x')],
		[404, {error: {code: 400, message: 'Job not found'}}, 'not-found', 404, doesNotKnow(host, 404, 'Job not found')],
		[409, {error: {message: 'already ended'}}, 'server', 409, serverSays(host, 'already ended', 409)],
		[429, {error: {message: 'slow down'}}, 'http', 429, answeredStatus(host, 429, 'slow down')],
		[500, {error: {code: 500, message: 'x'}}, 'server', 500, serverSays(host, 'x', 500)],
		[500, {error: {message: 'x'}}, 'server', 500, serverSays(host, 'x', 500)],
		[503, {error: {code: 503, message: 'x'}}, 'http', 503, answeredStatus(host, 503, 'x')],
		// HTTP status alone
		[401, '<html>Unauthorized</html>', 'sign-in', 401, wantsSignIn(host, 401, '')],
		[403, '', 'http', 403, turnedAway(host, undefined)],
		[403, '<html><title>Access Denied</title>', 'http', 403, turnedAway(host, 'Access Denied')],
		[403, {message: 'Forbidden'}, 'http', 403, turnedAway(host, undefined)],
		[400, '<html><center>No required SSL certificate was sent</center>', 'tls', 400, certificateWanted(host, 400)],
		[400, '<html><title>400 The SSL certificate error</title>', 'tls', 400, certificateWanted(host, 400)],
		[403, '<h2>403 - Forbidden: Client certificate required</h2>', 'tls', 403, certificateWanted(host, 403)],
		[496, '<html><title>496 SSL Certificate Required</title>', 'tls', 496, certificateWanted(host, 496)],
		[404, '<html>404</html>', 'not-found', 404, doesNotKnow(host, 404, '')],
		[498, '', 'sign-in', 498, refusesToken(host, '')],
		[499, '', 'sign-in', 499, wantsSignIn(host, 499, '')],
		[400, '', 'http', 400, answeredStatus(host, 400, '')],
		[429, '', 'http', 429, answeredStatus(host, 429, '')],
		[500, '', 'http', 500, answeredStatus(host, 500, '')],
		[500, {jobStatus: 'esriJobSucceeded'}, 'http', 500, answeredStatus(host, 500, '')],
		[502, '<html>', 'http', 502, answeredStatus(host, 502, '')],
		[503, '', 'http', 503, answeredStatus(host, 503, '')],
		[504, '', 'http', 504, answeredStatus(host, 504, '')],
		[304, '', 'http', 304, answeredStatus(host, 304, '')],
		// neither
		[200, '', 'not-json', null, saidNothing(host)],
		[204, '', 'not-json', null, saidNothing(host)],
		[200, ' \r\n', 'not-json', null, saidNothing(host)],
		[200, '{"jobStatus": "esriJobEx', 'not-json', null, cutJson(host, {line: 1, column: 25})],
		[200, 'ja', 'not-json', null, strangeJson(host, {line: 1, column: 1})],
		[200, `{"a":${'['.repeat(300)}`, 'not-json', null, cutJson(host, {line: 1, column: 306})],
		[200, '\ufeff<html>', 'not-json', null, webPage(host, '')],
		[200, '<!DOCTYPE html><html><head><title>\n Sign in \x1b[31m</title>', 'not-json', null, webPage(host, 'Sign in ')],
		[200, `<title>${'x'.repeat(5000)}`, 'not-json', null, webPage(host, 'x'.repeat(200))],
		[200, '  <html>', 'not-json', null, webPage(host, '')],
	])('HTTP %i %j: %s %s', (status, body, kind, code, meant) => {
		const fault = faultOf(status, body);
		expect(fault).toMatchObject({kind, code});
		expect(fault?.sentence).toBe(meant.sentence);
	});

	test.each([400, 405, 407, 408, 413, 414, 429, 431, 500, 502, 503, 504, 520, 524, 529])(
		'HTTP %i says more than its number',
		status => {
			const [bare, said] = [418, status].map(code => faultOf(code, '')?.sentence ?? '');
			expect(said).toContain(`HTTP ${status}`);
			expect((said ?? '').length).toBeGreaterThan((bare ?? '').length + 10);
		},
	);

	test('of megabytes becomes one sentence', () => {
		const novel = faultOf(200, {
			error: {code: 400, message: 'x'.repeat(2 ** 22), details: Array(1000).fill('y'.repeat(1000))},
		});
		expect(novel?.sentence.length).toBeLessThan(1100);
	});
});

describe('a redirect has its own fault', () => {
	test.each<[number, string | undefined, Fault]>([
		[302, 'https://login.acme.com/signin?token=s3cret', redirectsToSignIn(host, 302, 'login.acme.com')],
		[301, '/elsewhere', hasMoved(host, 301, '/elsewhere')],
		[307, '//evil.example/x', redirectsElsewhere(host, 307, 'evil.example')],
		[308, 'https://user:s3cret@evil.example/x', redirectsElsewhere(host, 308, 'evil.example')],
		[303, 'file:///etc/passwd', redirectsNowhere(host, 303)],
		[302, 'https://', redirectsNowhere(host, 302)],
		[302, undefined, redirectsNowhere(host, 302)],
		[302, 'https://\x1b]0;x\x07/', redirectsNowhere(host, 302)],
	])('%i to %j', (status, location, meant) => {
		const fault = faultOf(status, '{"jobStatus":"esriJobNew"}', {location});
		expect(fault).toMatchObject({kind: 'redirect', code: status});
		expect(fault).toEqual(meant);
		expect(fault?.sentence).not.toContain('s3cret');
	});
});

describe('answers that are not faults', () => {
	test.each([
		['a job', {jobStatus: 'esriJobExecuting'}],
		['a notebook that failed', {jobStatus: 'esriJobFailed', status: 'FAILED'}],
		['a job with an error in it', {jobStatus: 'esriJobFailed', status: 'failed', error: {code: 1}}],
		['an upper-case status without a job', {status: 'FAILED'}],
		['an admin answer', {status: 'success'}],
		['null for an error', {error: null}],
		['a list', [1]],
		['null', null],
		['nothing', {}],
	])('%s', (_, body) => {
		expect(readBody({...received, body: JSON.stringify(body)}, 'h')).toEqual({ok: true, body});
	});
});

describe('Retry-After', () => {
	const now = Date.parse('2026-11-23T12:00:00Z');
	test.each([
		['120', 120_000],
		[' 5 ', 5000],
		['0', undefined],
		['-5', undefined],
		['soon', undefined],
		['', undefined],
		[undefined, undefined],
		['86400', 600_000],
		['9'.repeat(400), 600_000],
		['Mon, 23 Nov 2026 12:01:00 GMT', 60_000],
		['Mon, 23 Nov 2026 11:59:00 GMT', undefined],
		['Tue, 24 Nov 2026 12:00:00 GMT', 600_000],
	])('%s is %s ms', (header, wait) => {
		expect(retryAfterOf(header, now)).toBe(wait);
	});

	test('as a date refers to the clock of the server', () => {
		const ahead = {retryAfter: 'Mon, 23 Nov 2099 12:01:00 GMT', date: 'Mon, 23 Nov 2099 12:00:30 GMT'};
		expect(faultOf(503, '', ahead)?.retryAfter).toBe(30_000);
		expect(faultOf(503, '', {...ahead, date: 'noon'})?.retryAfter).toBe(600_000);
	});

	test('is part of the fault that it came with', () => {
		expect(faultOf(503, '', {retryAfter: '7'})?.retryAfter).toBe(7000);
		expect(faultOf(200, {error: {code: 500}}, {retryAfter: '7'})?.retryAfter).toBe(7000);
		expect(faultOf(503, '')).not.toHaveProperty('retryAfter');
	});
});

describe('an answer for the URL of a job', () => {
	const envelope = (code: number, message: string, ...details: readonly string[]) => ({
		error: {code, message, details},
	});

	test.each<[number, unknown]>([
		[200, envelope(400, 'Unable to complete operation.')],
		[200, envelope(400, 'Unable to complete operation.', 'Job ID: j1 not found.')],
		[200, envelope(400, 'Invalid or missing input parameters.')],
		[200, envelope(400, 'Invalid URL', 'Invalid job ID')],
		[400, envelope(400, 'Job j1 does not exist.')],
		[200, envelope(404, 'Job j1 of DatabaseTools was not found.')],
		[404, envelope(404, 'Not Found')],
		[404, {error: 'Not Found', status: 404}],
		[410, envelope(410, 'Gone')],
	])('may mean that it is gone: %s %j', (status, body) => {
		const why = faultOf(status, body);
		expect(why && mayMeanGone(why)).toBe(true);
	});

	test.each<[number, unknown]>([
		[200, envelope(500, 'Unable to complete operation.')],
		[500, envelope(500, 'Job j1 not found.')],
		[200, envelope(500, 'Error getting job status. Could not connect to the job registry')],
		[200, envelope(400, 'Unable to connect to config store')],
		[200, envelope(400, 'Unable to complete operation.', 'The configuration store is not accessible.')],
		[200, envelope(404, 'Could not reach the job registry.')],
		[404, envelope(404, "Service 'S' not started")],
		[200, envelope(400, 'Operation timed out.')],
		[200, envelope(400, 'Time-out while reading the job.')],
		[200, envelope(400, 'Cannot access any server machines.')],
		[200, envelope(400, 'Die Verbindung zur Datenbank ist unterbrochen.')],
		[200, envelope(400, 'Échec de la connexion.')],
		[200, envelope(400, 'No se pudo establecer la conexión.')],
		[200, {error: {code: 400, message: 'Database is locked'}}],
		[404, '<html><title>404 Not Found</title></html>'],
		[404, ''],
		[404, {message: 'no Route matched with those values'}],
		[410, '<h1>Gone</h1>'],
		[400, '<h1>Bad Request</h1>'],
		[404, 'default backend - 404'],
		[502, envelope(400, 'x')],
	])('is a fault to wait out: %s %j', (status, body) => {
		const why = faultOf(status, body);
		expect(why && mayMeanGone(why)).toBe(false);
	});

	test('the name of the server is not read as its message', () => {
		const read = readBody(
			{...received, body: JSON.stringify(envelope(400, 'Invalid URL'))},
			'registry.database.acme.com',
		);
		expect(!read.ok && mayMeanGone(read.fault)).toBe(true);
	});
});

/** One token, every way out of gpjobs: it is found in the requests to its own server, and nowhere else. */

import {readdirSync, readFileSync} from 'node:fs';
import {createServer, type IncomingMessage} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {columnTitles} from '../../source/ui/panes/list/heading.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {remember} from './open-programs.ts';
import {runCli} from './run-cli.ts';
import {openScreen} from './screen.ts';

const canary = 'cAnArY-0123456789-abcdefghij';
/** Nobody's keyring is touched by a test. */
const env = {GPJOBS_KEYRING: 'false'};
const services = '/arcgis/rest/services';

type Asked = {readonly path: string; readonly text: string};
type Answer = {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: unknown;
};

/** A server that remembers all of each request: first line, headers and body. */
async function rememberingServer(answer: (path: string, isSignedIn: boolean) => Answer) {
	const asked: Asked[] = [];
	const server = createServer(async (request, response) => {
		const text = `${request.method} ${request.url}\n${request.rawHeaders.join('\n')}\n\n${await bodyOf(request)}`;
		const path = new URL(request.url ?? '', 'http://x').pathname;
		asked.push({path, text});
		const {status = 200, headers = {}, body = ''} = answer(path, text.includes(canary));
		response.writeHead(status, {'content-type': 'application/json', ...headers});
		response.end(typeof body === 'string' ? body : JSON.stringify(body));
	}).listen(0, '127.0.0.1');
	await new Promise(resolve => server.once('listening', resolve));
	remember({
		close: async () => {
			server.closeAllConnections();
			server.close();
		},
		abandon: () => {},
	});
	return {origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked};
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}

const redirects = [301, 302, 303, 307, 308];

/** The server that the token is for, and one that would like to have it. */
async function twoServers() {
	const thief = await rememberingServer(() => ({body: {value: 'stolen'}}));
	const own = await rememberingServer((path, isSignedIn): Answer => {
		if (path.endsWith('/rest/info')) return {body: {currentVersion: 11.3, authInfo: {isTokenBasedSecurity: true}}};
		if (!isSignedIn) return {body: {error: {code: 499, message: 'Token Required', details: []}}};
		const redirect = redirects.find(status => path.includes(`/jobs/r${status}`));
		const elsewhere = `${thief.origin}${path}?f=json&token=${canary}`;
		if (redirect !== undefined) return {status: redirect, headers: {location: elsewhere}, body: ''};
		if (path.includes('/jobs/error'))
			return {body: {error: {code: 400, message: `token=${canary} is bad`, details: [`Bearer ${canary}`]}}};
		if (path.includes('/jobs/page')) return {headers: {'content-type': 'text/html'}, body: `<html>${canary}`};
		if (path.endsWith('/results/File'))
			return {body: {paramName: 'File', dataType: 'GPDataFile', value: {url: `${thief.origin}/out.zip`}}};
		if (path.endsWith('/results/Moved')) return {status: 307, headers: {location: elsewhere}, body: ''};
		if (/\/(results|inputs)$/.test(path)) return {body: {error: {code: 400, message: 'no', details: []}}};
		// A value is the user's own data, printed as it was sent: a token in it would be too.
		if (path.includes('/results/')) return {body: {paramName: 'X', dataType: 'GPString', value: 'said'}};
		if (!path.includes('/jobs/')) return {body: {name: 'T', parameters: []}};
		return {
			body: {
				jobStatus: 'esriJobSucceeded',
				results: {
					Elsewhere: {paramUrl: `${thief.origin}/results/Elsewhere`},
					Above: {paramUrl: `../../../../../../../../../..//${thief.origin.slice(7)}/x`},
					File: {paramUrl: 'results/File'},
					Moved: {paramUrl: 'results/Moved'},
					Said: {paramUrl: 'results/Said'},
				},
				messages: [
					{type: 'esriJobMessageTypeInformative', description: `GET ${thief.origin}/x?token=${canary}`},
					{type: 'esriJobMessageTypeError', description: `{"access_token": "${canary}"} Bearer ${canary}`},
				],
			},
		};
	});
	return {own, thief, urlOf: (job: string) => `${own.origin}${services}/S/GPServer/T/jobs/${job}`};
}

test('a token is seen by its own server alone', async () => {
	const {own, thief, urlOf} = await twoServers();
	const home = temporaryFolder();
	const folder = temporaryFolder();
	const said: string[] = [];
	const call = async (...args: readonly string[]) => {
		const {stdout, stderr} = await runCli(args, {home, env, input: `${canary}\n`, patience: 100_000});
		said.push(stdout, stderr);
	};

	// Given in each way in which one can be given.
	await call('login', own.origin, '--token-stdin', '--no-save');
	await call('add', `${urlOf('fine')}?f=json&token=${canary}`, '--label', 'fine');
	await call('login', own.origin, '--token-stdin');
	// The way out by redirects, errors, pages, links, files and what the server says.
	// All in one call: each start of a program costs seconds on a busy machine.
	const jobs = [...redirects.map(status => `r${status}`), 'error', 'page', 'fine'].map(urlOf);
	await call('status', ...jobs);
	await call('status', ...jobs, '--json');
	await call('messages', 'fine');
	await call('messages', 'fine', '--json');
	await call('results', 'fine');
	await call('results', 'fine', '--json');
	await call('results', 'fine', 'File', '--output', folder, '--yes');
	await call('results', 'fine', '--output', folder, '--format', 'json');
	await call('cancel', '--yes', urlOf('r307'));
	await call('list', '--json');
	await call('doctor');

	const screen = openScreen(gpjobs(urlOf('r308'), urlOf('error')), {columns: 160, rows: 40, home, env});
	await screen.shows(columnTitles.status);
	await screen.until(() => !/ \? no answer +\w+ .* {20}$/m.test(screen.text()), 'answers');
	await screen.press('/');
	await screen.type('job:fine');
	await screen.until(() => / fine /.test(screen.row(/^ ▌/) ?? ''), 'the cursor to be on the job');
	await screen.press('Enter', 'Enter', '2');
	await screen.shows('Elsewhere');
	await screen.press('Escape', 'q');
	await screen.exited;
	said.push(screen.output);

	expect(own.asked.filter(({text}) => text.includes(canary)).length).toBeGreaterThan(10);
	// Never in a first line, which logs and proxies keep.
	expect(own.asked.filter(({text}) => text.slice(0, text.indexOf('\n')).includes(canary))).toEqual([]);
	expect(thief.asked.filter(({text}) => text.includes(canary))).toEqual([]);
	// What lies there on purpose was fetched, after a yes; links and redirects were not followed.
	expect(thief.asked.map(({path}) => path)).toEqual(['/out.zip']);
	for (const text of said) expect(text).not.toContain(canary);
	const files = [home, folder].flatMap(place =>
		readdirSync(place, {recursive: true, withFileTypes: true})
			.filter(entry => entry.isFile())
			.map(entry => join(entry.parentPath, entry.name)),
	);
	const withIt = files.filter(file => readFileSync(file, 'latin1').includes(canary));
	expect(withIt).toEqual([join(home, 'credentials', 'servers.json')]);
});

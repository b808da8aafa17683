import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {expect, test} from 'vitest';

const source = join(import.meta.dirname, '../../../source/gp/client');

/**
 * Asks a server that sends too much, in a process of its own whose memory nobody else uses.
 *
 * @param bodyOf makes what the server writes, as a program text
 * @returns the fault, and by how many MiB the process grew
 */
function growthOf(bodyOf: string): {readonly kind: string; readonly growth: number} {
	const program = `
		import {createServer} from 'node:http';
		import zlib from 'node:zlib';
		import {createClient} from '${source}/client.ts';
		const serve = ${bodyOf};
		const child = process.argv[1] === 'server';
		const server = createServer((request, response) => serve(response, zlib));
		server.listen(0, '127.0.0.1', async () => {
			const url = 'http://127.0.0.1:' + server.address().port + '/arcgis/rest/services/S/GPServer/T/jobs/';
			const client = createClient({version: '0'});
			await client.job(url + 'warm', {messages: true});
			globalThis.gc();
			const before = process.memoryUsage.rss();
			let most = before;
			const timer = setInterval(() => { most = Math.max(most, process.memoryUsage.rss()); }, 5);
			const answer = await client.job(url + 'j1', {messages: true});
			most = Math.max(most, process.memoryUsage.rss());
			clearInterval(timer);
			console.log(JSON.stringify({kind: answer.ok ? 'none' : answer.fault.kind, growth: (most - before) / 2 ** 20}));
			process.exit(0);
		});`;
	// As the program itself bounds its room for new objects (`commands/new-objects.ts`).
	const args = [
		'--expose-gc',
		'--max-semi-space-size=4',
		'--no-warnings',
		'--input-type=module-typescript',
		'--eval',
		program,
	];
	return JSON.parse(execFileSync(process.execPath, args, {encoding: 'utf8', timeout: 200_000}));
}

test.each([
	// 400 MiB of nothing in 400 KB. It is made once, before anything is measured.
	[
		'a gzip bomb',
		`(() => { const bomb = zlib.gzipSync(Buffer.alloc(400 * 2 ** 20), {level: 9});
			return response => { response.writeHead(200, {'content-type': 'application/json', 'content-encoding': 'gzip'}); response.end(bomb); }; })()`,
		'too-large',
	],
	[
		'a body without an end',
		`response => { const piece = Buffer.alloc(65536, 'x'); response.writeHead(200, {'content-type': 'application/json'});
			const more = () => { while (!response.destroyed && response.write(piece)); if (!response.destroyed) response.once('drain', more); }; more(); }`,
		'too-large',
	],
	[
		'JSON that is nested a million levels deep',
		`response => { response.writeHead(200, {'content-type': 'application/json'});
			response.end('{"jobId":"j1","jobStatus":"esriJobExecuting","x":' + '['.repeat(1e6) + ']'.repeat(1e6) + '}'); }`,
		undefined,
	],
	[
		'a flood of headers',
		`response => { response.writeHead(200, Object.fromEntries(Array.from({length: 5000}, (_, index) => ['x-' + index, 'y'.repeat(100)]))); response.end('{}'); }`,
		undefined,
	],
])(
	'%s costs less than 64 MiB',
	(_, bodyOf, kind) => {
		const {kind: seen, growth} = growthOf(bodyOf);
		if (kind !== undefined) expect(seen).toBe(kind);
		expect(growth).toBeLessThan(64);
	},
	60_000,
);

/** gpjobs talks to the servers of the jobs through one door, so that no part of it can ask anybody else. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';

const source = fileURLToPath(new URL('../../source/', import.meta.url));
const files = readdirSync(source, {recursive: true, encoding: 'utf8'})
	.filter(name => /\.tsx?$/.test(name))
	.map(name => ({name: name.replaceAll('\\', '/'), text: readFileSync(join(source, name), 'utf8')}));

/** Ways to open a connection; what is imported for its types alone opens none. */
const opens =
	/^import (?!type\b).*from '(?:node:)?(?:http|https|http2|net|tls|dgram|dns(?:\/promises)?|got|undici|socks|ws)'|(?:import|require)\('(?:node:)?(?:http|https|http2|net|tls|dgram|dns|got|undici|socks)'\)|(?<![.\w]|#)fetch\((?!order|\{|target)|new WebSocket\(|new EventSource\(/m;

test('connections are opened in the client of the GP REST API, by the embedded server, and where metrics are served', () => {
	const elsewhere = files.filter(
		({name, text}) => !name.startsWith('gp/client/') && !name.startsWith('demo/') && opens.test(text),
	);
	expect(elsewhere.map(({name}) => name)).toEqual([
		// These name an address, and read a certificate out of a file.
		'commands/metrics.ts',
		'commands/trust.ts',
		'session/metrics-server.ts',
	]);
});

test('no part of gpjobs turns the check of certificates off', () => {
	// `gpjobs trust` looks at a certificate that is not trusted yet: it ends the connection before anything is asked.
	for (const {name, text} of files.filter(file => file.name !== 'gp/client/certificate.ts')) {
		expect(text, name).not.toMatch(
			/rejectUnauthorized['"]?\s*[:=]\s*(?!true)|NODE_TLS_REJECT_UNAUTHORIZED['"]?\]?\s*=[^=]/,
		);
	}
});

test('no address of a server is written into the program, so that nobody is told of its use', () => {
	const hosts = files
		.filter(({name}) => !name.startsWith('demo/'))
		.flatMap(({name, text}) =>
			[...text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').matchAll(/https?:\/\/([a-z0-9.-]+\.[a-z]{2,})/g)].map(
				([, host]) => `${name}: ${host}`,
			),
		)
		// Examples in sentences for people.
		.filter(found => !/: (?:[a-z]+\.acme\.com|gpjobs\.invalid)$/.test(found));
	expect(hosts).toEqual([]);
});

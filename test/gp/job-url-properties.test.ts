import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {findJobUrls, jobAddress, parseJobUrl} from '../../source/gp/job-url.ts';
import {often} from '../often.ts';

const runs = {numRuns: often(2000)};

describe('properties', () => {
	const segment = fc.string({unit: 'grapheme', minLength: 1, maxLength: 12}).filter(text => !/^\s*$/.test(text));
	const written = fc
		.record({
			scheme: fc.constantFrom('http', 'https', 'HTTPS'),
			host: fc.constantFrom('h', 'GIS.acme.com', '127.0.0.1', '[::1]', 'h:6443', 'h:443', 'größe.example'),
			context: fc.constantFrom('arcgis', 'server', 'a/b', '.', ''),
			service: segment,
			task: segment,
			jobId: fc.stringMatching(/^[\w.~$&+,;=:@-]{0,40}\w$/),
			below: fc.constantFrom('', '/', '/results', '/results/X', '/cancel', '?f=json', '?token=abc', '#token=abc'),
			isEncoded: fc.boolean(),
		})
		.map(({scheme, host, context, service, task, jobId, below, isEncoded}) => {
			const spelled = isEncoded ? encodeURIComponent : (text: string) => text;
			return `${scheme}://${host}/${context}/rest/services/${spelled(service)}/GPServer/${spelled(task)}/jobs/${jobId}${below}`;
		});

	test('the identity of a job is its own identity, and the same job', () => {
		let taken = 0;
		fc.assert(
			fc.property(written, url => {
				const parsed = parseJobUrl(url);
				if (!parsed.ok) return;
				taken++;
				const {job: once} = parsed;
				expect(parseJobUrl(once.url)).toEqual({ok: true, job: once});
				expect(once.url).not.toMatch(/[?#\s]|token=abc/);
				expect(URL.parse(once.url)?.href).toBe(once.url);
				expect(once.url.startsWith(`${once.server}/`) && once.url.startsWith(`${once.taskUrl}/`)).toBe(true);
				expect(findJobUrls(`see (${once.url}), please.`).map(found => found.job)).toEqual([once]);
			}),
			runs,
		);
		expect(taken).toBeGreaterThan(runs.numRuns / 4);
	});

	const canary = 'cAnArY-7f3a';
	const hostile = fc
		.array(
			fc.oneof(
				{
					weight: 3,
					arbitrary: fc.constantFrom(
						'https://',
						'http:',
						'https:\\\\',
						'//',
						'/',
						'\\',
						':',
						'@',
						'?',
						'#',
						'%',
						'%2',
						'%2F',
						'%40',
					),
				},
				{
					weight: 3,
					arbitrary: fc.constantFrom(
						'h',
						'user',
						'GPServer',
						'jobs',
						'rest',
						'services',
						'arcgis',
						'T',
						'j1',
						'submitJob',
						'..',
						'.',
					),
				},
				{
					weight: 1,
					arbitrary: fc.constantFrom(
						'\0',
						'\x1b]0;x\x07',
						'\u202e',
						'\ud800',
						'\r\n',
						'\t',
						' ',
						'"',
						'<',
						'>',
						'(',
						'é',
						'💧',
					),
				},
				{weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 8})},
			),
			{maxLength: 24},
		)
		.map(parts => parts.join(''));
	/** Every place of a URL that may hold a secret. */
	const withSecret = fc
		.tuple(
			hostile,
			fc.constantFrom(
				`token=${canary}`,
				`?token=${canary}`,
				`#access_token=${canary}`,
				`user:${canary}@`,
				`https://user:${canary}@h/`,
				`https://user:x/${canary}@h/arcgis`,
				`https://user:x?${canary}@h/arcgis`,
				`https:user:${canary}@h`,
				`;password=${canary}`,
				`%3Ftoken%3D${canary}`,
			),
			hostile,
		)
		.map(parts => parts.join(''));

	test('no pasted text throws, and refused texts have a safe sentence', () => {
		fc.assert(
			fc.property(fc.oneof(hostile, withSecret), text => {
				const parsed = parseJobUrl(text);
				if (parsed.ok) expect(jobAddress(parsed.job.url)).toEqual(parsed.job);
				else expect(parsed.sentence).toMatch(/^[^\p{Control}\u202e]{10,600}$/u);
				findJobUrls(text);
			}),
			{numRuns: often(20_000)},
		);
	});

	test('no sentence shows a secret', () => {
		fc.assert(
			fc.property(withSecret, text => {
				const parsed = parseJobUrl(text);
				if (!parsed.ok) expect(parsed.sentence).not.toContain(canary);
			}),
			{numRuns: often(20_000)},
		);
	});
});

test('the fast reader and the careful one agree', () => {
	const hosts = [
		'h',
		'gis.acme.com',
		'127.0.0.1',
		'1.2.3.255',
		'01.2.3.4',
		'256.1.1.1',
		'1.2.3',
		'0x7f.1',
		'a--b',
		'xn--a.de',
	];
	const ends = ['h.', '-a.b', 'a-.b', 'a.b-', 'a_b', 'GIS.x', 'a..b', '.a', '[::1]', '', 'a.1', 'a.0x1', '1a.b'];
	const ports = ['', '', ':6443', ':80', ':443', ':0', ':8', ':080', ':65535', ':65536', ':59999', ':600000', ':'];
	const names = [
		'arcgis',
		'rest',
		'services',
		'Flood',
		'My%20Tool',
		'a.b',
		'.',
		'..',
		'%2e',
		'',
		'GPServer',
		'gpserver',
		'jobs',
		'a~b_c-d',
	];
	const name = fc.oneof(
		{weight: 3, arbitrary: fc.constantFrom('arcgis', 'services', 'Model')},
		fc.constantFrom(...names, 'é', '%', 'a;b', '%20'),
	);
	const identity = fc
		.record({
			scheme: fc.constantFrom('https', 'http', 'https', 'HTTPS', 'ftp'),
			host: fc.constantFrom(...hosts, ...ends),
			port: fc.constantFrom(...ports),
			before: fc.array(name, {minLength: 0, maxLength: 4}),
			server: fc.constantFrom('GPServer', 'GPServer', 'GPServer', 'gpserver'),
			task: name,
			jobs: fc.constantFrom('jobs', 'jobs', 'Jobs'),
			id: fc.constantFrom('j0123abc', 'J-1_2', '-a', '.', 'a.b', 'a%20b', 'x/results', 'x?token=t', '', '1'),
		})
		.map(({scheme, host, port, before, server, task, jobs, id}) =>
			[`${scheme}://${host}${port}`, ...before, server, task, jobs, id].join('/'),
		);
	let usual = 0;
	fc.assert(
		fc.property(identity, text => {
			const parsed = parseJobUrl(text);
			const address = jobAddress(text);
			expect(address, text).toEqual(parsed.ok ? parsed.job : undefined);
			if (address?.url === text) usual++;
		}),
		// Random paths rarely make a SOAP address that has /rest/services/ in it.
		{
			numRuns: often(50_000),
			examples: [['https://h/arcgis/services/rest/services/F/GPServer/T/jobs/j1']],
		},
	);
	expect(usual).toBeGreaterThan(50);
});

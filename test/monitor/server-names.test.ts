import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {newJob} from '../../source/monitor/job.ts';
import {distinctServerNames} from '../../source/monitor/server-names.ts';
import {often} from '../often.ts';
import {addressOf} from './watched.ts';

function namesOf(origins: readonly string[]): readonly string[] {
	const names = distinctServerNames(origins.map(origin => newJob(addressOf('j1', origin))));
	return origins.map(origin => names.get(origin) ?? '');
}

describe('servers have the shortest names that distinguish them', () => {
	test.each<[string, readonly string[], readonly string[]]>([
		[
			'the common domain and the port are left out',
			[
				'http://gisprod-ags01.intern.landkreis.de:6080',
				'http://gisprod-ags02.intern.landkreis.de:6080',
				'https://maps.springfield.gov',
				'http://old-gis:6080',
			],
			['gisprod-ags01', 'gisprod-ags02', 'maps.springfield', 'old-gis'],
		],
		['production and test', ['https://gis-prod.acme.com', 'https://gis-test.acme.com'], ['gis-prod', 'gis-test']],
		[
			'the same first label',
			['https://gis.a.com', 'https://www.a.com', 'https://gis.b.com'],
			['gis.a', 'www', 'gis.b'],
		],
		['the same two labels', ['https://gis.city.gov', 'https://gis.city.de'], ['gis.city.gov', 'gis.city.de']],
		['a domain that is a host too', ['https://gis.city.gov', 'https://city.gov'], ['gis.city', 'city.gov']],
		['one server', ['https://gis.acme.com:6443'], ['gis.acme']],
		['a name without domain', ['https://gis:6443', 'https://gis.acme.com'], ['gis', 'gis.acme']],
		['addresses', ['http://10.1.1.21:6080', 'http://10.1.1.22:6080'], ['10.1.1.21', '10.1.1.22']],
		['IPv6 addresses', ['http://[::1]:6080', 'http://[fe80::1]:6080'], ['[::1]', '[fe80::1]']],
		['only ports', ['http://gis:6080', 'http://gis:6090', 'http://gis'], ['gis:6080', 'gis:6090', 'gis:80']],
		['only the usual ports', ['http://gis.a.com', 'https://gis.a.com'], ['gis.a:80', 'gis.a:443']],
		['only schemes', ['http://gis:6443', 'https://gis:6443'], ['http://gis:6443', 'https://gis:6443']],
	])('%s', (_, origins, names) => {
		expect(namesOf(origins)).toEqual(names);
	});

	test('different servers never have the same name', () => {
		const host = fc.array(fc.constantFrom('gis', 'maps', 'a', 'city', 'com', 'de'), {minLength: 1, maxLength: 4});
		const origin = fc
			.tuple(
				fc.constantFrom('http', 'https'),
				fc.oneof(
					host.map(labels => labels.join('.')),
					fc.constantFrom('10.0.0.1', '10.0.0.2', '[::1]'),
				),
				fc.constantFrom('', ':6080', ':6443'),
			)
			.map(([scheme, name, port]) => `${scheme}://${name}${port}`);
		fc.assert(
			fc.property(fc.uniqueArray(origin, {minLength: 2, maxLength: 8}), origins => {
				expect(new Set(namesOf(origins)).size).toBe(origins.length);
			}),
			{numRuns: often(3000)},
		);
	});
});

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {linkTo, parameterUrl, readLinks} from '../../source/gp/parameter-link.ts';
import {serverText} from '../../source/text/safe-text.ts';
import {often} from '../often.ts';
import {asJobUrl} from './addresses.ts';

const job = 'https://gis.acme.com/arcgis/rest/services/S/GPServer/My%20Task/jobs/j1';
const urlOf = (paramUrl: string) => parameterUrl(asJobUrl(job), {name: serverText('X'), paramUrl});

describe('the links of a job', () => {
	test.each([
		['as the page says', {Out: {paramUrl: 'results/Out'}}, [['Out', 'results/Out']]],
		['a space before', {Out: {paramUrl: ' results/Out'}}, [['Out', 'results/Out']]],
		[
			'another case',
			{Hotspot_Raster: {paramUrl: 'results/hotspot_raster'}},
			[['Hotspot_Raster', 'results/hotspot_raster']],
		],
		['no paramUrl', {'Out 1': {}}, [['Out 1', 'results/Out%201']]],
		[
			'no object',
			{Out: null, In: 5},
			[
				['Out', 'results/Out'],
				['In', 'results/In'],
			],
		],
		['a list of names', [{paramName: 'Out'}, {x: 1}, 'y'], [['Out', 'results/Out']]],
		['nothing', {}, []],
		['null', null, []],
		['a string', 'results', []],
		['half a surrogate pair for a name', {'\ud800': {}}, [['\ufffd', 'results/%EF%BF%BD']]],
		['the name of a prototype', JSON.parse('{"__proto__": {"paramUrl": "results/p"}}'), [['__proto__', 'results/p']]],
	])('%s', (_, wire, links) => {
		expect(readLinks(wire, 'results').map(({name, paramUrl}) => [name.safe, paramUrl])).toEqual(links);
	});
});

describe('a link is followed only to the results and inputs of its own job', () => {
	test.each([
		['results/Out', 'results/Out'],
		['inputs/In', 'inputs/In'],
		['./results/Out', 'results/Out'],
		['results/Out Name', 'results/Out%20Name'],
		['results/größe', 'results/gr%C3%B6%C3%9Fe'],
		['results/Out?f=json&token=x', 'results/Out'],
		['results/Out#x', 'results/Out'],
		[`${job}/results/Out`, 'results/Out'],
		['/arcgis/rest/services/S/GPServer/My%20Task/jobs/j1/results/Out', 'results/Out'],
		['../j1/results/Out', 'results/Out'],
		['results/../inputs/In', 'inputs/In'],
	])('%s', (paramUrl, place) => {
		expect(urlOf(paramUrl)).toBe(`${job}/${place}`);
	});

	test.each([
		['nothing', ''],
		['the job itself', '.'],
		['its cancel', 'cancel'],
		['its cancel, from a result', 'results/../cancel'],
		["another job's cancel", '../j2/cancel'],
		["another job's result", '../j2/results/Out'],
		['a job whose id begins alike', '../j11/results/Out'],
		['an absolute path on the same server', '/arcgis/rest/services/S/GPServer/My%20Task/jobs/j2/cancel'],
		['a new job', '../../submitJob?x=1'],
		['encoded dots', 'results/%2e%2e/cancel'],
		['encoded dots in capitals', 'results/%2E%2E%2Fcancel'],
		['an encoded slash', 'results/..%2fcancel'],
		['an encoded backslash', 'results/..%5ccancel'],
		['a backslash', 'results\\..\\cancel'],
		['a folder below a result', 'results/Out/cancel'],
		['results themselves', 'results/'],
		['results, as they begin', 'resultsX/Out'],
		['results in another case', 'Results/Out'],
		['another host', 'https://evil.example/results/Out'],
		['another host with the same path', `https://evil.example${new URL(job).pathname}/results/Out`],
		['another host without a scheme', '//evil.example/results/Out'],
		['another host by backslashes', '\\\\evil.example\\results'],
		['another host by a slash and a backslash', '/\\evil.example/results'],
		['another scheme', `${job.replace('https', 'http')}/results/Out`],
		['another port', `${job.replace('.com', '.com:8443')}/results/Out`],
		['a user name', `${job.replace('://', '://gis@')}/results/Out`],
		['a user name that looks like the host', 'https://gis.acme.com@evil.example/results/Out'],
		['a tab in the scheme', 'ht\ttps://evil.example/x'],
		['a line break in the host', 'https://ev\nil.example/x'],
		['a loopback address in hexadecimal', 'http://0x7f.1/results/Out'],
		['the metadata of a cloud', 'http://169.254.169.254/latest/meta-data/'],
		['a file', 'file:///etc/passwd'],
		['a script', 'javascript:alert(1)'],
		['data', 'data:application/json,{}'],
		['no URL at all', 'https://'],
	])('not to %s', (_, paramUrl) => {
		expect(urlOf(paramUrl)).toBeUndefined();
	});

	const folder = new RegExp(`^${job}/(results|inputs)/[^/?#\\\\]+$`);

	test('any link from a server', () => {
		const piece = fc.constantFrom(
			'..',
			'.',
			'/',
			'//',
			'\\',
			'%2e',
			'%2F',
			'%5c',
			'?',
			'#',
			'@',
			':',
			'https://',
			'evil.example',
			'gis.acme.com',
			'results',
			'inputs',
			'cancel',
			'j1',
			'j2',
			'jobs',
			'Out',
			'\t',
			'\n',
			' ',
			'\0',
			'é',
			'\ud800',
			job,
		);
		fc.assert(
			fc.property(
				fc.oneof(
					fc.array(piece, {maxLength: 9}).map(parts => parts.join('')),
					fc.webUrl(),
					fc.string(),
				),
				paramUrl => {
					const url = urlOf(paramUrl.trim());
					if (url !== undefined) {
						expect(url).toMatch(folder);
						expect(URL.parse(url)?.href).toBe(url);
					}
				},
			),
			{numRuns: often(20_000)},
		);
	});

	test('a link made from a name leads to that name, or nowhere', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary', minLength: 1}), name => {
				const url = parameterUrl(asJobUrl(job), linkTo(name, 'inputs'));
				if (url === undefined) return;
				expect(decodeURIComponent(url.slice(`${job}/inputs/`.length))).toBe(name.replace(/\p{Surrogate}/gu, '\ufffd'));
			}),
			{numRuns: often(2000)},
		);
	});
});

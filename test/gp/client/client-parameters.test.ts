import {describe, expect, test} from 'vitest';
import {readLinks} from '../../../source/gp/parameter-link.ts';
import {asJobUrl} from '../addresses.ts';
import {answer, faultServer} from '../fault-server.ts';
import {clientWith, path, resources} from './some-client.ts';

describe('results and inputs', () => {
	const links = (names: readonly string[]) =>
		readLinks(Object.fromEntries(names.map(name => [name, {paramUrl: `results/${name}`}])), 'results');
	const value = (name: string) => `{"paramName":"${name}","dataType":"GPString","value":"${name} is"}`;
	const asked = (server: {readonly requests: readonly {readonly path: string}[]}) =>
		server.requests.map(request => request.path.slice(path.length).split('?')[0]);
	const words = (reads: Awaited<ReturnType<ReturnType<typeof clientWith>['parameters']>>) =>
		reads.map(({link, read}) => `${link.name.safe}: ${read.ok ? read.parameter.value.gist.safe : read.fault.kind}`);

	test('are requested together', async () => {
		const server = await faultServer(resources({[`${path}/results`]: `[${value('A')},${value('B')}]`}));
		expect(words(await clientWith().parameters(asJobUrl(server.origin + path), 'results', links(['A', 'B'])))).toEqual([
			'A: A is',
			'B: B is',
		]);
		expect(asked(server)).toEqual(['/results']);
	});

	test('a single one is requested separately', async () => {
		const server = await faultServer(resources({[`${path}/results/A`]: value('A')}));
		expect(words(await clientWith().parameters(asJobUrl(server.origin + path), 'results', links(['A'])))).toEqual([
			'A: A is',
		]);
		expect(asked(server)).toEqual(['/results/A']);
	});

	test('one by one if the server does not support that; a failure does not affect the others', async () => {
		const server = await faultServer(resources({[`${path}/results/A`]: value('A'), [`${path}/results/C`]: value('C')}));
		expect(
			words(await clientWith().parameters(asJobUrl(server.origin + path), 'results', links(['A', 'B', 'C']))),
		).toEqual(['A: A is', 'B: server', 'C: C is']);
		// A balancer may have asked a machine that knows nothing of the job: once more, and no more.
		expect(asked(server)).toEqual(['/results', '/results/A', '/results/B', '/results/B', '/results/C']);
	});

	test('values that the list omits or has wrong are requested separately', async () => {
		const server = await faultServer(
			resources({[`${path}/results`]: `[${value('A')},"odd",{}]`, [`${path}/results/B`]: value('B')}),
		);
		expect(words(await clientWith().parameters(asJobUrl(server.origin + path), 'results', links(['A', 'B'])))).toEqual([
			'A: A is',
			'B: B is',
		]);
	});

	test('a list that is too large is requested in parts', async () => {
		const large = `[${value('A')},${value('B')},"${'x'.repeat(5000)}"]`;
		const server = await faultServer(
			resources({[`${path}/results`]: large, [`${path}/results/A`]: value('A'), [`${path}/results/B`]: value('B')}),
		);
		expect(
			words(await clientWith({bodyCap: 1000}).parameters(asJobUrl(server.origin + path), 'results', links(['A', 'B']))),
		).toEqual(['A: A is', 'B: B is']);
	});

	test('an unreachable server is not asked for each value', async () => {
		const server = await faultServer(socket => socket.write(answer('', {status: 503})));
		expect(
			words(await clientWith().parameters(asJobUrl(server.origin + path), 'results', links(['A', 'B', 'C']))),
		).toEqual(['A: http', 'B: http', 'C: http']);
		expect(server.requests).toHaveLength(1);
	});

	test.each([
		['../j2/cancel'],
		['cancel'],
		[''],
		['/results/A'],
		['http://gisint01:6080/arcgis/rest/services/S/GPServer/T/jobs/j1/results/A'],
		['https://other.acme.com/results/A'],
		['jobs/j1/results/A'],
		['results/A/0'],
		['results/..%2fcancel'],
	])('a link that leads out of the job (%s) is not followed: the job itself is asked', async paramUrl => {
		const server = await faultServer(resources({[`${path}/results/A`]: value('A')}));
		const links = readLinks({A: {paramUrl}}, 'results');
		expect(words(await clientWith().parameters(asJobUrl(server.origin + path), 'results', links))).toEqual(['A: A is']);
		expect(asked(server)).toEqual(['/results/A']);
	});

	test.each(['../cancel', 'a/b', '..', 'x\\y'])(
		'a name that leads out of the job (%s) is not asked for',
		async name => {
			const server = await faultServer(resources({}));
			const links = readLinks({[name]: {paramUrl: '../j2/cancel'}}, 'results');
			await clientWith().parameters(asJobUrl(server.origin + path), 'results', links);
			expect(server.requests.filter(({path: sent}) => !/\/results\/[^/]*$/.test(sent.split('?')[0] ?? ''))).toEqual([]);
			expect(server.requests.filter(({path: sent}) => /cancel/.test(sent))).toEqual([]);
		},
	);

	test('without names nothing is requested', async () => {
		const server = await faultServer(resources({}));
		expect(await clientWith().parameters(asJobUrl(server.origin + path), 'results', [])).toEqual([]);
		expect(server.requests).toHaveLength(0);
	});
});

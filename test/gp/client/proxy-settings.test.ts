import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {proxyRoutes, readProxy, unknownExceptions} from '../../../source/gp/client/proxy-settings.ts';
import {toJson} from '../../../source/text/json-escape.ts';

const server = 'https://gis.acme.com';
const route = (environment: NodeJS.ProcessEnv, origin = server) => proxyRoutes(environment)(origin);
const proxyOf = (environment: NodeJS.ProcessEnv, origin = server) => {
	const way = route(environment, origin);
	return way.kind === 'proxy' ? way.proxy : undefined;
};

describe('the value of a variable', () => {
	test.each<[string, object]>([
		['http://10.1.1.1:3128', {kind: 'http', host: '10.1.1.1', port: 3128}],
		['10.1.1.1:3128', {kind: 'http', host: '10.1.1.1', port: 3128}],
		['proxy.acme.com', {kind: 'http', host: 'proxy.acme.com', port: 1080}],
		['HTTP://Proxy.acme.com:8080/', {kind: 'http', host: 'Proxy.acme.com', port: 8080}],
		['https://proxy.acme.com', {kind: 'https', port: 443}],
		['socks5://127.0.0.1:1080', {kind: 'socks5'}],
		['socks5h://localhost', {kind: 'socks5h', host: 'localhost', port: 1080}],
		['socks4a://h:1', {kind: 'socks4a'}],
		['socks://h:1', {kind: 'socks4'}],
		['http://[::1]:3128', {host: '::1', port: 3128}],
		['[fd00::7]:8080', {host: 'fd00::7', port: 8080}],
		['  http://h:1  ', {host: 'h', port: 1}],
		['http://h:1/?x#y', {host: 'h', port: 1}],
		['http://ann@h:1', {user: 'ann', host: 'h'}],
	])('%s', (value, proxy) => {
		expect(readProxy('HTTPS_PROXY', value)).toMatchObject({ok: true, proxy});
	});

	test.each<[string, string, string]>([
		['http://ann:open@h:1', 'ann', 'open'],
		['ann:open@h:1', 'ann', 'open'],
		['http://ann:p%40ss%3Aw@h:1', 'ann', 'p@ss:w'],
		['http://ann:p@ss:w/#"\'< @h:1', 'ann', 'p@ss:w/#"\'< '],
		['http://ACME%5Cann:100%@h:1', 'ACME\\ann', '100%'],
		['http://:pw@h:1', '', 'pw'],
	])('user and password of %s', (value, user, password) => {
		const read = readProxy('HTTPS_PROXY', value);
		if (!read.ok) throw new Error(read.sentence);
		expect([read.proxy.user, read.proxy.password?.reveal(), read.proxy.host]).toEqual([user, password, 'h']);
		expect(read.proxy.name).toBe('h:1 (HTTPS_PROXY)');
		expect(toJson(read)).not.toContain(password.length > 3 ? password : ' nothing ');
	});

	test.each([
		'quic://h:1',
		'ftp://h:1',
		'http://',
		'http://h:0',
		'http://h:99999',
		'http://h:port',
		'@@',
		'http://[::zz]:1',
		'a b c',
	])('%s cannot be used, and is not quoted', value => {
		const read = readProxy('HTTPS_PROXY', value);
		expect(read).toMatchObject({ok: false, sentence: expect.stringMatching(/HTTPS_PROXY/)});
	});

	test('no password is in a sentence, whatever it contains', () => {
		fc.assert(
			fc.property(
				fc.string({minLength: 5}),
				fc.constantFrom('http://', 'https://', '', 'quic://', 'socks5://'),
				(secret, scheme) => {
					const marked = `SECRET${secret}`;
					const read = readProxy('HTTP_PROXY', `${scheme}ann:${marked}@proxy:8080`);
					expect(toJson(read)).not.toContain('SECRET');
				},
			),
		);
	});
});

describe('which variable takes precedence', () => {
	test.each<[string, NodeJS.ProcessEnv, string, string | undefined]>([
		['the one of the scheme', {HTTPS_PROXY: 'h:1', HTTP_PROXY: 'h:2'}, server, 'h:1 (HTTPS_PROXY)'],
		['lower case', {https_proxy: 'h:1'}, server, 'h:1 (https_proxy)'],
		['lower case before upper', {https_proxy: 'h:1', HTTPS_PROXY: 'h:2'}, server, 'h:1 (https_proxy)'],
		['HTTP_PROXY in capitals', {HTTP_PROXY: 'h:2'}, 'http://gis.acme.com', 'h:2 (HTTP_PROXY)'],
		['not for https', {HTTP_PROXY: 'h:2'}, server, undefined],
		[
			'not where a client could have set it',
			{HTTP_PROXY: 'h:2', REQUEST_METHOD: 'GET'},
			'http://gis.acme.com',
			undefined,
		],
		[
			'in lower case it could not',
			{http_proxy: 'h:2', REQUEST_METHOD: 'GET'},
			'http://gis.acme.com',
			'h:2 (http_proxy)',
		],
		['ALL_PROXY', {ALL_PROXY: 'h:3'}, server, 'h:3 (ALL_PROXY)'],
		['all_proxy for http', {all_proxy: 'h:3'}, 'http://gis.acme.com', 'h:3 (all_proxy)'],
		['ALL_PROXY where the other is empty', {HTTPS_PROXY: '', ALL_PROXY: 'h:3'}, server, 'h:3 (ALL_PROXY)'],
		['none', {}, server, undefined],
		['blanks', {HTTPS_PROXY: '  '}, server, undefined],
	])('%s', (_, environment, origin, name) => {
		expect(proxyOf(environment, origin)?.name).toBe(name);
	});

	test('an unusable proxy is not bypassed', () => {
		expect(route({HTTPS_PROXY: 'quic://h:1', ALL_PROXY: 'h:3'})).toMatchObject({
			kind: 'unusable',
			variable: 'HTTPS_PROXY',
		});
		expect(route({HTTPS_PROXY: 'quic://h:1', NO_PROXY: 'gis.acme.com'})).toMatchObject({
			kind: 'direct',
			because: 'NO_PROXY',
		});
	});
});

describe('NO_PROXY', () => {
	test.each<[string, string, boolean]>([
		['*', server, true],
		['gis.acme.com', server, true],
		['GIS.Acme.COM', server, true],
		['acme.com', server, true],
		['.acme.com', server, true],
		['*.acme.com', server, true],
		['.acme.com', 'https://acme.com', true],
		['cme.com', server, false],
		['is.acme.com', server, false],
		['gis.acme.com.', server, true],
		['gis.acme.com', 'https://gis.acme.com.:6443', true],
		['other.com, gis.acme.com', server, true],
		['other.com gis.acme.com', server, true],
		[' , ,gis.acme.com, ', server, true],
		['gis.acme.com:443', server, true],
		['gis.acme.com:6443', server, false],
		['gis.acme.com:6443', 'https://gis.acme.com:6443', true],
		['.acme.com:80', 'http://gis.acme.com', true],
		['https://gis.acme.com/', server, true],
		['10.0.0.0/8', 'https://10.1.2.3', true],
		['10.0.0.0/8', 'https://11.1.2.3', false],
		['10.0.0.0/8', server, false],
		['127.0.0.0/8', 'http://127.0.0.1:6080', true],
		['192.168.1.0/24', 'https://192.168.1.77:6443', true],
		['192.168.1.0/24', 'https://192.168.2.77', false],
		['10.0.0.5', 'https://10.0.0.5', true],
		['10.0.0.5:6443', 'https://10.0.0.5:6443', true],
		['10.0.0.5:6443', 'https://10.0.0.5', false],
		['10.0.0.1-10.0.0.9', 'https://10.0.0.5', true],
		['0.5', 'https://10.0.0.5', false],
		['::1', 'http://[::1]:6080', true],
		['[::1]', 'http://[::1]:6080', true],
		['[::1]:6080', 'http://[::1]:6080', true],
		['[::1]:6081', 'http://[::1]:6080', false],
		['fd00::/8', 'https://[fd12::1]', true],
		['[fd00::]/8', 'https://[fd12::1]', true],
		['fd00::/8', 'https://[fe80::1]', false],
		['localhost', 'http://localhost:6080', true],
		['127.0.0.1', 'http://localhost:6080', false],
		['10.0.0.0/99', 'https://10.0.0.1', false],
		['10.0.0.0/', 'https://10.0.0.1', false],
		['.', server, false],
		['', server, false],
	])('%j and %s', (value, origin, isDirect) => {
		const way = route({HTTP_PROXY: 'h:1', HTTPS_PROXY: 'h:1', NO_PROXY: value}, origin);
		expect(way).toMatchObject(isDirect ? {kind: 'direct', because: 'NO_PROXY'} : {kind: 'proxy'});
	});

	test('any text can be read', () => {
		fc.assert(
			fc.property(fc.string(), value => {
				expect(['direct', 'proxy']).toContain(route({HTTPS_PROXY: 'h:1', NO_PROXY: value}).kind);
			}),
		);
	});
});

test.each([
	['127.*', ['127.*']],
	['localhost,<local>;10.0.0.0/8', ['<local>']],
	['*acme.com *.acme.com gis.*.com', ['*acme.com', 'gis.*.com']],
	['*', []],
	['localhost, .acme.com, http://*.acme.com, [::1]:80', []],
])('entries of NO_PROXY in forms of other programs are named: %s', (value, unknown) => {
	expect(unknownExceptions(value)).toEqual(unknown);
});

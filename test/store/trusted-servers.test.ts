import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {beforeAll, expect, test} from 'vitest';
import {openTrustedServers, trustPath} from '../../source/store/trusted-servers.ts';
import {type Made, makeCertificate} from '../e2e/certificates.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const origin = 'https://gis.acme.com';
let made: Made;
let other: Made;
beforeAll(async () => {
	made = await makeCertificate({name: 'one'});
	other = await makeCertificate({name: 'two'});
});

function withServers(servers: object): {readonly path: string; readonly map: ReturnType<typeof openTrustedServers>} {
	const home = temporaryHome();
	const path = trustPath(home);
	mkdirSync(dirname(path), {mode: 0o700});
	writeFileSync(path, JSON.stringify({version: 1, servers}), {mode: 0o600});
	return {path, map: openTrustedServers(home)};
}

const pin = () => ({certificate: made.cert, sha256: made.sha256, at: 5});

test.each([origin, `${origin}/`, `${origin}:443`, 'https://GIS.acme.com/arcgis', 'gis.acme.com', 'gis.acme.com:443/x'])(
	'a pin written for %s is that of the server',
	async name => {
		const {map} = withServers({[name]: {pin: pin()}});
		expect(await map.read()).toMatchObject({ok: true, entries: new Map([[origin, {pin: pin()}]])});
	},
);

test.each(['http://gis.acme.com', '', 'https://', 'ftp://gis.acme.com'])(
	'a file with a name that is no https server is not understood at all: %j',
	async name => {
		const {map, path} = withServers({[name]: {pin: pin()}, 'https://b.acme.com': {caFile: '/ca.pem'}});
		const before = readFileSync(path, 'utf8');
		expect(await map.read()).toMatchObject({ok: false});
		expect(await map.change(origin, () => undefined)).toMatchObject({ok: false});
		expect(readFileSync(path, 'utf8')).toBe(before);
	},
);

test('a fingerprint is accepted in all usual forms, and its time may be anything', async () => {
	const written = {...pin(), sha256: made.sha256.toLowerCase().replaceAll(':', ' '), at: 'yesterday'};
	const {map} = withServers({[origin]: {pin: written}});
	expect(await map.read()).toMatchObject({ok: true, entries: new Map([[origin, {pin: {...pin(), at: 0}}]])});
});

test.each<[string, () => object]>([
	['an entry that says nothing', () => ({})],
	['a pin whose fingerprint is of another certificate', () => ({pin: {...pin(), sha256: other.sha256}})],
	['a pin without a certificate', () => ({pin: {...pin(), certificate: 'gibberish'}})],
	['a setting that this gpjobs does not know', () => ({caFile: '/ca.pem', pn: pin()})],
	['something else', () => ['/ca.pem']],
])('%s may protect: it is told, and not replaced, but can be removed', async (_, entry) => {
	const {map, path} = withServers({[origin]: entry(), 'https://b.acme.com': {caFile: '/ca.pem'}});
	expect(await map.read()).toMatchObject({
		ok: true,
		unreadable: new Set([origin]),
		entries: new Map([['https://b.acme.com', {caFile: '/ca.pem'}]]),
	});
	const before = readFileSync(path, 'utf8');
	expect(await map.change(origin, () => ({caFile: '/other.pem'}))).toMatchObject({ok: false});
	expect(readFileSync(path, 'utf8')).toBe(before);
	expect(await map.change(origin, () => undefined)).toEqual({ok: true});
	expect(await map.read()).toMatchObject({ok: true, unreadable: new Set()});
});

test('a server with two different entries is unreadable; with equal ones it is not', async () => {
	const twice = withServers({[origin]: {caFile: '/a.pem'}, 'gis.acme.com': {caFile: '/b.pem'}});
	expect(await twice.map.read()).toMatchObject({unreadable: new Set([origin]), entries: new Map()});
	const same = withServers({[origin]: {caFile: '/a.pem'}, 'gis.acme.com': {caFile: '/a.pem'}});
	expect(await same.map.read()).toMatchObject({
		unreadable: new Set(),
		entries: new Map([[origin, {caFile: '/a.pem'}]]),
	});
});

test('a change does not touch the entries of other servers', async () => {
	const {map, path} = withServers({'https://b.acme.com/': {newer: 1}, [origin]: {caFile: '/a.pem'}});
	expect(await map.change(origin, before => ({...before, certFile: '/c.pem'}))).toEqual({ok: true});
	expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
		version: 1,
		servers: {'https://b.acme.com/': {newer: 1}, [origin]: {caFile: '/a.pem', certFile: '/c.pem'}},
	});
});

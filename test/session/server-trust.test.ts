import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeAll, expect, test} from 'vitest';
import {removal, stays, TrustOfServers} from '../../source/session/server-trust.ts';
import {unreadableEntry} from '../../source/store/server-map.ts';
import {type Made, makeCertificate} from '../e2e/certificates.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {saying, whatever} from '../saying.ts';

const [origin, other] = ['https://gis.acme.com', 'https://other.acme.com:6443'];
let one: Made;
let two: Made;
beforeAll(async () => {
	one = await makeCertificate({name: 'one'});
	two = await makeCertificate({name: 'two'});
});

const pinOf = ({cert, sha256}: Made) => ({pin: {certificate: cert, sha256, at: 1}});

/** What is trusted in a home with a pin, as a program that goes on running has read it. */
async function read() {
	const home = temporaryFolder();
	mkdirSync(join(home, 'trust'), {mode: 0o700});
	const file = join(home, 'trust', 'servers.json');
	const write = (servers: unknown) => writeFileSync(file, JSON.stringify({version: 1, servers}), {mode: 0o600});
	write({[origin]: pinOf(one)});
	const trust = new TrustOfServers(home);
	expect(await trust.read()).toEqual([]);
	return {home, trust, file, write, pinned: () => trust.of(origin)?.pin?.sha256};
}

test.each<[string, (file: string) => void]>([
	['of a newer gpjobs', file => writeFileSync(file, '{"version": 2}')],
	['cut short', file => writeFileSync(file, '{"version":1,"serv')],
	['gone', file => rmSync(file)],
	['gone with its folder', file => rmSync(join(file, '..'), {recursive: true})],
	[
		'a file in the place of its folder',
		file => {
			rmSync(join(file, '..'), {recursive: true});
			writeFileSync(join(file, '..'), '');
		},
	],
])('a file that is %s by now leaves the pins as they were, and it is said', async (_, spoil) => {
	const {trust, file, pinned} = await read();
	spoil(file);
	expect(await trust.read()).toEqual([expect.stringMatching(saying(`trust${whatever}${stays}`))]);
	expect(pinned()).toBe(one.sha256);
	expect(trust.of(other)).toBeUndefined();
});

test('an entry that can no longer be read keeps its pin, and does not affect others', async () => {
	const {trust, file, write, pinned} = await read();
	const third = 'https://third';
	write({[origin]: {pin: {}}, [other]: pinOf(two), [third]: {pin: 1}});
	expect(await trust.read()).toEqual([
		expect.stringMatching(saying(`${unreadableEntry(file, origin)} ${stays}`)),
		`${unreadableEntry(file, third)} ${removal(third)}`,
	]);
	expect(pinned()).toBe(one.sha256);
	expect(trust.of(other)?.pin?.sha256).toBe(two.sha256);
	expect(trust.of(third)).toEqual({unknown: `${unreadableEntry(file, third)} ${removal(third)}`});
});

test('a change by another gpjobs applies', async () => {
	const {trust, write, pinned} = await read();
	write({[origin]: pinOf(two)});
	expect(await trust.read()).toEqual([]);
	expect(pinned()).toBe(two.sha256);
	write({});
	expect(await trust.read()).toEqual([]);
	expect(trust.of(origin)).toBeUndefined();
});

test('a file that could not be read at the start applies once it can', async () => {
	const {home, file, write} = await read();
	writeFileSync(file, '');
	const trust = new TrustOfServers(home);
	expect(await trust.read()).toHaveLength(1);
	expect(trust.of(other)).toEqual({unknown: expect.stringContaining(file)});
	write({[origin]: pinOf(one)});
	expect(await trust.read()).toEqual([]);
	expect(trust.of(origin)?.pin?.sha256).toBe(one.sha256);
	expect(trust.of(other)).toBeUndefined();
});

test('without saved settings, only this machine’s trust store is used', async () => {
	for (const home of [undefined, temporaryFolder(), join(temporaryFolder(), 'none')]) {
		const trust = new TrustOfServers(home);
		expect(await trust.read()).toEqual([]);
		expect(trust.of(origin)).toBeUndefined();
	}
});

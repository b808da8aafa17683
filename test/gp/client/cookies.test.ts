import {describe, expect, test} from 'vitest';
import {createConnections} from '../../../source/gp/client/connections.ts';
import {Cookies} from '../../../source/gp/client/cookies.ts';
import {createTransport} from '../../../source/gp/client/transport.ts';
import {answer, faultServer} from '../fault-server.ts';
import {patient} from './asking.ts';

const url = 'https://gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1';

async function after(...headers: readonly string[]): Promise<Cookies> {
	const cookies = new Cookies();
	await cookies.keep(url, headers);
	return cookies;
}

test.each([
	['as it was set', ['LB=A; path=/'], 'LB=A'],
	['the later of two of one name', ['LB=A; path=/', 'LB=B; path=/'], 'LB=B'],
	['only what was set for the path', ['a=1; Path=/portal', 'b=2; Path=/arcgis'], 'b=2'],
	['none that has expired', ['a=1; Max-Age=0', 'b=2; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], undefined],
	['also one that names a domain', ['a=1; Domain=acme.com; Path=/'], 'a=1'],
	['none that no header can carry', ['a=\u00e9; path=/', 'b=\u0007; path=/', 'c=3; path=/'], 'c=3'],
	['none that is too long', [`a=${'x'.repeat(5000)}; path=/`, 'b=2; path=/'], 'b=2'],
	['none that is no cookie', ['=; ;', '', ';;;'], undefined],
	[
		'nothing of a server that sets more than any needs',
		Array.from({length: 60}, (_, at) => `c${at}=1; path=/`).concat('a=1'),
		undefined,
	],
])('goes back: %s', async (_, headers, wanted) => {
	const header = (await after(...headers)).headerFor(url);
	if (headers.length > 50) expect((header ?? '').length).toBeLessThan(1000);
	else expect(header).toBe(wanted);
});

test.each([
	['another port', 'https://gis.acme.com:6443/arcgis/rest/services/S'],
	['http', 'http://gis.acme.com/arcgis/rest/services/S'],
	['a host below', 'https://a.gis.acme.com/arcgis/rest/services/S'],
	['the domain that it names', 'https://acme.com/arcgis/rest/services/S'],
])('never goes to %s', async (_, elsewhere) => {
	const cookies = await after('a=1; Domain=acme.com; Path=/');
	expect(cookies.headerFor(url)).toBe('a=1');
	expect(cookies.headerFor(elsewhere)).toBeUndefined();
});

test('those of a server are forgotten together', async () => {
	const cookies = await after('a=1; path=/', 'b=2; path=/');
	cookies.forget(`${url}/results/X`);
	expect(cookies.headerFor(url)).toBeUndefined();
});

describe('over the wire', () => {
	test('the next request sends them, only to this server', async () => {
		const bodies = (header: string) =>
			faultServer(socket => socket.write(answer('{}', {headers: {'set-cookie': header}})));
		const [one, other] = [await bodies('LB=A; path=/'), await bodies('LB=B; path=/')];
		const connections = createConnections({environment: {}});
		const transport = createTransport({
			version: '1',
			timeouts: patient,
			bodyCap: 1000,
			connections,
			cookies: new Cookies(),
			now: () => performance.now(),
		});
		const send = (origin: string) => transport.send({method: 'GET', url: `${origin}/x`, parameters: {}, isLong: false});
		for (const origin of [one.origin, other.origin, one.origin, other.origin]) await send(origin);
		connections.close();
		expect(one.requests.map(({headers}) => headers.get('cookie'))).toEqual([undefined, 'LB=A']);
		expect(other.requests.map(({headers}) => headers.get('cookie'))).toEqual([undefined, 'LB=B']);
	});
});

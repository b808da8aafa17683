import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {jobAddress} from '../../source/gp/job-url.ts';
import {linkTo} from '../../source/gp/parameter-link.ts';
import {type Asked, type Reply, running, type Script} from './fake-client.ts';
import {type Watching, watching} from './watching.ts';

const signIn = fault('sign-in', 'It asks for a sign-in.', 499);
const minute = 60_000;
const origin = 'https://gis.acme.com';

/** The URL of a job of a service, which may stand in a folder and in another context of the same server. */
const urlOf = (service: string, id: number | string, context = 'arcgis') =>
	`${origin}/${context}/rest/services/${service}/GPServer/T/jobs/j${id}`;

function watchUrls({monitor}: Watching, ...urls: readonly string[]): void {
	monitor.watch(
		urls.map(url => {
			const address = jobAddress(url);
			if (!address) throw new Error(`${url} should be the URL of a job`);
			return {address, label: null, tags: []};
		}),
	);
}

/** A server on which some services want a sign-in. */
function secured(isSecret: (url: string) => boolean): Partial<Script> {
	return {job: ({url}: Asked) => (isSecret(url) ? {fault: signIn} : {body: running})};
}

const askedOf = ({client}: Watching, part: string) => client.asked.filter(({url}) => url.includes(part)).length;
const wordsOf = ({monitor}: Watching, url: string) => monitor.jobs.get(url)?.trouble?.fault.kind ?? 'fine';

describe('a required sign-in stops', () => {
	test.each([
		['Public', 'Secret', 'arcgis'],
		['Public', 'Folder/Public', 'arcgis'],
		['Folder/A', 'Other/A', 'arcgis'],
		['Public', 'Public', 'hosting'],
	])('the service that was refused, and no other: %s goes on beside %s in /%s', async (open, secret, context) => {
		const here = watching(secured(url => url.includes(`/${context}/rest/services/${secret}/`)));
		watchUrls(here, urlOf(secret, 1, context), urlOf(open, 1), urlOf(open, 2), urlOf(secret, 2, context));
		await here.clock.advance(10 * minute);
		expect(askedOf(here, `/${context}/rest/services/${secret}/`)).toBeLessThanOrEqual(4);
		expect(here.client.asked.length).toBeGreaterThan(60);
		expect(
			[urlOf(open, 1), urlOf(secret, 1, context), urlOf(secret, 2, context)].map(url => wordsOf(here, url)),
		).toEqual(['fine', 'sign-in', 'sign-in']);
		expect(here.monitor.servers.find(server => server.origin === origin)?.outage).toBeNull();
		expect(here.monitor.asksForSignIn(origin)).toBe(true);
	});

	test('only the refused job, if others of the service have been answered', async () => {
		let isPrivate = false;
		const here = watching(secured(url => isPrivate && url.endsWith('/j3')));
		watchUrls(here, ...[1, 2, 3].map(id => urlOf('S', id)));
		await here.clock.advance(minute);
		isPrivate = true;
		await here.clock.advance(minute);
		here.client.forget();
		await here.clock.advance(10 * minute);
		expect([1, 2, 3].map(id => wordsOf(here, urlOf('S', id)))).toEqual(['fine', 'fine', 'sign-in']);
		expect(askedOf(here, '/j3')).toBe(0);
		expect(Math.min(askedOf(here, '/j1'), askedOf(here, '/j2'))).toBeGreaterThan(30);
	});

	test('a server as a whole, once each of its services has been refused once', async () => {
		const here = watching(secured(() => true));
		const services = ['A', 'B', 'C', 'D/E'];
		watchUrls(here, ...services.flatMap(service => [1, 2, 3, 4].map(id => urlOf(service, id))));
		await here.clock.advance(60 * minute);
		for (const service of services) expect(askedOf(here, `/${service}/GPServer`)).toBeLessThanOrEqual(8);
		expect(here.monitor.servers[0]?.outage).toMatchObject({fault: signIn, nextTry: undefined});
	});
});

describe('one private job', () => {
	test.each([0, 2, 4])('hides none of its service that was not asked about before: at place %i', async place => {
		const here = watching(secured(url => url.endsWith(`/j${place}`)));
		const urls = [0, 1, 2, 3, 4].map(id => urlOf('S', id));
		watchUrls(here, ...urls);
		await here.clock.advance(minute);
		expect(urls.map(url => wordsOf(here, url))).toEqual(urls.map((_, id) => (id === place ? 'sign-in' : 'fine')));
	});

	test('and three more do not stop others either', async () => {
		const here = watching(secured(url => !url.endsWith('/j4')));
		watchUrls(here, ...[0, 1, 2, 3, 4].map(id => urlOf('S', id)));
		await here.clock.advance(minute);
		expect(wordsOf(here, urlOf('S', 4))).toBe('fine');
	});

	test('but a service that refuses very many is not asked about all of them', async () => {
		const here = watching(secured(() => true));
		const urls = Array.from({length: 200}, (_, id) => urlOf('S', id));
		watchUrls(here, ...urls);
		await here.clock.advance(10 * minute);
		// Each with its messages and without; some were under way when it was clear.
		expect(here.client.asked.length).toBeLessThan(130);
		expect(urls.map(url => wordsOf(here, url))).toEqual(urls.map(() => 'sign-in'));
	});
});

describe('very many refusals in a row stop the untried jobs of a service', () => {
	const urlsOf = (from: number, count: number) => Array.from({length: count}, (_, id) => urlOf('S', from + id));

	test('but not if one was answered in between', async () => {
		const isOpen = (url: string) => url.endsWith('9');
		const here = watching(secured(url => !isOpen(url)));
		const urls = urlsOf(0, 70);
		watchUrls(here, ...urls);
		await here.clock.advance(minute);
		expect(urls.filter(isOpen).map(url => wordsOf(here, url))).toEqual(urls.filter(isOpen).map(() => 'fine'));
	});

	test('and not if there was a sign-in between them', async () => {
		const open = urlOf('S', 'open');
		const here = watching(secured(url => url !== open));
		watchUrls(here, ...urlsOf(0, 30));
		await here.clock.advance(minute);
		here.client.forget();
		here.monitor.retry(origin);
		watchUrls(here, open);
		await here.clock.advance(minute);
		// All were asked once more, and the one that is open to all was asked too.
		expect(new Set(here.client.asked.map(({url}) => url)).size).toBe(31);
		expect(wordsOf(here, open)).toBe('fine');
	});

	test('one that was answered before is still polled, also after a sign-in', async () => {
		let isOver = false;
		const here = watching(secured(url => isOver && !url.endsWith('/jfirst')));
		const first = urlOf('S', 'first');
		watchUrls(here, first);
		await here.clock.advance(minute);
		isOver = true;
		here.monitor.retry(origin);
		watchUrls(here, ...urlsOf(0, 60));
		await here.clock.advance(10 * minute);
		here.client.forget();
		await here.clock.advance(10 * minute);
		expect([wordsOf(here, first), wordsOf(here, urlOf('S', 59))]).toEqual(['fine', 'sign-in']);
		expect(new Set(here.client.asked.map(({url}) => url))).toEqual(new Set([first]));
	});

	test('one that was answered and refused later is stopped with the others', async () => {
		const first = urlOf('S', 'first');
		let met: Reply = {body: running};
		const here = watching({job: ({url}) => (url === first ? met : {fault: signIn})});
		watchUrls(here, first);
		await here.clock.advance(minute);
		met = {fault: signIn};
		await here.clock.advance(minute);
		met = {fault: fault('not-json', 'x')};
		await Promise.all([here.monitor.refresh([first]), here.clock.advance(1000)]);
		expect(wordsOf(here, first)).toBe('not-json');
		watchUrls(here, ...urlsOf(0, 60));
		await here.clock.advance(10 * minute);
		expect(wordsOf(here, first)).toBe('sign-in');
	});

	test('one that was removed and added again counts as untried', async () => {
		const first = urlOf('S', 'first');
		const here = watching(secured(url => url !== first));
		watchUrls(here, first);
		await here.clock.advance(minute);
		// A poll that is still under way then would count for the job that is added again.
		await here.clock.advanceUntil(() => here.client.inFlight() === 0, 100);
		here.monitor.forget([first]);
		watchUrls(here, ...urlsOf(0, 100), first);
		await here.clock.advance(minute);
		expect(wordsOf(here, first)).toBe('sign-in');
	});
});

test('a sign-in that only the messages require is noted, and stops nothing', async () => {
	const here = watching({job: ({messages}: Asked) => (messages ? {fault: signIn} : {body: running})});
	watchUrls(here, urlOf('S', 1));
	await Promise.all([here.monitor.refresh([urlOf('S', 1)], {messages: true}), here.clock.advance(minute)]);
	expect([wordsOf(here, urlOf('S', 1)), here.monitor.asksForSignIn(origin)]).toEqual(['fine', true]);
});

describe('stopped jobs', () => {
	test('are polled at once after a sign-in, and no others', async () => {
		const here = watching(secured(url => url.includes('/Secret/')));
		const elsewhere = 'https://other.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1';
		watchUrls(here, urlOf('Secret', 1), urlOf('Public', 1), elsewhere);
		await here.clock.advance(minute);
		here.client.forget();
		here.monitor.retry(origin);
		await here.clock.advance(1);
		expect(here.client.asked.map(({url}) => url)).toEqual([urlOf('Secret', 1)]);
	});

	test('are polled again after a sign-in', async () => {
		let isSecret = true;
		const here = watching(secured(url => isSecret && url.includes('/Secret/')));
		watchUrls(here, urlOf('Secret', 1), urlOf('Secret', 2), urlOf('Public', 1));
		await here.clock.advance(minute);
		isSecret = false;
		here.monitor.retry(origin);
		await here.clock.advance(minute);
		expect([1, 2].map(id => wordsOf(here, urlOf('Secret', id)))).toEqual(['fine', 'fine']);
		expect(here.monitor.asksForSignIn(origin)).toBe(false);
	});

	test('are polled again when one of the service is answered on request', async () => {
		let isSecret = true;
		const here = watching(secured(() => isSecret));
		watchUrls(here, urlOf('S', 1), urlOf('S', 2), urlOf('T', 1));
		await here.clock.advance(minute);
		isSecret = false;
		await Promise.all([here.monitor.refresh([urlOf('S', 1)]), here.clock.advance(minute)]);
		expect([urlOf('S', 1), urlOf('S', 2), urlOf('T', 1)].map(url => wordsOf(here, url))).toEqual([
			'fine',
			'fine',
			'sign-in',
		]);
	});

	test('are tried a few times, not one by one, when all are requested by key', async () => {
		const here = watching(secured(() => true));
		const urls = Array.from({length: 100}, (_, id) => urlOf('S', id));
		watchUrls(here, ...urls);
		await here.clock.advance(minute);
		here.client.forget();
		await Promise.all([here.monitor.refresh(urls), here.clock.advance(2 * minute)]);
		expect(here.client.asked.length).toBeLessThanOrEqual(12);
		expect(urls.map(url => wordsOf(here, url))).toEqual(urls.map(() => 'sign-in'));
	});

	test('and is private to somebody hides none that is open, when both are asked for by key', async () => {
		const here = watching(secured(url => url.endsWith('/j0')));
		here.monitor.setPaused(true);
		const urls = [0, 1, 2].map(id => urlOf('S', id));
		watchUrls(here, ...urls);
		await Promise.all([here.monitor.refresh(urls), here.clock.advance(minute)]);
		expect(urls.map(url => wordsOf(here, url))).toEqual(['sign-in', 'fine', 'fine']);
	});
});

test('a value that alone requires a sign-in stops no poll, and the operator can sign in for it', async () => {
	const here = watching();
	const refused = [{link: linkTo('Out', 'results'), read: {ok: false, fault: signIn}}];
	Object.assign(here.client, {parameters: async () => refused});
	const url = urlOf('S', 1);
	watchUrls(here, url);
	await here.clock.advance(minute);
	const [table] = await Promise.all([here.monitor.parameters(url, 'results'), here.clock.advance(1000)]);
	expect(table).toMatchObject({ok: true, rows: [{read: {ok: false, fault: signIn}}]});
	here.client.forget();
	await here.clock.advance(minute);
	expect(here.client.asked.length).toBeGreaterThan(3);
	expect([wordsOf(here, url), here.monitor.asksForSignIn(origin)]).toEqual(['fine', true]);
});

test.each([
	['wants a sign-in is one reason to sign in', signIn, true],
	['is refused for another reason is none', fault('server', 'x', 400), false],
])('a cancel that %s', async (_, why, asks) => {
	const here = watching({cancel: () => ({fault: why})});
	watchUrls(here, urlOf('S', 1));
	await here.clock.advance(minute);
	here.monitor.cancel(urlOf('S', 1));
	await here.clock.advance(minute);
	expect(here.client.asked.some(({what}) => what === 'cancel')).toBe(true);
	expect(here.monitor.asksForSignIn(origin)).toBe(asks);
});

test('a server requires a sign-in as a whole once the last answered job is removed', async () => {
	const elsewhere = 'https://other.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1';
	const other = fault('sign-in', 'Another server asks for a sign-in.', 499);
	const here = watching({
		job: ({url}) => (url === elsewhere ? {fault: other} : url.includes('/Secret/') ? {fault: signIn} : {body: running}),
	});
	watchUrls(here, elsewhere, urlOf('Public', 1), urlOf('Secret', 1));
	await here.clock.advance(minute);
	const outageNow = () => here.monitor.servers.find(server => server.origin === origin)?.outage ?? null;
	expect(outageNow()).toBeNull();
	here.monitor.forget([urlOf('Public', 1)]);
	expect(outageNow()).toMatchObject({fault: signIn});
	here.monitor.forget([urlOf('Secret', 1)]);
	expect(outageNow()).toBeNull();
});

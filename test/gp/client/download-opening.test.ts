/** What a server puts in the place of a file, told from files that look like it. */
import {expect, test} from 'vitest';
import {faultOfPage, pageForFile} from '../../../source/gp/client/download-opening.ts';
import {cpuTime} from '../../text/fixtures/cpu-time.ts';
import {answer, faultServer} from '../fault-server.ts';
import {download, memorySink} from './downloading.ts';

const page = '<!DOCTYPE html><html><title>Sign in</title>';
const envelope = '{"error":{"code":499,"message":"Token Required"}}';
const report = '{"status":"error","messages":["3 parcels overlap"]}';
const json = 'application/json';
const textPage = 'text/html;charset=utf-8';

test.each<[string, string, string, string]>([
	// A page that is wanted, and text that looks like one.
	['report.html', page, textPage, 'file'],
	['report.HTM', page, '', 'file'],
	['notes.txt', page, 'text/plain', 'file'],
	['export.xml', '<?xml version="1.0"?><a/>', textPage, 'file'],
	['export.xml', '<?xml version="1.0"?><a/>', 'application/xml', 'file'],
	['map.kml', '<kml>', 'application/octet-stream', 'file'],
	['a.xyz', '<a>', '', 'file'],
	['table.csv', 'a,b\r\n', textPage, 'file'],
	['x.zip', 'PK\u0003\u0004', textPage, 'file'],
	// One that is not.
	['x.zip', page, textPage, 'page'],
	['x.zip', page, 'application/zip', 'page'],
	['x', page, textPage, 'page'],
	['x.tif', '<form action="/login">', textPage, 'page'],
	['notes.txt', page, textPage, 'page'],
	['export.xml', page, textPage, 'page'],
	['x.csv', `\uFEFF \r\n${page}`, 'text/csv', 'page'],
	// JSON that is wanted.
	['areas.geojson', '{"type":"FeatureCollection","features":[]}', json, 'file'],
	['report.json', report, json, 'file'],
	['report.json', '{"error":{"code":1},"parcels":[]}', json, 'file'],
	['report.json', '{"error":"none"}', json, 'file'],
	['report', '{"a":1}', json, 'file'],
	['report.txt', '{"a":1}', json, 'file'],
	['a.unknown', '{"a":1}', json, 'file'],
	['x.zip', '{broken', 'application/zip', 'file'],
	['x.zip', '{"a":1}', 'application/octet-stream', 'file'],
	['long.zip', `{"error":{"code":499,"message":"${'x'.repeat(70_000)}"}}`, 'application/octet-stream', 'file'],
	// An error in its place.
	['report.json', envelope, json, 'sign-in'],
	['areas.geojson', `\uFEFF${envelope}`, 'text/plain', 'sign-in'],
	['x.zip', envelope, 'text/plain', 'sign-in'],
	['x.zip', envelope, 'application/zip', 'sign-in'],
	['x', report, json, 'server'],
	['table.csv', report, json, 'server'],
	['x.tif', '{"a":1}', json, 'unexpected'],
])('%s: %j, called %j, is %s', async (name, body, contentType, is) => {
	const server = await faultServer(socket => socket.end(answer(body, {headers: {'content-type': contentType}})));
	const sink = memorySink();
	const outcome = await download({url: `${server.origin}/${name}`, sink});
	if (is === 'file') expect(sink.bytes().toString()).toBe(body);
	else expect(sink.begun).toEqual([]);
	const kind = is === 'page' ? 'unexpected' : is;
	expect(outcome).toMatchObject(is === 'file' ? {kind: 'done'} : {kind: 'fault', fault: {kind}});
	if (is !== 'page') return;
	const {host} = new URL(server.origin);
	expect(outcome).toMatchObject({fault: pageForFile(host, body.includes('<title>') ? 'Sign in' : undefined)});
});

test('the requested name counts, not the one in the URL', async () => {
	const server = await faultServer(socket => socket.end(answer(page)));
	expect((await download({url: `${server.origin}/x.zip`, name: 'x.html'})).kind).toBe('done');
	expect((await download({url: `${server.origin}/x.html`, name: 'x.zip'})).kind).toBe('fault');
});

test('a .gz that the server declares as compressed is saved as it is', async () => {
	const headers = {'content-encoding': 'gzip'};
	const server = await faultServer(socket => socket.end(answer('\x1f\x8b…', {headers})));
	expect((await download({url: `${server.origin}/x.tar.gz`})).kind).toBe('done');
	expect((await download({url: `${server.origin}/x.tar`})).kind).toBe('fault');
});

test('a page with unterminated titles is searched once', () => {
	const page = Buffer.from('<title'.repeat(200_000));
	// Time that grows with the square takes minutes.
	expect(cpuTime(() => expect(faultOfPage(page, 'gis.acme.com')).toEqual(pageForFile('gis.acme.com')))).toBeLessThan(
		10_000,
	);
});

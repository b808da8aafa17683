import {readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parcelReport} from '../../../source/demo/cast/parcel-report.ts';
import {hostNotice} from '../../../source/gp/client/download-host.ts';
import {saveDownload} from '../../../source/store/saved-file/save-download.ts';
import {safeFileName} from '../../../source/text/file-name.ts';
import {demoServer, jsonOf, onlyJob} from '../../demo/demo-server.ts';
import {keepDead} from '../../e2e/dead-port.ts';
import {often} from '../../often.ts';
import {temporaryHome} from '../fixtures/temporary-home.ts';
import {downloader, file, filesOf, flakyFile, given, quickFolder, sha256} from './flaky-file.ts';

const name = 'roads.zip';

describe('an interrupted download', () => {
	test('several times at random bytes', async () => {
		const large = Buffer.from(Array.from({length: 700_000}, (_, index) => (index * 2_654_435_761) >>> 24));
		const server = await flakyFile(large);
		const fetch = downloader().download;
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({min: 1, max: 300_000}), {maxLength: 6}), async cuts => {
				const folder = quickFolder();
				server.cuts.splice(0, Number.POSITIVE_INFINITY, ...cuts);
				let saved = await saveDownload({target: {folder, name}, url: server.url, fetch});
				for (let tries = 0; tries < 8 && saved.kind === 'fault'; tries++) {
					saved = await saveDownload({target: {folder, name}, url: server.url, fetch});
				}
				expect(filesOf(folder)).toEqual({[name]: sha256(large)});
			}),
			{numRuns: often(200, 10)},
		);
	});

	test('starts over if the file has changed meanwhile', async () => {
		const server = await flakyFile(file);
		const fetch = downloader().download;
		const folder = temporaryHome();
		server.cuts.push(100);
		expect(await saveDownload({target: {folder, name}, url: server.url, fetch})).toMatchObject({
			kind: 'fault',
			kept: 100,
		});
		const other = Buffer.alloc(250, 7);
		server.change(other);
		expect(await saveDownload({target: {folder, name}, url: server.url, fetch})).toMatchObject({
			kind: 'saved',
			resumedAt: 0,
		});
		expect(filesOf(folder)).toEqual({[name]: sha256(other)});
	});

	test('keeps its part through an error, and says how much', async () => {
		const server = await flakyFile(file);
		const fetch = downloader().download;
		const folder = temporaryHome();
		server.cuts.push(100);
		await saveDownload({target: {folder, name}, url: server.url, fetch});
		await server.stop();
		await keepDead(server.url);
		expect(await saveDownload({target: {folder, name}, url: server.url, fetch})).toMatchObject({
			kind: 'fault',
			fault: {kind: 'refused'},
			kept: 100,
		});
		expect(readFileSync(join(folder, `${name}.part`)).equals(file.subarray(0, 100))).toBe(true);
	});

	test('is stopped by the user', async () => {
		const server = await flakyFile(file);
		const stop = new AbortController();
		server.cuts.push(100);
		const saved = await saveDownload({
			target: {folder: temporaryHome(), name},
			url: server.url,
			fetch: downloader().download,
			onProgress: () => stop.abort(),
			signal: stop.signal,
		});
		expect(saved).toEqual({kind: 'stopped', kept: 100});
	});

	test('of another file, of another process, or of another program is left alone', async () => {
		const server = await flakyFile(file);
		const fetch = downloader().download;
		const folder = temporaryHome();
		// Another program's.
		writeFileSync(join(folder, `${name}.part`), 'of a browser');
		server.cuts.push(100);
		await saveDownload({target: {folder, name}, url: server.url, fetch});
		expect(readdirSync(folder).sort()).toEqual(['roads-1.zip.part', 'roads-1.zip.part.json', 'roads.zip.part']);
		// Another file's.
		await saveDownload({target: {folder, name}, url: 'https://h/other.zip', fetch: given});
		expect(readdirSync(folder).sort()).toEqual([
			'roads-1.zip.part',
			'roads-1.zip.part.json',
			'roads.zip',
			'roads.zip.part',
		]);
		// That of a download that still runs, in this process.
		let inner: Promise<unknown> | undefined;
		server.cuts.push(150);
		const outer = saveDownload({
			target: {folder, name},
			url: server.url,
			fetch: async order => {
				inner = saveDownload({target: {folder, name}, url: server.url, fetch: given});
				await inner;
				return fetch(order);
			},
		});
		const interrupted = await outer;
		const kept = 'kept' in interrupted ? interrupted.kept : 0;
		expect(kept).toBeGreaterThanOrEqual(100);
		expect(await inner).toMatchObject({kind: 'saved', path: join(folder, 'roads-1.zip')});
		expect(await saveDownload({target: {folder, name}, url: server.url, fetch})).toMatchObject({resumedAt: kept});
		expect(filesOf(folder)).toEqual({
			'roads-1.zip': sha256(file),
			'roads-2.zip': sha256(file),
			'roads.zip': sha256(file),
			'roads.zip.part': sha256(Buffer.from('of a browser')),
		});
	});

	test('after a crash of the machine counts only as far as it was flushed', async () => {
		const server = await flakyFile(file);
		const fetch = downloader().download;
		const folder = temporaryHome();
		server.cuts.push(100);
		await saveDownload({target: {folder, name}, url: server.url, fetch});
		const record = join(folder, `${name}.part.json`);
		const noted = JSON.parse(readFileSync(record, 'utf8'));
		// Bytes that never reached the disk come back as zeros.
		truncateSync(join(folder, `${name}.part`), 200);
		writeFileSync(record, JSON.stringify({...noted, isReleased: false, writer: {...noted.writer, boot: 'another'}}));
		const fiveMinutesAgo = Date.now() / 1000 - 300;
		utimesSync(join(folder, `${name}.part`), fiveMinutesAgo, fiveMinutesAgo);
		expect(await saveDownload({target: {folder, name}, url: server.url, fetch})).toMatchObject({resumedAt: 100});
		expect(filesOf(folder)).toEqual({[name]: sha256(file)});
	});

	test.each([
		['in another PID namespace', {namespaces: 'pid:[1] time:[2]'}],
		['on another machine', {host: 'elsewhere'}],
		['on another machine of the same name', {boot: 'another'}],
		['of a gpjobs that did not write down its namespace', {namespaces: null}],
	])('whose writer may live %s is left to it, and taken up once it shows no life', async (_, writer) => {
		const server = await flakyFile(file);
		const fetch = downloader().download;
		const folder = temporaryHome();
		server.cuts.push(100);
		await saveDownload({target: {folder, name}, url: server.url, fetch});
		const [part, record] = [join(folder, `${name}.part`), join(folder, `${name}.part.json`)];
		const noted = JSON.parse(readFileSync(record, 'utf8'));
		writeFileSync(
			record,
			JSON.stringify({...noted, synced: 100, isReleased: false, writer: {...noted.writer, ...writer}}),
		);
		const now = Date.now() / 1000;
		utimesSync(part, now, now);
		server.cuts.push(50);
		expect(await saveDownload({target: {folder, name}, url: server.url, fetch})).toMatchObject({kept: 50});
		expect(readdirSync(folder)).toContain('roads-1.zip.part');
		expect(statSync(part).size).toBe(100);
		utimesSync(part, now - 300, now - 300);
		expect(await saveDownload({target: {folder, name}, url: server.url, fetch})).toMatchObject({resumedAt: 100});
	});

	test('leaves no URL on the disk', async () => {
		const server = await flakyFile(file);
		const folder = temporaryHome();
		server.cuts.push(100);
		await saveDownload({
			target: {folder, name},
			url: `${server.url}?X-Amz-Signature=s3cret`,
			fetch: downloader().download,
		});
		expect(readFileSync(join(folder, `${name}.part.json`), 'utf8')).not.toMatch(/s3cret|127\.0\.0\.1:/);
		// A new signature is no new file.
		expect(
			await saveDownload({
				target: {folder, name},
				url: `${server.url}?X-Amz-Signature=new`,
				fetch: downloader().download,
			}),
		).toMatchObject({resumedAt: 100});
	});
});

test('the file of a demo job is saved unchanged', async () => {
	const {server} = await demoServer({cast: [parcelReport]});
	const {url: jobUrl} = onlyJob(server);
	const {value} = (await jsonOf(`${jobUrl}/results/Report`)) as {value: {url: string}};
	const notice = hostNotice(jobUrl, value.url);
	if (notice.kind !== 'own') throw new Error(notice.sentence);
	const folder = temporaryHome();
	const target = {folder, name: safeFileName(new URL(notice.url).pathname, 'Report')};
	const saved = await saveDownload({target, url: notice.url, fetch: downloader().download});
	expect(saved).toMatchObject({kind: 'saved', path: join(folder, 'parcel_report.csv'), isWhole: true});
	expect(readFileSync(join(folder, 'parcel_report.csv'), 'utf8')).toMatch(/^APN,OWNER,VALUE\r\n/);
});

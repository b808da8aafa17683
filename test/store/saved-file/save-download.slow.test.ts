/** Downloads that are broken off, into real folders: the next one goes on, to the same file. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {saveDownload} from '../../../source/store/saved-file/save-download.ts';
import {temporaryHome} from '../fixtures/temporary-home.ts';
import {downloader, file, filesOf, flakyFile, quickFolder, sha256} from './flaky-file.ts';

const name = 'roads.zip';

test('at any byte leaves a part that the next one continues, to the same file', async () => {
	const server = await flakyFile(file);
	const fetch = downloader().download;
	for (let cut = 0; cut <= file.length; cut++) {
		const folder = quickFolder();
		server.cuts.push(cut);
		const first = await saveDownload({target: {folder, name}, url: server.url, fetch});
		const kept = 'kept' in first ? first.kept : file.length;
		// What had come and was not written yet when the connection broke is asked for again.
		expect(kept).toBeLessThanOrEqual(cut);
		expect(readdirSync(folder).length).toBe(cut === file.length ? 1 : kept === 0 ? 0 : 2);
		if (cut === file.length) continue;
		const second = await saveDownload({target: {folder, name}, url: server.url, fetch});
		expect(second).toMatchObject({
			kind: 'saved',
			path: join(folder, name),
			bytes: 300,
			resumedAt: kept,
			isWhole: true,
		});
		expect(filesOf(folder)).toEqual({[name]: sha256(file)});
	}
});

test('by kill -9 is continued', async () => {
	const large = Buffer.alloc(3_000_000, 5);
	const server = await flakyFile(large);
	const folder = temporaryHome();
	const program = `
		import {saveDownload} from '${join(import.meta.dirname, '../../../source/store/saved-file/save-download.ts')}';
		import {createConnections} from '${join(import.meta.dirname, '../../../source/gp/client/connections.ts')}';
		import {createDownloader} from '${join(import.meta.dirname, '../../../source/gp/client/download.ts')}';
		const timeouts = {connect: 9000, firstByte: 9000, silence: 9000};
		const {download} = createDownloader({version: '0', timeouts, connections: createConnections({environment: {}}), now: () => performance.now()});
		const fetch = order => download({...order, sink: {begin: order.sink.begin, async write(bytes) {
			await order.sink.write(bytes);
			process.stdout.write('.');
			await new Promise(resolve => setTimeout(resolve, 5));
		}}});
		await saveDownload({target: {folder: process.argv[1], name: 'roads.zip'}, url: process.argv[2], fetch});`;
	const child = spawn(process.execPath, ['--input-type=module', '-e', program, folder, server.url], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	await once(child.stdout, 'data');
	child.kill('SIGKILL');
	await once(child, 'exit');
	const {size} = statSync(join(folder, 'roads.zip.part'));
	expect(size).toBeGreaterThan(0);
	const saved = await saveDownload({target: {folder, name}, url: server.url, fetch: downloader().download});
	expect(saved).toMatchObject({kind: 'saved', resumedAt: size});
	expect(filesOf(folder)).toEqual({[name]: sha256(large)});
});

/** A large file passes through: it is never in memory. A gibibyte in `npm run torture`. */
import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {createReadStream} from 'node:fs';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {expect, onTestFinished, test} from 'vitest';
import {saveDownload} from '../../../source/store/saved-file/save-download.ts';
import {temporaryHome} from '../fixtures/temporary-home.ts';
import {downloader} from './flaky-file.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const mebibyte = 2 ** 20;
const size = Number(process.env.GPJOBS_DOWNLOAD_MIB ?? 160) * mebibyte;
/** Node frees the buffers of a socket once there are 64 MiB of them: that much any file takes, small or large. */
const warmUp = 128 * mebibyte;

/** Makes the bytes as they go, in a process of its own: its memory is not ours. */
const program = `
	const {createServer} = require('node:http');
	const piece = Buffer.from(Array.from({length: 65_536}, (_, index) => (index * 2654435761) >>> 24));
	createServer((request, response) => {
		const size = Number(request.url.split('/')[1]);
		response.writeHead(200, {'content-length': size});
		let sent = 0;
		const more = () => {
			while (sent < size) {
				sent += piece.length;
				if (!response.write(piece)) return response.once('drain', more);
			}
			response.end();
		};
		more();
	}).listen(0, '127.0.0.1', function () { process.stdout.write(String(this.address().port)); });`;

async function endlessServer(): Promise<string> {
	const child = spawn(process.execPath, ['-e', program], {stdio: ['ignore', 'pipe', 'inherit']});
	onTestFinished(() => void child.kill('SIGKILL'));
	const [port] = await once(child.stdout, 'data');
	return `http://127.0.0.1:${port}`;
}

async function hashOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of chunks) hash.update(chunk);
	return hash.digest('hex');
}

function* expected(): Generator<Buffer> {
	const piece = Buffer.from(Array.from({length: 65_536}, (_, index) => (index * 2_654_435_761) >>> 24));
	for (let made = 0; made < size; made += piece.length) yield piece;
}

test('memory stays flat while a large file is saved', async () => {
	const origin = await endlessServer();
	const folder = temporaryHome();
	const {download: fetch} = downloader();
	const save = (bytes: number, onProgress?: () => void) =>
		saveDownload({target: {folder, name: 'tiles.zip'}, url: `${origin}/${bytes}/tiles.zip`, fetch, onProgress});
	const cold = process.memoryUsage.rss();
	await save(warmUp);

	const before = process.memoryUsage.rss();
	let most = before;
	const sampling = setInterval(() => {
		most = Math.max(most, process.memoryUsage.rss());
	}, 10);
	const began = performance.now();
	let reports = 0;
	const saved = await save(size, () => {
		if (reports++ % 16 > 0) return;
		// What is let go of is no growth: on a machine that is busy it is collected late.
		collectGarbage();
	});
	const seconds = (performance.now() - began) / 1000;
	clearInterval(sampling);

	if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
	const growth = (most - before) / mebibyte;
	console.log(
		`${size / mebibyte} MiB in ${seconds.toFixed(1)} s (${Math.round(size / mebibyte / seconds)} MiB/s); RSS ${Math.round(cold / mebibyte)} MiB, ` +
			`${Math.round(before / mebibyte)} MiB after 128 MiB, then +${growth.toFixed(1)} MiB at most; ${reports} reports`,
	);
	expect(saved.bytes).toBe(size);
	expect(growth).toBeLessThan(64);
	expect(reports).toBeLessThanOrEqual(seconds * 10 + 2);
	expect(await hashOf(createReadStream(saved.path))).toBe(await hashOf(expected()));
});

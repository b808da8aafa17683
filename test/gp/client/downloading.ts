import {createHash, type Hash} from 'node:crypto';
import {onTestFinished} from 'vitest';
import {createConnections} from '../../../source/gp/client/connections.ts';
import {
	createDownloader,
	type Downloaded,
	type DownloaderOptions,
	type DownloadRequest,
	type Sink,
} from '../../../source/gp/client/download.ts';
import type {FileVersion} from '../../../source/gp/client/download-answer.ts';
import {answer} from '../fault-server.ts';
import {patient} from './asking.ts';

export const file = Buffer.from(Array.from({length: 300}, (_, index) => (index * 37) % 256));
export const version = {etag: '"v1"', total: file.length} as const;
export const path = '/arcgis/rest/directories/arcgisjobs/t_gpserver/j1/scratch/roads.zip';
export const html = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>…</body></html>';
export const envelope = '{"error":{"code":498,"message":"Invalid token.","details":[]}}';

/** The bytes from `from` on as a server with ranges sends them. */
export function part(from: number, headers: Readonly<Record<string, string>> = {}, body = file.subarray(from)): Buffer {
	const range = `bytes ${from}-${file.length - 1}/${file.length}`;
	return answer(body, {status: 206, headers: {'content-range': range, etag: version.etag, ...headers}});
}

export const rangeOf = (headers: ReadonlyMap<string, string>) =>
	Number(/^bytes=(\d+)-$/.exec(headers.get('range') ?? '')?.[1]);

/** Keeps a file in memory, as a disk would. */
export type MemorySink = Sink & {
	readonly bytes: () => Buffer;
	readonly begun: ReadonlyArray<{readonly at: number; readonly version: FileVersion}>;
};

export function memorySink(before: Uint8Array = Buffer.alloc(0)): MemorySink {
	let kept = Buffer.from(before);
	const begun: {at: number; version: FileVersion}[] = [];
	return {
		begun,
		bytes: () => kept,
		async begin(at, version) {
			begun.push({at, version});
			kept = kept.subarray(0, at);
		},
		async write(bytes) {
			kept = Buffer.concat([kept, bytes]);
		},
	};
}

/** Downloads as a test asks for it. */
export function download(
	order: Omit<DownloadRequest, 'sink'> & {readonly sink?: Sink},
	options: Partial<DownloaderOptions> = {},
): Promise<Downloaded> {
	const downloader = createDownloader({
		version: '0',
		timeouts: patient,
		connections: createConnections({environment: {}, keepAlive: false}),
		now: () => performance.now(),
		...options,
	});
	onTestFinished(downloader.close);
	return downloader.download({sink: memorySink(), ...order});
}

export function sha256(bytes: Uint8Array): string {
	const hash: Hash = createHash('sha256');
	return hash.update(bytes).digest('hex');
}

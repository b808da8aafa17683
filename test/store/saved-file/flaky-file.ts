import {createHash} from 'node:crypto';
import {existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {createConnections} from '../../../source/gp/client/connections.ts';
import {
	createDownloader,
	type Downloaded,
	type Downloader,
	type DownloadRequest,
} from '../../../source/gp/client/download.ts';
import {type FaultServer, faultServer, head} from '../../gp/fault-server.ts';

/** A server of one file, with ranges, that breaks off where a test says. */
export type FlakyFile = FaultServer & {
	readonly url: string;
	/** After how many bytes of the body the next answers break off; whole ones once there is none left. */
	readonly cuts: number[];
	/** Becomes another file, of another version. */
	readonly change: (bytes: Buffer) => void;
};

export async function flakyFile(bytes: Buffer, name = 'roads.zip'): Promise<FlakyFile> {
	let content = bytes;
	let version = 1;
	const cuts: number[] = [];
	const server = await faultServer((socket, {headers}) => {
		const etag = `"v${version}"`;
		const asked = /^bytes=(\d+)-$/.exec(headers.get('range') ?? '')?.[1];
		const isPart = asked !== undefined && headers.get('if-range') === etag;
		const from = isPart ? Number(asked) : 0;
		const range = {'content-range': `bytes ${from}-${content.length - 1}/${content.length}`};
		const body = content.subarray(from);
		const size = {'content-length': String(body.length), etag, ...(isPart ? range : {})};
		socket.end(
			Buffer.concat([Buffer.from(head(size, isPart ? 206 : 200)), body.subarray(0, cuts.shift() ?? body.length)]),
		);
	});
	return {
		...server,
		url: `${server.origin}/arcgis/rest/directories/arcgisjobs/t_gpserver/j1/scratch/${name}`,
		cuts,
		change(other) {
			content = other;
			version++;
		},
	};
}

export function downloader(): Downloader {
	const made = createDownloader({
		version: '0',
		timeouts: {connect: 60_000, firstByte: 60_000, silence: 60_000, whole: 60_000, wholeOfLong: 60_000},
		connections: createConnections({environment: {}, keepAlive: false}),
		now: () => performance.now(),
	});
	onTestFinished(made.close);
	return made;
}

/** The files of a folder with the hash of each. */
export function filesOf(folder: string): Readonly<Record<string, string>> {
	return Object.fromEntries(
		readdirSync(folder)
			.sort()
			.map(name => [name, sha256(readFileSync(`${folder}/${name}`))]),
	);
}

export function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

/** A small file that has every byte once or twice. */
export const file = Buffer.from(Array.from({length: 300}, (_, index) => (index * 37) % 256));

/** A download that needs no server. */
export async function given({sink}: DownloadRequest): Promise<Downloaded> {
	await sink.begin(0, {total: file.length});
	await sink.write(file);
	return {kind: 'done', bytes: file.length, resumedAt: 0, isWhole: true};
}

/** A new folder for one test, in memory where there is such a place: thousands of `fsync` take minutes elsewhere. */
export function quickFolder(): string {
	const path = existsSync('/dev/shm') ? '/dev/shm/gpjobs-test-' : join(tmpdir(), 'gpjobs-test-');
	const folder = realpathSync(mkdtempSync(path));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
}

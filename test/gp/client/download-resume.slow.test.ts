import {expect, test} from 'vitest';
import {answer, faultServer} from '../fault-server.ts';
import {download, file, memorySink, part, path, rangeOf, sha256, version} from './downloading.ts';

test('at any byte continues there, and gives the same file', async () => {
	for (let cut = 0; cut <= file.length; cut++) {
		const server = await faultServer((socket, {headers, index}) => {
			if (index === 0)
				socket.end(
					Buffer.concat([answer(file, {headers: {etag: '"v1"'}}).subarray(0, -file.length), file.subarray(0, cut)]),
				);
			else socket.end(headers.has('range') ? part(rangeOf(headers)) : answer(file, {headers: {etag: '"v1"'}}));
		});
		const sink = memorySink();
		const first = await download({url: server.origin + path, sink});
		expect(first.kind).toBe(cut === file.length ? 'done' : 'fault');
		const from = sink.bytes().length;
		// What had come and was not read yet when the connection broke is asked for again.
		expect(from).toBeLessThanOrEqual(cut);
		const second = await download({url: server.origin + path, sink, resume: {version, from}});
		expect(second).toMatchObject({kind: 'done', bytes: 300, resumedAt: Math.min(from, 299)});
		expect(sha256(sink.bytes())).toBe(sha256(file));
		if (from > 0) expect(server.requests[1]?.headers.get('if-range')).toBe('"v1"');
	}
});

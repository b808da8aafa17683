/** A disk that is slow or broken, behind a network that is neither. */
import {expect, test} from 'vitest';
import {faultServer, head} from '../fault-server.ts';
import {quick, short} from './asking.ts';
import {download, file, memorySink, path} from './downloading.ts';

test('a slow disk does not count as a silent server', async () => {
	let goesOn = () => {};
	const server = await faultServer(socket => {
		socket.write(Buffer.concat([Buffer.from(head({'content-length': '300'})), file.subarray(0, 150)]));
		goesOn = () => socket.write(file.subarray(150));
	});
	const sink = {
		...memorySink(),
		write() {
			// The server has sent the rest long before the disk has taken the first half.
			goesOn();
			goesOn = () => {};
			return new Promise<void>(resolve => setTimeout(resolve, 2 * quick.silence));
		},
	};
	expect(await download({url: server.origin + path, sink}, {timeouts: short('silence')})).toMatchObject({kind: 'done'});
});

test('nor does a slow disk fill the memory', async () => {
	let taken = 0;
	const server = await faultServer(socket => {
		socket.write(head({'content-length': String(2 ** 30)}));
		const more = () =>
			socket.write(Buffer.alloc(65_536), error => {
				if (error) return;
				taken += 65_536;
				more();
			});
		more();
	});
	const stop = new AbortController();
	const sink = {...memorySink(), write: () => new Promise<void>(resolve => setTimeout(resolve, 50))};
	setTimeout(() => stop.abort(), 700);
	await download({url: server.origin + path, sink, signal: stop.signal});
	// What the kernel holds for both ends, and some pieces.
	expect(taken).toBeLessThan(20 * 2 ** 20);
});

test('an exception of the sink is rethrown, and ends the connection', async () => {
	const server = await faultServer(socket =>
		socket.write(Buffer.concat([Buffer.from(head({'content-length': '300'})), file.subarray(0, 50)])),
	);
	const sink = {...memorySink(), write: () => Promise.reject(new Error('disk'))};
	await expect(download({url: server.origin + path, sink})).rejects.toThrow('disk');
	await expect.poll(() => server.connections().open).toBe(0);
});

import {expect, test} from 'vitest';
import {DownloadStatus} from '../../source/session/value-saver.ts';

test('the progress of a download has its share, its speed and the time left', () => {
	const status = new DownloadStatus();
	expect(status.sentence({received: 0, total: 10 * 2 ** 20}, 0)).toBe('0 % of 10 MiB');
	expect(status.sentence({received: 2 ** 20, total: 10 * 2 ** 20}, 1000)).toBe('10 % of 10 MiB, 1.0 MiB/s, 00:09 left');
});

test('without a length, only the received size is shown', () => {
	const status = new DownloadStatus();
	status.sentence({received: 0, total: null}, 0);
	expect(status.sentence({received: 512, total: null}, 1000)).toBe('512 B, 512 B/s');
});

test('an earlier part does not count for the speed', () => {
	const status = new DownloadStatus();
	expect(status.sentence({received: 2 ** 30, total: 2 ** 31}, 0)).toBe('50 % of 2.0 GiB');
});

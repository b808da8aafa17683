import {expect, test} from 'vitest';
import {type DownloadPace, nextPace} from '../../../source/gp/client/download-pace.ts';

/** The pace after reports of `[milliseconds, received]`. */
function paceAfter(total: number | null, ...reports: readonly (readonly [number, number])[]): DownloadPace | undefined {
	let pace: DownloadPace | undefined;
	for (const [at, received] of reports) pace = nextPace(pace, {received, total}, at);
	return pace;
}

test('what was there before counts for no rate', () => {
	expect(paceAfter(2000, [0, 1000])).toMatchObject({bytesPerSecond: undefined, secondsLeft: undefined});
	expect(paceAfter(2000, [0, 1000], [1000, 1100])).toMatchObject({bytesPerSecond: 100, secondsLeft: 9});
});

test('a rate needs some time', () => {
	expect(paceAfter(2000, [0, 0], [100, 500])).toMatchObject({bytesPerSecond: undefined});
});

test('follows a change within some seconds, and does not jump', () => {
	const steady = Array.from({length: 20}, (_, second) => [second * 1000, second * 100] as const);
	expect(paceAfter(null, ...steady)?.bytesPerSecond).toBeCloseTo(100);
	const faster = Array.from({length: 20}, (_, second) => [(20 + second) * 1000, 2000 + second * 1000] as const);
	expect(paceAfter(null, ...steady, ...faster.slice(0, 2))?.bytesPerSecond).toBeLessThan(400);
	expect(paceAfter(null, ...steady, ...faster)?.bytesPerSecond).toBeGreaterThan(950);
});

test('nobody knows the end of a file without a length, or of one that stands still', () => {
	expect(paceAfter(null, [0, 0], [1000, 100])).toMatchObject({bytesPerSecond: 100, secondsLeft: undefined});
	expect(paceAfter(2000, [0, 100], [1000, 100])).toMatchObject({bytesPerSecond: 0, secondsLeft: undefined});
});

test('a file that starts over has no negative rate', () => {
	expect(paceAfter(2000, [0, 1000], [1000, 10])?.bytesPerSecond).toBe(0);
});

import {expect, test} from 'vitest';
import {type DownloadSpeed, nextSpeed} from '../../../source/gp/client/download-speed.ts';

/** The speed after reports of `[milliseconds, received]`. */
function speedAfter(
	total: number | null,
	...reports: readonly (readonly [number, number])[]
): DownloadSpeed | undefined {
	let speed: DownloadSpeed | undefined;
	for (const [at, received] of reports) speed = nextSpeed(speed, {received, total}, at);
	return speed;
}

test('an earlier part does not count for the speed', () => {
	expect(speedAfter(2000, [0, 1000])).toMatchObject({bytesPerSecond: undefined, secondsLeft: undefined});
	expect(speedAfter(2000, [0, 1000], [1000, 1100])).toMatchObject({bytesPerSecond: 100, secondsLeft: 9});
});

test('a speed needs some time', () => {
	expect(speedAfter(2000, [0, 0], [100, 500])).toMatchObject({bytesPerSecond: undefined});
});

test('follows a change within some seconds, and does not jump', () => {
	const steady = Array.from({length: 20}, (_, second) => [second * 1000, second * 100] as const);
	expect(speedAfter(null, ...steady)?.bytesPerSecond).toBeCloseTo(100);
	const faster = Array.from({length: 20}, (_, second) => [(20 + second) * 1000, 2000 + second * 1000] as const);
	expect(speedAfter(null, ...steady, ...faster.slice(0, 2))?.bytesPerSecond).toBeLessThan(400);
	expect(speedAfter(null, ...steady, ...faster)?.bytesPerSecond).toBeGreaterThan(950);
});

test('the remaining time is unknown without a length, or if the download stalls', () => {
	expect(speedAfter(null, [0, 0], [1000, 100])).toMatchObject({bytesPerSecond: 100, secondsLeft: undefined});
	expect(speedAfter(2000, [0, 100], [1000, 100])).toMatchObject({bytesPerSecond: 0, secondsLeft: undefined});
});

test('a download that begins again has no negative speed', () => {
	expect(speedAfter(2000, [0, 1000], [1000, 10])?.bytesPerSecond).toBe(0);
});

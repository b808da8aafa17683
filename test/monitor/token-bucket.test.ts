import fc from 'fast-check';
import {expect, test} from 'vitest';
import {TokenBucket} from '../../source/monitor/token-bucket.ts';
import {often} from '../often.ts';

/** Takes whenever it may, for so many milliseconds; tells when. */
function takeAll(rate: TokenBucket, from: number, to: number): number[] {
	const taken: number[] = [];
	for (let now = from; now < to; ) {
		const wait = rate.take(now);
		if (wait === 0) taken.push(now);
		else now += wait;
	}
	return taken;
}

test('so many requests a second, evenly', () => {
	const taken = takeAll(new TokenBucket(20, 0), 0, 60_000);
	expect(taken.length).toBeGreaterThan(1190);
	expect(taken.length).toBeLessThanOrEqual(1205);
});

test.each([1, 2, 7, 20, 100])(
	'at %i a second no span of time sees more than the rate and a quarter second of it',
	perSecond => {
		fc.assert(
			fc.property(fc.array(fc.nat(5000), {maxLength: 20}), pauses => {
				const rate = new TokenBucket(perSecond, 0);
				const taken: number[] = [];
				let now = 0;
				for (const pause of pauses) {
					taken.push(...takeAll(rate, now, now + 400));
					now += 400 + pause;
				}
				for (const [index, from] of taken.entries()) {
					const last = taken.findLastIndex(each => each < from + 1000);
					expect(last - index + 1).toBeLessThanOrEqual(perSecond + Math.max(1, perSecond / 4) + 1);
				}
			}),
			{numRuns: often(50)},
		);
	},
);

test('a pause, however long, does not accumulate tokens', () => {
	const rate = new TokenBucket(20, 0);
	takeAll(rate, 0, 1000);
	expect(takeAll(rate, 600_000, 600_001)).toHaveLength(5);
});

test('a wait is never shorter than a timer allows', () => {
	const rate = new TokenBucket(20, 0);
	for (let now = 0; now < 10_000; now += 0.37) {
		const wait = rate.take(now);
		expect(wait === 0 || wait >= 1).toBe(true);
	}
});

test('less than one a second is possible too', () => {
	expect(takeAll(new TokenBucket(0.5, 0), 0, 10_001)).toHaveLength(6);
});

import {describe, expect, test} from 'vitest';
import {dateOf, isoTime, knownTime} from '../../source/text/date.ts';

const none = [8.640000000000001e15, -8.640000000000001e15, 9e15, 1e300, -1e300, 1e16, Number.NaN];
const odd = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null, undefined];

test.each([...none, ...odd])('%s is no moment of the calendar, and nothing throws', epoch => {
	expect([dateOf(epoch), isoTime(epoch), knownTime(epoch)]).toEqual([undefined, null, null]);
});

describe('a valid time is not changed', () => {
	test.each([
		[0, '1970-01-01T00:00:00.000Z'],
		[8.64e15, '+275760-09-13T00:00:00.000Z'],
		[-8.64e15, '-271821-04-20T00:00:00.000Z'],
		[1.5, '1970-01-01T00:00:00.001Z'],
	])('%s', (epoch, iso) => {
		expect([isoTime(epoch), knownTime(epoch)]).toEqual([iso, epoch]);
	});
});

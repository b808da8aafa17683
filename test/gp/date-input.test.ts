import fc from 'fast-check';
import {afterEach, describe, expect, test} from 'vitest';
import {formatMoment, readDate} from '../../source/gp/date-input.ts';

const usual = process.env.TZ;
afterEach(() => {
	process.env.TZ = usual;
});

test.each([
	['2026-11-24', '2026-11-24T00:00:00Z'],
	['2026-11-24 09:00', '2026-11-24T09:00:00Z'],
	['2026-11-24T09:00Z', '2026-11-24T09:00:00Z'],
	['2026-11-24 09:00:30.5 +01:00', '2026-11-24T08:00:30.5Z'],
	['2026-11-24T09:00:00-0330', '2026-11-24T12:30:00Z'],
	['2026-11-24T09:00+14', '2026-11-23T19:00:00Z'],
	['2026-11-24T09:00+00:59', '2026-11-24T08:01:00Z'],
	['2025-01-01T14:00:00:000', '2025-01-01T14:00:00Z'],
	['2028-02-29', '2028-02-29T00:00:00Z'],
	['0099-01-01', '0099-01-01T00:00:00Z'],
	['1764000000000', '2025-11-24T16:00:00Z'],
	['-62135596800000', '0001-01-01T00:00:00Z'],
])('%s is %s', (text, expected) => {
	expect(readDate(text)).toEqual({ok: true, epoch: Date.parse(expected)});
});

test.each([
	['2026-02-31', 'no-such-day'],
	['2026-02-29', 'no-such-day'],
	['2026-04-31T10:00Z', 'no-such-day'],
	['2026-13-01', 'no-such-day'],
	['2026-00-10', 'no-such-day'],
	['2026-01-00 10:00', 'no-such-day'],
	['2026-11-24 24:00', 'no-such-time'],
	['2026-11-24 10:60', 'no-such-time'],
	['2026-11-24T10:00+25:00', 'no-such-time'],
	['2026-11-24T10:00+14:30', 'no-such-time'],
	['2026-11-24T10:00+00:60', 'no-such-time'],
	['20260301', 'not-milliseconds'],
	['1700000000', 'not-milliseconds'],
	['9'.repeat(17), 'no-date'],
	['tomorrow', 'no-date'],
	['24.11.2026', 'no-date'],
	['2026-11-24T', 'no-date'],
	['2026-11-24Z', 'no-date'],
	['', 'no-date'],
])('%s is refused: %s', (text, why) => {
	expect(readDate(text)).toEqual({ok: false, why});
});

describe('without a zone it is UTC on every machine, and "local" is the zone of this one', () => {
	test.each([
		['America/Sao_Paulo', '2023-01-31', '2023-01-31T00:00:00Z'],
		['America/Sao_Paulo', '2023-01-31 10:00', '2023-01-31T10:00:00Z'],
		['America/Sao_Paulo', '2023-01-31 10:00 local', '2023-01-31T13:00:00Z'],
		['Asia/Kathmandu', '2026-11-24 00:00 local', '2026-11-23T18:15:00Z'],
		['Europe/Berlin', '2026-07-01T00:30LOCAL', '2026-06-30T22:30:00Z'],
		['Europe/Berlin', '2026-07-01 00:30:00 UTC', '2026-07-01T00:30:00Z'],
	])('%s: %s', (zone, text, expected) => {
		process.env.TZ = zone;
		expect(readDate(text)).toEqual({ok: true, epoch: Date.parse(expected)});
	});

	test('an hour that the clocks of this machine skip is refused', () => {
		process.env.TZ = 'Europe/Berlin';
		expect(readDate('2026-03-29 02:30 local')).toEqual({ok: false, why: 'no-such-time'});
		expect(readDate('2026-03-29 02:30')).toMatchObject({ok: true});
	});
});

test.each([
	['UTC', /^2026-11-24 09:00:00 UTC$/],
	['Europe/Berlin', /^2026-11-24 09:00:00 UTC \(2026-11-24 10:00:00 \+01:00 /],
	['America/St_Johns', /^2026-11-24 09:00:00 UTC \(2026-11-24 05:30:00 -03:30 /],
])('the moment is said in UTC and with the offset of this machine: %s', (zone, expected) => {
	process.env.TZ = zone;
	expect(formatMoment(Date.parse('2026-11-24T09:00:00Z'))).toMatch(expected);
});

test('every time with an offset is read exactly', () => {
	fc.assert(
		fc.property(fc.date({min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true}), date => {
			expect(readDate(date.toISOString())).toEqual({ok: true, epoch: date.getTime()});
		}),
	);
});

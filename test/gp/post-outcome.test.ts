/** What is known of a cancel or a submit that brought no good answer: what may have happened is never denied. */
import {expect, test} from 'vitest';
import {type FaultKind, fault, faultKinds, heldFault} from '../../source/gp/fault.ts';
import {type PostOutcome, postOutcome} from '../../source/gp/post-outcome.ts';

const rows: readonly (readonly [FaultKind, number | null, PostOutcome])[] = [
	['refused', null, 'not-sent'],
	['sign-in', null, 'not-sent'],
	['sign-in', 498, 'refused'],
	['sign-in', 499, 'refused'],
	['forbidden', 403, 'refused'],
	['not-found', 404, 'refused'],
	['server', 400, 'refused'],
	['server', 500, 'refused'],
	['server', null, 'refused'],
	['server', 408, 'unknown'],
	['server', 499, 'unknown'],
	['server', 502, 'unknown'],
	['server', 503, 'unknown'],
	['server', 504, 'unknown'],
	['http', 399, 'unknown'],
	['http', 400, 'refused'],
	['http', 405, 'refused'],
	['http', 408, 'unknown'],
	['http', 429, 'refused'],
	['http', 499, 'unknown'],
	['http', 500, 'unknown'],
	['http', 502, 'unknown'],
	['http', null, 'unknown'],
	['proxy', 403, 'refused'],
	['proxy', 407, 'refused'],
	['proxy', 502, 'unknown'],
	['proxy', null, 'unknown'],
	['offline', null, 'unknown'],
	['tls', null, 'unknown'],
	['trust', null, 'unknown'],
	['local', null, 'unknown'],
	['reset', null, 'unknown'],
	['timeout', null, 'unknown'],
	['redirect', 302, 'unknown'],
	['not-json', null, 'unknown'],
	['unexpected', null, 'unknown'],
	['too-large', null, 'unknown'],
	['not-a-job', null, 'unknown'],
];

test.each(rows)('%s %s: %s', (kind, code, outcome) => {
	const one = fault(kind, 'It is so.', code);
	expect(postOutcome(one)).toBe(outcome);
	expect(postOutcome({...one, isUnsent: true})).toBe('not-sent');
});

test('every kind is in the table', () => {
	expect(new Set(rows.map(([kind]) => kind))).toEqual(new Set(faultKinds));
});

test.each(['Timeout expired', 'The operation timed out.', 'Request time-out', 'Timing out after 60 s'])(
	'an error that speaks of time leaves everything open: %s',
	words => expect(postOutcome(fault('server', words, 400))).toBe('unknown'),
);

test.each(['Out of time slots', 'The timer is out', 'Invalid timestamp'])('one that only seems to is a no: %s', words =>
	expect(postOutcome(fault('server', words, 400))).toBe('refused'),
);

test('a request that gpjobs held back was not sent', () => {
	expect(postOutcome(heldFault('gpjobs is read-only.'))).toBe('not-sent');
});

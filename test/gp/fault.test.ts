import {describe, expect, test} from 'vitest';
import {
	type FaultKind,
	fault,
	faultKinds,
	isOfServer,
	isRefusal,
	mayBeElsewhere,
	mayMeanGone,
	needsPerson,
} from '../../source/gp/fault.ts';

test('the kinds are the closed set of design §4', () => {
	expect([...faultKinds].sort().join(' ')).toBe(
		'forbidden http local not-a-job not-found not-json offline proxy redirect refused reset server sign-in timeout tls too-large trust unexpected',
	);
});

type Row = [kind: FaultKind, code: number | null, ofServer: boolean, needsPerson: boolean, mayMeanGone: boolean];
const rows: readonly Row[] = [
	['offline', null, true, false, false],
	['refused', null, true, false, false],
	['proxy', null, true, false, false],
	['proxy', 407, true, true, false],
	['proxy', 401, true, true, false],
	['proxy', 403, true, false, false],
	['reset', null, true, false, false],
	['timeout', null, true, false, false],
	['tls', null, true, true, false],
	['trust', null, true, true, false],
	['sign-in', 499, false, true, false],
	['http', null, true, false, false],
	['http', 429, true, false, false],
	['http', 502, true, false, false],
	['http', 503, true, false, false],
	['http', 504, true, false, false],
	['http', 500, false, false, false],
	['http', 407, true, true, false],
	['http', 408, false, false, false],
	['http', 400, false, true, false],
	['http', 413, false, true, false],
	['http', 414, false, true, false],
	['http', 431, false, true, false],
	['http', 524, true, false, false],
	['forbidden', 403, false, true, false],
	['not-found', 404, false, false, true],
	['server', 400, false, false, true],
	['server', 404, false, false, true],
	['server', 500, false, false, false],
	['server', 429, true, false, false],
	['server', 503, false, false, false],
	['server', null, false, false, false],
	['not-json', null, false, false, false],
	['unexpected', null, false, false, false],
	['too-large', null, false, false, false],
	['redirect', 302, false, true, false],
	['not-a-job', null, false, true, false],
	['local', null, false, false, false],
];

test.each(rows)('%s %s: of the whole server %s, needs a person %s, may mean gone %s', (kind, code, ...rest) => {
	const one = fault(kind, 'It is so.', code);
	expect([isOfServer(one), needsPerson(one), mayMeanGone(one)]).toEqual(rest);
});

test.each<[FaultKind, number | null, boolean]>([
	['server', 500, true],
	['not-found', 404, true],
	['http', 400, true],
	['server', 429, false],
	['http', 429, false],
	['http', 503, false],
	['reset', null, false],
])('%s %s: asking again will hardly bring another answer: %s', (kind, code, isOne) => {
	expect(isRefusal(fault(kind, 'It is so.', code))).toBe(isOne);
});

test('every kind is in the table', () => {
	expect(new Set(rows.map(([kind]) => kind))).toEqual(new Set(faultKinds));
});

describe('a sentence', () => {
	test('is made safe, and shows no secret', () => {
		const {sentence} = fault('server', 'gis\nsays: \x1b[31mno\x1b[0m \u202e token=s3cret Bearer s3cret');
		expect(sentence).toBe('gis^Jsays: no <U+202E> token=••• Bearer •••');
	});

	test('is cut if a server sends a very long text', () => {
		const {sentence} = fault('server', '💧'.repeat(100_000));
		expect(sentence.length).toBeLessThan(1010);
		expect(sentence.endsWith('…')).toBe(true);
	});
});

test.each<[FaultKind, number | null, boolean, boolean]>([
	['not-found', 404, true, true],
	['server', 400, true, true],
	['server', 404, true, true],
	['server', 500, true, true],
	['server', 401, false, true],
	['server', 503, false, true],
	['server', null, false, true],
	['unexpected', null, false, true],
	['redirect', 302, false, true],
	['http', 404, false, false],
	['http', 405, false, true],
	['http', 501, false, true],
	['http', 500, false, false],
	['http', 503, false, false],
	['timeout', null, false, false],
	['refused', null, false, false],
	['not-json', null, false, false],
	['sign-in', 499, false, false],
	['forbidden', 403, false, false],
	['too-large', null, false, false],
])(
	'%s %s: another machine may know the job %s, it is the answer of the server itself %s',
	(kind, code, elsewhere, own) => {
		const one = fault(kind, 'It is so.', code);
		expect([mayBeElsewhere(one), isRefusal(one)]).toEqual([elsewhere, own]);
	},
);

test.each([400, 405, 406, 407, 411, 413, 414, 415, 431, 501, 505, 511])('waiting does not mend HTTP %i', code => {
	expect(needsPerson({kind: 'http', code})).toBe(true);
});

test.each([401, 403, 404, 408, 409, 425, 429, 500, 502, 503, 504, 507, 508])('waiting may mend HTTP %i', code => {
	expect(needsPerson({kind: 'http', code})).toBe(false);
});

test('a sentence of a thousand characters is not cut', () => {
	expect(fault('server', 'x'.repeat(1000)).sentence).toBe('x'.repeat(1000));
	expect(fault('server', 'x'.repeat(1001)).sentence).toBe(`${'x'.repeat(1000)}…`);
});

test.each<[FaultKind, number | null]>([
	['proxy', null],
	['reset', null],
	['timeout', null],
	['http', null],
])('%s after an answer has begun does not concern the whole server', (kind, code) => {
	const one = fault(kind, 'It is so.', code);
	expect([isOfServer(one), isOfServer({...one, hasBegun: true})]).toEqual([true, false]);
});

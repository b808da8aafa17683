import {describe, expect, test} from 'vitest';
import {type FaultKind, fault, faultKinds, isOfServer, mayMeanGone, needsPerson} from '../../source/gp/fault.ts';

test('the kinds are the closed set of design §3', () => {
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

test('every kind is in the table', () => {
	expect(new Set(rows.map(([kind]) => kind))).toEqual(new Set(faultKinds));
});

describe('a sentence', () => {
	test('is made safe, and shows no secret', () => {
		const {sentence} = fault('server', 'gis\nsays: \x1b[31mno\x1b[0m \u202e token=s3cret Bearer s3cret');
		expect(sentence).toBe('gis^Jsays: no <U+202E> token=••• Bearer •••');
	});

	test('is cut where a server tells a novel', () => {
		const {sentence} = fault('server', '💧'.repeat(100_000));
		expect(sentence.length).toBeLessThan(1010);
		expect(sentence.endsWith('…')).toBe(true);
	});
});

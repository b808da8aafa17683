import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseExactly} from '../../source/gp/exact-json.ts';
import {readParameter} from '../../source/gp/parameter.ts';
import {toJson} from '../../source/text/json-escape.ts';
import {serverText} from '../../source/text/safe-text.ts';

test.each([
	['a double as sent', '{"dataType":"GPDouble","value":-657.56700000000001}', '-657.56700000000001'],
	['zeros at its end', '{"dataType":"GPDouble","value":1.50}', '1.50'],
	['an integer beyond 2^53', '{"dataType":"GPLong","value":9007199254740993}', '9007199254740993'],
	['a distance', '{"dataType":"GPLinearUnit","value":{"distance":300.0,"units":"esriFeet"}}', '300.0 feet'],
	['a usual number', '{"dataType":"GPDouble","value":1.5}', '1.5'],
])('%s keeps its digits on the screen and in JSON', (_, body, gist) => {
	const read = readParameter(parseExactly(body), serverText('p'));
	expect(read).toMatchObject({ok: true, parameter: {value: {kind: 'simple', gist: {safe: gist}}}});
	expect(read.ok && body.includes(toJson(read.parameter.value.json))).toBe(true);
});

test('an object id beyond 2^53 in a long body keeps its digits', () => {
	const filler = 'x'.repeat(100_000);
	const body = parseExactly(`{"filler":"${filler}","OBJECTID":4503599627370495123}`);
	expect(toJson(body)).toContain('"OBJECTID":4503599627370495123');
});

test('any JSON means the same as with JSON.parse', () => {
	fc.assert(
		fc.property(fc.json(), json => {
			expect(JSON.parse(toJson(parseExactly(json)))).toEqual(JSON.parse(json));
		}),
	);
});

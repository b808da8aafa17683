/** Values for the tests of the tree. */
import fc from 'fast-check';
import {anyText} from '../messages/any-messages.ts';

/** JSON with what is hard in it: odd names, big arrays, one value deep inside another. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
	fc.jsonValue(),
	fc.letrec<{value: unknown}>(tie => ({
		value: fc.oneof(
			{maxDepth: 4, depthIdentifier: 'value'},
			anyText,
			fc.constantFrom<unknown>(null, true, 0, -1.5, 1e300, '', {}, []),
			fc.dictionary(fc.oneof(anyText, fc.constantFrom('__proto__', 'a', 'constructor')), tie('value'), {maxKeys: 6}),
			fc.array(tie('value'), {maxLength: 5}),
			fc.integer({min: 95, max: 420}).map(length => Array.from({length}, (_, index) => index)),
		),
	})).value,
	fc.integer({min: 190, max: 230}).map(depth => nested(depth)),
);

/** `{in: {in: … 'bottom'}}`. */
export function nested(depth: number): unknown {
	let value: unknown = 'bottom';
	for (let level = 0; level < depth; level++) value = {in: value};
	return value;
}

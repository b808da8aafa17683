import {expect, test} from 'vitest';
import {withoutHidden} from '../../source/text/hidden-characters.ts';

test.each([
	['a zero-width space', 'a\u200Bb', 'ab'],
	['a mark of direction in a text that runs from left to right', 'a\u202Eb\u202C', 'ab'],
	['a mark of direction in Arabic', '\u0645\u200F\u0631', '\u0645\u200F\u0631'],
	['a joiner alone', '\u200Da', 'a'],
	['a joiner between Latin letters', 'a\u200Db', 'ab'],
	['the joiner of a conjunct', '\u0915\u094D\u200D\u0937', '\u0915\u094D\u200D\u0937'],
	['a joiner in a family of emoji', '👩\u200D💻', '👩\u200D💻'],
	['an emoji with its colour', '\u2764\uFE0F', '\u2764\uFE0F'],
	['the joiner at the end of a word', 'flood\u200D', 'flood'],
])('of what hides in a file, %s', (_, text, left) => {
	expect(withoutHidden(text)).toBe(left);
});

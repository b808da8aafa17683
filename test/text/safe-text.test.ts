import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	joinSafe,
	rewordedText,
	safe,
	safeLines,
	safeText,
	serverText,
	wasCleaned,
} from '../../source/text/safe-text.ts';
import {isThorough} from '../often.ts';
import {cpuTime} from './fixtures/cpu-time.ts';

/** More in `npm run torture`. */
const runs = {numRuns: Number(process.env.GPJOBS_TEXT_RUNS ?? 1500)};

/** Strings of the pieces that attacks are made of. */
const hostile = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				'\x1b',
				'\x1b[',
				'\x1b]',
				'\x1bP',
				'\x1b\\',
				'\x9b',
				'\x9c',
				'\x9d',
				'\x07',
				'\r',
				'\n',
				'\t',
				'\0',
			),
			fc.constantFrom(
				'3',
				'31',
				';',
				'm',
				'1m',
				' ',
				'52;c;',
				'(',
				'B',
				'[',
				']',
				'\\',
				'a',
				'token=',
				'Bearer ',
				'://',
				'@',
			),
			fc.constantFrom(
				'\u202e',
				'\u200d',
				'\u200c',
				'\u0301',
				'\u05b0',
				'\ud800',
				'\udc00',
				'\u2028',
				'\u{e0041}',
				'👩',
				'ب',
			),
			fc.string({unit: 'binary', maxLength: 3}),
		),
		{maxLength: 30},
	)
	.map(pieces => pieces.join(''));

/** Everything that must never be in safe text; joiners are checked by table. */
// biome-ignore format: one line a group
const forbidden = /[\0-\t\v-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200e\u200f\u061c\u2800\ufff9-\ufffb\u{13430}-\u{1345f}\p{Surrogate}]|(?!\u200c|\u200d|[\u180b-\u180d\u180f\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point}|[\p{Mark}]{9}/u;

describe('text without special characters is not changed', () => {
	test.each([
		['', 'nothing'],
		['Executing (Kriging): points.shp 3 of 5', 'ASCII'],
		['מִצְרַיִם היא ארץ', 'Hebrew with points'],
		['السَّلَامُ عَلَيْكُمْ ١٢٣', 'Arabic with marks'],
		['می‌خواهم', 'Persian with ZWNJ'],
		['র‍্যাব', 'Bengali with ZWJ before a mark'],
		['ശ്രീ ക്‌ഷ', 'Malayalam with ZWNJ'],
		['漢字かな交じり文 한국어', 'CJK'],
		['👩‍👩‍👧‍👦 ❤️‍🔥 👩🏽‍🚀 🏳️‍🌈 🐦‍⬛ 🇩🇪 1️⃣', 'emoji'],
		['Größe 5 µm, Łódź, naïve café', 'accents'],
		['e\u0301\u0302\u0303', 'combining marks'],
		['\u8fbb\ufe00 \u2229\ufe00 \u1820\u180b', 'variation selectors where something is written so'],
	])('%s (%s)', text => {
		expect(serverText(text)).toEqual({safe: text});
		expect(serverText(text, 'lines')).toEqual({safe: text});
	});
});

describe('a control sequence is removed as a whole', () => {
	test.each([
		['\x1b[31mred\x1b[0m', 'red'],
		['\x9b31mred\x9b0m', 'red'],
		['\x1b[2Jx', 'x'],
		['\x1b[6nx', 'x'],
		['\x1b[?25;1$pX', 'X'],
		['\x1b[8mhidden', 'hidden'],
		['a\x1b]0;title\x07b', 'ab'],
		['a\x1b]0;title\x1b\\b', 'ab'],
		['a\x1b]52;c;ZXZpbA==\x07b', 'ab'],
		['a\u009d52;c;ZXZpbA==\u009cb', 'ab'],
		['\x1b]8;;file:///etc/passwd\x1b\\docs\x1b]8;;\x1b\\', 'docs'],
		['a\x1bP$q"p\x1b\\b', 'ab'],
		['a\x90$qm\x9cb', 'ab'],
		['a\x1bXsos\x1b\\b\x1b^pm\x1b\\c\x1b_apc\x1b\\d', 'abcd'],
		['a\x98sos\x9cb\x9epm\x9cc\x9fapc\x9cd', 'abcd'],
		['a\x1bcb', 'ab'],
		['a\x1b(Bb', 'ab'],
		['a\x1b7b\x1b8c', 'abc'],
		['\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\x', 'x'],
	])('%j becomes %j', (sent, shown) => {
		expect(serverText(sent)).toEqual({safe: shown, raw: sent});
	});
});

describe('an unterminated sequence loses only its introducer', () => {
	test.each([
		['a\x1b]52;c;rest of the text', 'a52;c;rest of the text'],
		['a\x9d0;rest', 'a0;rest'],
		['a\x1bPrest', 'arest'],
		['a\x1b[31', 'a31'],
		['a\x9b31', 'a31'],
		['a\x1b', 'a^['],
		['a\x1bé', 'a^[é'],
		['\x1b]0;a\nb\x07', '0;a^Jb^G'],
	])('%j becomes %j', (sent, shown) => {
		expect(safeText(sent)).toBe(shown);
	});

	test.each([
		['\x1b[3\x1b[31m1m', '31m'],
		['\x1b\x1b[31m[31m', '^[[31m'],
		['\x1b]\x1b[0m0;x\x07', ''],
		['\x9b\x9b31m31m', '31m'],
	])('nothing is put together by a removal: %j becomes %j', (sent, shown) => {
		expect(safeText(sent)).toBe(shown);
	});
});

describe('a control character becomes visible', () => {
	test.each([
		['good\rEVIL', 'good^MEVIL'],
		['a\bb\x07\0\v', 'a^Hb^G^@^K'],
		['a\x7fb', 'a^?b'],
		['a\x85b\x9cc', 'a\\x85b\\x9cc'],
		['a\tb', 'a    b'],
		['a\u2028b\u2029', 'a<U+2028>b<U+2029>'],
		['a\u00adb\u3164', 'a<U+00AD>b<U+3164>'],
		['tag\u{e0041}', 'tag<U+E0041>'],
		['a\ud800b', 'a\ufffdb'],
		['a\u200db', 'a<U+200D>b'],
		['a\u200cb', 'a<U+200C>b'],
		['a\u034fb\u115f\u17b4\u180b', 'a<U+034F>b<U+115F><U+17B4><U+180B>'],
		['a\u2800b\ufff4\uffa0', 'a<U+2800>b<U+FFF4><U+FFA0>'],
		['a\u{13430}b', 'a<U+13430>b'],
		['a\ufe0fb\ufe00 5\ufe0f', 'a<U+FE0F>b<U+FE00> 5<U+FE0F>'],
		['\u2764\ufe0f\ufe0f', '\u2764\ufe0f<U+FE0F>'],
		['\ufe0fa', '<U+FE0F>a'],
		['a \u200db', 'a <U+200D>b'],
		['a\u200d', 'a<U+200D>'],
		['\u200ca', '<U+200C>a'],
		['a\u200d\u200db', 'a<U+200D><U+200D>b'],
		[`a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(8)}b`],
		[`a${'\u0301'.repeat(8)}\u200d${'\u0301'.repeat(8)}b`, `a${'\u0301'.repeat(8)}<U+200D>b`],
	])('%j becomes %j', (sent, shown) => {
		expect(safeText(sent)).toBe(shown);
	});

	test.each([0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069])(
		'bidi control %i',
		code => {
			const name = `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
			expect(safeText(`a${String.fromCodePoint(code)}b`)).toBe(`a${name}b`);
		},
	);
});

describe('line breaks', () => {
	test.each([
		['a\nb', 'a^Jb', 'a\nb'],
		['a\r\nb', 'a^M^Jb', 'a\nb'],
		['a\rb', 'a^Mb', 'a^Mb'],
		['a\r\n', 'a^M^J', 'a'],
		['a \n\t\r\n', 'a ^J    ^M^J', 'a'],
		['a\r', 'a^M', 'a'],
		['a  ', 'a  ', 'a  '],
		['\n\na', '^J^Ja', '\n\na'],
		['a\n\x1b[m', 'a^J', 'a'],
	])('%j is %j as a line, %j as lines', (sent, line, lines) => {
		expect(safeText(sent)).toBe(line);
		expect(safeLines(sent)).toBe(lines);
	});
});

describe('secrets', () => {
	test('are in neither part', () => {
		const sent = 'GET https://h/j?f=json&token=SECRET\x1b[0m\x07 failed';
		expect(serverText(sent)).toEqual({
			safe: 'GET https://h/j?f=json&token=••• failed',
		});
		expect(serverText('token=SECRET\x07 a\x07')).toEqual({safe: 'token=••• a^G', raw: 'token=••• a\x07'});
	});

	test('that were interrupted by a sequence are masked in both parts', () => {
		expect(serverText('tok\x1b[0men=SECRET')).toEqual({safe: 'token=•••', raw: 'tok\x1b[0men=•••'});
	});
});

describe('for any string', () => {
	test.each(['line', 'lines'] as const)('nothing that acts is left (%s)', form => {
		fc.assert(
			fc.property(hostile, text => {
				const {safe: shown} = serverText(text, form);
				expect(shown).not.toMatch(forbidden);
				if (form === 'line') expect(shown).not.toContain('\n');
			}),
			runs,
		);
	});

	test.each(['line', 'lines'] as const)(
		'safe text stays as it is, and raw says whether anything changed (%s)',
		form => {
			fc.assert(
				fc.property(hostile, text => {
					const once = serverText(text, form);
					expect(serverText(once.safe, form)).toEqual({safe: once.safe});
					expect(once.raw).not.toBe(once.safe);
				}),
				runs,
			);
		},
	);
});

describe('a long text of each kind is quick', () => {
	const bytes = isThorough ? 1_000_000 : 200_000;

	test.each([
		['unterminated OSC', '\x1b]'],
		['unterminated CSI', '\x1b[3'],
		['CSI parameters', '\x1b[', '1;'],
		['escape and blanks', '\x1b', ' '],
		['OSC then line break', '\x1b]a\n'],
		['bidi', '\u202e'],
		['combining marks', '\u0301'],
		['joiners', '\u200d'],
		['blanks', ' ', ' '],
		['line breaks', '\r\n'],
		['bells', '\x07'],
		['tokens', 'token=x '],
		['slashes', '://'],
		['authorization', 'authorization: '],
	])('%s', (_, start, repeated = start) => {
		const text = `${start}${repeated.repeat(Math.ceil(bytes / Buffer.byteLength(repeated)))}é`;
		expect(cpuTime(() => serverText(text, 'lines'))).toBeLessThan(bytes / 100);
	});
});

test('a sentence is built from safe parts only', () => {
	const path = safeText('/home/\x1b[31mx');
	expect(safe`cannot read ${path}: ${2} tries`).toBe('cannot read /home/x: 2 tries');
	expect(joinSafe([path, safeText('y')], safe`, `)).toBe('/home/x, y');
	// @ts-expect-error: a plain string is not safe
	expect(safe`${'plain'}`).toBe('plain');
});

describe('a text that was cleaned', () => {
	test.each([
		['nothing', 'as it was', false],
		['tabs', 'a\tb', false],
		['line ends of Windows', 'a\r\nb\r\n', false],
		['blanks at the end', 'a  ', false],
		['quotation marks for HTML', 'the layer &quot;Roads&quot;', false],
		['a sequence', 'a\u001B[31mb', true],
		['a hidden character', 'a\u202Eb', true],
		['a bell behind quotation marks for HTML', '&quot;a&quot;\x07', true],
	])('of %s is told: %j: %s', (_, text, isTold) => {
		expect(wasCleaned(serverText(text, 'lines'))).toBe(isTold);
	});
});

describe('a text in other words', () => {
	test.each<[string, string, string, ReturnType<typeof rewordedText>]>([
		[
			'what was sent stays beside the words',
			'ERROR 000732',
			'It is not there',
			{safe: safeText('It is not there'), raw: 'ERROR 000732'},
		],
		['the same words are the text itself', 'as sent', 'as sent', {safe: safeText('as sent')}],
		['of what was sent, the sequences stay too', 'a\x07', 'b', {safe: safeText('b'), raw: 'a\x07'}],
		[
			'words that hold a secret take what was sent with them, in which it need not show',
			'x',
			'token=abcdef1234567',
			{safe: safeText('token=•••')},
		],
		[
			'also where it shows only once the words are cleaned',
			'x',
			'tok\u001B[0men=abcdef1234567',
			{safe: safeText('token=•••')},
		],
	])('%s', (_, sent, words, text) => {
		expect(rewordedText(sent, words)).toEqual(text);
	});

	test('a secret in what was sent is masked', () => {
		expect(rewordedText('token=abcdef1234567', 'It failed')).toEqual({safe: 'It failed', raw: 'token=•••'});
	});

	test('has line breaks only if they are allowed', () => {
		expect(rewordedText('x', 'a\nb').safe).toBe('a^Jb');
		expect(rewordedText('x', 'a\nb', 'lines').safe).toBe('a\nb');
	});
});

test.each(['\uD800', '\uDBFF', '\uDC00', '\uDFFF'])('half a character, %j, is shown as one that is missing', half => {
	expect(safeText(`a${half}b`)).toBe('a\uFFFDb');
});

test.each([
	['\uD7FF', '<U+D7FF>'],
	['\uE000', '<U+E000>'],
])('what lies beside the halves, %j, is not taken for one', (character, shown) => {
	expect([character, shown]).toContain(safeText(character));
});

test('a joiner belongs to the character directly before it', () => {
	expect(safeText('\u0915\u094D\u200D\u0937')).toBe('\u0915\u094D\u200D\u0937');
	expect(safeText('\u0915 \u200D\u0937')).toContain('<U+200D>');
});

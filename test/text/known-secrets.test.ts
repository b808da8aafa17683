import {afterEach, describe, expect, test} from 'vitest';
import {forgetSecrets, knowSecret} from '../../source/text/known-secrets.ts';
import {maskSecrets} from '../../source/text/mask-secrets.ts';
import {serverText} from '../../source/text/safe-text.ts';
import {Secret} from '../../source/text/secret.ts';

afterEach(forgetSecrets);

const token = 'OWNTOKEN-abc_123.';

describe('a known secret is masked wherever it is', () => {
	test.each([
		['alone', token],
		['in a sentence', `User with ${token} may not do this`],
		['in another case', `user with ${token.toLowerCase()}, ${token.toUpperCase()}`],
		['twice', `${token}${token}`],
		['split by a zero-width character', 'OWNTOKEN\u200b-abc_\u2060123.'],
		['split by a sequence', 'OWNTO\x1b[0mKEN-abc_123.'],
		['split by a soft hyphen and a joiner', 'OWN\u00adTOKEN-a\u200dbc_123.'],
		['as base64', `x ${Buffer.from(token).toString('base64')} y`],
		['as base64 for URLs', `x ${Buffer.from(token).toString('base64url')} y`],
		['in hexadecimal digits', `x ${Buffer.from(token).toString('hex')} y`],
		['in hexadecimal capitals', `x ${Buffer.from(token).toString('hex').toUpperCase()} y`],
		['cut at the end of a long text', `${'it was '.repeat(40)}OWNTOKEN-abc`],
		['cut with an ellipsis', 'it was OWNTOKEN-abc… so far'],
	])('%s', (_, text) => {
		knowSecret(token);
		const {safe, raw} = serverText(text);
		for (const shown of [safe, raw ?? '']) {
			expect(shown.replace(/[^\w.-]/g, '')).not.toMatch(/owntoken/i);
			expect(shown).not.toMatch(/T1dOVE9LRU4|4f574e544f4b454e/i);
		}
	});

	const password = 'a b&c"d/é\\';
	test.each([
		['percent-encoded', encodeURIComponent(password)],
		['percent-encoded in lower case', encodeURIComponent(password).toLowerCase()],
		['percent-encoded twice', encodeURIComponent(encodeURIComponent(password))],
		['as a form', new URLSearchParams({p: password}).toString()],
		['as JSON', JSON.stringify(password)],
		['as JSON in JSON', JSON.stringify(JSON.stringify(password))],
		['as JSON with slashes escaped', JSON.stringify(password).replaceAll('/', '\\/')],
		['as JSON in ASCII', JSON.stringify(password).replaceAll('é', '\\u00e9')],
		['as HTML', 'a b&amp;c&quot;d/é\\'],
	])('%s', (_, text) => {
		knowSecret(password);
		const masked = maskSecrets(`it said ${text} then`);
		expect(masked).toMatch(/^it said (?:p=)?["\\]*•••["\\]* then$/);
	});

	const signs = 'Tok-en_12.34+x/y=z';
	const each = (encode: (character: string) => string, between = '') => [...signs].map(encode).join(between);
	const digits = Buffer.from(signs).toString('hex');
	const pairs = digits.match(/../g) ?? [];
	const base64 = Buffer.from(signs).toString('base64');
	const entities = each(
		sign =>
			`&${{'-': 'hyphen', _: 'lowbar', '.': 'period', '+': 'plus', '/': 'sol', '=': 'equals'}[sign] ?? `#${sign.charCodeAt(0)}`};`,
	);
	const encodedTimes = (count: number, encode: (text: string, time: number) => string) =>
		Array.from({length: count}).reduce<string>((text, _, time) => encode(text, time), signs);
	test.each([
		['each character percent-encoded', pairs.map(pair => `%${pair}`).join('')],
		['percent-encoded nine times', encodedTimes(9, encodeURIComponent)],
		['percent-encoded with units', each(sign => `%u00${sign.charCodeAt(0).toString(16)}`)],
		['as named characters of HTML', entities],
		['as those, their ampersands escaped again and again', entities.replaceAll('&', '&amp;amp;amp;#38;#x26;')],
		['as numbers of HTML without semicolons', each(sign => `&#${sign.charCodeAt(0)}`)],
		['as hexadecimal numbers of HTML', each(sign => `&#x000${sign.charCodeAt(0).toString(16)};`)],
		['with soft hyphens named in HTML', each(sign => sign, '&shy;')],
		['with a joiner named in HTML', each(sign => sign, '&zwnj;')],
		['with a zero-width space named in HTML', each(sign => sign, '&ZeroWidthSpace;')],
		['with what is no character', each(sign => sign, '\uFFFE')],
		['with what is no character, as a number of HTML', each(sign => sign, '&#xfffe;')],
		['with what is assigned to nothing', each(sign => sign, '\u0378')],
		['with characters of private use', each(sign => sign, '\uE000')],
		['with other dashes', signs.replace('-', '\u2011')],
		['as bytes of C', pairs.map(pair => `\\x${pair}`).join('')],
		['as code points of JavaScript', each(sign => `\\u{${sign.charCodeAt(0).toString(16)}}`)],
		['as long code points of Python', each(sign => `\\U000000${sign.charCodeAt(0).toString(16)}`)],
		[
			'as JSON in JSON in JSON, its backslashes as numbers',
			each(sign => `\\u005cu005cu00${sign.charCodeAt(0).toString(16)}`),
		],
		[
			'in several encodings, one in another',
			encodedTimes(9, (text, time) => (time % 2 === 0 ? encodeURIComponent(text) : JSON.stringify(text))),
		],
		['as hexadecimal digits with colons', pairs.join(':')],
		['as hexadecimal digits with blanks', pairs.join(' ')],
		['as hexadecimal digits in quoted-printable', pairs.map(pair => `=${pair}`).join('')],
		['as hexadecimal digits over lines', digits.replace(/.{10}/g, '$&\n')],
		['as base64 over lines', base64.replace(/.{6}/g, '$&\r\n')],
		['as base64 over lines, escaped', base64.replace(/.{6}/g, '$&\\r\\n')],
		['as base64 in parts', base64.replace(/.{6}/g, '$&" +\n  "')],
		['as base64 of Windows', Buffer.from(signs, 'utf16le').toString('base64')],
		['as hexadecimal digits of Windows', Buffer.from(signs, 'utf16le').toString('hex')],
		['over lines', `${signs.slice(0, 7)}\n    ${signs.slice(7)}`],
		['over lines, each marked as broken', `${signs.slice(0, 7)}=\r\n${signs.slice(7)}`],
	])('%s', (_, text) => {
		knowSecret(signs);
		expect(maskSecrets(`It said: ${text} and Then.`)).toMatch(
			/^It said: (?:\W|2[25])*•••(?:\W|2[25]|\\[rn])* and Then\.$/,
		);
	});

	test('as numbers with a prefix, which may stay', () => {
		knowSecret(signs);
		expect(maskSecrets(`It said: ${pairs.map(pair => `0x${pair}`).join(', ')} and Then.`)).toBe(
			'It said: 0x••• and Then.',
		);
	});

	test('text beside it in the same encoding stays', () => {
		knowSecret(signs);
		const all = Buffer.from(`user:${signs}:more`).toString('hex').replace(/../g, '%$&');
		expect(decodeURIComponent(maskSecrets(all))).toBe('user:•••:more');
	});

	test.each(['p%41ss%2541word', 'pass&plus;&amp;word', 'pa\\nss\\u0041word', 'pa\u0301ssw\u2013ord'])(
		'one that looks encoded itself: %s',
		secret => {
			knowSecret(secret);
			for (const text of [
				secret,
				encodeURIComponent(secret),
				JSON.stringify(secret),
				Buffer.from(secret).toString('base64'),
			]) {
				expect(maskSecrets(`It said: ${text} and Then.`)).toMatch(/^It said: "?•••\W* and Then\.$/);
			}
		},
	);

	test('prose beside it stays', () => {
		knowSecret(signs);
		for (const text of [
			'a face: 54 deaf 6 of bad',
			'Tok-en_12 is\na part',
			'%zz &nothing; &#; \\q \\x5',
			'VG9r and TW9y',
		]) {
			expect(maskSecrets(text)).toBe(text);
		}
	});

	test('the beginning of a long one too', () => {
		knowSecret('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123');
		expect(maskSecrets('token of ABCDEFGHIJKLMNOP (shortened)')).toBe('token of ••• (shortened)');
	});
});

test('a short secret does not mask whole texts', () => {
	for (const short of ['a', 'gis', 'demo', 'admin', '   ', '']) knowSecret(short);
	const text = 'The admin of the demo says: a gis is needed';
	expect(maskSecrets(text)).toBe(text);
	expect(maskSecrets('password=demo')).toBe('password=•••');
});

test('a word that a secret begins with is not masked at the end of a short text', () => {
	knowSecret('server-of-acme-1');
	for (const text of ['https://h/X/ImageServer', 'the server']) expect(maskSecrets(text)).toBe(text);
});

test('a secret that is still being typed is not masked, a finished one is', () => {
	const typed = Secret.unfinished('hydrology');
	expect(maskSecrets('hydrology')).toBe('hydrology');
	typed.reveal();
	expect(maskSecrets('hydrology')).toBe('hydrology');
	typed.finished();
	expect(maskSecrets('hydrology')).toBe('•••');
});

test('secrets in use stay known, however many are added after them', () => {
	const kept = new Secret('the-one-in-use');
	for (let count = 0; count < 1000; count++) {
		new Secret(`renewed-${count}`);
		if (count % 100 === 0) kept.reveal();
	}
	expect(maskSecrets('the-one-in-use renewed-999')).toBe('••• •••');
	expect(maskSecrets('renewed-1,')).toBe('renewed-1,');
});

test('special characters of regular expressions in a secret are literal', () => {
	knowSecret('(.*)+[a-z]|^$\\');
	expect(maskSecrets('x (.*)+[a-z]|^$\\ y')).toBe('x ••• y');
	expect(maskSecrets('any other text')).toBe('any other text');
});

test.each(['base64', 'base64url'] as const)(
	'a secret within what is %s is masked, whatever stands beside it',
	encoding => {
		// Bytes of which the two alphabets write different characters, and a secret of the shortest length.
		for (const secret of [token, 'ÿþ?>~ÿþ?>', 'Xq7Zk9']) {
			knowSecret(secret);
			for (const before of ['', 'u', 'us', 'usr', 'user:']) {
				for (const after of ['', '!', '!!', '!!!']) {
					const encoded = Buffer.from(`${before}${secret}${after}`).toString(encoding);
					const [shown = ''] = maskSecrets(`Header ${encoded}.`).match(/(?<=Header ).*/) ?? [];
					expect(Buffer.from(shown.replace(/•••/g, ''), encoding).length).toBeLessThan(
						before.length + after.length + 4,
					);
				}
			}
		}
	},
);

test('of a long secret, twelve characters of its beginning are enough, and eleven are not', () => {
	knowSecret('ABCDEFGHIJKLMNOPQRST');
	expect(maskSecrets('it has ABCDEFGHIJKL here')).toBe('it has ••• here');
	expect(maskSecrets('it has ABCDEFGHIJK here')).toBe('it has ABCDEFGHIJK here');
	expect(maskSecrets('it has ABCDEFGHIJKL')).toBe('it has •••');
});

test('of a shorter secret, the beginning alone is not masked', () => {
	knowSecret('abcdefghijklmnopqrs');
	expect(maskSecrets('it has abcdefghijklmnop here')).toBe('it has abcdefghijklmnop here');
});

test.each([6, 7, 8, 12])(
	'what is cut off after %i characters of a secret at the end of a long text is masked',
	length => {
		knowSecret('zyxwvutsrqponmlk');
		const end = 'zyxwvutsrqponmlk'.slice(0, length);
		const text = `${'it said '.repeat(40).slice(0, 200 - length)}${end}`;
		expect(text).toHaveLength(200);
		expect(maskSecrets(text)).not.toContain(end);
		expect(maskSecrets(`${text} and more`)).toContain(end);
		expect(maskSecrets(text.slice(1))).toContain(end);
	},
);

test('a forgotten secret is no longer masked', () => {
	knowSecret('forgotten-one');
	forgetSecrets();
	knowSecret('another-one');
	expect(maskSecrets('forgotten-one another-one')).toBe('forgotten-one •••');
});

test.each([0, 1, 2, 3])('every base64 digit of a secret is masked, with %i bytes before it', before => {
	knowSecret(token);
	const encoded = Buffer.from(`${'u'.repeat(before)}${token}${'v'.repeat(6)}`).toString('base64');
	const last = Math.floor(((before + Buffer.byteLength(token)) * 8) / 6);
	expect(maskSecrets(encoded)).toBe(`${encoded.slice(0, Math.ceil((before * 8) / 6))}•••${encoded.slice(last)}`);
});

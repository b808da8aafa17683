import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {isSecretName, maskSecrets, secretsIn} from '../../source/text/mask-secrets.ts';
import {often} from '../often.ts';
import {innocentTexts, textsWithSecret} from './fixtures/secret-forms.ts';

test.each([
	['https://h/j?f=json&token=SECRET', 'https://h/j?f=json&token=•••'],
	['https://h/j?token=SECRET&f=json', 'https://h/j?token=•••&f=json'],
	['TOKEN=SECRET', 'TOKEN=•••'],
	['access_token=SECRET refreshToken=SECRET', 'access_token=••• refreshToken=•••'],
	['returnUrl=https%3A%2F%2Fh%3Ftoken%3DSECRET', 'returnUrl=https%3A%2F%2Fh%3Ftoken%3D•••'],
	['a=https%3A%2F%2Fh%3Ftoken%3DSECRET%26f%3Djson', 'a=https%3A%2F%2Fh%3Ftoken%3D•••%26f%3Djson'],
	['{"token": "SECRET", "expires": 5}', '{"token": "•••", "expires": 5}'],
	['{"url":"https://h?token=SECRET\\u0026f=json"}', '{"url":"https://h?token=•••\\u0026f=json"}'],
	['username=me&password=SECRET&client=referer', 'username=me&password=•••&client=referer'],
	['client_id=a&client_secret=SECRET', 'client_id=a&client_secret=•••'],
	['token = SECRET', 'token = •••'],
	['token: SECRET, then more', 'token: •••, then more'],
	['Bearer SECRET', 'Bearer •••'],
	['X-Esri-Authorization: Bearer SECRET', 'X-Esri-Authorization: •••'],
	['Authorization: Basic SECRET==', 'Authorization: •••'],
	["{'x-esri-authorization': 'Bearer SECRET'}", "{'x-esri-authorization': '•••'}"],
	['https://user:SECRET@host/arcgis', 'https://•••@host/arcgis'],
	['https://user:SEC@RET@host:6443/arcgis?a=b@c', 'https://•••@host:6443/arcgis?a=b@c'],
	['proxy http://user:SECRET@10.0.0.1:3128 refused', 'proxy http://•••@10.0.0.1:3128 refused'],
	['user:SECRET@10.0.0.1:3128 refused', 'user:•••@10.0.0.1:3128 refused'],
	['token=SEC\x1bRET rest', 'token=••• rest'],
	['<token expires="5">SECRET</token>', '<token expires="5">•••</token>'],
	['"password": ["SECRET", "SECRET"]', '"password": ["•••", "•••"]'],
	['"password": [\n  "SECRET",\n  "SECRET"\n]', '"password": [\n  "•••",\n  "•••"\n]'],
	["tokens = [\r\n\t'SECRET',\r\n\t'SECRET']", "tokens = [\r\n\t'•••',\r\n\t'•••']"],
	[
		`"token": [\n${' '.repeat(40)}"SECRET",\n${' '.repeat(40)}"SECRET"]`,
		`"token": [\n${' '.repeat(40)}"•••",\n${' '.repeat(40)}"•••"]`,
	],
])('%s is shown as %s', (text, masked) => {
	expect(maskSecrets(text)).toBe(masked);
	const found = secretsIn(text);
	const left = Array.from(text, (unit, at) => (found.some(({from, to}) => at >= from && at < to) ? '' : unit)).join('');
	expect(left).toBe(masked.replaceAll('•••', ''));
});

test.each(textsWithSecret)('nothing of the secret is left in %j', (text, secret) => {
	expect(maskSecrets(text)).not.toContain(secret);
	expect(maskSecrets(`before it ${text} behind it`)).not.toContain(secret);
});

test.each(innocentTexts)('%j holds no secret', text => {
	expect(maskSecrets(text)).toBe(text);
	expect(secretsIn(text)).toEqual([]);
});

describe('the name of a secret', () => {
	test.each([
		'token',
		'Token',
		'agstoken',
		'access_token',
		'Password',
		'PWD',
		'client_secret',
		'apiKey',
		'API_Key',
		'sig',
	])('%s is one', name => expect(isSecretName(name)).toBe(true));

	test.each(['Secretary', 'tokenized', 'key', 'compass', 'Signature', 'Pass', 'Monkey', 'toKeep', 'a secret place'])(
		'%s is not',
		name => expect(isSecretName(name)).toBe(false),
	);
});

test('masked text stays as it is', () => {
	const piece = fc.constantFrom(
		...['token', '=', '%3D', ' ', '"', ':', 'bearer ', 'authorization', '://', '@', 'x', '&', '/', '\\"', '&quot;'],
		...['password', 'SECRETX', '<', '>', '\u200b', 'basic ', 'abc123', '[', ','],
	);
	fc.assert(
		fc.property(fc.array(piece, {maxLength: 15}), pieces => {
			const once = maskSecrets(pieces.join(''));
			expect(maskSecrets(once)).toBe(once);
		}),
		{numRuns: often(10_000)},
	);
});

test.each(['token 2026-11-24T10:00:00Z', 'password 12.5ms', 'secret 1,000,000'])(
	'a time or a measure behind the name of a secret is none: %s',
	text => {
		expect(maskSecrets(text)).toBe(text);
	},
);

test('all secrets of a list are masked, even with blanks before the first', () => {
	for (const blanks of ['', ' ', ' '.repeat(19)]) {
		expect(maskSecrets(`"tokens": [${blanks}"abc123def", "ghi456jkl"]`)).toBe(`"tokens": [${blanks}"•••", "•••"]`);
	}
});

test.each([
	['password: correct ab12cd is wrong', 'password: ••• is wrong'],
	['password: correct ab12c is wrong', 'password: ••• ab12c is wrong'],
])('a further word of a password has six characters or more: %s', (text, masked) => {
	expect(maskSecrets(text)).toBe(masked);
});

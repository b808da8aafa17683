import fc from 'fast-check';
import {expect, test} from 'vitest';
import {maskSecrets, secretsIn} from '../../source/text/mask-secrets.ts';
import {often} from '../often.ts';

test.each([
	['https://h/j?f=json&token=SECRET', 'https://h/j?f=json&token=•••'],
	['https://h/j?token=SECRET&f=json', 'https://h/j?token=•••&f=json'],
	['TOKEN=SECRET', 'TOKEN=•••'],
	['access_token=SECRET refreshToken=SECRET', 'access_token=••• refreshToken=•••'],
	['returnUrl=https%3A%2F%2Fh%3Ftoken%3DSECRET', 'returnUrl=https%3A%2F%2Fh%3Ftoken%3D•••'],
	['{"token": "SECRET", "expires": 5}', '{"token": "•••", "expires": 5}'],
	['username=me&password=SECRET&client=referer', 'username=me&password=•••&client=referer'],
	['client_id=a&client_secret=SECRET', 'client_id=a&client_secret=•••'],
	['token = SECRET', 'token = •••'],
	['Bearer SECRET', 'Bearer •••'],
	['X-Esri-Authorization: Bearer SECRET', 'X-Esri-Authorization: •••'],
	['Authorization: Basic SECRET==', 'Authorization: •••'],
	["{'x-esri-authorization': 'Bearer SECRET'}", "{'x-esri-authorization': '•••'}"],
	['https://user:SECRET@host/arcgis', 'https://•••@host/arcgis'],
	['https://user:SEC@RET@host:6443/arcgis?a=b@c', 'https://•••@host:6443/arcgis?a=b@c'],
	['proxy http://user:SECRET@10.0.0.1:3128 refused', 'proxy http://•••@10.0.0.1:3128 refused'],
	['token=SEC\x1bRET rest', 'token=••• rest'],
])('%s is shown as %s', (text, masked) => {
	expect(maskSecrets(text)).toBe(masked);
	const found = secretsIn(text);
	const left = Array.from(text, (unit, at) => (found.some(({from, to}) => at >= from && at < to) ? '' : unit)).join('');
	expect(left).toBe(masked.replaceAll('•••', ''));
});

test.each([
	'Invalid token: the token has expired',
	'Token required',
	'password expired',
	'authorization failed',
	'https://host/arcgis/rest?mail=a@b.com',
	'token=',
	'tokens 3 of 5',
])('%s holds no secret', text => {
	expect(maskSecrets(text)).toBe(text);
	expect(secretsIn(text)).toEqual([]);
});

test('masked text stays as it is', () => {
	const piece = fc.constantFrom(
		'token',
		'=',
		'%3D',
		' ',
		'"',
		':',
		'bearer ',
		'authorization',
		'://',
		'@',
		'x',
		'&',
		'/',
	);
	fc.assert(
		fc.property(fc.array(piece, {maxLength: 15}), pieces => {
			const once = maskSecrets(pieces.join(''));
			expect(maskSecrets(once)).toBe(once);
		}),
		{numRuns: often(10_000)},
	);
});

import {expect, test} from 'vitest';
import {type Credential, isRenewable, isSameCredential, isSameMeans} from '../../source/gp/credential.ts';
import {Secret} from '../../source/text/secret.ts';

const server = 'https://gis.acme.com';
const tokenUrl = 'https://portal.acme.com/portal/sharing/rest/generateToken';
const secret = (text: string) => new Secret(text);

/** Each shows something else than all others. */
const all: readonly (readonly [string, Credential])[] = [
	['nothing', {server}],
	['a token', {server, means: {kind: 'token', token: secret('one-token')}}],
	['another token', {server, means: {kind: 'token', token: secret('two-token')}}],
	['a token that is bound', {server, means: {kind: 'token', token: secret('one-token'), referer: 'https://me'}}],
	['a token of a portal', {server, means: {kind: 'token', token: secret('one-token'), portalTokenUrl: tokenUrl}}],
	['a password', {server, means: {kind: 'password', user: 'ann', password: secret('pw-1234'), tokenUrl}}],
	['of another user', {server, means: {kind: 'password', user: 'bob', password: secret('pw-1234'), tokenUrl}}],
	['another password', {server, means: {kind: 'password', user: 'ann', password: secret('pw-5678'), tokenUrl}}],
	[
		'for another service',
		{server, means: {kind: 'password', user: 'ann', password: secret('pw-1234'), tokenUrl: `${tokenUrl}2`}},
	],
	[
		'that the user named',
		{server, means: {kind: 'password', user: 'ann', password: secret('pw-1234'), tokenUrl, isNamedByUser: true}},
	],
	['an app', {server, means: {kind: 'app', clientId: 'ann', secret: secret('pw-1234'), tokenUrl}}],
	['another app', {server, means: {kind: 'app', clientId: 'bob', secret: secret('pw-1234'), tokenUrl}}],
	['HTTP Basic', {server, basic: {user: 'ann', password: secret('pw-1234')}}],
	['HTTP Basic of another', {server, basic: {user: 'bob', password: secret('pw-1234')}}],
	['HTTP Basic with another password', {server, basic: {user: 'ann', password: secret('pw-5678')}}],
];

test.each(all)('%s is the same as itself and as nothing else', (name, one) => {
	for (const [otherName, other] of all) {
		expect(isSameCredential(one, other), otherName).toBe(name === otherName);
		if (one.means && other.means) expect(isSameMeans(one.means, other.means), otherName).toBe(name === otherName);
	}
});

test('a token is sent unchanged unless it is one of a portal; other credentials are exchanged for one', () => {
	const renewable = all.filter(([, {means}]) => means && isRenewable(means)).map(([name]) => name);
	expect(renewable).toEqual([
		'a token of a portal',
		'a password',
		'of another user',
		'another password',
		'for another service',
		'that the user named',
		'an app',
		'another app',
	]);
});

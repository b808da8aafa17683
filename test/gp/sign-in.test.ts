import {describe, expect, test} from 'vitest';
import {givenToken, namedPortalPlace, namedTokenPlace, signInPlace} from '../../source/gp/sign-in.ts';

const restUrl = 'https://gis.acme.com/arcgis/rest';
const own = 'https://gis.acme.com/arcgis/tokens/generateToken';

describe('where a server issues its tokens', () => {
	test.each([
		['nothing is said', undefined],
		['it says nothing of it', {currentVersion: 11}],
		['it names itself', {authInfo: {tokenServicesUrl: own}}],
		['it names the folder', {authInfo: {tokenServicesUrl: 'https://gis.acme.com/arcgis/tokens/'}}],
		['it names it without the host', {authInfo: {tokenServicesUrl: '/arcgis/tokens'}}],
		['it names itself by http', {authInfo: {tokenServicesUrl: 'http://gis.acme.com/arcgis/tokens/'}}],
		['it names what is no address', {authInfo: {tokenServicesUrl: 'ftp://x'}}],
	])('is the server itself where %s', (_, body) => {
		expect(signInPlace(body, restUrl)).toEqual({kind: 'standalone', tokenUrl: own});
	});

	test.each([
		'https://gisint01.invalid:6443/arcgis/tokens/',
		'https://gis.acme.com:6443/arcgis/tokens',
		'https://other.acme.com/arcgis/tokens/generateToken',
		'https://gis.acme.com.evil.org/arcgis/tokens',
	])('is the server itself, and never %s by itself, which is told', named => {
		const place = signInPlace({authInfo: {tokenServicesUrl: named}}, restUrl);
		expect(place).toMatchObject({kind: 'standalone', tokenUrl: own});
		expect(place).toHaveProperty('elsewhere', `${named.replace(/\/generateToken$|\/$/, '')}/generateToken`);
	});

	test.each([
		[{owningSystemUrl: 'https://portal.acme.com/portal'}],
		[{owningSystemUrl: 'https://portal.acme.com/portal/sharing/rest'}],
		[{owningSystemUrl: 'https://portal.acme.com/portal/', authInfo: {tokenServicesUrl: own}}],
		[{authInfo: {tokenServicesUrl: 'https://portal.acme.com/portal/sharing/rest/generateToken'}}],
		[{authInfo: {tokenServiceUrl: 'https://portal.acme.com/portal/sharing/generateToken'}}],
		[{authInfo: {tokenServicesUrl: 'https://portal.acme.com/portal/%73haring/rest/generateToken'}}],
	])('is a portal where it names one: %j', body => {
		const place = signInPlace(body, restUrl);
		expect(place).toMatchObject({kind: 'federated', portal: 'portal.acme.com'});
	});

	test.each([
		[{owningSystemUrl: 'http://portal.acme.com/portal'}, 'plain-http'],
		[{owningSystemUrl: 'https://u:p@portal.acme.com/portal'}, 'not-a-url'],
		[{owningSystemUrl: 'javascript:alert(1)'}, 'not-a-url'],
	])('is refused where the portal cannot be used: %j', (body, reason) => {
		expect(signInPlace(body, restUrl)).toEqual({kind: 'refused', reason});
	});
});

test('an address from the user is a portal if its path says so, otherwise a token service', () => {
	expect(namedTokenPlace('https://portal.acme.com/portal/sharing/rest/generateToken')).toEqual(
		namedPortalPlace('https://portal.acme.com/portal'),
	);
	expect(namedTokenPlace('https://gisint01:6443/arcgis/tokens/')).toEqual({
		kind: 'standalone',
		tokenUrl: 'https://gisint01:6443/arcgis/tokens/generateToken',
	});
	for (const bad of ['gisint01', 'ftp://x/y', 'https://u:p@gisint01/arcgis/tokens']) {
		expect(namedTokenPlace(bad), bad).toBeUndefined();
	}
});

describe('when a token expires', () => {
	const now = Date.UTC(2026, 10, 27);
	test.each([
		[{expires: now + 1}, now + 1],
		[{expires: String(now + 1)}, now + 1],
		[{expires: 8.64e15}, 8.64e15],
		[{expires: 8.64e15 + 1}, null],
		[{expires: '9999999999999999'}, null],
		[{expires: 1e300}, null],
		[{expires: 'tomorrow'}, null],
		[{expires: Number.NaN}, null],
		[{expires: null}, null],
		[{expires: [1]}, null],
		[{}, null],
	])('%j is known as %s', (more, expires) => {
		expect(givenToken({token: 'abc', ...more}, now)).toEqual({token: 'abc', expires});
	});

	test.each([
		[3600, now + 3_600_000],
		['3600', now + 3_600_000],
		[1e15, null],
		[-1, null],
		[0, null],
		[Number.POSITIVE_INFINITY, null],
		['soon', null],
	])('expires_in %j is known as %s', (seconds, expires) => {
		expect(givenToken({access_token: 'abc', expires_in: seconds}, now)).toEqual({token: 'abc', expires});
	});
});

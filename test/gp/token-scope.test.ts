import {canUseOnlineToken} from '@esri/arcgis-rest-request';
import {describe, expect, test} from 'vitest';
import {
	isOfSameServer,
	portalAt,
	portalOfTokenUrl,
	serverRootOf,
	serviceKeyOf,
	takesOnlineToken,
} from '../../source/gp/token-scope.ts';

test.each([
	['https://gis.acme.com/server/rest/services/S/GPServer/T/jobs/j1', 'https://gis.acme.com/server'],
	['https://gis.acme.com/arcgis/rest/services', 'https://gis.acme.com/arcgis'],
	['https://gis.acme.com/arcgis/rest', 'https://gis.acme.com/arcgis'],
	['https://gis.acme.com:6443/arcgis/admin/services/S.GPServer/jobs', 'https://gis.acme.com:6443/arcgis'],
	['https://gis.acme.com/arcgis/tokens/generateToken', 'https://gis.acme.com/arcgis'],
	['https://gis.acme.com/a/b/rest/directories/arcgisjobs/x.zip', 'https://gis.acme.com/a/b'],
	['https://gis.acme.com/rest/x/arcgis/rest/services/S/GPServer/T', 'https://gis.acme.com/rest/x/arcgis'],
	['https://gis.acme.com/rest/services/S/GPServer/T', 'https://gis.acme.com'],
	['https://gis.acme.com/files/x.zip', 'https://gis.acme.com'],
])('%s is of the server %s', (url, root) => {
	expect(serverRootOf(url)).toBe(root);
});

test.each([
	['https://h/arcgis/rest/services/S/GPServer/T/jobs/j1/results/R', 'https://h/arcgis/rest/services/S/GPServer'],
	['https://h/arcgis/rest/services/A/S/GPServer', 'https://h/arcgis/rest/services/A/S/GPServer'],
	['https://h/arcgis/rest/services', undefined],
	['https://h/x?u=https://h/arcgis/rest/services/S/GPServer/T', undefined],
])('%s is of the service %s', (url, key) => {
	expect(serviceKeyOf(url)).toBe(key);
});

test.each([
	['https://portal.acme.com/portal', 'https://portal.acme.com/portal/sharing/rest'],
	['https://portal.acme.com/portal/', 'https://portal.acme.com/portal/sharing/rest'],
	['https://portal.acme.com/portal/home/index.html', 'https://portal.acme.com/portal/sharing/rest'],
	['https://portal.acme.com/portal/sharing/rest/generateToken', 'https://portal.acme.com/portal/sharing/rest'],
	['https://www.arcgis.com', 'https://www.arcgis.com/sharing/rest'],
	['org.maps.arcgis.com', 'https://org.maps.arcgis.com/sharing/rest'],
	['https://u:p@portal.acme.com/portal', undefined],
	['ftp://portal.acme.com/portal', undefined],
	['javascript:alert(1)', undefined],
])('%s names the portal %s', (address, restUrl) => {
	expect(portalAt(address)?.restUrl).toBe(restUrl);
});

test.each([
	['https://portal.acme.com/portal/sharing/rest/generateToken', true],
	['https://www.arcgis.com/sharing/generateToken', true],
	['https://portal.acme.com/portal/sharing/rest/oauth2/token', true],
	['https://portal.acme.com/portal/%73haring/rest/generateToken', true],
	['https://portal.acme.com/portal/Sharing//rest/generateToken/', true],
	['https://gis.acme.com/arcgis/tokens/generateToken', false],
])('tokens of %s are those of a portal: %s', (url, isPortal) => {
	expect(portalOfTokenUrl(url) !== undefined).toBe(isPortal);
});

test.each([
	['https://gis.acme.com/arcgis/tokens/', 'https://gis.acme.com', true],
	['https://gis.acme.com/arcgis/tokens/', 'http://gis.acme.com', true],
	['https://gis.acme.com:6443/arcgis/tokens/', 'http://gis.acme.com:6080', true],
	['http://gis.acme.com/arcgis/tokens/', 'https://gis.acme.com', false],
	['https://gis.acme.com:6443/arcgis/tokens/', 'https://gis.acme.com', false],
	['https://gis.acme.com:8443/arcgis/tokens/', 'http://gis.acme.com', false],
	['https://gis.acme.com.evil.org/', 'https://gis.acme.com', false],
	['https://other.acme.com/arcgis/tokens/', 'https://gis.acme.com', false],
])('%s is of the server %s: %s', (place, server, isSame) => {
	expect(isOfSameServer(place, server)).toBe(isSame);
});

describe('the token of ArcGIS Online', () => {
	const portals = [
		'https://www.arcgis.com/sharing/rest',
		'https://org.maps.arcgis.com/sharing/rest',
		'https://qaext.arcgis.com/sharing/rest',
		'https://org.mapsqa.arcgis.com/sharing/rest',
		'https://devext.arcgis.com/sharing/rest',
		'https://org.mapsdevext.arcgis.com/sharing/rest',
		'https://portal.acme.com/portal/sharing/rest',
	];
	const servers = [
		'https://services1.arcgis.com/AbC/arcgis/rest',
		'https://analysis.arcgis.com/arcgis/rest',
		'https://analysisqa.arcgis.com/arcgis/rest',
		'https://analysisdev.arcgis.com/arcgis/rest',
		'https://elevation.arcgis.com/arcgis/rest',
		'https://gis.acme.com/arcgis/rest',
	];

	test.each(portals)("of %s goes where Esri's own client sends it", portal => {
		for (const server of servers)
			expect(takesOnlineToken(portal, server), server).toBe(canUseOnlineToken(portal, server));
	});

	test.each([
		'http://services1.arcgis.com/arcgis',
		'https://evilarcgis.com/arcgis',
		'https://arcgis.com.evil.org/arcgis',
		'https://www.arcgis.com.evil.org/arcgis',
		'https://www.arcgis.com@evil.org/arcgis',
		'https://evil.org/www.arcgis.com/arcgis',
		'https://evil.org/?x=https://www.arcgis.com/arcgis',
		'https://services1-arcgis.com/arcgis',
		'https://services1.arcgis.com:8443/arcgis',
		'https://services1.arcgis.co/arcgis',
		'https://arcgis.com/arcgis',
		'https://аrcgis.com/arcgis',
		'https://www.аrcgis.com/arcgis',
		'not a url',
	])('does not go to %s', server => {
		expect(takesOnlineToken('https://www.arcgis.com/sharing/rest', server)).toBe(false);
	});

	test.each([
		'http://www.arcgis.com/sharing/rest',
		'https://www.arcgis.com.evil.org/sharing/rest',
		'https://wwwarcgis.com/sharing/rest',
	])('is not what %s gives', portal => {
		expect(takesOnlineToken(portal, 'https://services1.arcgis.com/arcgis')).toBe(false);
	});
});

import {expect, test} from 'vitest';
import {knownReference, lonLatFrom} from '../../../source/gp/export/lon-lat.ts';

test.each([
	// EPSG Guidance Note 7-2, 1024 "Popular Visualisation Pseudo Mercator": its worked example.
	[-11_169_055.58, 2_800_000, -100.333_333_3, 24.381_786_9],
	[0, 0, 0, 0],
	// The corner of the square world of web maps.
	[20_037_508.342_789_244, 20_037_508.342_789_244, 180, 85.051_128_779_8],
	[-20_037_508.342_789_244, -20_037_508.342_789_244, -180, -85.051_128_779_8],
])('Web Mercator %d, %d is %d, %d', (x, y, longitude, latitude) => {
	const [lon, lat] = lonLatFrom(3857)?.(x, y) ?? [];
	expect(lon).toBeCloseTo(longitude, 6);
	expect(lat).toBeCloseTo(latitude, 6);
});

test('geometries across the date line are not torn apart', () => {
	expect(lonLatFrom(102_100)?.(20_137_508, 0)[0]).toBeCloseTo(180.898, 3);
});

test.each([
	[4326, 'wgs84'],
	[4979, 'wgs84'],
	[3857, 'web-mercator'],
	[102_100, 'web-mercator'],
	[102_113, 'web-mercator'],
	[900_913, 'web-mercator'],
	[2193, undefined],
	[4269, undefined],
	[null, undefined],
])('%s is %s', (wkid, reference) => {
	expect(knownReference(wkid)).toBe(reference);
	expect(lonLatFrom(wkid) === undefined).toBe(reference === undefined);
});

test('WGS84 is not changed', () => {
	expect(lonLatFrom(4326)?.(-104.36, 34.657)).toEqual([-104.36, 34.657]);
});

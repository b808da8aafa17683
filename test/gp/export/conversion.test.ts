import {expect, test} from 'vitest';
import {conversionsBy, convertedHere, datumIsApproximate} from '../../../source/gp/export/conversion.ts';
import {loadDefinitions} from '../../../source/gp/export/reference-definitions.ts';
import {safe} from '../../../source/text/safe-text.ts';

const definitions = await loadDefinitions();
const conversionOf = conversionsBy(definitions);
const byCode = (wkid: number) => conversionOf({wkid, wkt: null, vcsWkid: null});

/** Positions that GDAL 3.6 (PROJ 9) converted. */
test.each<[what: string, wkid: number, from: [number, number], to: [number, number], within: number]>([
	['a degree of NAD83', 4269, [-83, 42], [-83, 42], 1e-9],
	['UTM', 32_632, [500_000, 5_300_000], [9, 47.853_341_945_6], 1e-9],
	['State Plane in feet', 2253, [13_200_000, 300_000], [-84.083_263_548_9, 42.322_850_969_2], 1e-8],
	['a conic of Esri', 102_003, [100_000, 200_000], [-94.830_009_418_9, 39.278_914_589_5], 1e-9],
	['an equal-area conic', 5070, [100_000, 200_000], [-95.023_224_700_2, 24.829_679_730_2], 1e-9],
	['New Zealand', 2193, [1_600_000, 5_400_000], [173, -41.551_664_523_5], 1e-9],
	['Europe, azimuthal', 3035, [4_321_000, 3_210_000], [10, 52], 1e-9],
	['Great Britain, with its datum', 27_700, [400_000, 300_000], [-2.001_433_116, 52.597_792_431], 1e-6],
	['Belgium, with its datum', 31_370, [150_000, 170_000], [4.368_752_141, 50.840_411_283], 1e-6],
	['Germany, with its datum', 31_467, [3_500_000, 5_400_000], [8.998_975_485, 48.737_534_874], 1e-5],
	['Switzerland, with its datum', 2056, [2_600_000, 1_200_000], [7.438_632_421, 46.951_082_772], 1e-5],
	['Czechia', 5514, [-700_000, -1_100_000], [15.1, 49.7], 1],
	['the north pole', 3413, [1_000_000, -500_000], [18.434_948_823, 79.705_775_538], 1e-8],
	['the code of Web Mercator that Esri had first', 102_100, [0, 0], [0, 0], 1e-9],
])('%s (%i)', (_, wkid, [x, y], [longitude, latitude], within) => {
	const [east = Number.NaN, north = Number.NaN] = byCode(wkid)?.toLonLat(x, y) ?? [];
	expect(Math.abs(east - longitude)).toBeLessThan(within);
	expect(Math.abs(north - latitude)).toBeLessThan(within);
});

test('a reference that is known by its WKT alone is converted as by its code', () => {
	const wkt = definitions.get(2253)?.wkt ?? null;
	const place = [13_200_000, 300_000] as const;
	expect(conversionOf({wkid: null, wkt, vcsWkid: null})?.toLonLat(...place)).toEqual(byCode(2253)?.toLonLat(...place));
	const compound = `${wkt},VERTCS["NAVD88_height",VDATUM["North_American_Vertical_Datum_1988"],UNIT["Meter",1.0]]`;
	expect(conversionOf({wkid: null, wkt: compound, vcsWkid: null})?.toLonLat(...place)).toEqual(
		byCode(2253)?.toLonLat(...place),
	);
});

test('what was converted is noted, and a datum whose shift is not known', () => {
	expect(byCode(3857)?.notes).toEqual([]);
	expect(byCode(2253)?.notes).toEqual([convertedHere(safe`EPSG:2253`)]);
	expect(byCode(102_003)?.notes).toEqual([convertedHere(safe`ESRI:102003`)]);
	expect(byCode(2334)?.notes).toEqual([convertedHere(safe`EPSG:2334`), datumIsApproximate(safe`Xian_1980`)]);
});

test('a longitude beyond 180 degrees does not jump to the other side', () => {
	const [longitude = 0] = byCode(32_660)?.toLonLat(900_000, 0) ?? [];
	expect(longitude).toBeGreaterThan(180);
});

test.each([
	['no reference', undefined],
	['a code that nobody has given', {wkid: 999_999, wkt: null, vcsWkid: null}],
	['a projection that proj4 does not have', {wkid: 54_052, wkt: null, vcsWkid: null}],
	['angles in grads', {wkid: 27_561, wkt: null, vcsWkid: null}],
	['a sphere', {wkid: 2163, wkt: null, vcsWkid: null}],
	['the other Krovak', {wkid: 5513, wkt: null, vcsWkid: null}],
	['a Mercator with a standard parallel', {wkid: 3000, wkt: null, vcsWkid: null}],
	['WKT that is none', {wkid: null, wkt: 'PROJCS["x"', vcsWkid: null}],
	['a very long WKT', {wkid: null, wkt: `PROJCS["${'x'.repeat(20_000)}"]`, vcsWkid: null}],
])('%s has no conversion', (_, reference) => {
	expect(conversionOf(reference)).toBeUndefined();
});

test.each([2155, 3356, 3357])('EPSG:%i, which Esri and EPSG define differently, is not converted', wkid => {
	expect(definitions.has(wkid)).toBe(true);
	expect(byCode(wkid)).toBeUndefined();
});

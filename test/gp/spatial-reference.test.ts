import {expect, test} from 'vitest';
import {describeReference, readReference} from '../../source/gp/spatial-reference.ts';

test.each<[sent: unknown, words: string]>([
	[{wkid: 4326}, 'EPSG:4326'],
	[{wkid: 102_100, latestWkid: 3857}, 'EPSG:3857'],
	[{latestWkid: 3857, latestVcsWkid: 5621}, 'EPSG:3857, vertical EPSG:5621'],
	[{wkid: 102_100, vcsWkid: 5773, latestVcsWkid: 5621}, 'ESRI:102100, vertical EPSG:5621'],
	[{wkid: 4326, vcsWkid: 115_700}, 'EPSG:4326, vertical ESRI:115700'],
	[{wkid: 102_003}, 'ESRI:102003'],
	[{wkid: '2253'}, 'EPSG:2253'],
	[4326, 'EPSG:4326'],
	[{wkt: 'PROJCS["Example_Feet",GEOGCS["GCS"]]'}, 'Example_Feet'],
	[{wkid: -1, wkt: 'GEOGCS["Local"]'}, 'Local'],
	[{wkid: 4326, wkt: 'GEOGCS["WGS84"]'}, 'EPSG:4326'],
])('%j is %s', (sent, words) => {
	const reference = readReference(sent);
	expect(reference && describeReference(reference)).toBe(words);
});

test.each([[undefined], [null], [{}], [{wkid: null}], [{wkid: 0}], [{wkt: ''}], ['4326'], [[4326]]])(
	'%j names none',
	sent => {
		expect(readReference(sent)).toBeUndefined();
	},
);

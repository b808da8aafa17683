import {expect, test} from 'vitest';
import {safe} from '../../../../source/text/safe-text.ts';
import {type ScaleLook, scaleBar, unknownUnits} from '../../../../source/ui/panes/map/scale-bar.ts';

const look: ScaleLook = {unitsPerCell: 100, latitude: 0, reference: 'web-mercator', mostCells: 20, isAscii: false};

test.each<[what: string, changes: Partial<ScaleLook>, bar: string | undefined]>([
	['a cell of 100 m', {}, '├──────────────────┤ 2 km'],
	['less room', {mostCells: 12}, '├────────┤ 1 km'],
	['a metre of Web Mercator is half a metre at 60 degrees', {latitude: 60}, '├──────────────────┤ 1 km'],
	['south of the equator too', {latitude: -60}, '├──────────────────┤ 1 km'],
	['in metres', {unitsPerCell: 10}, '├──────────────────┤ 200 m'],
	['in centimetres', {unitsPerCell: 0.01}, '├──────────────────┤ 20 cm'],
	['far out', {unitsPerCell: 1e6}, '├──────────────────┤ 20,000 km'],
	['degrees', {reference: 'wgs84', unitsPerCell: 0.01}, '├──────────────────┤ 0.2°'],
	['degrees in ASCII', {reference: 'wgs84', unitsPerCell: 0.01, isAscii: true}, '|------------------| 0.2 deg'],
	['other units', {reference: undefined}, `├──────────────────┤ ${unknownUnits(safe`2,000`)}`],
	['hardly any room', {mostCells: 5, unitsPerCell: 98}, '├┤ 200 m'],
	['no room', {mostCells: 4}, undefined],
	['at the pole', {latitude: 89.9}, undefined],
	['units that are no size', {unitsPerCell: 0}, undefined],
])('%s', (_, changes, bar) => {
	expect(scaleBar({...look, ...changes})).toBe(bar);
});

import fc from 'fast-check';
import {render} from 'ink-testing-library';
import {describe, expect, test} from 'vitest';
import {displayWidth} from '../../../../source/text/display-width.ts';
import {safe, safeText} from '../../../../source/text/safe-text.ts';
import {
	curvesStraight,
	lonLatRange,
	ownRange,
	rangeWords,
	withoutGeometry,
} from '../../../../source/ui/panes/map/caption.ts';
import {drawnShapes} from '../../../../source/ui/panes/map/draw.ts';
import {mapLines, nothingDrawn} from '../../../../source/ui/panes/map/map-lines.ts';
import {MapPane} from '../../../../source/ui/panes/map/pane.tsx';
import {unknownUnits} from '../../../../source/ui/panes/map/scale-bar.ts';
import {shapesOf} from '../../../../source/ui/panes/map/shapes.ts';
import {dotSize, frameNow, type MapAction, updateMap} from '../../../../source/ui/panes/map/state.ts';
import type {Frame} from '../../../../source/ui/panes/map/view.ts';
import {anyGeometry, manyPoints, manySquares, setOf, square} from '../../../gp/export/record-sets.ts';
import {often} from '../../../often.ts';
import {opened, picture} from './pictures.ts';

const onlyMap = {width: 12, height: 3};

function shape(...geometries: readonly unknown[]) {
	return setOf({wkid: 2193, records: geometries.map(geometry => ({geometry}))});
}

const triangle = [[0, 0], [5, 10], [10, 0], [0, 0]]; // biome-ignore format: a triangle
const triangularHole = [[4, 2], [6, 2], [5, 5], [4, 2]]; // biome-ignore format: a triangle

describe('shapes', () => {
	test('a square is as wide as high', () => {
		expect(picture(opened(shape({rings: [square(0, 0, 10, 10)]}), onlyMap))).toEqual([
			'   ⡏⠉⠉⠉⠉⢹',
			'   ⡇    ⢸',
			'   ⣇⣀⣀⣀⣀⣸',
		]);
	});

	test('in ASCII too', () => {
		expect(picture(opened(shape({rings: [square(0, 0, 10, 10)]}), {...onlyMap, isAscii: true}))).toEqual([
			"   :'''':",
			'   :    :',
			'   :....:',
		]);
	});

	test('a line', () => {
		expect(
			picture(
				opened(
					shape({
						paths: [
							[
								[0, 0],
								[10, 5],
							],
						],
					}),
					onlyMap,
				),
			),
		).toEqual(['        ⣀⠤⠒⠉', '    ⣀⠤⠒⠉', '⢀⠤⠒⠉']);
	});

	test('a triangle with a hole', () => {
		const state = opened(shape({rings: [triangle, triangularHole]}), {width: 20, height: 7});
		expect(picture(state)).toEqual([
			'         ⡰⢣',
			'        ⡰⠁ ⢣',
			'       ⡰⠁   ⢣',
			'      ⡰⠁ ⡰⢣  ⢣',
			'     ⡰⠁ ⠰⠥⠬⠆  ⢣',
			'    ⣰⣁⣀⣀⣀⣀⣀⣀⣀⣀⣀⣣',
			' 1 shape · EPSG:2193',
		]);
	});

	test('points, alone and in one geometry', () => {
		const set = shape(
			{x: 0, y: 0},
			{
				points: [
					[10, 0],
					[5, 5],
				],
			},
		);
		expect(picture(opened(set, onlyMap))).toEqual(['     ⠘⠃', '', '⢠⡄        ⢠⡄']);
		expect(picture(opened(set, {...onlyMap, isAscii: true}))).toEqual(["      '", '', ' .        .']);
	});

	test('points are squares of dots up to a number, and do not touch the frame', () => {
		const dotsOf = (points: number, width: number) => {
			const set = shape(...Array.from({length: points}, (_, x) => ({x, y: 0})));
			const state = opened(set, {width, height: 3});
			const {dots} = drawnShapes(state.shapes, frameNow(state) as Frame, dotSize(state), false);
			return [...dots.entries()].flatMap(([index, dot]) => (dot === 1 ? [index % (2 * width)] : []));
		};
		const columns = dotsOf(3, 40);
		expect(Math.min(...columns)).toBeGreaterThan(0);
		expect(Math.max(...columns)).toBeLessThan(79);
		expect(dotsOf(400, 4000)).toHaveLength(4 * 400);
		expect(dotsOf(600, 4000)).toHaveLength(600);
	});

	test('an envelope', () => {
		expect(picture(opened(shape({xmin: 0, ymin: 0, xmax: 10, ymax: 10}), onlyMap))[0]).toBe('   ⡏⠉⠉⠉⠉⢹');
	});

	test('true curves are drawn straight, and the caption says so', () => {
		const set = shape({
			curveRings: [
				[
					[0, 0],
					{
						c: [
							[10, 0],
							[5, 5],
						],
					},
					[5, -4],
				],
			],
		});
		expect(picture(opened(set, {width: 70, height: 9})).at(-1)).toContain(curvesStraight);
	});

	test('a polygon is filled with sparse dots on request, but not its holes', () => {
		const set = shape({rings: [square(0, 0, 12, 12), square(4, 4, 8, 8).toReversed()]});
		expect(picture(opened(set, {width: 14, height: 7}, {type: 'fill'})).slice(0, 6)).toEqual([
			' ⡏⠉⠍⠉⠍⠉⠍⠉⠍⠉⠍⢹',
			' ⡇⠁⠄⠁⠄⠁⠄⠁⠄⠁⠄⢹',
			' ⡇⠁⠄⠁⡏⠉⠉⢹⠄⠁⠄⢹',
			' ⡇⠁⠄⠁⣇⣀⣀⣸⠄⠁⠄⢹',
			' ⡇⠁⠄⠁⠄⠁⠄⠁⠄⠁⠄⢹',
			' ⣇⣁⣄⣁⣄⣁⣄⣁⣄⣁⣄⣹',
		]);
	});

	test('a polygon smaller than a dot is not filled: its dot is drawn anyway', () => {
		const size = {width: 60, height: 30};
		const corners = [{x: 0, y: 0}, {x: 100, y: 100}]; // biome-ignore format: two corners
		const places = Array.from({length: 36}, (_, index) => [index % 6, Math.floor(index / 6)] as const);
		const differs = (side: number) =>
			places.some(([x, y]) => {
				const set = shape(...corners, {rings: [square(x, y, x + side, y + side)]});
				return picture(opened(set, size)).join() !== picture(opened(set, size, {type: 'fill'})).join();
			});
		expect([differs(1.5), differs(3)]).toEqual([false, true]);
	});

	test('inside a polygon there is nothing except its filling', () => {
		const near = Array.from({length: 3}, () => ({type: 'zoom', direction: 'in'}) as const);
		const set = shape({rings: [square(0, 0, 10, 10)]}, {paths: [square(0, 0, 10, 10)]});
		expect(picture(opened(set, onlyMap, ...near))).toEqual(['', '', '']);
		expect(picture(opened(set, onlyMap, ...near, {type: 'fill'}))).toEqual([
			'⠁⠄⠁⠄⠁⠄⠁⠄⠁⠄⠁⠄',
			'⠁⠄⠁⠄⠁⠄⠁⠄⠁⠄⠁⠄',
			'⠁⠄⠁⠄⠁⠄⠁⠄⠁⠄⠁⠄',
		]);
	});

	test('a row is one span', () => {
		const state = opened(shape({x: 0, y: 0}, {x: 10, y: 0}), {width: 6, height: 1});
		expect(mapLines(state)).toEqual([[{text: '⠶    ⠶'}]]);
	});
});

describe('keys', () => {
	const set = shape({rings: [square(0, 0, 8, 8)]}, {x: 4, y: 4});
	const look = (...actions: MapAction[]) => picture(opened(set, {width: 8, height: 3}, ...actions));

	test('+ zooms in to the centre, − zooms out, 0 shows the whole extent', () => {
		expect(look()).toEqual([' ⡏⠉⠉⠉⠉⢹', ' ⡇ ⠰⠆ ⢸', ' ⣇⣀⣀⣀⣀⣸']);
		expect(look({type: 'zoom', direction: 'in'})).toEqual(['', '   ⠰⠆', '']);
		expect(look({type: 'zoom', direction: 'out'})).toEqual(['  ⢀⣀⣀⡀', '  ⢸⠰⠆⡇', '  ⠈⠉⠉⠁']);
		expect(look({type: 'zoom', direction: 'in'}, {type: 'pan', direction: 'up'}, {type: 'whole'})).toEqual(look());
	});

	test('arrows move by half a screen, but never beyond the extent', () => {
		const left: MapAction = {type: 'pan', direction: 'left'};
		const right: MapAction = {type: 'pan', direction: 'right'};
		const nearer: MapAction = {type: 'zoom', direction: 'in'};
		expect(look(nearer, left)).toEqual(['  ⢸', '  ⢸    ⠰', '  ⢸']);
		expect(look(nearer, left, left)).toEqual(['    ⡇', '    ⡇', '    ⡇']);
		expect(look(nearer, left, left, left)).toEqual(look(nearer, left, left));
		expect(look(nearer, left, right)).toEqual(look(nearer));
	});

	test('another size shows the same location', () => {
		const state = opened(set, {width: 8, height: 3}, {type: 'zoom', direction: 'in'});
		const {view} = updateMap(state, {type: 'resize', size: {width: 40, height: 12}});
		expect(view).toEqual(state.view);
	});

	test('an action that changes nothing returns the same state', () => {
		const state = opened(set, {width: 8, height: 3});
		expect(updateMap(state, {type: 'whole'})).toBe(state);
		expect(updateMap(state, {type: 'resize', size: {width: 8, height: 3}})).toBe(state);
	});

	test('zooming in stops at the precision of the coordinates', () => {
		const actions = Array.from({length: 100}, () => ({type: 'zoom', direction: 'in'}) as const);
		const point = opened(shape({x: 1_234_567.25, y: 7_654_321.5}), {width: 8, height: 3}, ...actions);
		expect(picture(point)).toEqual(['', '   ⠰⠆', '']);
	});
});

describe('words', () => {
	const town = setOf({
		wkid: 102_100,
		geometryType: 'polygon',
		records: [{geometry: {rings: [square(1_100_000, 6_000_000, 1_200_000, 6_050_000)]}}, {geometry: null}],
	});

	const range = (from: string, to: string) => rangeWords(safeText(from), safeText(to));
	const lonLat = lonLatRange(range('9.88', '10.78'), range('47.35', '47.66'));

	test('scale, longitude and latitude, and own coordinates', () => {
		expect(picture(opened(town, {width: 120, height: 12})).slice(-2)).toEqual([
			` ├──────────┤ 20 km · ${lonLat} · ${ownRange(range('1100000', '1200000'), range('6000000', '6050000'))}`,
			` 1 polygon · ESRI:102100 · ${withoutGeometry(1)}`,
		]);
	});

	test('a fact that does not fit is left out as a whole', () => {
		expect(picture(opened(town, {width: 70, height: 12})).at(-2)).toBe(` ├──────────┤ 20 km · ${lonLat}`);
		expect(picture(opened(town, {width: 24, height: 5})).at(-1)).toBe(' ├──┤ 20 km · 1 polygon');
	});

	test('the zoom level', () => {
		const state = opened(
			town,
			{width: 100, height: 12},
			{type: 'zoom', direction: 'in'},
			{type: 'zoom', direction: 'in'},
		);
		expect(picture(state).at(-1)).toContain(' · ×4 · ');
	});

	test('degrees in WGS84, and units that are not known', () => {
		const upToTen = range('0.0', '10.0');
		const one = {rings: [square(0, 0, 10, 10)]};
		const degrees = picture(opened(setOf({wkid: 4326, records: [{geometry: one}]}), {width: 60, height: 12})).at(-2);
		expect(degrees?.split('┤')).toEqual([expect.stringMatching(/^ ├─+$/), ` 5° · ${lonLatRange(upToTen, upToTen)}`]);
		const unknown = picture(opened(shape(one), {width: 80, height: 12})).at(-2);
		expect(unknown?.split('┤')[1]).toBe(` ${unknownUnits(safe`10`)} · ${ownRange(upToTen, upToTen)}`);
	});

	test('in ASCII nothing but ASCII', () => {
		const lines = picture(opened(town, {width: 100, height: 12, isAscii: true}, {type: 'zoom', direction: 'in'}));
		expect(lines.join('')).toMatch(/^[ -~]*$/);
	});

	test.each([
		['too many', setOf({hasExceededLimit: true}), nothingDrawn.noneSent],
		['none', setOf({}), nothingDrawn.noRecords],
		['without geometry', setOf({records: [{}, {}]}), nothingDrawn.withoutGeometry(2)],
		['without places', shape({x: 'NaN', y: 'NaN'}), nothingDrawn.withoutPlaces(1)],
	])('where there is nothing to draw a sentence says why: %s', (_, set, sentence) => {
		const lines = picture(opened(set, {width: 60, height: 6}));
		expect(lines).toHaveLength(6);
		expect(
			lines
				.map(line => line.trim())
				.join(' ')
				.trimEnd(),
		).toBe(sentence);
	});
});

test.each([
	[11, 0],
	[12, 3],
])('at %i cells the sentence has a margin of %i, as all texts in a pane', (width, margin) => {
	const [line = ''] = picture(opened(setOf({}), {width, height: 6}));
	expect(line.length - line.trimStart().length).toBe(margin);
});

test('the pane draws what the lines say', () => {
	const {lastFrame, unmount} = render(<MapPane state={opened(shape({rings: [square(0, 0, 10, 10)]}), onlyMap)} />);
	expect(
		lastFrame()
			?.split('\n')
			.map(line => line.trimEnd()),
	).toEqual(['   ⡏⠉⠉⠉⠉⢹', '   ⡇    ⢸', '   ⣇⣀⣀⣀⣀⣸']);
	unmount();
});

describe('odd sets', () => {
	const far = Number.MAX_VALUE;

	test.each<[what: string, geometries: unknown[], dots: boolean]>([
		['one point', [{x: 5e6, y: 5e6}], true],
		['all points the same', Array.from({length: 100}, () => ({x: -7, y: 3})), true],
		[
			'points a hair apart',
			[
				{x: 1e7, y: 1e7},
				{x: 1e7 + 2e-9, y: 1e7},
			],
			true,
		],
		[
			'a line of one place',
			[
				{
					paths: [
						[
							[1, 1],
							[1, 1],
						],
					],
				},
			],
			true,
		],
		[
			'the ends of the world of numbers',
			[
				{x: far, y: far},
				{x: -far, y: -far},
			],
			false,
		],
		['endless ones', [{x: Number.POSITIVE_INFINITY, y: 0}], false],
		[
			'one outlier',
			[
				{x: 0, y: 0},
				{x: 1e12, y: -1e12},
			],
			true,
		],
		['over the date line', [{rings: [square(179, -10, 181, 10)]}, {rings: [square(-181, -10, -179, 10)]}], true],
		[
			'no width',
			[
				{
					paths: [
						[
							[5, 0],
							[5, 100],
						],
					],
				},
			],
			true,
		],
	])('%s', (_, geometries, hasDots) => {
		for (const wkid of [4326, 3857, 2193, null]) {
			const set = setOf({wkid, records: geometries.map(geometry => ({geometry}))});
			const lines = picture(opened(set, {width: 40, height: 10}));
			expect(/[\u2801-\u28ff]/.test(lines.join(''))).toBe(hasDots);
		}
	});
});

const action: fc.Arbitrary<MapAction> = fc.oneof(
	fc.constantFrom<MapAction>(
		{type: 'zoom', direction: 'in'},
		{type: 'zoom', direction: 'out'},
		{type: 'pan', direction: 'left'},
		{type: 'pan', direction: 'right'},
		{type: 'pan', direction: 'up'},
		{type: 'pan', direction: 'down'},
		{type: 'whole'},
		{type: 'fill'},
	),
	fc.record({
		type: fc.constant('resize' as const),
		size: fc.record({width: fc.integer({min: 0, max: 90}), height: fc.integer({min: 0, max: 20})}),
	}),
);

test('any geometries, keys and size: as many lines as the pane is high, each exactly as wide', () => {
	const coordinates = fc.record({x: fc.double(), y: fc.double()});
	fc.assert(
		fc.property(
			fc.array(fc.oneof(anyGeometry, coordinates, fc.jsonValue()), {maxLength: 6}),
			fc.constantFrom(4326, 3857, 2193, null),
			fc.boolean(),
			fc.array(action, {maxLength: 12}),
			(geometries, wkid, isAscii, actions) => {
				const set = setOf({wkid, records: geometries.map(geometry => ({geometry}))});
				const state = opened(set, {width: 30, height: 9, isAscii}, ...actions);
				const {width, height} = state.size;
				const lines = mapLines(state).map(spans => spans.map(({text}) => text).join(''));
				expect(lines).toHaveLength(width > 0 ? height : 0);
				for (const line of lines) expect(displayWidth(line)).toBe(width);
				if (isAscii) expect(lines.join('')).toMatch(/^[ -~]*$/);
			},
		),
		{numRuns: often(2000)},
	);
});

test('every position of a set is visible on the whole map', () => {
	const place = fc.tuple(fc.double({min: -1e9, max: 1e9, noNaN: true}), fc.double({min: -1e9, max: 1e9, noNaN: true}));
	fc.assert(
		fc.property(
			fc.array(place, {minLength: 1, maxLength: 5}),
			fc.integer({min: 1, max: 60}),
			fc.integer({min: 1, max: 20}),
			(places, width, height) => {
				const set = shape(...places.map(([x, y]) => ({x, y})));
				for (const isAscii of [false, true]) {
					const state = opened(set, {width, height, isAscii});
					const frame = frameNow(state) as Frame;
					for (const [x, y] of places) {
						const {dots} = drawnShapes(shapesOf(shape({x, y})), frame, dotSize(state), isAscii);
						expect(dots).toContain(1);
					}
				}
			},
		),
		{
			numRuns: often(300),
			// So near to each other and to 0 that a difference has no digits left.
			examples: [1, 2, 3, 5, 7].map(width => [
				[
					[0, 0],
					[5e-324, -1e-323],
				],
				width,
				width,
			]),
		},
	);
});

test.each([
	['points', manyPoints(100_000)],
	['polygons', manySquares(100_000)],
])('100,000 %s', (what, set) => {
	const timed = <T,>(work: () => T): [T, number] => {
		const started = performance.now();
		const result = work();
		return [result, performance.now() - started];
	};
	const [first, opening] = timed(() => opened(set, {width: 200, height: 50}));
	const [, painting] = timed(() => mapLines(first));
	const moves: MapAction[] = [
		{type: 'zoom', direction: 'in'},
		{type: 'pan', direction: 'left'},
		{type: 'zoom', direction: 'in'},
		{type: 'zoom', direction: 'in'},
		{type: 'pan', direction: 'up'},
		{type: 'whole'},
		{type: 'fill'},
		{type: 'zoom', direction: 'in'},
		{type: 'zoom', direction: 'in'},
		{type: 'zoom', direction: 'in'},
	];
	let state = first;
	const frames = moves.map(move => {
		state = updateMap(state, move);
		return timed(() => mapLines(state))[1];
	});
	const slowest = Math.max(...frames);
	console.log(
		`map of 100,000 ${what}: opened in ${opening.toFixed(0)} ms, first frame ${painting.toFixed(0)} ms, slowest of ${moves.length} moves ${slowest.toFixed(0)} ms`,
	);
	expect(frames).toHaveLength(moves.length);
});

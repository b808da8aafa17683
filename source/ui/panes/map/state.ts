import {knownReference} from '../../../gp/export/lon-lat.ts';
import type {RecordSet} from '../../../gp/record-set.ts';
import {type DotSize, dotsPerCell} from './dot-grid.ts';
import {type Shapes, shapesOf} from './shapes.ts';
import {type Direction, type Frame, frameOf, type MapView, panned, wholeView, zoomed} from './view.ts';

type Size = {readonly width: number; readonly height: number};

/** A record set shown as a map, and which part of it is visible. */
export type MapState = {
	readonly set: RecordSet;
	readonly shapes: Shapes;
	/** The size of the whole pane in cells and lines, including the caption. */
	readonly size: Size;
	readonly isAscii: boolean;
	/** The visible part; `null` for the whole extent. */
	readonly view: MapView | null;
	/** Whether polygons are filled with sparse dots, so that their inside can be told from their outside. */
	readonly isFilled: boolean;
};

/** The actions that change the map. */
export type MapAction =
	/** The pane has a new size in cells and lines. */
	| {readonly type: 'resize'; readonly size: Size}
	/** The key + or − was pressed, which zooms in or out. */
	| {readonly type: 'zoom'; readonly direction: 'in' | 'out'}
	/** An arrow key was pressed, which moves the view by half a screen. */
	| {readonly type: 'pan'; readonly direction: Direction}
	/** The key 0 was pressed, which shows the whole extent. */
	| {readonly type: 'whole'}
	/** Switches the filling of polygons on or off. */
	| {readonly type: 'fill'};

type MapLook = {readonly size: Size; readonly isAscii: boolean};

/** Opens a record set as a map. Only this step reads all geometries, which takes some 50 ms for 100,000 of them. */
export function openedMap(set: RecordSet, {size, isAscii}: MapLook): MapState {
	return {set, shapes: shapesOf(set), size, isAscii, view: null, isFilled: false};
}

/** Applies an action to the map and returns its new state. */
export function updateMap(state: MapState, action: MapAction): MapState {
	switch (action.type) {
		case 'resize': {
			const {width, height} = action.size;
			return width === state.size.width && height === state.size.height ? state : {...state, size: action.size};
		}
		case 'zoom':
			return moved(state, (view, ...sight) => zoomed(view, action.direction, ...sight));
		case 'pan':
			return moved(state, (view, ...sight) => panned(view, action.direction, ...sight));
		case 'whole':
			return state.view === null ? state : {...state, view: null};
		case 'fill':
			return {...state, isFilled: !state.isFilled};
	}
}

type Sight = [extent: NonNullable<Shapes['extent']>, size: DotSize, onePlace: number];

function moved(state: MapState, move: (view: MapView, ...sight: Sight) => MapView): MapState {
	const extent = drawnExtent(state.shapes);
	if (extent === null) return state;
	const view = state.view ?? wholeView(extent);
	const next = move(view, extent, dotSize(state), onePlace(state));
	return next.x === view.x && next.y === view.y && next.level === view.level ? state : {...state, view: next};
}

/** Returns the visible part of the map; `undefined` if nothing can be drawn. */
export function frameNow(state: MapState): Frame | undefined {
	const extent = drawnExtent(state.shapes);
	if (extent === null) return undefined;
	return frameOf(state.view ?? wholeView(extent), extent, dotSize(state), onePlace(state));
}

/** The part of the width and height of a set of points that stays free at each side. */
const margin = 0.03;

/**
 * Returns the extent that the map shows at first: that of the shapes, with a margin if there are points, so that no point
 * touches the frame.
 */
function drawnExtent({extent, points}: Shapes): Shapes['extent'] {
	if (extent === null || points.xy.length === 0) return extent;
	const {xmin, ymin, xmax, ymax} = extent;
	const [x, y] = [(xmax - xmin) * margin, (ymax - ymin) * margin];
	return {xmin: xmin - x, ymin: ymin - y, xmax: xmax + x, ymax: ymax + y};
}

/** Returns how many lines the caption occupies; 0 if the pane is too low for it. */
export function captionHeight({size: {height}}: MapState): number {
	return height >= 8 ? 2 : height >= 4 ? 1 : 0;
}

/** Returns the size of the map in dots, without the caption. */
export function dotSize(state: MapState): DotSize {
	const cell = dotsPerCell(state.isAscii);
	const height = state.size.height - captionHeight(state);
	return {width: Math.max(0, state.size.width) * cell.width, height: Math.max(0, height) * cell.height};
}

/**
 * Returns the width to show around a set that consists of a single position, in the set's units: about a hundred metres
 * if the unit is known.
 */
function onePlace({set: {wkid}}: MapState): number {
	return knownReference(wkid) === 'wgs84' ? 0.001 : 100;
}

import {knownReference} from '../../../gp/export/lon-lat.ts';
import type {RecordSet} from '../../../gp/record-set.ts';
import {type DotSize, dotsPerCell} from './dot-grid.ts';
import {type Shapes, shapesOf} from './shapes.ts';
import {type Direction, type Frame, frameOf, type MapView, panned, wholeView, zoomed} from './view.ts';

type Size = {readonly width: number; readonly height: number};

/** A map of the records of one set. */
export type MapState = {
	readonly set: RecordSet;
	readonly shapes: Shapes;
	/** Cells and lines of the whole pane, the words below the map among them. */
	readonly size: Size;
	readonly isAscii: boolean;
	/** `null` shows the whole extent. */
	readonly view: MapView | null;
	/** The index of the record that stands out. */
	readonly selected: number | null;
	/** Polygons are filled with sparse dots, so that their inside can be recognised. */
	readonly isFilled: boolean;
};

export type MapAction =
	/** The cells and lines of the whole pane. */
	| {readonly type: 'resize'; readonly size: Size}
	/** + and − */
	| {readonly type: 'zoom'; readonly direction: 'in' | 'out'}
	/** Arrows: half a screen. */
	| {readonly type: 'pan'; readonly direction: Direction}
	/** 0: the whole extent. */
	| {readonly type: 'whole'}
	/** Switches the filling of polygons on or off. */
	| {readonly type: 'fill'}
	/** Makes a record stand out, or none. */
	| {readonly type: 'select'; readonly record: number | null};

type MapLook = {readonly size: Size; readonly isAscii: boolean};

/** Opens a set as a map. This is the one step that reads all geometries: some 50 ms for 100,000 of them. */
export function openedMap(set: RecordSet, {size, isAscii}: MapLook): MapState {
	return {set, shapes: shapesOf(set), size, isAscii, view: null, selected: null, isFilled: false};
}

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
		case 'select':
			return action.record === state.selected ? state : {...state, selected: action.record};
	}
}

type Sight = [extent: NonNullable<Shapes['extent']>, size: DotSize, onePlace: number];

function moved(state: MapState, move: (view: MapView, ...sight: Sight) => MapView): MapState {
	const {extent} = state.shapes;
	if (extent === null) return state;
	const view = state.view ?? wholeView(extent);
	const next = move(view, extent, dotSize(state), onePlace(state));
	return next.x === view.x && next.y === view.y && next.level === view.level ? state : {...state, view: next};
}

/** The visible part of the map; `undefined` where nothing can be drawn. */
export function frameNow(state: MapState): Frame | undefined {
	const {extent} = state.shapes;
	if (extent === null) return undefined;
	return frameOf(state.view ?? wholeView(extent), extent, dotSize(state), onePlace(state));
}

/** Lines of words below the map; none where the map needs the room. */
export function captionHeight({size: {height}}: MapState): number {
	return height >= 8 ? 2 : height >= 4 ? 1 : 0;
}

/** The dots of the map, without the words below it. */
export function dotSize(state: MapState): DotSize {
	const cell = dotsPerCell(state.isAscii);
	const height = state.size.height - captionHeight(state);
	return {width: Math.max(0, state.size.width) * cell.width, height: Math.max(0, height) * cell.height};
}

/** What is shown around one place alone: a hundred metres, as far as the units are known. */
function onePlace({set: {wkid}}: MapState): number {
	return knownReference(wkid) === 'wgs84' ? 0.001 : 100;
}

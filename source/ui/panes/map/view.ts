import type {DotSize} from './dot-grid.ts';
import type {Extent} from './extent.ts';

/** The centre of the visible part and its zoom level. Both stay the same when the pane is resized. */
export type MapView = {
	readonly x: number;
	readonly y: number;
	/** The zoom level. Level 0 shows the whole extent; each further level halves the visible width. */
	readonly level: number;
};

/**
 * The part that is visible in a pane of a certain size: the coordinates of its upper left corner, and the number of
 * units per dot.
 */
export type Frame = {readonly left: number; readonly top: number; readonly unit: number};

/** A direction in which the map can be moved. */
export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The centre is shifted by this many dots. The exact centre lies between two dots, and rounding errors would decide on
 * which of them a shape is drawn.
 */
const aside = 1e-6;

const furthestOut = -4;
const nearest = 40;

/** Returns the view that shows the whole extent. */
export function wholeView({xmin, ymin, xmax, ymax}: Extent): MapView {
	return {x: (xmin + xmax) / 2, y: (ymin + ymax) / 2, level: 0};
}

/**
 * Returns the frame that shows a view in an image of a certain size.
 *
 * @param onePlace the width to show, in units, if the extent is a single position
 */
export function frameOf(view: MapView, extent: Extent, size: DotSize, onePlace: number): Frame {
	const unit = wholeUnit(extent, size, onePlace) / 2 ** view.level;
	return {left: view.x - (size.width / 2 + aside) * unit, top: view.y + (size.height / 2 + aside) * unit, unit};
}

/**
 * Returns the units per dot at which the whole extent fits, with half a dot free at each side. They are the same in
 * both directions, because dots are square.
 */
function wholeUnit(extent: Extent, {width, height}: DotSize, onePlace: number): number {
	const {xmin, ymin, xmax, ymax} = extent;
	const unit = Math.max((xmax - xmin) / Math.max(width - 1, 0.5), (ymax - ymin) / Math.max(height - 1, 0.5));
	return Math.max(unit > 0 ? unit : onePlace / Math.max(width, 1), smallestUnit(extent));
}

/**
 * The smallest number of units per dot. Smaller numbers lose precision as doubles, so closer positions could not be
 * told apart.
 */
const leastUnit = 1e-290;

/**
 * Returns the smallest useful number of units per dot. At a closer zoom, only the steps between adjacent doubles would
 * be visible.
 */
function smallestUnit(extent: Extent): number {
	return Math.max(leastUnit, ...Object.values(extent).map(side => Math.abs(side) * 2 ** -44));
}

/** Returns the extent that a frame shows. */
export function seenExtent({left, top, unit}: Frame, {width, height}: DotSize): Extent {
	return {xmin: left, ymin: top - height * unit, xmax: left + width * unit, ymax: top};
}

/** Returns the view zoomed in or out by one level around the same centre. */
export function zoomed(
	view: MapView,
	direction: 'in' | 'out',
	extent: Extent,
	size: DotSize,
	onePlace: number,
): MapView {
	const deepest = Math.floor(Math.log2(wholeUnit(extent, size, onePlace) / smallestUnit(extent)));
	const level = view.level + (direction === 'in' ? 1 : -1);
	return {...view, level: Math.max(furthestOut, Math.min(level, nearest, Math.max(0, deepest)))};
}

/** Returns the view moved by half a screen. Its centre stays inside the extent, so that the data remains visible. */
export function panned(view: MapView, direction: Direction, extent: Extent, size: DotSize, onePlace: number): MapView {
	const {unit} = frameOf(view, extent, size, onePlace);
	const sideways = direction === 'left' ? -1 : direction === 'right' ? 1 : 0;
	const upwards = direction === 'down' ? -1 : direction === 'up' ? 1 : 0;
	return within(
		{...view, x: view.x + (sideways * size.width * unit) / 2, y: view.y + (upwards * size.height * unit) / 2},
		extent,
	);
}

function within(view: MapView, {xmin, ymin, xmax, ymax}: Extent): MapView {
	return {...view, x: Math.max(xmin, Math.min(xmax, view.x)), y: Math.max(ymin, Math.min(ymax, view.y))};
}

import type {DotSize} from './dot-grid.ts';
import type {Extent} from './extent.ts';

/** The visible part, as its centre and a zoom level, which stay the same when the pane is resized. */
export type MapView = {
	readonly x: number;
	readonly y: number;
	/** 0 shows the whole extent; each further level halves the visible width. */
	readonly level: number;
};

/** The visible part for a given size: the coordinates of the upper left corner, and how many units a dot covers. */
export type Frame = {readonly left: number; readonly top: number; readonly unit: number};

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * Dots by which the centre is shifted, since it lies exactly between two dots and rounding would decide for one of
 * them.
 */
const aside = 1e-6;

const furthestOut = -4;
const nearest = 40;

export function wholeView({xmin, ymin, xmax, ymax}: Extent): MapView {
	return {x: (xmin + xmax) / 2, y: (ymin + ymax) / 2, level: 0};
}

/**
 * The frame of a view at a size.
 *
 * @param onePlace the width to show, in units, if the extent is a single position
 */
export function frameOf(view: MapView, extent: Extent, size: DotSize, onePlace: number): Frame {
	const unit = wholeUnit(extent, size, onePlace) / 2 ** view.level;
	return {left: view.x - (size.width / 2 + aside) * unit, top: view.y + (size.height / 2 + aside) * unit, unit};
}

/**
 * Units per dot at which the whole extent fits, with half a dot free at each side. The same across and down, because
 * dots are square.
 */
function wholeUnit(extent: Extent, {width, height}: DotSize, onePlace: number): number {
	const {xmin, ymin, xmax, ymax} = extent;
	const unit = Math.max((xmax - xmin) / Math.max(width - 1, 0.5), (ymax - ymin) / Math.max(height - 1, 0.5));
	return Math.max(unit > 0 ? unit : onePlace / Math.max(width, 1), smallestUnit(extent));
}

/** Below this size a double loses precision, so positions that are closer than this cannot be told apart. */
const leastUnit = 1e-290;

/** The smallest useful number of units per dot: a closer zoom would only show the steps between adjacent doubles. */
function smallestUnit(extent: Extent): number {
	return Math.max(leastUnit, ...Object.values(extent).map(side => Math.abs(side) * 2 ** -44));
}

export function seenExtent({left, top, unit}: Frame, {width, height}: DotSize): Extent {
	return {xmin: left, ymin: top - height * unit, xmax: left + width * unit, ymax: top};
}

/** The view after zooming in or out by one level, with the same centre. */
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

/** The view after moving by half a screen. The centre stays inside the extent, so that the data cannot get lost. */
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

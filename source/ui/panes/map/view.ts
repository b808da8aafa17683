import type {DotSize} from './dot-grid.ts';
import type {Extent} from './extent.ts';

/** The visible part: a place in the middle and a zoom level. It survives changes of the window's size. */
export type MapView = {
	readonly x: number;
	readonly y: number;
	/** 0 shows the whole extent; each level more shows half as much. */
	readonly level: number;
};

/** What is seen at a size: the coordinates of the upper left corner, and how many of their units a dot is. */
export type Frame = {readonly left: number; readonly top: number; readonly unit: number};

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Dots by which the middle is shifted: it lies between two dots, and rounding must not decide which one it is. */
const aside = 1e-6;

const furthestOut = -4;
const nearest = 40;

export function wholeView({xmin, ymin, xmax, ymax}: Extent): MapView {
	return {x: (xmin + xmax) / 2, y: (ymin + ymax) / 2, level: 0};
}

/**
 * @param onePlace how wide the picture of an extent that is a single place should be, in its units
 */
export function frameOf(view: MapView, extent: Extent, size: DotSize, onePlace: number): Frame {
	const unit = wholeUnit(extent, size, onePlace) / 2 ** view.level;
	return {left: view.x - (size.width / 2 + aside) * unit, top: view.y + (size.height / 2 + aside) * unit, unit};
}

/** Units a dot at which the whole extent fits; the same across and down, as dots are square. Half a dot stays free at each side. */
function wholeUnit(extent: Extent, {width, height}: DotSize, onePlace: number): number {
	const {xmin, ymin, xmax, ymax} = extent;
	const unit = Math.max((xmax - xmin) / Math.max(width - 1, 0.5), (ymax - ymin) / Math.max(height - 1, 0.5));
	return Math.max(unit > 0 ? unit : onePlace / Math.max(width, 1), smallestUnit(extent));
}

/** Below this doubles lose their digits: what is nearer together is one place. */
const leastUnit = 1e-290;

/** The smallest useful unit: closer in, only the steps between two doubles of this size would show. */
function smallestUnit(extent: Extent): number {
	return Math.max(leastUnit, ...Object.values(extent).map(side => Math.abs(side) * 2 ** -44));
}

export function seenExtent({left, top, unit}: Frame, {width, height}: DotSize): Extent {
	return {xmin: left, ymin: top - height * unit, xmax: left + width * unit, ymax: top};
}

/** A level nearer or further out; the middle stays where it is. */
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

/** Half a screen further; the middle stays in the extent, so that nobody gets lost. */
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

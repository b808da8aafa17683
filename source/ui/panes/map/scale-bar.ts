import {type KnownReference, lonLatFrom} from '../../../gp/export/lon-lat.ts';
import {count} from '../../../text/number-words.ts';
import {repeated} from '../../../text/safe-parts.ts';
import {type SafeText, safe, safeText} from '../../../text/safe-text.ts';

/** What a scale bar depends on. */
export type ScaleLook = {
	/** The width of a cell in units of the record set's coordinates. */
	readonly unitsPerCell: number;
	/** The latitude of the map's centre, if known. The scale of Web Mercator depends on it. */
	readonly latitude: number | undefined;
	readonly reference: KnownReference | undefined;
	/** The largest length of the bar in cells. */
	readonly mostCells: number;
	readonly isAscii: boolean;
};

/** The latitude in degrees beyond which Web Mercator is so distorted that a scale would be useless. */
const northmost = 89;

/**
 * Draws a bar with its length: `├──────┤ 5 km`. The length is 1, 2 or 5 times a power of ten. In Web Mercator it
 * applies to the centre of the map. In WGS84 it is in degrees, which are shorter from west to east than from south to
 * north. For other references gpjobs does not know the unit, and the bar says so.
 *
 * @returns `undefined` if no bar can be drawn
 */
export function scaleBar({unitsPerCell, latitude, reference, mostCells, isAscii}: ScaleLook): SafeText | undefined {
	if (mostCells < 5 || (reference === 'web-mercator' && Math.abs(latitude ?? 90) > northmost)) return undefined;
	const factor = reference === 'web-mercator' ? Math.cos(((latitude ?? 0) * Math.PI) / 180) : 1;
	const perCell = unitsPerCell * factor;
	const length = niceLength(perCell * mostCells);
	if (!Number.isFinite(length) || length <= 0) return undefined;
	const line = Math.max(0, Math.round(length / perCell) - 2);
	const bar = isAscii ? safe`|${repeated(safe`-`, line)}|` : safe`├${repeated(safe`─`, line)}┤`;
	return safe`${bar} ${lengthInWords(length, reference, isAscii)}`;
}

/** Returns the latitude of a position; `undefined` if gpjobs does not know its spatial reference. */
export function latitudeOf(wkid: number | null, x: number, y: number): number | undefined {
	return lonLatFrom(wkid)?.(x, y)[1];
}

function niceLength(most: number): number {
	const power = 10 ** Math.floor(Math.log10(most));
	// The tolerance is needed because 5e-7 / 1e-7 is slightly less than 5.
	const factor = [5, 2, 1].find(nice => nice * power <= most * (1 + 1e-9)) ?? 1;
	return factor * power;
}

function lengthInWords(length: number, reference: KnownReference | undefined, isAscii: boolean): SafeText {
	switch (reference) {
		case 'wgs84':
			return safe`${short(length)}${isAscii ? safe` deg` : safe`°`}`;
		case 'web-mercator':
			return length >= 1000
				? safe`${short(length / 1000)} km`
				: length >= 1
					? safe`${short(length)} m`
					: safe`${short(length * 100)} cm`;
		case undefined:
			return unknownUnits(short(length));
	}
}

/** Formats the length of a bar whose unit gpjobs does not know. */
export function unknownUnits(length: SafeText): SafeText {
	return safe`${length} units (unknown)`;
}

/**
 * Formats a number without the rounding errors of binary fractions, so that 0.1 is not written with seventeen digits.
 */
function short(value: number): SafeText {
	return value >= 1 && value < 1e9 ? count(Math.round(value)) : safeText(String(Number(value.toPrecision(3))));
}

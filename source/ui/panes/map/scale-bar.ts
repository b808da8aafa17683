import {type KnownReference, lonLatFrom} from '../../../gp/export/lon-lat.ts';
import {count} from '../../../text/number-words.ts';
import {repeated} from '../../../text/safe-parts.ts';
import {type SafeText, safe, safeText} from '../../../text/safe-text.ts';

export type ScaleLook = {
	/** How many units of the set's coordinates a cell is. */
	readonly unitsPerCell: number;
	/** The latitude in the middle of the picture, where it is known: a metre of Web Mercator shrinks with it. */
	readonly latitude: number | undefined;
	readonly reference: KnownReference | undefined;
	/** Cells that the bar may take. */
	readonly mostCells: number;
	readonly isAscii: boolean;
};

/** Beyond it Web Mercator has no scale worth the name. */
const northmost = 89;

/**
 * A bar with its length in words: `├──────┤ 5 km`. Its length is 1, 2 or 5 and noughts.
 *
 * In Web Mercator it holds for the middle of the picture. In WGS84 it is in degrees, which are shorter from west to
 * east than from south to north. What the units of other references are, gpjobs does not know and says so.
 *
 * @returns `undefined` where none can be drawn
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

/** The latitude of a place, where its reference is one that gpjobs knows. */
export function latitudeOf(wkid: number | null, x: number, y: number): number | undefined {
	return lonLatFrom(wkid)?.(x, y)[1];
}

function niceLength(most: number): number {
	const power = 10 ** Math.floor(Math.log10(most));
	// 5e-7 / 1e-7 is a little less than 5.
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

/** A length in a reference that gpjobs does not know. */
export function unknownUnits(length: SafeText): SafeText {
	return safe`${length} units (unknown)`;
}

/** Without the noise of binary fractions: 0.1 and 0.2 stay short. */
function short(value: number): SafeText {
	return value >= 1 && value < 1e9 ? count(Math.round(value)) : safeText(String(Number(value.toPrecision(3))));
}

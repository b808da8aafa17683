import Papa from 'papaparse';
import {counted} from '../../text/number-words.ts';
import {type SafeText, safe, safeText, sentText} from '../../text/safe-text.ts';
import {referenceCode, wktName} from '../spatial-reference.ts';
import {attributeCell, type ExportCell, withoutControls} from './attribute.ts';
import {attributeOf, type ExportColumn, exportColumns} from './columns.ts';
import {type Exported, type ExportedSet, inChunks, type Refused} from './exported.ts';
import {readGeometry} from './wire-geometry.ts';

type Tally = {leftOut: number; unusable: number};

const batch = 500;

/**
 * Makes the CSV file of a record set (RFC 4180): with CRLF, a header of field names, and dates in ISO 8601. Points
 * become the columns x, y (and z, m) after the fields, in the set's own spatial reference. All other geometries are left
 * out, and a note says so. In CSV, null and an empty text look the same. Text that a spreadsheet would read as a
 * formula gets a `'` before it, unless it is a number. Strings are written as they were sent, without control
 * characters ({@link withoutControls}) and with secrets masked.
 */
export function csvFile(set: ExportedSet): Exported | Refused {
	const columns = exportColumns(set);
	const axes = axesOf(set, columns);
	if (columns.length === 0 && axes.length === 0 && set.records.length > 0) return {ok: false, sentence: noColumns};
	let tally: Tally = {leftOut: 0, unusable: 0};
	return {
		ok: true,
		chunks: {
			[Symbol.iterator]() {
				tally = {leftOut: 0, unusable: 0};
				return inChunks(pieces(set, columns, axes, tally));
			},
		},
		notes: () => notesOf(tally, axes, set),
	};
}

function* pieces(
	set: ExportedSet,
	columns: readonly ExportColumn[],
	axes: readonly Axis[],
	tally: Tally,
): Generator<string, void, undefined> {
	const header = [...columns.map(({name}) => withoutControls(sentText(name))), ...axes.map(({name}) => name)];
	if (header.length === 0) return;
	yield lines([header]);
	for (let from = 0; from < set.records.length; from += batch) {
		yield lines(
			set.records.slice(from, from + batch).map(({attributes, geometry}) => {
				const cells = columns.map(({key, type}) => csvCell(attributeCell(attributeOf(attributes, key), type)));
				const point = pointOf(geometry, set, tally);
				const row = [...cells, ...axes.map(({of}) => point?.[of] ?? null)];
				return row.length === 1 && row[0] === null ? [''] : row;
			}),
		);
	}
}

function csvCell(cell: ExportCell): ExportCell {
	return typeof cell === 'string' ? withoutControls(cell) : cell;
}

/**
 * Matches text that spreadsheets read as a formula (OWASP, "CSV injection"), also after blanks. A text that is a number
 * as a whole does not match: `-5` in a text column remains `-5`. A date before the year 0 or after 9999 begins with a
 * sign and does not match either.
 */
const formula =
	/^(?!\s*[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?\s*$)(?![+-]\d{6}-\d\d-\d\dT[\d:.]+Z$)(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/i;

function lines(rows: ReadonlyArray<readonly ExportCell[]>): string {
	const csv = Papa.unparse(rows as ExportCell[][], {
		newline: '\r\n',
		escapeFormulae: formula,
		// Without quotes, a record with a single empty cell would be an empty line, which readers skip.
		quotes: (cell: unknown) => cell === '',
	});
	return `${csv}\r\n`;
}

/** The coordinates of a point, by the columns that hold them. */
type Point = {readonly x: number; readonly y: number; readonly z: number | undefined; readonly m: number | undefined};

/** A column for one coordinate of the points. Its name differs from all field names. */
type Axis = {readonly name: string; readonly of: keyof Point};

/** Returns the columns for points: none if there are no points, and z and m only if a point has them. */
function axesOf(set: ExportedSet, columns: readonly ExportColumn[]): readonly Axis[] {
	const found = new Set<keyof Point>();
	for (const {geometry} of set.records) {
		const point = pointOf(geometry, set);
		if (!point) continue;
		found.add('x').add('y');
		if (point.z !== undefined) found.add('z');
		if (point.m !== undefined) found.add('m');
	}
	const taken = new Set(columns.map(({key}) => key.toLowerCase()));
	const all: ReadonlyArray<keyof Point> = ['x', 'y', 'z', 'm'];
	return all.filter(of => found.has(of)).map(of => ({name: freeName(of, taken), of}));
}

function freeName(name: string, taken: ReadonlySet<string>): string {
	if (!taken.has(name)) return name;
	let free = `geometry_${name}`;
	for (let number = 2; taken.has(free); number++) free = `geometry_${name}_${number}`;
	return free;
}

function pointOf(geometry: unknown, set: ExportedSet, tally?: Tally): Point | undefined {
	const reading = readGeometry(geometry, set);
	if (reading.kind === 'unusable' && tally) tally.unusable++;
	if (reading.kind !== 'geometry') return undefined;
	if (reading.geometry.kind === 'point') {
		const {
			position: [x = 0, y = 0, z],
			m,
		} = reading.geometry;
		return {x, y, z, m};
	}
	if (tally) tally.leftOut++;
	return undefined;
}

function notesOf({leftOut, unusable}: Tally, axes: readonly Axis[], {wkid, wkt}: ExportedSet): readonly SafeText[] {
	const notes: SafeText[] = [];
	if (axes.length > 0) notes.push(axesAreIn(wkid, wkt));
	if (leftOut > 0) notes.push(noPoints(leftOut));
	if (unusable > 0) notes.push(unreadableLeftOut(unusable));
	return notes;
}

/** The note about the spatial reference of the columns x and y. */
export function axesAreIn(wkid: number | null, wkt: string | null = null): SafeText {
	if (wkid !== null) return safe`x and y are in ${safeText(referenceCode(wkid))}.`;
	return wkt === null ? safe`x and y are as sent.` : safe`x and y are in ${safeText(wktName(wkt))}.`;
}

/** The error for a set that has neither fields nor points, of which a CSV file would be empty. */
export const noColumns: SafeText = safe`This set has no fields, and its geometries are no points, so a CSV file would be empty. Save it as GeoJSON or JSON.`;

/** The note about geometries that are not points. */
export function noPoints(count: number): SafeText {
	return safe`${counted(count, 'geometry', 'geometries')} left out: a CSV file holds points only.`;
}

/** The note about geometries that could not be read. */
export function unreadableLeftOut(count: number): SafeText {
	return safe`${counted(count, 'geometry', 'geometries')} could not be read and left out.`;
}

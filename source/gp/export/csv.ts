import Papa from 'papaparse';
import {counted} from '../../text/number-words.ts';
import {type SafeText, safe, sentText} from '../../text/safe-text.ts';
import {attributeCell, type ExportCell, withoutControls} from './attribute.ts';
import {attributeOf, type ExportColumn, exportColumns} from './columns.ts';
import {type Exported, type ExportedSet, inChunks} from './exported.ts';
import {type Position, readGeometry} from './wire-geometry.ts';

type Tally = {leftOut: number; unusable: number};

const batch = 500;

/**
 * Makes the CSV file of a record set (RFC 4180): with CRLF, a header of field names, and dates in ISO 8601. Points
 * become the columns x, y (and z) after the fields, in the set's own spatial reference. All other geometries are left
 * out, and a note says so. In CSV, null and an empty text look the same. Text that a spreadsheet would read as a
 * formula gets a `'` before it, unless it is a number. Strings are written as they were sent, without control
 * characters ({@link withoutControls}) and with secrets masked.
 */
export function csvFile(set: ExportedSet): Exported {
	const columns = exportColumns(set);
	const axes = axesOf(set, columns);
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
	axes: readonly string[],
	tally: Tally,
): Generator<string, void, undefined> {
	const header = [...columns.map(({name}) => withoutControls(sentText(name))), ...axes];
	if (header.length === 0) return;
	yield lines([header]);
	for (let from = 0; from < set.records.length; from += batch) {
		yield lines(
			set.records.slice(from, from + batch).map(({attributes, geometry}) => {
				const cells = columns.map(({key, type}) => csvCell(attributeCell(attributeOf(attributes, key), type)));
				const position = positionOf(geometry, set, tally);
				const row = [...cells, ...axes.map((_, axis) => position?.[axis] ?? null)];
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
 * as a whole does not match: `-5` in a text column remains `-5`.
 */
const formula = /^(?!\s*[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?\s*$)(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/i;

function lines(rows: ReadonlyArray<readonly ExportCell[]>): string {
	const csv = Papa.unparse(rows as ExportCell[][], {
		newline: '\r\n',
		escapeFormulae: formula,
		// Without quotes, a record with a single empty cell would be an empty line, which readers skip.
		quotes: (cell: unknown) => cell === '',
	});
	return `${csv}\r\n`;
}

/** The names of the columns for points, chosen so that they differ from all field names. */
function axesOf(set: ExportedSet, columns: readonly ExportColumn[]): readonly string[] {
	let ordinates = 0;
	for (const {geometry} of set.records) {
		const reading = readGeometry(geometry, set);
		if (reading.kind !== 'geometry' || reading.geometry.kind !== 'point') continue;
		ordinates = Math.max(ordinates, reading.geometry.position.length);
	}

	const taken = new Set(columns.map(({key}) => key.toLowerCase()));
	return ['x', 'y', 'z'].slice(0, ordinates).map(axis => freeName(axis, taken));
}

function freeName(name: string, taken: ReadonlySet<string>): string {
	if (!taken.has(name)) return name;
	let free = `geometry_${name}`;
	for (let number = 2; taken.has(free); number++) free = `geometry_${name}_${number}`;
	return free;
}

function positionOf(geometry: unknown, set: ExportedSet, tally: Tally): Position | undefined {
	const reading = readGeometry(geometry, set);
	if (reading.kind === 'unusable') tally.unusable++;
	if (reading.kind !== 'geometry') return undefined;
	if (reading.geometry.kind === 'point') return reading.geometry.position;
	tally.leftOut++;
	return undefined;
}

function notesOf({leftOut, unusable}: Tally, axes: readonly string[], {wkid}: ExportedSet): readonly SafeText[] {
	const notes: SafeText[] = [];
	if (axes.length > 0) notes.push(axesAreIn(wkid));
	if (leftOut > 0) notes.push(noPoints(leftOut));
	if (unusable > 0) notes.push(unreadableLeftOut(unusable));
	return notes;
}

/** The note about the spatial reference of the columns x and y. */
export function axesAreIn(wkid: number | null): SafeText {
	return wkid === null ? safe`x and y are as sent.` : safe`x and y are in EPSG:${wkid}.`;
}

/** The note about geometries that are not points. */
export function noPoints(count: number): SafeText {
	return safe`${counted(count, 'geometry', 'geometries')} left out: a CSV file holds points only.`;
}

/** The note about geometries that could not be read. */
export function unreadableLeftOut(count: number): SafeText {
	return safe`${counted(count, 'geometry', 'geometries')} could not be read and left out.`;
}

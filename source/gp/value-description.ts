import * as z from 'zod/mini';
import {dateOf, isoTime} from '../text/date.ts';
import {counted} from '../text/number-words.ts';
import {ExactNumber, NoNumber} from './exact-json.ts';
import {isJsonObject} from './json.ts';
import type {NamedSet, RecordSet} from './record-set.ts';
import {describeReference, readReference} from './spatial-reference.ts';

/** A number, or an {@link ExactNumber} with the digits that were sent. */
const number = z.union([z.number(), z.instanceof(ExactNumber)]);

/** A value with its own data type ("GP data types", GPComposite). */
export const composite = z.strictObject({dataType: z.string(), value: z.unknown()});

/** A bound of an extent that may be missing, or be no number. */
const ordinate = z.catch(z.optional(number), undefined);

const measure = z.union([
	z.pipe(
		z.object({distance: number, units: z.string()}),
		z.transform(({distance, units}) => ({amount: distance, units})),
	),
	z.pipe(
		z.object({area: number, units: z.string()}),
		z.transform(({area, units}) => ({amount: area, units})),
	),
	z.pipe(
		z.object({time: number, units: z.string()}),
		z.transform(({time, units}) => ({amount: time, units})),
	),
]);

/**
 * The value of a GPExtent. Servers write the name of its spatial reference in snake case ("GP data types", GPExtent).
 */
const extent = z.object({
	xmin: number,
	ymin: number,
	xmax: number,
	ymax: number,
	zmin: ordinate,
	zmax: ordinate,
	mmin: ordinate,
	mmax: ordinate,
	spatial_reference: z.optional(z.unknown()),
	spatialReference: z.optional(z.unknown()),
});

const field = z.object({
	name: z.string(),
	type: z.string().check(z.regex(/^(esriFieldType)?\w+$/)),
	alias: z.catch(z.optional(z.string()), undefined),
	length: z.catch(z.optional(z.number()), undefined),
	nullable: z.catch(z.optional(z.boolean()), undefined),
});

/**
 * Describes objects that fit into a few words: measures, extents, spatial references, fields, and the empty object.
 *
 * @param dataType as sent; needed because not every object with `name` and `type` is a field
 * @returns `undefined` for any other value
 */
export function describeObject(dataType: string | undefined, json: unknown): string | undefined {
	const measured = measure.safeParse(json);
	if (measured.success) return `${measured.data.amount} ${unitWord(measured.data.units)}`;
	const area = extent.safeParse(json);
	if (area.success) return extentInWords(area.data);
	if (dataType === 'GPSpatialReference' || dataType === 'GPCoordinateSystem') {
		const known = readReference(json);
		if (known) return describeReference(known);
	}
	const described = dataType === 'Field' || dataType === 'GPField' ? field.safeParse(json) : undefined;
	if (described?.success) return fieldInWords(described.data);
	return isJsonObject(json) && Object.keys(json).length === 0 ? '{}' : undefined;
}

function extentInWords({
	xmin,
	ymin,
	xmax,
	ymax,
	zmin,
	zmax,
	mmin,
	mmax,
	...references
}: z.infer<typeof extent>): string {
	const known = readReference(references.spatial_reference) ?? readReference(references.spatialReference);
	const axes = [range('x', xmin, xmax), range('y', ymin, ymax), range('z', zmin, zmax), range('m', mmin, mmax)];
	const ranges = axes.filter(axis => axis !== undefined).join(', ');
	return known ? `${ranges} · ${describeReference(known)}` : ranges;
}

type Bound = z.infer<typeof ordinate>;

function range(axis: string, from: Bound, to: Bound): string | undefined {
	const isThere = [from, to].every(bound => bound !== undefined && !(bound instanceof NoNumber));
	return isThere ? `${axis} ${from} to ${to}` : undefined;
}

function fieldInWords({name, type, alias, length, nullable}: z.infer<typeof field>): string {
	return [
		alias === undefined || alias === name ? name : `${name} (${alias})`,
		type.replace(/^esriFieldType/, ''),
		...(length === undefined ? [] : [`length ${length}`]),
		...(nullable === undefined ? [] : [nullable ? 'may be null' : 'never null']),
	].join(' · ');
}

/** The member of a value with which a server says that it left records out ("GP data types"). */
export const limitMember = 'exceededTransferLimit';

/** The description of records that the server did not send because there are too many. */
export const tooManyRecords = `too many to be sent (${limitMember})`;

/** Added to the description of a value from which a server left records out. */
export const partsLeftOut = `the server left records out (${limitMember})`;

/**
 * Describes records: "1,204 polygons · EPSG:3857 · 7 fields". If a set exceeds the transfer limit, the server sends no
 * features ("GP data types"), which is not the same as an empty result.
 *
 * @param what the noun for one record, used if there is no geometry type
 */
export function describeRecords(set: RecordSet | number, what = 'record'): string {
	if (typeof set === 'number') return counted(set, what);
	const {records, fields, geometryType, wkid, wkt, vcsWkid = null, hasExceededLimit} = set;
	const reference = describeReference({wkid, wkt, vcsWkid});
	return [
		hasExceededLimit && records.length === 0
			? tooManyRecords
			: counted(records.length, geometryType ?? what, pluralOf(geometryType)),
		...(hasExceededLimit && records.length > 0 ? [partsLeftOut] : []),
		...(reference === '' ? [] : [reference]),
		...(fields.length === 0 ? [] : [counted(fields.length, what === 'row' ? 'column' : 'field')]),
	].join(' · ');
}

/** Returns the plural of a geometry type, if it is not formed with `s`. */
function pluralOf(type: RecordSet['geometryType']): string | undefined {
	return type === 'multipatch' ? 'multipatches' : undefined;
}

/** Describes the sets of a value that has several: "2 layers: Areas (3 polygons · EPSG:3857), 4 points". */
export function describeSets(sets: readonly NamedSet[]): string {
	const each = sets.map(({name, set}) =>
		name === undefined ? describeRecords(set) : `${name} (${describeRecords(set)})`,
	);
	return `${counted(sets.length, 'layer')}: ${each.join(', ')}`;
}

/**
 * Formats a date, sent as epoch milliseconds in UTC ("GP data types", GPDate), with the local time if it differs. A
 * number that is not a valid date is shown as it is.
 */
export function formatDate(milliseconds: number): string {
	const date = dateOf(milliseconds);
	if (!date) return String(milliseconds);
	const utc = plainTime(date.toISOString());
	const offset = date.getTimezoneOffset() * 60_000;
	// The last hours that a `Date` can represent have no local time in some time zones.
	const local = offset === 0 ? null : isoTime(milliseconds - offset);
	return local === null ? `${utc} UTC` : `${utc} UTC (${plainTime(local)} local)`;
}

function plainTime(iso: string): string {
	return iso.replace('T', ' ').replace(/(\.000)?Z$/, '');
}

/** Formats a value that is a text, a number, a boolean or null. */
export function textOf(json: unknown): string {
	return json instanceof ExactNumber ? json.digits : String(json);
}

/**
 * Describes a unit of GPLinearUnit, GPArealUnit or GPTimeUnit in words: `esriSquareMiles` → `square miles`,
 * `esriTimeUnitsYears` → `years`, `esriDecimalDegrees` → `decimal degrees` ("GP data types").
 */
function unitWord(unit: string): string {
	const name = unit.replace(/^esri(TimeUnits)?(?=[A-Z])/, '');
	if (name === unit) return unit;
	return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

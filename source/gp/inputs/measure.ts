import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {ExactNumber} from '../exact-json.ts';
import {isJsonObject} from '../json.ts';
import {numberIn} from './number.ts';
import {amountWithUnit} from './wanted.ts';

type Measure = {
	/** The property of the JSON form that holds the amount. */
	readonly amount: 'distance' | 'area' | 'time';
	/** The units of the JSON form by the words for them, in lower case and without blanks. */
	readonly units: ReadonlyMap<string, string>;
	readonly wanted: SafeText;
};

/** The data types that are an amount with a unit, with the units that "GP data types" lists for each. */
const measures: Readonly<Record<string, Measure>> = {
	GPLinearUnit: measureOf('distance', safe`500 Meters`, [
		...unitsNamed('esri', [
			'Inches/Inch',
			'Feet/Foot',
			'Yards/Yard',
			'Miles/Mile',
			'NauticalMiles/NauticalMile',
			'Millimeters/Millimeter',
			'Centimeters/Centimeter',
			'Decimeters/Decimeter',
			'Meters/Meter',
			'Kilometers/Kilometer',
			'DecimalDegrees/DecimalDegree',
			'Points/Point',
			'IntInches/IntInch',
			'IntFeet/IntFoot',
			'IntYards/IntYard',
			'IntMiles/IntMile',
			'IntNauticalMiles/IntNauticalMile',
		]),
		['esriUnknownUnits', ['Unknown', 'UnknownUnits']],
	]),
	GPArealUnit: measureOf('area', safe`3 SquareKilometers`, [
		...unitsNamed('esri', [
			'SquareInches/SquareInch',
			'SquareInchesUS/SquareInchUS',
			'SquareFeet/SquareFoot',
			'SquareFeetUS/SquareFootUS',
			'SquareYards/SquareYard',
			'SquareYardsUS/SquareYardUS',
			'Acres/Acre',
			'AcresUS/AcreUS',
			'SquareMiles/SquareMile',
			'SquareMilesUS/SquareMileUS',
			'SquareMillimeters/SquareMillimeter',
			'SquareCentimeters/SquareCentimeter',
			'SquareDecimeters/SquareDecimeter',
			'SquareMeters/SquareMeter',
			'Ares/Are',
			'Hectares/Hectare',
			'SquareKilometers/SquareKilometer',
		]),
		['esriUnknownAreaUnits', ['Unknown', 'UnknownAreaUnits']],
	]),
	GPTimeUnit: measureOf('time', safe`2 Weeks`, [
		...unitsNamed('esriTimeUnits', [
			'Milliseconds/Millisecond',
			'Seconds/Second',
			'Minutes/Minute',
			'Hours/Hour',
			'Days/Day',
			'Weeks/Week',
			'Months/Month',
			'Years/Year',
			'Decades/Decade',
			'Centuries/Century',
			'Unknown',
		]),
	]),
};

/** Returns the {@link Measure} of a data type; `undefined` if its values are not amounts with units. */
export function measureFor(dataType: string): Measure | undefined {
	return Object.hasOwn(measures, dataType) ? measures[dataType] : undefined;
}

/**
 * Reads an amount with a unit in words: `500 Meters`, `1e3 esriMeters`, `2 Nautical Miles`.
 *
 * @returns the JSON form, with the digits as they were written; `undefined` if it is not such an amount
 */
export function measureInWords(text: string, {amount, units}: Measure): unknown {
	const match = /^([-+.\d]+(?:e[-+]?\d+)?)\s*([a-z][a-z\s]*)$/i.exec(text.trim());
	const number = numberIn(match?.[1] ?? '');
	const unit = units.get(wordOf(match?.[2] ?? ''));
	return number === undefined || unit === undefined ? undefined : {[amount]: number, units: unit};
}

/** Whether a value has the JSON form of an amount. A unit that is left out is the server's default. */
export function isMeasure(json: unknown, {amount, units}: Measure): boolean {
	if (!isJsonObject(json)) return false;
	const isNumber = typeof json[amount] === 'number' || json[amount] instanceof ExactNumber;
	return isNumber && (json.units === undefined || [...units.values()].some(unit => unit === json.units));
}

function measureOf(
	amount: Measure['amount'],
	example: SafeText,
	units: ReadonlyArray<readonly [unit: string, words: readonly string[]]>,
): Measure {
	const byWord = units.flatMap(([unit, words]) => [unit, ...words].map(word => [wordOf(word), unit] as const));
	return {
		amount,
		units: new Map(byWord),
		wanted: amountWithUnit(
			example,
			units.map(([, [word = '']]) => safeText(word)),
		),
	};
}

function unitsNamed(prefix: string, words: readonly string[]) {
	return words.map(word => {
		const spellings = word.split('/');
		return [`${prefix}${spellings[0]}`, spellings] as const;
	});
}

function wordOf(text: string): string {
	return text.toLowerCase().replace(/\s+/g, '');
}

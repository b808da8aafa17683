import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';

/** What the value of an input can be, as the end of a sentence with "it is". */
export const wantedInputs = {
	array: safe`a JSON array, or one value`,
	wholeNumber: safe`a whole number`,
	number: safe`a number, with a decimal point and without other separators`,
	boolean: safe`true or false`,
	text: safe`a text`,
	file: safe`the URL of a file, or JSON like {"itemID": "…"}`,
	layer: safe`the URL of a layer, or JSON: a feature set, {"url": "…"} or {"itemID": "…"}; NAME=@FILE reads it from a file`,
	geoJson: safe`JSON of Esri's form, and this is GeoJSON, which GP servers do not read`,
	extent: safe`JSON like {"xmin": 0, "ymin": 0, "xmax": 1, "ymax": 1, "spatial_reference": {"wkid": 4326}}, with numbers`,
	reference: safe`a number like 4326, a name, WKT, the URL of a .prj file, or JSON like {"wkid": 4326}`,
	field: safe`JSON like {"name": "Length", "type": "esriFieldTypeDouble"}`,
	json: safe`JSON; NAME=@FILE reads it from a file`,
	jsonObject: safe`a JSON object`,
	rows: safe`a JSON array of rows, like [[1, "a"], [2, "b"]]`,
	'no-date': safe`a date, like 2026-11-24T09:00Z or 2026-11-24 09:00, or epoch milliseconds`,
	'no-such-day': safe`a date, and the calendar has no such day`,
	'no-such-time': safe`a date with a time, and no clock shows that time on that day`,
	'not-milliseconds': safe`a date, and a number means epoch milliseconds, which have 11 digits or more: write 2026-11-24, or all of its milliseconds`,
	'not-its-format': safe`a date that fits its own "format", like {"date": "24.11.2026", "format": "dd.MM.yyyy"}`,
} as const;

/** What the value of an input with a list of choices can be, as the end of a sentence with "it is". */
export function oneOf(choices: readonly SafeText[]): SafeText {
	return safe`one of ${some(choices)}`;
}

/** Says what a number in a range can be. A bound that the task does not name is absent. */
export function numberInRange(kind: SafeText, minimum: number | undefined, maximum: number | undefined): SafeText {
	if (minimum === undefined) return maximum === undefined ? kind : safe`${kind} of ${maximum} at most`;
	return maximum === undefined ? safe`${kind} of ${minimum} or more` : safe`${kind} from ${minimum} to ${maximum}`;
}

/** Says what an amount with a unit can be: `example` is one, and `units` are the words for the units. */
export function amountWithUnit(example: SafeText, units: readonly SafeText[]): SafeText {
	return safe`a number and a unit, like ${example}, or JSON. The units are ${joinSafe(units, safe`, `)}`;
}

/** Says what an input can be whose filter allows only some kinds of data. */
export function ofKinds(what: SafeText, kinds: readonly SafeText[]): SafeText {
	return safe`${what} of one of these types: ${some(kinds)}`;
}

/** Says what an input of several data types (GPComposite) can be. */
export function oneOfTypes(types: readonly SafeText[]): SafeText {
	return safe`a value of one of the data types ${some(types)}`;
}

/** Says what a row of a value table must be if its number of cells is wrong. */
export function rowOfCells(columns: readonly SafeText[]): SafeText {
	return safe`a row with ${columns.length} cells (${some(columns)}); null is an empty cell`;
}

/** Says what the names of the cells of a row can be. */
export function cellsNamed(columns: readonly SafeText[]): SafeText {
	return safe`a row whose cells have the names of the columns: ${some(columns)}`;
}

/** What a row must be if the columns of its table have no names, or several have the same name. */
export const rowWithoutNames: SafeText = safe`a row like [1, "a"]: the columns of this table have no names of their own`;

function some(words: readonly SafeText[]): SafeText {
	return safe`${joinSafe(words.slice(0, 20), safe`, `)}${words.length > 20 ? safe`, …` : safe``}`;
}

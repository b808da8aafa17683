import type {ParameterValue} from '../gp/parameter-value.ts';
import {describeRecords} from '../gp/value-description.ts';
import type {ParameterRow} from '../monitor/parameter-table.ts';
import {sentText, serverName, serverText} from '../text/safe-text.ts';
import type {SaveFormat} from '../ui/saver.ts';

/**
 * The parts of a value of which each becomes a file of its own: the files that a list names, or the layers of a feature
 * collection in a format that holds one layer only. For any other value or format, the row itself.
 */
export function partsOf(row: ParameterRow, format: SaveFormat): readonly ParameterRow[] {
	if (!row.read.ok) return [row];
	const {value} = row.read.parameter;
	const {files = [], sets = []} = value;
	if (format === 'file' && files.length > 0) {
		return files.map(place =>
			withValue(row, sentText(row.name), {
				kind: 'place',
				place,
				gist: place.words,
				json: place.url,
				...maskedAs(value),
			}),
		);
	}
	if ((format === 'csv' || format === 'geojson') && sets.length > 0) {
		return sets.map(({name, set}, index) =>
			withValue(row, `${sentText(row.name)}-${name ?? index + 1}`, {
				kind: 'records',
				set,
				gist: serverText(describeRecords(set)),
				json: null,
				...(set.hasExceededLimit ? {exceedsLimit: true as const} : {}),
				...maskedAs(value),
			}),
		);
	}
	return [row];
}

function maskedAs({masked}: ParameterValue): Pick<ParameterValue, 'masked'> {
	return masked ? {masked: {}} : {};
}

function withValue(row: ParameterRow, name: string, value: ParameterValue): ParameterRow {
	if (!row.read.ok) return row;
	const {kind: _, ...shared} = row;
	return {...shared, name: serverName(name), read: {ok: true, parameter: {...row.read.parameter, value}}};
}

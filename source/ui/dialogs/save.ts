import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';
import type {SaveFormat} from '../saver.ts';
import type {DialogText} from './dialog-lines.ts';

const keys: Readonly<Record<SaveFormat, {readonly key: SafeText; readonly label: SafeText}>> = {
	file: {key: safe`f`, label: safe`the file itself, downloaded`},
	json: {key: safe`j`, label: safe`JSON as the server sent it`},
	csv: {key: safe`c`, label: safe`CSV, the attributes`},
	geojson: {key: safe`g`, label: safe`GeoJSON`},
	kmz: {key: safe`k`, label: safe`KMZ, as the server draws it`},
	text: {key: safe`t`, label: safe`plain text`},
};

/** The format that a key chooses; Enter takes the first, the most useful one. */
export function saveAnswer(formats: readonly SaveFormat[], name: string | undefined): SaveFormat | undefined {
	return name === 'Enter' ? formats[0] : formats.find(format => keys[format].key === name);
}

/** @param folder where the file goes */
export function saveText(name: SafeText, formats: readonly SaveFormat[], folder: SafeText): DialogText {
	return {
		title: safe`Save ${name}`,
		facts: [[safe`into`, folder]],
		notes: [safe`Nothing that is there is replaced: a name that is taken gets a number.`],
		keys: [
			...formats.map((format, index) => {
				const {key, label} = keys[format];
				return [index === 0 ? joinSafe([key, safe`Enter`], safe` `) : key, label] as const;
			}),
			[safe`Esc`, safe`do not save`],
		],
	};
}

/** Asks before a file is fetched from another host than the job's. */
export function hostText(said: SafeText): DialogText {
	return {
		title: safe`Fetch it from there?`,
		facts: [],
		notes: [said],
		keys: [
			[safe`y`, safe`fetch it`],
			[safe`n Enter Esc`, safe`leave it`],
		],
	};
}

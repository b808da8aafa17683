import type {ParameterRow} from '../../monitor/parameter-table.ts';
import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';
import type {SaveFormat, SaveRequest} from '../saver.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {DialogDefinition} from './dialog.ts';
import {closes, type DialogText} from './dialog-lines.ts';

/** The menu of the formats in which a value can be saved. */
export type SaveDialog = {
	readonly kind: 'save';
	/** The URL of the job. */
	readonly url: string;
	readonly row: ParameterRow;
	readonly formats: readonly SaveFormat[];
};

/** The text and the keys of the menu of formats. */
export const saveDialog: DialogDefinition<SaveDialog> = {
	deafFor: 0,
	press,
	text: ({row, formats}, {world}) => saveDialogText(row.name.safe, formats, world.saver.folder),
};

/** Handles a key. Enter chooses the first format, which is the most useful one. */
function press(screen: ScreenPort, {url, row, formats}: SaveDialog, name: string | undefined): void {
	const format = name === 'Enter' ? formats[0] : formats.find(one => keys[one].key === name);
	if (format !== undefined || name === 'Esc' || name === 'q' || name === 'n') screen.change({dialog: null});
	if (format !== undefined) void saveValue(screen, {jobUrl: url, row, format, isHostConfirmed: false});
}

/**
 * Saves a value and shows the progress and the outcome. If the file of the value is on another host, asks for
 * confirmation first.
 */
export async function saveValue(screen: ScreenPort, request: SaveRequest): Promise<void> {
	const {saver, clock} = screen.world;
	const name = request.row.name.safe;
	const onProgress = (words: SafeText) => screen.notify({ok: true, notice: saving(name, words)}, 'save');
	const outcome = await saver.save(request, onProgress);
	if (outcome.kind === 'done') return screen.notify(outcome, 'save');
	screen.change({dialog: {kind: 'save-host', request, notice: outcome.notice, openedAt: clock.now().mono}});
}

/** The notice that a value is being saved. */
export function saving(name: SafeText, progress: SafeText): SafeText {
	return safe`Saving ${name}: ${progress}`;
}

const keys: Readonly<Record<SaveFormat, {readonly key: SafeText; readonly label: SafeText}>> = {
	file: {key: safe`f`, label: safe`the file itself`},
	json: {key: safe`j`, label: safe`JSON as the server sent it`},
	csv: {key: safe`c`, label: safe`CSV (attributes)`},
	geojson: {key: safe`g`, label: safe`GeoJSON`},
	kmz: {key: safe`k`, label: safe`KMZ, made by the server`},
	text: {key: safe`t`, label: safe`plain text`},
};

/** The note in every dialog in which something is saved. */
export const nothingIsReplaced: SafeText = safe`Existing files are never overwritten; a number is added.`;

/**
 * Makes the text of the menu of formats.
 *
 * @param folder the folder in which the file will be saved
 */
export function saveDialogText(name: SafeText, formats: readonly SaveFormat[], folder: SafeText): DialogText {
	return {
		title: safe`Save ${name}`,
		facts: [[safe`folder`, folder]],
		notes: [nothingIsReplaced],
		keys: [
			...formats.map((format, index) => {
				const {key, label} = keys[format];
				return [index === 0 ? joinSafe([key, safe`Enter`], safe` `) : key, label] as const;
			}),
			[safe`Esc`, closes],
		],
	};
}

import type {ParameterRow} from '../monitor/parameter-table.ts';
import type {SafeText} from '../text/safe-text.ts';
import type {Outcome} from './list-edits.ts';

/**
 * The formats in which a value can be saved. `file` is the file whose URL the value contains; the others contain the
 * value itself.
 */
export const saveFormats = ['file', 'json', 'csv', 'geojson', 'kmz', 'text'] as const;

/** A format in which a value can be saved: one of {@link saveFormats}. */
export type SaveFormat = (typeof saveFormats)[number];

/** The documents that can be saved about a job. The server produces the KMZ ("GP Job", `f=kmz`). */
export type JobDocument = 'messages' | 'report' | 'json' | 'kmz';

/** A request to save the value of a parameter as a file. */
export type SaveRequest = {
	readonly jobUrl: string;
	readonly row: ParameterRow;
	readonly format: SaveFormat;
	/** Whether the operator has confirmed the host from which the file will be downloaded. */
	readonly isHostConfirmed: boolean;
};

/** The outcome of a save. `confirm` means that the file is on another host, which the operator has to confirm first. */
type SaveOutcome = ({readonly kind: 'done'} & Outcome) | {readonly kind: 'confirm'; readonly notice: SafeText};

/** How the screen saves values and documents. The caller that opens the screen provides it and chooses the folder. */
export type Saver = {
	/** The folder in which files are saved, for display. */
	readonly folder: SafeText;
	readonly formatsOf: (row: ParameterRow) => readonly SaveFormat[];
	/**
	 * Saves a value.
	 *
	 * @param onProgress called with a sentence about the progress of a download
	 */
	readonly save: (request: SaveRequest, onProgress: (words: SafeText) => void) => Promise<SaveOutcome>;
	/** Saves a document about a job, after fetching from the server the data that it still lacks. */
	readonly saveJob: (url: string, document: JobDocument, onProgress: (words: SafeText) => void) => Promise<Outcome>;
};

import type {ParameterRow} from '../monitor/parameter-table.ts';
import type {SafeText} from '../text/safe-text.ts';
import type {Outcome} from './list-edits.ts';

/** The formats in which a value can be saved: the file that it names, or the value itself. */
export const saveFormats = ['file', 'json', 'csv', 'geojson', 'kmz', 'text'] as const;

export type SaveFormat = (typeof saveFormats)[number];

/** The documents in which a whole job can be saved. The server makes the KMZ ("GP Job", `f=kmz`). */
export type JobDocument = 'messages' | 'report' | 'json' | 'kmz';

export type SaveRequest = {
	readonly jobUrl: string;
	readonly row: ParameterRow;
	readonly format: SaveFormat;
	/** The operator has seen and confirmed the host of the file. */
	readonly isHostConfirmed: boolean;
};

/** The outcome of a save. `confirm`: the file is on another host, which the operator has to confirm first. */
type SaveOutcome = ({readonly kind: 'done'} & Outcome) | {readonly kind: 'confirm'; readonly said: SafeText};

/** What the screen can save. Whoever opens the screen implements it and chooses the folder. */
export type Saver = {
	/** The folder of the saved files, for display. */
	readonly folder: SafeText;
	readonly formatsOf: (row: ParameterRow) => readonly SaveFormat[];
	/** Saves a value. @param onProgress called with a sentence about the progress of a download */
	readonly save: (request: SaveRequest, onProgress: (words: SafeText) => void) => Promise<SaveOutcome>;
	/** Saves a document about a job, after reading what is missing from the server. */
	readonly saveJob: (url: string, document: JobDocument, onProgress: (words: SafeText) => void) => Promise<Outcome>;
};

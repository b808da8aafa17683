import type {ParameterRow} from '../monitor/parameter-table.ts';
import type {SafeText} from '../text/safe-text.ts';
import type {Outcome} from './list-edits.ts';

/** What a value can be saved as: the file that it names, or itself in one of these. */
export const saveFormats = ['file', 'json', 'csv', 'geojson', 'kmz', 'text'] as const;

export type SaveFormat = (typeof saveFormats)[number];

/** What can be saved of a job as a whole: KMZ is the server's own drawing of it ("GP Job", `f=kmz`). */
export type JobDocument = 'messages' | 'report' | 'json' | 'kmz';

export type SaveRequest = {
	readonly jobUrl: string;
	readonly row: ParameterRow;
	readonly format: SaveFormat;
	/** The operator has seen the host of the file and said yes. */
	readonly isHostConfirmed: boolean;
};

/** What came of it; `confirm`: the file lies elsewhere, and the operator has to say yes first. */
type SaveOutcome = ({readonly kind: 'done'} & Outcome) | {readonly kind: 'confirm'; readonly said: SafeText};

/** What the screen can save, and where that goes is known to who opens it. */
export type Saver = {
	/** Where the files go, as the operator reads it. */
	readonly folder: SafeText;
	readonly formatsOf: (row: ParameterRow) => readonly SaveFormat[];
	/** @param onProgress takes a sentence about how far a download is */
	readonly save: (request: SaveRequest, onProgress: (words: SafeText) => void) => Promise<SaveOutcome>;
	/** Reads from the server what is not known yet, and saves it. */
	readonly saveJob: (url: string, document: JobDocument, onProgress: (words: SafeText) => void) => Promise<Outcome>;
};

import type {SafeText} from '../../text/safe-text.ts';
import type {RecordSet} from '../record-set.ts';

/**
 * A record set, with the meaning of its third and fourth ordinates if the set itself says whether they are Z or M
 * (`hasZ`, `hasM`).
 */
export type ExportedSet = RecordSet & {readonly hasZ?: boolean | undefined; readonly hasM?: boolean | undefined};

/**
 * A file in chunks, so that 100,000 records are never in one string. Each iteration over `chunks` generates the whole
 * file again.
 */
export type Exported = {
	readonly ok: true;
	readonly chunks: Iterable<string>;
	/**
	 * Returns how the file differs from what the server sent. The list is complete only after the chunks have been
	 * read.
	 */
	readonly notes: () => readonly SafeText[];
};

/** The error if the set cannot be written in the chosen format. */
export type Refused = {readonly ok: false; readonly sentence: SafeText};

const chunkLength = 65_536;

/** Joins small pieces to chunks that are large enough for a write. */
export function* inChunks(pieces: Iterable<string>): Generator<string, void, undefined> {
	let chunk = '';
	for (const piece of pieces) {
		chunk += piece;
		if (chunk.length < chunkLength) continue;
		yield chunk;
		chunk = '';
	}

	if (chunk !== '') yield chunk;
}

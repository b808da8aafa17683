import type {SafeText} from '../../text/safe-text.ts';
import type {RecordSet} from '../record-set.ts';

/** A record set, and whether its third and fourth ordinates are Z or M, if the set says so itself (`hasZ`, `hasM`). */
export type ExportedSet = RecordSet & {readonly hasZ?: boolean | undefined; readonly hasM?: boolean | undefined};

/**
 * A file in chunks, so that 100,000 records are never in one string. Each iteration over `chunks` generates the file
 * again.
 */
export type Exported = {
	readonly ok: true;
	readonly chunks: Iterable<string>;
	/** How the file differs from what the server sent. Complete only after the chunks have been read. */
	readonly notes: () => readonly SafeText[];
};

/** Why the set cannot be written in this format. */
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

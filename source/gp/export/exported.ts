import type {SafeText} from '../../text/safe-text.ts';
import type {RecordSet} from '../record-set.ts';

/** A record set, and what its third and fourth ordinates are where the set says so itself (`hasZ`, `hasM`). */
export type ExportedSet = RecordSet & {readonly hasZ?: boolean | undefined; readonly hasM?: boolean | undefined};

/** A file in pieces, so that 100,000 records never stand in one string. Each walk over `chunks` produces the file again. */
export type Exported = {
	readonly ok: true;
	readonly chunks: Iterable<string>;
	/** What the file does not say as the server did. Complete once the chunks have been read. */
	readonly notes: () => readonly SafeText[];
};

/** The set cannot be written in this format, and why. */
export type Refused = {readonly ok: false; readonly sentence: SafeText};

const chunkLength = 65_536;

/** Joins small pieces to chunks that are worth a write. */
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

import {randomUUID} from 'node:crypto';
import {open, rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {SafeText} from '../../text/safe-text.ts';
import {systemErrorCode} from '../../text/system-error.ts';
import {cannotSave, diskSentence} from '../disk-error.ts';
import {modeOfSaved, NotSaved, putInPlace} from './put-in-place.ts';
import {openTarget, type Target} from './target.ts';

type SavedText =
	| {readonly ok: true; readonly path: string; readonly bytes: number}
	| {readonly ok: false; readonly sentence: SafeText};

/**
 * Saves an export as a whole or not at all, and replaces a file only if the target says so.
 *
 * @param chunks text in pieces of any size; an exception that they throw ends the save and is rethrown
 */
export async function saveText(target: Target, chunks: Iterable<string> | AsyncIterable<string>): Promise<SavedText> {
	const place = await openTarget(target);
	if (!place.ok) return place;
	const temporary = join(place.folder, `.gpjobs-${randomUUID()}.part`);
	try {
		const file = await open(temporary, 'wx', modeOfSaved);
		let bytes = 0;
		try {
			for await (const block of inBlocks(chunks)) {
				// `appendFile` repeats short writes, or throws.
				await file.appendFile(block);
				bytes += block.byteLength;
			}
			await file.sync();
		} finally {
			await file.close();
		}
		return {ok: true, path: await putInPlace(temporary, place), bytes};
	} catch (error) {
		if (error instanceof NotSaved) return {ok: false, sentence: error.sentence};
		if (systemErrorCode(error) === undefined) throw error;
		const path = join(place.folder, place.name);
		return {ok: false, sentence: diskSentence(cannotSave(path), error)};
	} finally {
		await rm(temporary, {force: true}).catch(() => {});
	}
}

/** How many characters to write at once: a separate write for each row of a table would take minutes. */
const block = 262_144;

async function* inBlocks(chunks: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Buffer> {
	let text = '';
	for await (const chunk of chunks) {
		text += chunk;
		if (text.length < block) continue;
		// If the text ends with the first half of a surrogate pair, that half waits for the second one.
		const end = /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
		yield Buffer.from(text.slice(0, end));
		text = text.slice(end);
	}
	if (text !== '') yield Buffer.from(text);
}

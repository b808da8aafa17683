import {join} from 'node:path';
import type {Downloaded, DownloadRequest} from '../../gp/client/download.ts';
import type {Fault} from '../../gp/fault.ts';
import type {SafeText} from '../../text/safe-text.ts';
import {systemErrorCode} from '../../text/system-error.ts';
import {cannotWrite, diskSentence} from '../disk-error.ts';
import {openPart, type PartFile} from './part-file.ts';
import {NotSaved, putInPlace} from './put-in-place.ts';
import {type OpenTarget, openTarget, type Target} from './target.ts';

type SaveOrder = {
	readonly target: Target;
	/** The URL, as `hostNotice` returned it. */
	readonly url: string;
	/** Downloads the file. Callers pass the function `download` of a `Downloader`. */
	readonly fetch: (request: DownloadRequest) => Promise<Downloaded>;
	readonly onProgress?: DownloadRequest['onProgress'] | undefined;
	readonly signal?: AbortSignal | undefined;
};

/** The outcome of a download. `kept`: how many bytes are left beside the target as `.part` for the next attempt. */
type SavedDownload =
	| {
			readonly kind: 'saved';
			readonly path: string;
			readonly bytes: number;
			/** How many bytes an earlier attempt had saved. */
			readonly resumedAt: number;
			/** Whether the file is certainly complete; false if the server did not send a length. */
			readonly isWhole: boolean;
	  }
	| {readonly kind: 'stopped'; readonly kept: number}
	| {readonly kind: 'fault'; readonly fault: Fault; readonly kept: number}
	| {readonly kind: 'not-saved'; readonly sentence: SafeText; readonly kept: number};

/**
 * Downloads into `<name>.part`, which is moved to its final name when it is complete, and replaces a file only if the
 * target says so. An interrupted download continues if the server still has the same file; otherwise it begins again.
 */
export async function saveDownload({target, url, fetch, onProgress, signal}: SaveOrder): Promise<SavedDownload> {
	const place = await openTarget(target);
	if (!place.ok) return {kind: 'not-saved', sentence: place.sentence, kept: 0};
	let part: PartFile | undefined;
	try {
		part = await openPart(place, url);
		const {sink, resume} = part;
		const outcome = await fetch({url, name: place.name, sink, resume, onProgress, signal});
		if (outcome.kind === 'done') return await finished(outcome, part, place);
		const kept = await part.release();
		return outcome.kind === 'stopped' ? {kind: 'stopped', kept} : {kind: 'fault', fault: outcome.fault, kept};
	} catch (error) {
		const kept = (await part?.release()) ?? 0;
		if (error instanceof NotSaved) return {kind: 'not-saved', sentence: error.sentence, kept};
		if (systemErrorCode(error) === undefined) throw error;
		const path = part?.path ?? join(place.folder, place.name);
		return {kind: 'not-saved', sentence: diskSentence(cannotWrite(path), error), kept};
	}
}

async function finished(
	{bytes, resumedAt, isWhole}: Downloaded & {kind: 'done'},
	part: PartFile,
	place: OpenTarget,
): Promise<SavedDownload> {
	await part.finish();
	const path = await putInPlace(part.path, place);
	await part.forget();
	return {kind: 'saved', path, bytes, resumedAt, isWhole};
}

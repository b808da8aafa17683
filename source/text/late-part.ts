/**
 * Parts of the program that are loaded when they are first needed. A monitor runs for days, and an upgrade takes the files
 * from under it: so they are loaded in the first idle moment, and one that cannot be loaded is a sentence, not the end.
 */
import {type SafeText, safe} from './safe-text.ts';

/** Why a part cannot be loaded, for a person. */
export const replacedOnDisk: SafeText = safe`gpjobs was replaced on disk, so a part of it cannot be loaded. Quit and start it again.`;

/** A part of the program that could not be loaded. */
export class PartMissing extends Error {
	readonly sentence = replacedOnDisk;

	constructor(cause: unknown) {
		super(replacedOnDisk, {cause});
	}
}

const idleParts: Array<() => Promise<unknown>> = [];

/**
 * Makes the loader of a part that a running monitor may need at any time.
 *
 * @param load `() => import('…')`
 * @returns loads it once; rejects with `PartMissing`, and tries again the next time
 */
export function latePart<T>(load: () => Promise<T>): () => Promise<T> {
	let loading: Promise<T> | undefined;
	const part = () => {
		loading ??= loadPart(load).catch((error: unknown) => {
			loading = undefined;
			throw error;
		});
		return loading;
	};
	idleParts.push(part);
	return part;
}

/**
 * Loads a part that is needed at once, or by few.
 *
 * @param load `() => import('…')`
 * @throws PartMissing
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
	try {
		return await load();
	} catch (error) {
		throw new PartMissing(error);
	}
}

/** Milliseconds from the beginning of a monitor to its first idle moment: by then the screen stands, and servers answer. */
export const untilIdle = 3000;

/** Loads all parts made by `latePart` soon, one after the other, without keeping the process alive. @returns a function that stops it */
export function loadPartsWhenIdle(): () => void {
	let isOver = false;
	const timer = setTimeout(async () => {
		for (const part of idleParts) if (!isOver) await part().catch(() => {});
	}, untilIdle);
	timer.unref();
	return () => {
		isOver = true;
		clearTimeout(timer);
	};
}

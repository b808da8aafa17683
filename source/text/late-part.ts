/**
 * Loading of program parts at their first use. A monitor runs for days, and an upgrade may replace the files in the
 * meantime. So a monitor loads all parts when it is first idle, and a part that cannot be loaded leads to an error
 * message instead of ending the program.
 */
import {type SafeText, safe} from './safe-text.ts';

/** The message for the user when a part of the program cannot be loaded. */
export const replacedOnDisk: SafeText = safe`gpjobs was replaced on disk, so a part of it cannot be loaded. Quit and start it again.`;

/** Thrown when a part of the program cannot be loaded. */
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
 * @param load a function such as `() => import('…')`
 * @returns a function that loads the part once; it rejects with {@link PartMissing}, and the next call tries again
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
 * Loads a part that is needed at once, or that few users need.
 *
 * @param load a function such as `() => import('…')`
 * @throws PartMissing
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
	try {
		return await load();
	} catch (error) {
		throw new PartMissing(error);
	}
}

/**
 * Milliseconds after the start of a monitor at which the remaining parts are loaded: by then the screen is drawn and
 * the first servers have answered.
 */
export const untilIdle = 3000;

/**
 * Loads all parts made by {@link latePart} one after the other, after {@link untilIdle}. The timer does not keep the
 * process alive.
 *
 * @returns a function that stops the loading
 */
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

/*
 * How a test knows a sentence of the program: it imports the sentence from `source/`, so that other words for the same thing
 * change no test (`npm run test:reworded` shows that). What is inside a sentence and is no wording (a host, an id, a path, an
 * option) may be looked for as it is.
 */
import {type SafeText, safe} from '../source/text/safe-text.ts';

/** Stands in a sentence for what a test does not know, such as a port or a moment: `saying(signedIn(whatever, …))`. */
export const whatever: SafeText = safe`※`;

/**
 * A pattern that finds a sentence in what the program writes, however it is folded and aligned.
 *
 * @param sentence as `source/` exports it; `whatever` in it stands for anything within one line
 */
export function saying(sentence: string): RegExp {
	const pattern = sentence
		.trim()
		.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
		.replaceAll(/\s+/g, '\\s+')
		.replaceAll(whatever, '.*?');
	return new RegExp(pattern);
}

/** What the program writes to standard error to say these sentences, one after the other. */
export function said(...sentences: readonly string[]): string {
	return sentences.map(sentence => `gpjobs: ${sentence}\n`).join('');
}

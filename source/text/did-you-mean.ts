import {closestMatch} from 'leven';
import {type SafeText, safe, safeText} from './safe-text.ts';

/**
 * The largest edit distance at which a word counts as a misspelling of another. Two swapped letters have the distance
 * 2.
 */
const allowedDistance = (word: string) => (word.length <= 3 ? 1 : 2);
/**
 * The longest word, in characters, for which a correction is suggested. A longer word is hardly a misspelt name, and
 * comparing it would be slow.
 */
const longestWord = 40;

/**
 * Makes a hint for a misspelt word: ` Did you mean "status"?`.
 *
 * @param known the correct words
 * @param synonyms words that other programs use, with the correct word for each
 * @returns an empty text if no correct word is similar
 */
export function didYouMean(
	word: string,
	known: readonly string[],
	synonyms: ReadonlyMap<string, string> = new Map(),
): SafeText {
	if (word === '' || word.length > longestWord) return safe``;
	const lower = word.toLowerCase();
	const byCase = known.find(one => one.toLowerCase() === lower);
	// Swapped letters are the most common mistake. Edit distance alone would rank other words higher.
	const bySwap = known.find(one => sortedLetters(one) === sortedLetters(lower));
	const meant =
		byCase ?? synonyms.get(lower) ?? bySwap ?? closestMatch(lower, known, {maxDistance: allowedDistance(word)});
	return meant === undefined ? safe`` : meantThis(meant);
}

const sortedLetters = (word: string) => [...word].sort().join('');

/** Makes the hint for the word that the user probably meant. */
export function meantThis(word: string): SafeText {
	return safe` Did you mean "${safeText(word)}"?`;
}

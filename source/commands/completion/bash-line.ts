/** A command line up to the cursor, taken apart as bash does. */
export type BashLine = {
	/** Its words without quotes; the last is the one at the cursor. */
	readonly words: readonly string[];
	/** The quote that is open at the cursor. */
	readonly quote: '"' | "'" | '';
	/** How many characters of the last word bash takes for words of their own, as they end in one of its breaks. */
	readonly fixed: number;
};

/**
 * Takes a command line apart.
 *
 * @param breaks `COMP_WORDBREAKS`: characters at which bash begins a new word to be completed, `:` and `=` among them.
 * Within quotes they count for nothing ("Programmable Completion", Bash Reference Manual).
 */
export function readBashLine(line: string, breaks: string): BashLine {
	const words: string[] = [];
	let word = '';
	let hasBegun = false;
	let quote: BashLine['quote'] = '';
	let fixed = 0;
	for (let at = 0; at < line.length; at++) {
		const character = line.charAt(at);
		if (quote === '' && /\s/.test(character)) {
			if (hasBegun) words.push(word);
			[word, hasBegun, fixed] = ['', false, 0];
			continue;
		}
		hasBegun = true;
		if (character === quote) quote = '';
		else if (quote === '' && (character === '"' || character === "'")) quote = character;
		else if (character === '\\' && quote !== "'") word += line.charAt(++at);
		else {
			word += character;
			if (quote === '' && breaks.includes(character)) fixed = word.length;
		}
	}
	return {words: [...words, word], quote, fixed};
}

/** A word as it has to be typed for bash to read it back as that word; `undefined` where that is not possible. */
export function quotedForBash(word: string, quote: BashLine['quote']): string | undefined {
	switch (quote) {
		case "'":
			return word.includes("'") ? undefined : word;
		case '"':
			// Within these quotes an interactive bash expands `!` from its history, and nothing keeps it from it.
			return word.includes('!') ? undefined : word.replace(/["\\$`]/g, '\\$&');
		case '':
			return word.replace(/[^\p{Letter}\p{Mark}\p{Number}_./:=@%+,-]/gu, '\\$&');
	}
}

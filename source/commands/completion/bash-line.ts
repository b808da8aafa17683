/** A command line up to the cursor, split into words as bash does. */
export type BashLine = {
	/** The words without quotes; the last one is at the cursor. */
	readonly words: readonly string[];
	/** The quote that is open at the cursor. */
	readonly quote: '"' | "'" | '';
	/**
	 * How many characters at the start of the last word bash keeps when it inserts a completion: the part up to its
	 * last word break.
	 */
	readonly fixed: number;
};

/**
 * Splits a command line into words as bash does.
 *
 * @param breaks `COMP_WORDBREAKS`: the characters, like `:` and `=`, at which bash starts a new word for completion. Inside quotes
 * they have no effect ("Programmable Completion", Bash Reference Manual).
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

/** Quotes a word for bash, inside the quote that is open at the cursor; `undefined` if that is impossible. */
export function quotedForBash(word: string, quote: BashLine['quote']): string | undefined {
	switch (quote) {
		case "'":
			return word.includes("'") ? undefined : word;
		case '"':
			// Inside double quotes an interactive bash expands `!` from its history, which no escape prevents.
			return word.includes('!') ? undefined : word.replace(/["\\$`]/g, '\\$&');
		case '':
			return word.replace(/[^\p{Letter}\p{Mark}\p{Number}_./:=@%+,-]/gu, '\\$&');
	}
}

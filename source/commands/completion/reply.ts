import {type BashLine, quotedForBash} from './bash-line.ts';
import type {Candidate} from './candidates.ts';

/** The shells for which there is a completion script. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** A shell for which there is a completion script. */
export type Shell = (typeof shells)[number];

/**
 * Makes the output of `gpjobs completion SHELL -- …` for the script of that shell. The first line says whether
 * completions or file names follow.
 */
export function reply(lines: readonly string[]): string {
	return ['words', ...lines].map(line => `${line}\n`).join('');
}

/** The output that tells the shell to complete file names. */
export const filesReply = 'files\n';

/** Formats completions for bash: only the part after its last word break, with the quotes of the current word. */
export function bashLines(candidates: readonly Candidate[], {quote, fixed}: BashLine, prefix: string): string[] {
	return candidates.flatMap(({value}) => quotedForBash(`${prefix}${value}`.slice(fixed), quote) ?? []);
}

/** Formats completions for `_describe` of zsh: `value:about`, with escaped colons in the value. */
export function zshLines(candidates: readonly Candidate[], prefix: string): string[] {
	return candidates.map(({value, about}) => {
		const escaped = `${prefix}${value}`.replace(/[\\:]/g, '\\$&');
		return about === '' ? escaped : `${escaped}:${about}`;
	});
}

/** Formats completions for `complete --arguments` of fish: value, tab, description. */
export function fishLines(candidates: readonly Candidate[], prefix: string): string[] {
	return candidates.map(({value, about}) => `${prefix}${value}${about === '' ? '' : `\t${about}`}`);
}

/**
 * Formats completions for the script of PowerShell: the text that replaces the word, a tab, and the tooltip, which must
 * not be empty.
 */
export function powershellLines(candidates: readonly Candidate[], prefix: string): string[] {
	return candidates.map(
		({value, about}) => `${quotedForPowershell(`${prefix}${value}`)}\t${about === '' ? value : about}`,
	);
}

/** Quotes a word for PowerShell, if it contains characters that mean something there (about_Quoting_Rules). */
function quotedForPowershell(word: string): string {
	return /^[\p{Letter}\p{Number}_./:=-]+$/u.test(word) ? word : `'${word.replace(/['\u2018-\u201B]/g, '$&$&')}'`;
}

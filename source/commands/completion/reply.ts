import {type BashLine, quotedForBash} from './bash-line.ts';
import type {Candidate} from './candidates.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

/** What `gpjobs completion SHELL -- …` prints for the script of that shell: the first line says what follows. */
export function reply(lines: readonly string[]): string {
	return ['words', ...lines].map(line => `${line}\n`).join('');
}

/** The reply that asks the shell to complete the name of a file. */
export const filesReply = 'files\n';

/** For bash only the part behind its last word break counts, quoted as the word has begun. */
export function bashLines(candidates: readonly Candidate[], {quote, fixed}: BashLine, prefix: string): string[] {
	return candidates.flatMap(({value}) => quotedForBash(`${prefix}${value}`.slice(fixed), quote) ?? []);
}

/** For `_describe`: `value:about`, with the colons of the value escaped. */
export function zshLines(candidates: readonly Candidate[], prefix: string): string[] {
	return candidates.map(({value, about}) => {
		const escaped = `${prefix}${value}`.replace(/[\\:]/g, '\\$&');
		return about === '' ? escaped : `${escaped}:${about}`;
	});
}

/** For `complete --arguments`: value, tab, what it is. */
export function fishLines(candidates: readonly Candidate[], prefix: string): string[] {
	return candidates.map(({value, about}) => `${prefix}${value}${about === '' ? '' : `\t${about}`}`);
}

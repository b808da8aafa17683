import {createHash} from 'node:crypto';
import type {Mutant} from './mutants.ts';

/** What a mutant is called in the file of survivors: it stays the same while its line does, wherever that moves. */
export type MutantName = {readonly file: string; readonly code: string; readonly change: string};

/** @param lines of the mutant's file */
export function nameOfMutant(mutant: Mutant, lines: readonly string[]): MutantName {
	return {
		file: mutant.file,
		code: shortened(lines[mutant.line - 1] ?? ''),
		change: `${mutant.rule}: ${shortened(mutant.original)} → ${shortened(mutant.replacement)}`,
	};
}

/**
 * So many of them, chosen by a hash of what they are: a change of one file does not change the sample of another one.
 *
 * @param count `Infinity` for all
 */
export function sampleOf<T extends MutantName>(names: readonly T[], count: number, seed: number): readonly T[] {
	const seen = new Map<string, number>();
	return names
		.map(name => {
			const text = JSON.stringify([name.file, name.code, name.change]);
			const nth = seen.get(text) ?? 0;
			seen.set(text, nth + 1);
			return {name, rank: createHash('sha256').update(`${seed} ${nth} ${text}`).digest('hex')};
		})
		.toSorted((one, other) => (one.rank < other.rank ? -1 : 1))
		.slice(0, count)
		.map(({name}) => name);
}

function shortened(code: string): string {
	const line = code.replace(/\s+/g, ' ').trim();
	return line.length <= 120 ? line : `${line.slice(0, 119)}…`;
}

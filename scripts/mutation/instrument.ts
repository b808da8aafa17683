/**
 * A file with all its mutants in it, each asleep until its number is the one that counts: so a file is read, compiled and
 * loaded once for all of them. `globalThis.gpjobsMutation` says which one is awake, and counts the steps of loops.
 */
import {parseAst} from 'vitest/node';
import type {Mutant} from './mutants.ts';

export type NumberedMutant = Mutant & {readonly number: number};

/** What the text of an instrumented file calls. */
export type MutationSwitch = {
	/** Whether the mutant of this number is awake. That it was asked is remembered: the place was reached. */
	readonly is: (number: number) => boolean;
	/** One turn of a loop. @throws where a loop turns much longer than it should */
	readonly step: () => void;
};

const name = 'globalThis.gpjobsMutation';

/** @param mutants of this file; those that overlap lie one in the other */
export function instrument(file: string, text: string, mutants: readonly NumberedMutant[]): string {
	const groups = [...Map.groupBy(mutants, ({start, end}) => `${start}-${end}`).values()];
	const edits = groups.map(group => {
		const {start = 0, end = 0, isStatement = false} = group[0] ?? {};
		const asleep = (inner: string) =>
			isStatement
				? `{ if (!${name}.is(${group[0]?.number})) { ${inner} } }`
				: `(${group.map(({number, replacement}) => `${name}.is(${number}) ? (${replacement}) : `).join('')}(${inner}))`;
		return {start, end, wrap: asleep};
	});
	const loops = loopBodies(file, text).map(({start, end}) => ({
		start,
		end,
		wrap: (inner: string) => `{ ${name}.step(); ${inner} }`,
	}));
	// Where the body of a loop is one statement that can be left out, its steps are counted all the same.
	return rendered(text, [...loops, ...edits]);
}

type Edit = {readonly start: number; readonly end: number; readonly wrap: (inner: string) => string};

/** Outer edits hold inner ones. */
function rendered(text: string, edits: readonly Edit[]): string {
	const ordered = edits.toSorted((one, other) => one.start - other.start || other.end - one.end);
	let next = 0;
	const upTo = (from: number, end: number): string => {
		let result = '';
		let at = from;
		for (let edit = ordered[next]; edit && edit.start < end; edit = ordered[next]) {
			next++;
			result += text.slice(at, edit.start) + edit.wrap(upTo(edit.start, edit.end));
			at = edit.end;
		}
		return result + text.slice(at, end);
	};
	return upTo(0, text.length);
}

type SyntaxNode = {readonly type: string; readonly start: number; readonly end: number; readonly body?: SyntaxNode};

function loopBodies(file: string, text: string): readonly SyntaxNode[] {
	const bodies: SyntaxNode[] = [];
	const visit = (value: unknown): void => {
		if (typeof value !== 'object' || value === null) return;
		const node = value as SyntaxNode;
		if (/^(For|ForOf|ForIn|While|DoWhile)Statement$/.test(node.type) && node.body) bodies.push(node.body);
		for (const child of Object.values(node)) visit(child);
	};
	visit(parseAst(text, {lang: file.endsWith('x') ? 'tsx' : 'ts'}));
	return bodies;
}

/** The mutants of a text are known, and a text with all of them asleep in it does what it did. */
import {readFileSync} from 'node:fs';
import {stripTypeScriptTypes} from 'node:module';
import {matchesGlob} from 'node:path';
import {runInNewContext} from 'node:vm';
import {describe, expect, test} from 'vitest';
import {instrument} from '../../scripts/mutation/instrument.ts';
import {type Mutant, mutantsOf} from '../../scripts/mutation/mutants.ts';
import {mutationRooms} from '../../scripts/mutation/rooms.ts';
import {nameOfMutant, sampleOf} from '../../scripts/mutation/sample.ts';

const shown = ({rule, original, replacement}: Mutant) => `${rule}: ${original} → ${replacement}`;
const changesIn = (code: string, file = 'source/gp/x.ts') => mutantsOf(file, code).map(shown);

describe('the changes of', () => {
	test.each([
		['a bound', 'f(a < b)', ['comparison: a < b → (a) <= (b)', 'comparison: a < b → (a) >= (b)']],
		['an equality', 'f(a === b)', ['comparison: a === b → (a) !== (b)']],
		['a condition', 'if (a) f()', ['condition: a → true', 'condition: a → false', 'statement removed: f() → ']],
		[
			'a condition that compares',
			'if (a > b) f(1)',
			[
				'condition: a > b → true',
				'condition: a > b → false',
				'comparison: a > b → (a) >= (b)',
				'statement removed: f(1) → ',
				'number: 1 → 2',
				'number: 1 → 0',
			],
		],
		['a loop', 'while (a) f()', ['condition: a → false', 'statement removed: f() → ']],
		['and', 'f(a && b)', ['logic: a && b → (a) || (b)']],
		['a value that may be missing', 'f(a ?? b)', ['logic: a ?? b → (a)']],
		['a negation', 'f(!a)', ['negation: !a → !!(a)']],
		['a sum', 'f(a + b)', ['arithmetic: a + b → (a) - (b)']],
		['a step', 'f(a++)', ['arithmetic: a++ → a--']],
		['a boolean', 'f(true)', ['boolean: true → false']],
		['a count', 'f(6)', ['number: 6 → 7', 'number: 6 → 5']],
		['a measure', 'f(60_000)', ['number: 60_000 → 120000', 'number: 60_000 → 30000']],
		['a code point', 'f(0xffff)', ['number: 0xffff → 65536', 'number: 0xffff → 65534']],
		['an index', 'f(a[0])', ['number: 0 → 1']],
		['a list', 'f([a])', ['array emptied: [a] → []']],
		['a link of a chain', 'f(a?.b)', ['optional chaining: a?.b → a.b']],
		[
			'each link',
			'f(a?.[b]?.(c))',
			['optional chaining: a?.[b]?.(c) → a?.[b](c)', 'optional chaining: a?.[b]?.(c) → a[b]?.(c)'],
		],
		['a method', 'f(a.some(b))', ['method: a.some(b) → a.every(b)']],
		['a method that can be left out', 'f(a.filter(b))', ['method: a.filter(b) → (a)']],
		['a word that steers', "f('GPServer')", ["string emptied: 'GPServer' → ''"]],
		['a path', `f(\`\${a}/jobs\`)`, [`string emptied: \`\${a}/jobs\` → ''`]],
	])('%s', (_, code, changes) => {
		// What is around it, a call that stands alone, is no change at the top of a file.
		expect(changesIn(`function g() { return ${code.startsWith('f') ? code : `() => { ${code} }`} }`)).toEqual(changes);
	});

	test.each([
		['an import', "import {a} from 'b';"],
		['a type', "type A = 'b' | 1; const a: Record<'b', 1> = c;"],
		['a sentence', `const a = 'The server does not answer.'; const b = \`\${c} of \${d}\`;`],
		['a safe text', 'const a = safe`gone`;'],
		['a list of safe texts', 'const a = [safe`gone`, b];'],
		['the name of a property', "const a = {b: c, 'd': e};"],
		['the property of an object that may be missing', 'const a = b.c.d;'],
		['an element that is always there', "const a = b[c] ?? 0; const [d = ''] = e; const f = g[h] ?? [i, 1];"],
		['what only the compiler reaches', 'switch (a) { default: a satisfies never; }'],
		['a call at the top of a file, without which nothing is', 'begin();'],
	])('%s: none', (_, code) => {
		expect(changesIn(code)).toEqual([]);
	});

	test('words of a screen: what steers, not what is read', () => {
		const code = "const a = {kind: 'cancel', title: 'Cancel'}; switch (b) { case 'x': f('y'); }";
		expect(changesIn(code, 'source/ui/x.ts')).toEqual([
			"string emptied: 'cancel' → ''",
			"string emptied: 'x' → ''",
			"statement removed: f('y'); → ",
		]);
	});

	test('a text with characters of two units is cut where it should be', () => {
		expect(changesIn("const a = '👩‍💻漢'; const b = c < d;")).toContain('comparison: c < d → (c) <= (d)');
	});
});

describe('a file with its mutants in it', () => {
	const code = `
		export function f(list: readonly number[]): string {
			let sum = 0;
			for (const each of list) if (each > 2 && each !== 7) sum += each; else sum--;
			while (sum > 100) sum -= 10;
			const first = list.at(0)?.toFixed(1) ?? 'none';
			return [first, sum].join('/');
		}
	`;
	const mutants = mutantsOf('x.ts', code).map((mutant, number) => ({...mutant, number}));

	/** What the function gives for a list, with one mutant awake. */
	function outcomeOf(text: string, awake: number, list: readonly number[]): string {
		let steps = 0;
		const step = () => {
			if (++steps > 1000) throw new Error('endless');
		};
		const context = {gpjobsMutation: {is: (number: number) => number === awake, step}, list};
		const script = stripTypeScriptTypes(text.replace('export ', ''));
		try {
			return String(runInNewContext(`globalThis.result = (${script.trim()})(list)`, context));
		} catch (error) {
			return String(error);
		}
	}
	const lists = [[1, 2, 3, 7], [], [200, 3], [2, 2, 8]];

	test('does what it did while all of them are asleep', () => {
		const text = instrument('x.ts', code, mutants);
		for (const list of lists) expect(outcomeOf(text, -1, list)).toBe(outcomeOf(code, -1, list));
	});

	test('does, with one awake, what the text with that change does', () => {
		const text = instrument('x.ts', code, mutants);
		expect(mutants.length).toBeGreaterThan(25);
		for (const {number, start, end, replacement, isStatement} of mutants) {
			const changed = `${code.slice(0, start)}${isStatement ? ';' : `(${replacement})`}${code.slice(end)}`;
			const alone = instrument('x.ts', changed, []);
			for (const list of lists) expect(outcomeOf(text, number, list), replacement).toBe(outcomeOf(alone, -1, list));
		}
	});
});

describe('a sample', () => {
	const all = mutantsOf('x.ts', Array.from({length: 60}, (_, n) => `const a${n} = b < ${n};`).join('\n'));
	const named = (mutants: readonly Mutant[], lines: readonly string[] = []) =>
		mutants.map(mutant => nameOfMutant(mutant, lines));

	test('is the same for the same seed, and another one for another', () => {
		const names = named(all);
		expect(sampleOf(names, 20, 1)).toHaveLength(20);
		expect(sampleOf(names, 20, 1)).toEqual(sampleOf(names.toReversed(), 20, 1));
		expect(sampleOf(names, 20, 2)).not.toEqual(sampleOf(names, 20, 1));
	});

	test('holds what it held of one file when another one is added', () => {
		const names = named(all);
		const more = [...names, ...names.map(name => ({...name, file: 'y.ts'}))];
		const ours = sampleOf(more, 60, 1).filter(({file}) => file === 'x.ts');
		expect(sampleOf(names, ours.length, 1)).toEqual(ours);
	});
});

test('each change that is said to be equivalent is of a file that is tried, once, with a reason', () => {
	const listed = JSON.parse(
		readFileSync(new URL('../../scripts/mutation/equivalent.json', import.meta.url), 'utf8'),
	) as readonly {readonly file: string; readonly code: string; readonly change: string; readonly reason: string}[];
	const globs = Object.values(mutationRooms).flatMap(({files}) => files);
	for (const {file, reason} of listed) {
		expect(
			globs.some(glob => matchesGlob(file, glob)),
			file,
		).toBe(true);
		expect(reason).toMatch(/\w{2,} \w+.*\.$/);
	}
	expect(new Set(listed.map(({file, code, change}) => JSON.stringify([file, code, change]))).size).toBe(listed.length);
});

/**
 * What the files of `source/` export, and who imports it.
 *
 *     node scripts/exports.ts [ROOM]…
 *
 * Prints the exports that no other file imports, those that only tests import although their own file does not use them
 * either, the names that several files define, and the small files with a single importer. `test/house/exports.test.ts`
 * holds the first three.
 *
 * It reads lines, not syntax trees: the formatter puts each exported declaration at the beginning of a line, and a lint
 * rule keeps imports inside types out.
 */
import {globSync, readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

type SourceFile = {
	/** Relative to the root of the repository. */
	readonly path: string;
	readonly text: string;
};

/** A name that a file of `source/` exports. */
export type Export = {
	readonly name: string;
	readonly path: string;
	readonly line: number;
	/** Other files of `source/`, and scripts, that import it. */
	readonly importers: readonly string[];
	/** Files of `test/` that import it. */
	readonly testers: readonly string[];
	/** Whether its own file uses it besides. */
	readonly isUsedAtHome: boolean;
	/** Whether it is a text for people: these are exported for tests to import, whether one does today or not. */
	readonly isSentence: boolean;
};

const declaration =
	/^export (?:async |abstract |declare )*(?:function\*?|const enum|const|let|class|type|interface|enum) ([\w$]+)/gm;
const importClause = /^import (?:type )?(?:[\w$]+, )?\{([^}]*)\} from '([^']+)'/gm;
/** A module as a whole: `import * as`, and `import('…')` with whatever is done to it afterwards. */
const wholeModule = /(?:^import (?:type )?\* as [\w$]+ from |\bimport\(\s*)['`]([^'`]+)['`]/gm;

/** Every export of `source/`, by file and line. */
export function exportsOfSource(): readonly Export[] {
	const files = filesBelow(['source', 'test', 'scripts']);
	const users = new Map<string, string[]>();
	const add = (key: string, user: string) => users.set(key, [...(users.get(key) ?? []), user]);
	for (const file of files) {
		for (const [, clause = '', from = ''] of file.text.matchAll(importClause))
			for (const name of namesIn(clause)) add(`${target(file.path, from)} ${name}`, file.path);
		for (const [, from = ''] of file.text.matchAll(wholeModule)) add(target(file.path, from), file.path);
	}
	const texts = new Map(files.map(({path, text}) => [path, text]));
	return files
		.filter(({path}) => path.startsWith('source/'))
		.flatMap(({path, text}) =>
			[...text.matchAll(declaration)].map(found => {
				const [whole, name = ''] = found;
				const isNamed = new RegExp(`\\b${name}\\b`);
				const whoTakeAll = (users.get(path) ?? []).filter(user => isNamed.test(texts.get(user) ?? ''));
				const all = [...new Set([...(users.get(`${path} ${name}`) ?? []), ...whoTakeAll])].filter(
					user => user !== path,
				);
				const others = text.slice(0, found.index) + text.slice(found.index + whole.length);
				return {
					name,
					path,
					line: text.slice(0, found.index).split('\n').length,
					importers: all.filter(user => !user.startsWith('test/')),
					testers: all.filter(user => user.startsWith('test/')),
					isUsedAtHome: isNamed.test(withoutComments(others)),
					isSentence: isSentence(text.slice(found.index)),
				};
			}),
		);
}

/** Exports that no other file imports and that are not sentences. */
export function importedNowhere(all: readonly Export[]): readonly Export[] {
	return all.filter(
		({importers, testers, isSentence}) => importers.length === 0 && testers.length === 0 && !isSentence,
	);
}

/** Exports that the program does not use: only tests import them, and their own file does not use them either. */
export function onlyForTests(all: readonly Export[]): readonly Export[] {
	return all.filter(
		({importers, testers, isUsedAtHome}) => importers.length === 0 && testers.length > 0 && !isUsedAtHome,
	);
}

/** Names that more than one file exports, with those files. */
export function definedTwice(all: readonly Export[]): ReadonlyMap<string, readonly string[]> {
	const byName = Map.groupBy(all, ({name}) => name);
	return new Map(
		[...byName]
			.map(([name, found]) => [name, [...new Set(found.map(({path}) => path))]] as const)
			.filter(([, paths]) => paths.length > 1),
	);
}

/** Files of `source/` that one other file of `source/` imports, with their lines. */
export function filesWithOneImporter(): readonly {
	readonly path: string;
	readonly importer: string;
	readonly lines: number;
}[] {
	const files = filesBelow(['source']);
	const importers = new Map<string, Set<string>>();
	for (const {path, text} of files)
		for (const [, from = ''] of text.matchAll(/(?:\bfrom |\bimport\(\s*)'(\.[^']+)'/g)) {
			const to = target(path, from);
			importers.set(to, (importers.get(to) ?? new Set()).add(path));
		}
	return files.flatMap(({path, text}) => {
		const [importer, ...others] = importers.get(path) ?? [];
		return importer === undefined || others.length > 0 ? [] : [{path, importer, lines: text.split('\n').length - 1}];
	});
}

function filesBelow(folders: readonly string[]): readonly SourceFile[] {
	return folders
		.flatMap(folder => globSync(`${folder}/**/*.{ts,tsx,js}`, {cwd: root}))
		.toSorted()
		.map(path => ({path, text: readFileSync(join(root, path), 'utf8')}));
}

function target(importer: string, specifier: string): string {
	return specifier.startsWith('.') ? relative(root, join(root, dirname(importer), specifier)) : specifier;
}

function namesIn(clause: string): readonly string[] {
	return clause
		.split(',')
		.map(
			part =>
				part
					.trim()
					.replace(/^type /, '')
					.split(' as ')[0] ?? '',
		)
		.filter(name => name !== '');
}

/** @param text what begins with the declaration */
function isSentence(text: string): boolean {
	if (/^export (?:type|interface)/.test(text)) return false;
	const [declared = ''] = text.split(/\n(?=\n|\/\*\*|export )/, 1);
	return /\bsafe`|(['`])(?:(?!\1).)*\p{Letter}+ \p{Letter}+ \p{Letter}+/u.test(withoutComments(declared));
}

function withoutComments(text: string): string {
	return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const rooms = process.argv.slice(2);
	const isAsked = (path: string) => rooms.length === 0 || rooms.some(room => path.startsWith(`source/${room}/`));
	const all = exportsOfSource();
	const print = (title: string, lines: readonly string[]) =>
		console.log([`${title}: ${lines.length}`, ...lines, ''].join('\n'));
	const nameOf = ({path, line, name}: Export) => `  ${path}:${line} ${name}`;
	print(
		'Imported nowhere',
		importedNowhere(all)
			.filter(({path}) => isAsked(path))
			.map(nameOf),
	);
	print(
		'Only for tests',
		onlyForTests(all)
			.filter(({path}) => isAsked(path))
			.map(nameOf),
	);
	print(
		'Defined in several files',
		[...definedTwice(all)]
			.filter(([, paths]) => paths.some(isAsked))
			.map(([name, paths]) => `  ${name}: ${paths.join(' ')}`),
	);
	const small = filesWithOneImporter().filter(({path, lines}) => isAsked(path) && lines <= 60);
	print(
		'One importer, at most 60 lines',
		small.map(({path, importer, lines}) => `  ${path} (${lines}) < ${importer}`),
	);
	const files = filesBelow(['source']);
	console.log(
		`Files: ${files.length}, lines: ${files.reduce((sum, {text}) => sum + text.split('\n').length - 1, 0)}, ` +
			`exports: ${all.length}, files with one importer: ${filesWithOneImporter().length}`,
	);
}

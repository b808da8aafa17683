/**
 * Node's own modules, required in place of imported, in the files of a build. An import makes a binding of each name that
 * the module exports, and evaluates what is to be loaded when it is asked for, as `process.stdout`: 3 to 5 ms for each of
 * `process`, `fs` and `util`, where Node itself starts in 26.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Metafile} from 'esbuild';

/** The banner of a build whose files are changed so: it makes `require`. */
export const requireMade = "import {createRequire as $cr} from 'node:module';const require=$cr(import.meta.url);";

/** As esbuild writes it, minified. */
const statement =
	/(?<=^|[;}\n])import\s*(?:(?:\*\s*as\s+)?([\w$]+)\s*,?\s*)?(?:\{([^{}]*)\}\s*)?from\s*"(node:[\w/]+)";/g;

/** What `require` is made from. */
const imported = new Set(['node:module']);

/**
 * Changes the files of a build.
 *
 * @param metafile what esbuild tells of it
 * @param root where its paths begin
 * @throws Error where an import is written in another way
 */
export function requireBuiltins({outputs}: Pick<Metafile, 'outputs'>, root: string): void {
	for (const [file, {imports}] of Object.entries(outputs)) {
		if (!file.endsWith('.js')) continue;
		const wanted = imports.filter(({path, kind}) => path.startsWith('node:') && kind === 'import-statement');
		const path = join(root, file);
		writeFileSync(path, required(readFileSync(path, 'utf8'), new Set(wanted.map(each => each.path)), file));
	}
}

function required(text: string, wanted: ReadonlySet<string>, file: string): string {
	const left = new Set(wanted);
	const made: string[] = [];
	const others = text.replace(
		statement,
		(whole: string, all: string | undefined, some: string | undefined, name: string) => {
			if (imported.has(name) || !wanted.has(name)) return whole;
			left.delete(name);
			made.push(binding(all, some, name));
			return '';
		},
	);
	const [first] = [...left].filter(name => !imported.has(name));
	if (first) throw new Error(`${file} imports ${first} in a way that scripts/builtins-by-require.ts does not know.`);
	// Imports come before all that is done, wherever they stand; the banner, which makes `require`, comes before them.
	return others.replace(requireMade, banner => banner + made.join(''));
}

function binding(all: string | undefined, some: string | undefined, name: string): string {
	const value = name === 'node:process' ? 'globalThis.process' : `require(${JSON.stringify(name)})`;
	const pairs = (some ?? '')
		.split(',')
		.filter(Boolean)
		.map(pair => pair.split(/ as /));
	const whole = [all, ...pairs.filter(([name]) => name === 'default').map(([, local]) => local)].filter(Boolean);
	const names = pairs.filter(([name]) => name !== 'default').map(pair => pair.join(':'));
	return [...whole.map(local => `const ${local}=${value};`), names.length > 0 ? `const {${names}}=${value};` : ''].join(
		'',
	);
}

import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';

const source = join(import.meta.dirname, '..', '..', 'source');
const files = readdirSync(source, {recursive: true, encoding: 'utf8'}).filter(file => /\.tsx?$/.test(file));

/** Imports of a text that load something, with what stands before them; none in a comment. */
function importsIn(text: string): readonly string[] {
	const code = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
	return [...code.matchAll(/(?:\S*\s*=>\s*)?\bimport\([^)]*\)/g)].map(([found]) => found);
}

test('every part that is loaded late goes through the one guarded loader', () => {
	const unguarded = files.flatMap(file => {
		// The launcher says itself what is wrong, in a syntax that an old Node can parse.
		if (file === 'cli.ts') return [];
		return importsIn(readFileSync(join(source, file), 'utf8'))
			.filter(found => !/^\S*(latePart|loadPart)\(\(\) => import\(/.test(found) && !/import\('node:/.test(found))
			.map(found => `${file}: ${found}`);
	});
	expect(unguarded).toEqual([]);
});

test.each([
	["const {default: open} = await import('open');", false],
	["loading ??= import('got');", false],
	["load: async () => (await import('./watch.ts')).watch,", false],
	['await import(name)', false],
	["const load = latePart(() => import('open'));", true],
	["(await loadPart(() => import('../ui/screen.tsx'))).openScreen", true],
	["// import('x')", true],
])('%s', (code, isGuarded) => {
	const found = importsIn(code).filter(one => !/^\S*(latePart|loadPart)\(\(\) => import\(/.test(one));
	expect(found.length === 0).toBe(isGuarded);
});

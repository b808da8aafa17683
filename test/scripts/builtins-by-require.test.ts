/** What the build does with imports of Node's own modules. */
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import {expect, test} from 'vitest';
import {requireBuiltins, requireMade} from '../../scripts/builtins-by-require.ts';
import {gpjobs} from '../e2e/built-program.ts';
import {temporaryFolder} from '../e2e/environment.ts';

/** A program as `npm run build` makes it; it exports `said`. */
async function built(program: string): Promise<{readonly text: string; readonly said: unknown}> {
	const folder = temporaryFolder();
	const {metafile} = await build({
		stdin: {contents: program, resolveDir: folder},
		outfile: join(folder, 'out.js'),
		bundle: true,
		minify: true,
		format: 'esm',
		platform: 'node',
		metafile: true,
		banner: {js: requireMade},
		absWorkingDir: folder,
	});
	writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
	requireBuiltins(metafile, folder);
	const file = join(folder, 'out.js');
	return {text: readFileSync(file, 'utf8'), said: (await import(pathToFileURL(file).href)).said};
}

test('each way to import them does what it did', async () => {
	const {text, said} = await built(`
		import fs from 'node:fs';
		import * as path from 'node:path';
		import {EventEmitter as Emitter, once} from 'node:events';
		import process, {version} from 'node:process';
		import {setTimeout as sleep} from 'node:timers/promises';
		import {default as os, hostname} from 'node:os';
		export const said = [fs.existsSync(path.join('/', 'tmp')), typeof Emitter, typeof once, process.version === version,
			typeof sleep, os.hostname() === hostname(), 'import a from"node:fs";'];
	`);
	expect(said).toEqual([true, 'function', 'function', true, 'function', true, 'import a from"node:fs";']);
	expect(text.replace('import a from"node:fs";', '')).not.toMatch(/from\s*"node:(?!module)/);
});

test('a way that it does not know ends the build', async () => {
	const folder = temporaryFolder();
	writeFileSync(join(folder, 'out.js'), "import fs from 'node:fs';");
	const imports = [{path: 'node:fs', kind: 'import-statement', external: true}] as const;
	const outputs = {'out.js': {bytes: 0, inputs: {}, imports: [...imports], exports: []}};
	expect(() => requireBuiltins({outputs}, folder)).toThrow(/out\.js imports node:fs in a way/);
});

test('in dist no file imports one', () => {
	const folder = dirname(gpjobs()[1] ?? '');
	const files = readdirSync(folder).filter(file => file.endsWith('.js') && file !== 'cli.js');
	expect(files.length).toBeGreaterThan(10);
	const importing = files.filter(file =>
		/^import\b[^;]*from\s*"node:(?!module)/m.test(readFileSync(join(folder, file), 'utf8')),
	);
	expect(importing).toEqual([]);
});

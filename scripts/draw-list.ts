/**
 * Draws the list from a fixed set of jobs at five sizes, as SVG pictures: a change of it can be looked at without a
 * server. Run it with `npm run draw-list -- FOLDER`.
 */
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';

const sizes = [
	[200, 60],
	[120, 36],
	[80, 24],
	[60, 20],
	[40, 10],
] as const;

// Node strips types, but does not read JSX. Within the project, so that packages are found.
const program = join(process.cwd(), 'node_modules/.cache/gpjobs/list-picture.js');
await build({
	entryPoints: ['scripts/list-picture.tsx'],
	outfile: program,
	bundle: true,
	packages: 'external',
	platform: 'node',
	format: 'esm',
	jsx: 'automatic',
});
const {listPicture} = (await import(pathToFileURL(program).href)) as typeof import('./list-picture.tsx');

const folder = process.argv[2] ?? 'pictures';
mkdirSync(folder, {recursive: true});
for (const [width, height] of sizes) {
	const file = join(folder, `list-${width}x${height}.svg`);
	writeFileSync(file, await listPicture(width, height));
	console.log(file);
}

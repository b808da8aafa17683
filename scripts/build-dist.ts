/**
 * Builds `dist/`: `cli.js`, the launcher, in syntax that an old Node can parse, `app.js` with the chunks that it loads when
 * it needs them, the manual page, and the licences of the packages inside. Prints nothing on standard output, so that
 * `npm run --silent demo | cat` stays clean.
 *
 * What is built takes the place of `dist/` as a whole, and only where something has changed since: programs may be running
 * from it, and two builds may run at once.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {Plugin} from 'esbuild';
import {isBuilt, newFolder, putInPlace, sourceStamp, whyNotBuilt} from './build-place.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
/** `GPJOBS_REWORDED=1`, of `npm run test:reworded`: the same program with every sentence in other words. */
const isReworded = process.env.GPJOBS_REWORDED === '1';
const stamp = `${sourceStamp(at(''))}${isReworded ? ' reworded' : ''}`;
if (isBuilt(at(''), stamp)) process.exit(0);

// Loaded now, as most runs find that nothing has changed.
const {build} = await import('esbuild');
const {quickStart} = await import('./quick-start.ts');
const {rewordedBuild} = await import('./reworded.ts');
const {requireBuiltins, requireMade} = await import('./builtins-by-require.ts');
const {referencesInside} = await import('./references-inside.ts');
const {bundledPackages, thirdPartyNotice} = await import('./bill-of-materials.ts');
const {manPage} = await import('../source/commands/man-page.ts');
const application = 'commands/main.ts';

function orEnd<T>(act: () => T): T {
	try {
		return act();
	} catch (error) {
		console.error(whyNotBuilt(at(''), error));
		process.exit(1);
	}
}

const folder = orEnd(() => newFolder(at('')));

/** The launcher must not contain the application: its import becomes that of the built file next to it. */
const applicationApart: Plugin = {
	name: 'application-apart',
	setup(context) {
		context.onResolve({filter: /commands\/main\.ts$/}, () => ({path: './app.js', external: true}));
	},
};

/** Ink loads its developer tools only where `DEV` is set; the package is not installed and must not be bundled. */
const withoutDevtools: Plugin = {
	name: 'without-devtools',
	setup(context) {
		context.onResolve({filter: /^react-devtools-core$/}, ({path}) => ({path, namespace: 'empty'}));
		context.onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: 'export default {};'}));
	},
};

/**
 * In the bundle ink-table finds Ink beside it; what `source/ui/ink-table.ts` does for it elsewhere would look for a
 * `node_modules` that is not there. Ink is imported first, as ink-table asks for it while it loads.
 */
const inkTableInside: Plugin = {
	name: 'ink-table-inside',
	setup(context) {
		context.onLoad({filter: /[\\/]ui[\\/]ink-table\.ts$/}, () => ({
			contents: "import 'ink';\nimport inkTable from 'ink-table';\nexport const Table = inkTable.default;",
			resolveDir: at('source/ui'),
			loader: 'js',
		}));
	},
};

const shared = {
	bundle: true,
	format: 'esm',
	platform: 'node',
	outdir: folder,
	absWorkingDir: at(''),
	logLevel: 'warning',
} as const;

const launcher = await build({
	...shared,
	metafile: true,
	entryPoints: {cli: at('source/cli.ts')},
	target: 'node14',
	plugins: [applicationApart],
});
const {metafile} = await build({
	...shared,
	metafile: true,
	// The thread that owns the disk is loaded by its name, beside the chunks (`store/worker-storage.ts`).
	entryPoints: {app: at(`source/${application}`), 'storage-worker': at('source/store/storage-worker.ts')},
	target: 'node22',
	splitting: true,
	chunkNames: '[name]-[hash]',
	minify: true,
	legalComments: 'none',
	jsx: 'automatic',
	define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
	// Optional, and native: it is looked for when a keyring is needed, and done without.
	external: ['@napi-rs/keyring'],
	plugins: [withoutDevtools, inkTableInside, referencesInside, quickStart, ...(isReworded ? [rewordedBuild] : [])],
	banner: {js: requireMade},
});
requireBuiltins(metafile, at(''));
const {version} = JSON.parse(readFileSync(at('package.json'), 'utf8'));
writeFileSync(join(folder, 'gpjobs.1'), manPage(version));
const inputs = Object.keys({...launcher.metafile.inputs, ...metafile.inputs}).sort();
writeFileSync(join(folder, 'THIRD-PARTY.txt'), thirdPartyNotice(bundledPackages(inputs, at(''))));
orEnd(() => {
	// What the bundle was made of, for the bill of materials of `npm run package`.
	writeFileSync(at('dist-inputs.json'), JSON.stringify(inputs));
	putInPlace(folder, at(''), stamp);
});

/**
 * Puts the definitions of spatial references into the bundle. In the source they are read from the lists of
 * `@esri/proj-codes`, which have 15 MB; the bundle gets what gpjobs needs of them, compressed.
 */
import {brotliCompressSync} from 'node:zlib';
import type {Plugin} from 'esbuild';
import {loadDefinitions} from '../source/gp/export/reference-definitions.ts';

/** Replaces `source/gp/export/reference-definitions.ts`. */
export const referencesInside: Plugin = {
	name: 'references-inside',
	setup(context) {
		context.onLoad({filter: /[\\/]export[\\/]reference-definitions\.ts$/}, async ({path}) => ({
			contents: moduleOf(brotliCompressSync(JSON.stringify([...(await loadDefinitions())]))),
			resolveDir: path.replace(/[\\/][^\\/]+$/, ''),
			loader: 'js',
		}));
	},
};

/** The manifest of the package is imported so that its licence is among those of the bundled packages. */
function moduleOf(definitions: Buffer): string {
	return `
		import {brotliDecompressSync} from 'node:zlib';
		import {name} from '@esri/proj-codes/package.json';
		let definitions;
		export async function loadDefinitions() {
			const compressed = Buffer.from('${definitions.toString('base64')}', 'base64');
			return (definitions ??= new Map(JSON.parse(brotliDecompressSync(compressed).toString())), name && definitions);
		}`;
}

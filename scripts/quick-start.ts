/**
 * What the build changes in packages so that a start need not pay for what it may never use. Each change names the
 * text that it replaces, and the build fails where a new version of the package has another one.
 */
import {readFile} from 'node:fs/promises';
import type {Plugin} from 'esbuild';

/**
 * yoga decodes its WebAssembly out of a data URL, through `fetch`: that loads an HTTP client (undici) only to decode
 * base64. Handed the bytes, it takes them.
 */
function yogaFromBytes(source: string): string {
	const data = /(?<="data:application\/octet-stream;base64,)[A-Za-z0-9+/=]+(?=")/.exec(source)?.[0];
	if (data === undefined) throw new Error('yoga-layout holds no data URL any more.');
	const bytes = `loadYoga = {wasmBinary: Buffer.from('${data}', 'base64'), ...loadYoga};`;
	return replaced(source.replace(data, ''), 'loadYoga = loadYoga || {};', bytes);
}

/**
 * string-width compiles patterns of whole Unicode properties as it loads, 30 ms, and a segmenter. Most texts need none of
 * them: they are made when they are first asked. A cluster of one code point is an emoji sequence exactly where it has
 * the property Emoji_Presentation (UTS #51, basic emoji; a lone regional indicator is none), which is cheap to ask.
 */
function widthsWhenNeeded(source: string): string {
	const emoji = '/^\\p{RGI_Emoji}$/v';
	const changes: Readonly<Record<string, (made: string) => string>> = {
		'new Intl.Segmenter()': made => `{segment: text => (allMade.segmenter ??= ${made}).segment(text)}`,
		'/[^\\p{Default_Ignorable_Code_Point}\\p{Control}\\p{Format}\\p{Nonspacing_Mark}\\p{Enclosing_Mark}\\p{Surrogate}]/v':
			made =>
				`{test: text => (allMade.visible ??= ${made}).test(text), [Symbol.search]: text => text.search(allMade.visible ??= ${made})}`,
		'/\\p{Spacing_Mark}/v': made => `{test: text => (allMade.spacing ??= ${made}).test(text)}`,
		'/\\p{Extended_Pictographic}/gu': made => `{[Symbol.match]: text => text.match(allMade.pictographic ??= ${made})}`,
		[emoji]: made => `{test(cluster) {
			const isOne = cluster.length === (cluster.codePointAt(0) > 0xffff ? 2 : 1);
			if (isOne) return (allMade.single ??= /^[\\p{Emoji_Presentation}--\\p{Regional_Indicator}]$/v).test(cluster);
			return (allMade.emoji ??= ${made}).test(cluster);
		}}`,
	};
	const changed = Object.entries(changes).reduce(
		(text, [made, by]) => replaced(text, ` = ${made};`, ` = ${by(made)};`),
		source,
	);
	return `const allMade = {};\n${changed}`;
}

/** Projections take 11 ms to be set up, and are needed for a map, or a file of GeoJSON, of some spatial references. */
function projectionsWhenNeeded(source: string): string {
	const later = "const proj4 = (...from) => ((made) => made.default ?? made)(require('proj4'))(...from);";
	return replaced(source, "import proj4 from 'proj4';", later);
}

function replaced(source: string, text: string, by: string): string {
	if (!source.includes(text)) throw new Error(`This is not there any more, and cannot be made quick: ${text}`);
	return source.replace(text, () => by);
}

/** For esbuild, of gpjobs and of nothing else: programs that it is measured beside stay as they are. */
export const quickStart: Plugin = {
	name: 'quick-start',
	setup(context) {
		const change = (filter: RegExp, edit: (source: string) => string) =>
			context.onLoad({filter}, async ({path}) => ({
				contents: edit(await readFile(path, 'utf8')),
				loader: path.endsWith('.ts') ? 'ts' : 'js',
			}));
		change(/yoga-layout[\\/]dist[\\/]binaries[\\/]yoga-wasm-base64-esm\.js$/, yogaFromBytes);
		change(/[\\/]string-width[\\/]index\.js$/, widthsWhenNeeded);
		change(/[\\/]gp[\\/]export[\\/]lon-lat\.ts$/, projectionsWhenNeeded);
	},
};

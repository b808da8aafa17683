/**
 * What the build changes in two packages so that a start need not pay for what it may never use. Each change names the
 * text that it replaces, and the build fails where a new version of the package has another one.
 */
import {readFile} from 'node:fs/promises';

/**
 * yoga decodes its WebAssembly out of a data URL, through `fetch`: that loads an HTTP client (undici) only to decode
 * base64. Handed the bytes, it takes them.
 */
function yogaFromBytes(source) {
	const data = /(?<="data:application\/octet-stream;base64,)[A-Za-z0-9+/=]+(?=")/.exec(source)?.[0];
	if (data === undefined) throw new Error('yoga-layout holds no data URL any more.');
	const bytes = `loadYoga = {wasmBinary: Buffer.from('${data}', 'base64'), ...loadYoga};`;
	return replaced(source.replace(data, ''), 'loadYoga = loadYoga || {};', bytes);
}

/**
 * string-width compiles the pattern of all emoji sequences as it loads, 20 ms. Most texts need it never: a cluster of
 * one code point is one of them exactly where it has the property Emoji_Presentation (UTS #51, basic emoji; a lone
 * regional indicator is none), which is cheap to ask.
 */
function emojiWhenNeeded(source) {
	return replaced(
		source,
		'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
		`let allEmoji;
const singleEmoji = /^[\\p{Emoji_Presentation}--\\p{Regional_Indicator}]$/v;
const rgiEmojiRegex = {
	test(cluster) {
		if (cluster.length === (cluster.codePointAt(0) > 0xffff ? 2 : 1)) return singleEmoji.test(cluster);
		allEmoji ??= new RegExp('^\\\\p{RGI_Emoji}$', 'v');
		return allEmoji.test(cluster);
	},
};`,
	);
}

function replaced(source, text, by) {
	if (!source.includes(text)) throw new Error(`This is not there any more, and cannot be made quick: ${text}`);
	return source.replace(text, () => by);
}

/** For esbuild, of gpjobs and of nothing else: programs that it is measured beside stay as they are. */
export const quickStart = {
	name: 'quick-start',
	setup(context) {
		const change = (filter, edit) =>
			context.onLoad({filter}, async ({path}) => ({contents: edit(await readFile(path, 'utf8')), loader: 'js'}));
		change(/yoga-layout[\\/]dist[\\/]binaries[\\/]yoga-wasm-base64-esm\.js$/, yogaFromBytes);
		change(/[\\/]string-width[\\/]index\.js$/, emojiWhenNeeded);
	},
};

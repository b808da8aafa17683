/**
 * Draws doc comments of `source/` at random, to be read by somebody who judges how they are written.
 *
 *     node scripts/draw-comments.ts SEED [COUNT] [ROOM]…
 *
 * The same seed draws the same comments as long as the source does not change. Whoever rewords comments counts before and
 * after with other seeds than those that the rewording was done by.
 */
import {createHash} from 'node:crypto';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

/** A doc comment: its text without the marks of a comment, and the line of code that it stands above. */
export type DocComment = {readonly path: string; readonly line: number; readonly text: string; readonly code: string};

/** The doc comments of a file, in their order. */
export function docCommentsIn(path: string, source: string): readonly DocComment[] {
	return [...source.matchAll(/\/\*\*([\s\S]*?)\*\/[ \t]*\n?([^\n]*)/g)].map(
		({0: whole, 1: body = '', 2: code = '', index}) => ({
			path,
			line: source.slice(0, index + whole.search(/\S/)).split('\n').length,
			text: body
				.split('\n')
				.map(line => line.replace(/^\s*\* ?/, '').trim())
				.filter(line => line !== '')
				.join('\n'),
			code: code.trim(),
		}),
	);
}

/**
 * Some of the comments, by a hash of what they are: a change in one file does not change what is drawn of the others.
 *
 * @param count how many; all where there are fewer
 */
export function drawnOf(comments: readonly DocComment[], count: number, seed: string): readonly DocComment[] {
	const rankOf = ({path, text, code}: DocComment) =>
		createHash('sha256')
			.update(JSON.stringify([seed, path, text, code]))
			.digest('hex');
	return comments
		.map(comment => ({comment, rank: rankOf(comment)}))
		.toSorted((one, other) => (one.rank < other.rank ? -1 : 1))
		.slice(0, count)
		.map(({comment}) => comment);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const [seed, count = '60', ...rooms] = process.argv.slice(2);
	if (seed === undefined) {
		console.error('node scripts/draw-comments.ts SEED [COUNT] [ROOM]…');
		process.exitCode = 2;
	} else {
		const root = fileURLToPath(new URL('../', import.meta.url));
		const folders = rooms.length === 0 ? ['source'] : rooms.map(room => `source/${room}`);
		const all = folders
			.flatMap(folder => globSync(`${folder}/**/*.{ts,tsx}`, {cwd: root}))
			.flatMap(path => docCommentsIn(path, readFileSync(join(root, path), 'utf8')));
		for (const [index, {path, line, text, code}] of drawnOf(all, Number(count), seed).entries())
			console.log(`${index + 1}. ${path}:${line}\n   ${text.replaceAll('\n', '\n   ')}\n   > ${code}\n`);
		console.log(`${all.length} doc comments`);
	}
}

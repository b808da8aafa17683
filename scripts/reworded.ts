/**
 * The program with every sentence for people in other words: for the tests, to show that none of them pins a wording.
 *
 * A sentence is a text of `source/` with three words or more in a row. The vowels of its words change places, so that it
 * is as wide as before, and everything that is no word (options, URLs, names, what is filled in) stays. A test that
 * imports the sentence finds it; one that repeats it does not. Lists of words that the program itself reads, and patterns,
 * are no sentences, and neither are figures with their units (`4 min 12 s`).
 */
import {readFile} from 'node:fs/promises';
import type {Plugin as EsbuildPlugin} from 'esbuild';
import {parseAst} from 'rolldown/parseAst';
import type {Plugin} from 'vitest/config';

const nextVowel: Readonly<Record<string, string>> = {a: 'e', e: 'i', i: 'o', o: 'u', u: 'a'};
/** A word of a sentence: not a part of an option, a path, a name in code, and no command of gpjobs. */
const word = /(?<!\bgpjobs )(?<![\w./:$\-'"@<{[])[A-Z]?[a-z]+(?![\w/:=('"@\-\]}>]|\.\w)/g;

/** Whether a person reads it as words in a row, and no program reads it. */
function isSentence(text: string): boolean {
	if (/^[\s\w-]*(?:<|\{|\[)/.test(text) && !/[a-z] [a-z]+ [a-z]/.test(text)) return false;
	if (!/[a-z]{4}/i.test(text)) return false;
	// Two words with a full stop are one too: `Nothing changed.`
	return /(?:^|[\s"'`(“])[A-Za-z][a-z']*,? [a-z']+(?:[,:;]? [a-z]|[.!?…](?![\w.]))/.test(text);
}

/** The same text, as wide, in words that nobody wrote down. */
export function inOtherWords(text: string): string {
	return text.replace(word, found =>
		found.length < 3 || found === 'gpjobs' ? found : found.replace(/[aeiou]/g, vowel => nextVowel[vowel] ?? vowel),
	);
}

/**
 * A file of `source/` whose sentences are in other words.
 *
 * @param code TypeScript, with JSX or without
 */
export function reworded(code: string, path: string): string {
	const program = parseAst(code, {lang: path.endsWith('x') ? 'tsx' : 'ts'}, path);
	const edits: Array<{readonly start: number; readonly end: number; readonly whole: AstNode}> = [];
	const see: See = (node, parent) => {
		if (parent?.type.startsWith('Import') || parent?.type.startsWith('Export')) return;
		const isText =
			(node.type === 'Literal' && typeof node.value === 'string') ||
			node.type === 'TemplateElement' ||
			node.type === 'JSXText';
		if (!isText) return;
		edits.push({start: node.start, end: node.end, whole: node.type === 'TemplateElement' ? (parent ?? node) : node});
	};
	visit(program, see, isForTheProgram);
	let made = code;
	for (const {start, end, whole} of edits.sort((one, other) => other.start - one.start)) {
		if (!isSentence(code.slice(whole.start, whole.end).replace(/\$\{[^}]*\}/g, 'x'))) continue;
		const [, opening = '', text = '', closing = ''] =
			/^([`'"}]?)([\s\S]*?)([`'"]|\$\{)?$/.exec(code.slice(start, end)) ?? [];
		made = made.slice(0, start) + opening + inOtherWords(text) + closing + made.slice(end);
	}
	return made;
}

/** What all nodes of the tree have, and what some have. */
type AstNode = {
	readonly type: string;
	readonly start: number;
	readonly end: number;
	readonly value?: unknown;
	readonly name?: string;
	readonly object?: AstNode;
	readonly property?: AstNode;
	readonly callee?: AstNode;
	readonly tag?: AstNode;
};

/** A list that is written as one text (`'a an the'.split(' ')`), and the text of a pattern. */
function isForTheProgram(node: AstNode, parent: AstNode | undefined): boolean {
	if (parent?.type === 'MemberExpression' && parent.object === node && parent.property?.name === 'split') return true;
	if (node.type === 'NewExpression' && node.callee?.name === 'RegExp') return true;
	return node.type === 'TaggedTemplateExpression' && node.tag?.object?.name === 'String';
}

type See = (node: AstNode, parent: AstNode | undefined) => void;

/** @param isLeftOut whether a node and all below it is passed by */
function visit(
	node: unknown,
	see: See,
	isLeftOut: (node: AstNode, parent: AstNode | undefined) => boolean,
	parent?: AstNode,
): void {
	if (Array.isArray(node)) {
		for (const one of node) visit(one, see, isLeftOut, parent);
		return;
	}
	if (!isNode(node) || isLeftOut(node, parent)) return;
	see(node, parent);
	for (const value of Object.values(node)) if (typeof value === 'object') visit(value, see, isLeftOut, node);
}

function isNode(value: unknown): value is AstNode {
	return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Where sentences for people are written. What the embedded server says is a server's text; a shell reads the scripts of completion. */
const isOurs = (path: string) => /[\\/]source[\\/](?!demo[\\/]|commands[\\/]completion[\\/]).*\.tsx?$/.test(path);

/** For vitest. */
export const rewordedSource: Plugin = {
	name: 'reworded',
	enforce: 'pre',
	transform(code, id) {
		return isOurs(id) ? {code: reworded(code, id), map: null} : undefined;
	},
};

/** For esbuild. */
export const rewordedBuild: EsbuildPlugin = {
	name: 'reworded',
	setup(context) {
		context.onLoad({filter: /\.tsx?$/}, async ({path}) => {
			if (!isOurs(path)) return undefined;
			return {contents: reworded(await readFile(path, 'utf8'), path), loader: path.endsWith('x') ? 'tsx' : 'ts'};
		});
	},
};

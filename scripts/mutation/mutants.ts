/**
 * The small changes that tests should notice: a comparison turned round, a bound moved by one, a statement left out.
 *
 * Left out, because no test can notice them or because none should:
 * - types, imports, property names, JSX text, regular expressions;
 * - sentences for people: a string or template with a blank in it, all of a `safe` template, lists of those; in files of words,
 *   and in `ui/`, only strings that steer something count (a `case`, a `kind`): wording may change without a test;
 * - `list[index] ?? literal` and defaults of array patterns, with all in them: the compiler wants them where the element is
 *   always there;
 * - the string in a comparison, as the comparison itself is turned round;
 * - what stands in a default clause that only `satisfies never` reaches;
 * - an early return: it is the same as its condition being false.
 */
import {parseAst} from 'vitest/node';

export type Mutant = {
	readonly file: string;
	/** Where the text that is replaced begins and ends, in UTF-16 units of the file. */
	readonly start: number;
	readonly end: number;
	readonly line: number;
	/** What kind of change it is, as the name of the rule below. */
	readonly rule: string;
	readonly original: string;
	readonly replacement: string;
	/** Whether a statement is left out, so that it is switched by an `if` and not as an expression. */
	readonly isStatement: boolean;
};

type SyntaxNode = {
	readonly type: string;
	readonly start: number;
	readonly end: number;
	readonly [key: string]: unknown;
};

type Change = {readonly rule: string; readonly replacement: string};

const flipped: Readonly<Record<string, readonly string[]>> = {
	'<': ['<=', '>='],
	'<=': ['<', '>'],
	'>': ['>=', '<='],
	'>=': ['>', '<'],
	'===': ['!=='],
	'!==': ['==='],
	'+': ['-'],
	'-': ['+'],
	'*': ['/'],
	'/': ['*'],
	'%': ['*'],
	'**': ['*'],
	'&': ['|'],
	'|': ['&'],
	'<<': ['>>'],
	'>>': ['<<'],
	'>>>': ['<<'],
};

const flippedAssignments: Readonly<Record<string, string>> = {
	'+=': '-=',
	'-=': '+=',
	'*=': '/=',
	'/=': '*=',
	'|=': '&=',
	'&=': '|=',
};

const otherMethod: ReadonlyMap<string, string> = new Map([
	['some', 'every'],
	['every', 'some'],
	['min', 'max'],
	['max', 'min'],
	['floor', 'ceil'],
	['ceil', 'floor'],
	['startsWith', 'endsWith'],
	['endsWith', 'startsWith'],
]);

/** Methods without which the object itself is a value of the same kind. */
const removableMethods = new Set([
	'filter',
	'toSorted',
	'toReversed',
	'slice',
	'trim',
	'trimEnd',
	'trimStart',
	'toLowerCase',
	'toUpperCase',
]);

/** Properties whose string steers the program, whatever people are shown. */
const steering = new Set(['kind', 'type', 'state', 'status', 'mode', 'event', 'action', 'outcome', 'level']);

const comparisons = new Set(['<', '<=', '>', '>=', '===', '!==', '==', '!=', 'in', 'instanceof']);

/** Whether strings of a file are words for people, but for those that steer. */
const isOfWords = (file: string): boolean => file.startsWith('source/ui/') || /words|sentence/.test(file);

/**
 * All changes of one file, in the order in which they stand.
 *
 * @param file its path from the root of the repository, with slashes
 * @throws where the text is not TypeScript
 */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
	const found: Mutant[] = [];
	const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({index}) => index + 1)];
	const program = parseAst(text, {lang: file.endsWith('x') ? 'tsx' : 'ts'}) as unknown as SyntaxNode;

	const add = (node: SyntaxNode, changes: readonly Change[], isStatement = false) => {
		const original = text.slice(node.start, node.end);
		const line = lineStarts.findLastIndex(start => start <= node.start) + 1;
		for (const change of changes)
			found.push({file, start: node.start, end: node.end, line, original, isStatement, ...change});
	};

	const visit = (node: SyntaxNode, parents: readonly SyntaxNode[]): void => {
		if (isSkipped(node, parents)) return;
		if (isRemovable(node, parents)) add(node, [{rule: 'statement removed', replacement: ''}], true);
		else if (mayBeSwitched(node, parents)) add(node, changesOf(node, parents, text, file));
		for (const child of childrenOf(node)) visit(child, [node, ...parents]);
	};
	visit(program, []);
	return found.toSorted((one, other) => one.start - other.start || one.end - other.end);
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
	return Object.entries(node).flatMap(([key, value]) =>
		key === 'key' && node.computed === false ? [] : [value].flat().filter(isNode),
	);
}

function isNode(value: unknown): value is SyntaxNode {
	return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

const typeWrappers = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);

function isSkipped(node: SyntaxNode, parents: readonly SyntaxNode[]): boolean {
	if (isNeverUsed(node, parents)) return true;
	if (node.type.startsWith('TS') && !typeWrappers.has(node.type)) return true;
	if (/^(Import|ExportAll|ExportSpecifier|JSXText|JSXIdentifier|MetaProperty)/.test(node.type)) return true;
	if (node.type === 'TaggedTemplateExpression') return nameOf(node.tag) === undefined;
	return node.type === 'SwitchCase' && node.test === null && isNeverReached(node);
}

/** A default clause that is there for the compiler. */
function isNeverReached(clause: SyntaxNode): boolean {
	return childrenOf(clause).some(statement =>
		childrenOf(statement).some(
			each => each.type === 'TSSatisfiesExpression' && (each.typeAnnotation as SyntaxNode).type === 'TSNeverKeyword',
		),
	);
}

/** A statement that only does something: a call, an assignment, a step. */
function isRemovable(node: SyntaxNode, [parent]: readonly SyntaxNode[]): boolean {
	if (node.type !== 'ExpressionStatement' || node.directive) return false;
	if (parent?.type === 'Program') return false;
	const {type, callee} = node.expression as SyntaxNode & {callee?: SyntaxNode};
	return callee?.type !== 'Super' && type !== 'TSSatisfiesExpression';
}

/** Whether an expression can stand in a conditional expression without changing what is around it. */
function mayBeSwitched(node: SyntaxNode, parents: readonly SyntaxNode[]): boolean {
	const [parent] = parents;
	if (!parent) return false;
	// The middle of `a?.b.c()` ends early together with its beginning.
	const isInChain = ['MemberExpression', 'CallExpression', 'TSNonNullExpression'].includes(node.type);
	if (isInChain && (parent.object === node || parent.callee === node) && isWithinChain(parents)) return false;
	if (parent.callee === node || parent.type === 'TaggedTemplateExpression') return false;
	if (parent.type === 'AssignmentExpression' || parent.type === 'UpdateExpression') {
		return parent.left !== node && parent.argument !== node;
	}
	if (parent.type === 'UnaryExpression' && parent.operator === 'delete') return false;
	return !(parent.type === 'ForOfStatement' && parent.left === node) && !parent.type.startsWith('JSXAttribute');
}

function isWithinChain(parents: readonly SyntaxNode[]): boolean {
	const end = parents.findIndex(({type}) => !/^(Member|Call|TSNonNull)Expression$/.test(type));
	return parents[end]?.type === 'ChainExpression';
}

function changesOf(node: SyntaxNode, parents: readonly SyntaxNode[], text: string, file: string): readonly Change[] {
	const [parent] = parents;
	const conditions: readonly Change[] =
		parent && parent.test === node && parent.type !== 'SwitchCase' ? conditionChanges(node, parent) : [];
	return [...conditions, ...ownChanges(node, parents, text, file, conditions.length > 0)];
}

function conditionChanges(node: SyntaxNode, parent: SyntaxNode): readonly Change[] {
	const rule = 'condition';
	if (node.type === 'Literal') return [];
	const always = {rule, replacement: 'true'};
	const never = {rule, replacement: 'false'};
	// A loop that never ends is found by its time only.
	return /^(For|While|DoWhile)Statement$/.test(parent.type) ? [never] : [always, never];
}

function ownChanges(
	node: SyntaxNode,
	parents: readonly SyntaxNode[],
	text: string,
	file: string,
	isCondition: boolean,
): readonly Change[] {
	const of = (part: unknown) => text.slice((part as SyntaxNode).start, (part as SyntaxNode).end);
	const group = (part: unknown) => `(${of(part)})`;
	const {operator, left, right, argument} = node as SyntaxNode & Readonly<Record<string, unknown>>;
	switch (node.type) {
		case 'BinaryExpression': {
			if (operator === '+' && (isText(left) || isText(right))) return [];
			const others = flipped[String(operator)] ?? [];
			const isEquality = operator === '===' || operator === '!==';
			// Its condition is tried both ways already.
			const wanted = isCondition ? (isEquality ? [] : others.slice(0, 1)) : others;
			const rule = comparisons.has(String(operator)) ? 'comparison' : 'arithmetic';
			return wanted.map(other => ({rule, replacement: `${group(left)} ${other} ${group(right)}`}));
		}
		case 'LogicalExpression': {
			const rule = 'logic';
			if (operator !== '??') {
				return [{rule, replacement: `${group(left)} ${operator === '&&' ? '||' : '&&'} ${group(right)}`}];
			}
			return isForTheCompiler(left, right) ? [] : [{rule, replacement: group(left)}];
		}
		case 'UnaryExpression': {
			if (operator === '!') return isCondition ? [] : [{rule: 'negation', replacement: `!!${group(argument)}`}];
			if (operator !== '-' || (argument as SyntaxNode).type === 'Literal') return [];
			return [{rule: 'arithmetic', replacement: group(argument)}];
		}
		case 'UpdateExpression': {
			const step = operator === '++' ? '--' : '++';
			return [{rule: 'arithmetic', replacement: node.prefix ? `${step}${of(argument)}` : `${of(argument)}${step}`}];
		}
		case 'AssignmentExpression': {
			const other = flippedAssignments[String(operator)];
			if (other === undefined || isText(right)) return [];
			return [{rule: 'arithmetic', replacement: `${of(left)} ${other} ${group(right)}`}];
		}
		case 'ConditionalExpression':
			return [];
		case 'ArrayExpression': {
			const elements = (node.elements as readonly (SyntaxNode | null)[]).filter(element => element !== null);
			const isOfSentences = elements.some(({type}) => type === 'TaggedTemplateExpression');
			return elements.length === 0 || isOfSentences ? [] : [{rule: 'array emptied', replacement: '[]'}];
		}
		case 'TemplateLiteral':
			return isPlainTemplate(node) && steers(parents, file) ? [{rule: 'string emptied', replacement: "''"}] : [];
		case 'Literal':
			return literalChanges(node, parents, file);
		case 'ChainExpression':
			return chainChanges(node, text);
		case 'CallExpression':
			return isWithinChain(parents) ? [] : callChanges(node, text);
		default:
			return [];
	}
}

function literalChanges(node: SyntaxNode, parents: readonly SyntaxNode[], file: string): readonly Change[] {
	const [parent] = parents;
	const {value} = node;
	if (typeof value === 'boolean') return [{rule: 'boolean', replacement: String(!value)}];
	if (typeof value === 'number') {
		const isIndex = parent?.type === 'MemberExpression';
		// By one where things are counted; by half where something is measured.
		const isMeasure = value >= 100 && !String(node.raw).startsWith('0x');
		const others = isIndex ? [value + 1] : isMeasure ? [value * 2, value / 2] : [value + 1, value - 1];
		return others.map(other => ({rule: 'number', replacement: other < 0 ? `(${other})` : String(other)}));
	}
	if (typeof value !== 'string' || value === '' || /\s/.test(value)) return [];
	if (parent?.type === 'BinaryExpression' && parent.operator !== '+') return [];
	return steers(parents, file) ? [{rule: 'string emptied', replacement: "''"}] : [];
}

/** A value that only the compiler wants: a default of `const [first = ''] = list`, the `0` of `list[index] ?? 0`. */
function isNeverUsed(node: SyntaxNode, [parent, grandparent]: readonly SyntaxNode[]): boolean {
	if (!parent || parent.right !== node) return false;
	if (parent.type === 'AssignmentPattern') return grandparent?.type === 'ArrayPattern';
	return parent.type === 'LogicalExpression' && parent.operator === '??' && isForTheCompiler(parent.left, node);
}

/** Whether a string is more than wording. */
function steers([parent, grandparent]: readonly SyntaxNode[], file: string): boolean {
	if (!isOfWords(file)) return true;
	if (parent?.type === 'SwitchCase') return true;
	if (parent?.type === 'Property') return steering.has(nameOf(parent.key) ?? '');
	return (
		parent?.type === 'ArrayExpression' &&
		nameOf((grandparent?.callee as SyntaxNode | undefined)?.property) === 'includes'
	);
}

function isPlainTemplate(node: SyntaxNode): boolean {
	const pieces = (node.quasis as readonly {value: {cooked: string}}[]).map(({value}) => value.cooked);
	return pieces.some(piece => piece !== '') && !pieces.some(piece => /\s/.test(piece));
}

function isText(node: unknown): boolean {
	const {type, value} = node as SyntaxNode;
	return type === 'TemplateLiteral' || (type === 'Literal' && typeof value === 'string');
}

function isForTheCompiler(left: unknown, right: unknown): boolean {
	const {type, computed} = ((left as SyntaxNode).expression ?? left) as SyntaxNode;
	const isConstant = ['Literal', 'TemplateLiteral', 'ArrayExpression'].includes((right as SyntaxNode).type);
	return type === 'MemberExpression' && computed === true && isConstant;
}

/** `a?.b` as `a.b`: each question mark of a chain by itself. */
function chainChanges(node: SyntaxNode, text: string): readonly Change[] {
	const whole = text.slice(node.start, node.end);
	const changes: Change[] = [];
	for (let link = node.expression; isNode(link); link = link.object ?? link.callee ?? link.expression) {
		const inner = (link.object ?? link.callee) as SyntaxNode | undefined;
		if (link.optional !== true || !inner) continue;
		const at = text.indexOf('?.', inner.end) - node.start;
		const isName = link.type === 'MemberExpression' && link.computed === false;
		changes.push({
			rule: 'optional chaining',
			replacement: `${whole.slice(0, at)}${isName ? '.' : ''}${whole.slice(at + 2)}`,
		});
	}
	return changes;
}

function callChanges(node: SyntaxNode, text: string): readonly Change[] {
	const callee = node.callee as SyntaxNode;
	if (callee.type !== 'MemberExpression' || callee.computed === true) return [];
	const name = nameOf(callee.property) ?? '';
	const property = callee.property as SyntaxNode;
	const object = callee.object as SyntaxNode;
	const other = otherMethod.get(name);
	if (other !== undefined) {
		const replacement = `${text.slice(node.start, property.start)}${other}${text.slice(property.end, node.end)}`;
		return [{rule: 'method', replacement}];
	}
	return removableMethods.has(name) ? [{rule: 'method', replacement: `(${text.slice(object.start, object.end)})`}] : [];
}

function nameOf(node: unknown): string | undefined {
	return isNode(node) && typeof node.name === 'string' && node.name !== 'safe' ? node.name : undefined;
}

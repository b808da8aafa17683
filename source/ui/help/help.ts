import {displayWidth, fit} from '../../text/display-width.ts';
import {blanks} from '../../text/safe-parts.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {
	type Action,
	type Context,
	contexts,
	contextsOf,
	type Group,
	listIsEmpty,
	noJobSelected,
	type Situation,
} from '../actions/action.ts';
import {type ActionName, actionList, disabledReason} from '../actions/actions.ts';
import type {Span} from '../line.tsx';
import {legend} from './legend.ts';

/** One line of one column of the help. Its spans together are as wide as the column. */
type Cell = readonly Span[];

const keyCells = 10;

/**
 * Makes the lines of the help, `width` cells wide, in one, two or three columns: the keys of the current context, then
 * those of other contexts, then the meanings of symbols.
 *
 * @param here the context that the help covers
 * @param situation decides which actions are not possible; these are dim and followed by the reason
 */
export function helpLines(
	width: number,
	here: Context,
	situation: Situation,
	ascii: boolean,
): readonly (readonly Span[])[] {
	const most = width >= 120 ? 3 : width >= 76 ? 2 : 1;
	const cells = Math.floor(width / most);
	const {actionsHere, elsewhere} = actionsByPlace(here);
	const keys = (title: SafeText, members: readonly ActionEntry[]) =>
		blockOf(
			title,
			members.flatMap(([name, action]) => entry(name, action, situation, cells, ascii)),
			cells,
		);
	return [
		heading(safe`Here: ${placeNames[here]}`, width),
		...(situation.jobs === 0
			? wrapWords(emptyHint, width - 1).map(line => [{text: fit(safe` ${line}`, width), isDim: true}])
			: []),
		...inColumns(
			helpGroups.flatMap(group => {
				const members = actionsHere.filter(([, action]) => action.group === group);
				return members.length === 0 ? [] : [keys(safeText(group), members)];
			}),
			{width, cells, most},
		),
		heading(elsewhereTitle, width),
		...inColumns(
			elsewhere.map(({place, members}) => keys(placeNames[place], members)),
			{width, cells, most},
		),
		heading(signsTitle, width),
		...inColumns(
			legend(ascii).map(({title, signs}) =>
				blockOf(
					title,
					signs.flatMap(([sign, meaning]) => pair(sign, meaning, cells, {})),
					cells,
				),
			),
			{width, cells, most},
		),
	];
}

type ActionEntry = (typeof actionList)[number];

/**
 * The groups of actions in the order of the help. Groups with keys that users have to look up come first, and the keys
 * that they know by heart come last.
 */
const helpGroups: readonly Group[] = [
	'Job',
	'Open',
	'List',
	'Find',
	'Messages',
	'Values',
	'Polling',
	'Program',
	'Move',
];

/** Returns the actions of a context, and all other actions by the first context in which they are possible. */
export function actionsByPlace(here: Context): {
	readonly actionsHere: readonly ActionEntry[];
	readonly elsewhere: readonly {readonly place: Context; readonly members: readonly ActionEntry[]}[];
} {
	const isHere = ([, action]: ActionEntry) => contextsOf(action).includes(here);
	const elsewhere = contexts.map(place => ({
		place,
		members: actionList.filter(one => !isHere(one) && contextsOf(one[1])[0] === place),
	}));
	return {actionsHere: actionList.filter(isHere), elsewhere: elsewhere.filter(({members}) => members.length > 0)};
}

/** The name of each context. */
const placeNames: Readonly<Record<Context, SafeText>> = {
	list: safe`list of jobs`,
	messages: safe`messages`,
	parameters: safe`results and inputs`,
	records: safe`table of a value`,
	map: safe`map of a value`,
	tree: safe`structure of a value`,
	about: safe`About`,
	help: safe`help`,
};

/** Says why most keys are dim while the list is empty. */
export const emptyHint: SafeText = safe`The list is empty, and most keys need a job. a adds one.`;

/** The heading of the keys that work in other contexts. */
export const elsewhereTitle: SafeText = safe`In other places`;
/** The heading of the symbols. */
export const signsTitle: SafeText = safe`Signs`;

function heading(title: SafeText, width: number): readonly Span[] {
	return [{text: fit(safe` ${title}`, width), isBold: true, isInverse: true}];
}

function blockOf(title: SafeText, cells: readonly Cell[], width: number): readonly Cell[] {
	return [[{text: fit(safe` ${title}`, width), isBold: true}], ...cells, [{text: blanks(width)}]];
}

function entry(
	name: ActionName,
	{keys, label}: Action,
	situation: Situation,
	cells: number,
	ascii: boolean,
): readonly Cell[] {
	const reason = disabledReason(name, situation);
	const named =
		keys.length === 0
			? safe`:`
			: joinSafe(
					keys.map(key => keyLabel(key, ascii)),
					safe` `,
				);
	const isTrivial = reason === noJobSelected || reason === listIsEmpty;
	const words = reason === undefined || isTrivial ? label : safe`${label} (${reason})`;
	return pair(named, words, cells, {isBold: reason === undefined, isDim: reason !== undefined});
}

/** Makes the lines for a key or a symbol and its meaning. There are enough lines for the whole meaning. */
function pair(
	name: SafeText,
	words: SafeText,
	cells: number,
	{isBold = true, isDim = false}: {readonly isBold?: boolean; readonly isDim?: boolean},
): readonly Cell[] {
	const left = Math.min(cells, keyCells + 2);
	const right = cells - left;
	const lines = right < 1 ? [safe``] : wrapWords(words, right - 1);
	return lines.map((line, index) => [
		{text: fit(index === 0 ? safe`  ${name}` : safe``, left), isBold, isDim},
		{text: fit(line, right), isDim},
	]);
}

/** Wraps a text at blanks only, because each word in the help is shorter than a line. */
function wrapWords(text: SafeText, width: number): readonly SafeText[] {
	const lines: SafeText[] = [];
	for (const word of text.split(' ').map(safeText)) {
		const last = lines.at(-1);
		if (last !== undefined && displayWidth(last) + 1 + displayWidth(word) <= width)
			lines[lines.length - 1] = safe`${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

type Columns = {readonly width: number; readonly cells: number; readonly most: number};

function inColumns(blocks: readonly (readonly Cell[])[], {width, cells, most}: Columns): readonly (readonly Span[])[] {
	if (blocks.length === 0) return [];
	const columns = packed(blocks, most);
	const height = Math.max(...columns.map(column => column.length));
	const blank: Cell = [{text: blanks(cells)}];
	const rest = {text: blanks(width - cells * columns.length)};
	return Array.from({length: height}, (_, index) => [...columns.flatMap(column => column[index] ?? blank), rest]);
}

/** Arranges the blocks, in order, in up to `most` columns, and makes the columns as short as possible. */
function packed(blocks: readonly (readonly Cell[])[], most: number): readonly (readonly Cell[])[] {
	const tallest = Math.max(...blocks.map(block => block.length));
	for (let height = tallest; ; height++) {
		const columns: Cell[][] = [[]];
		for (const block of blocks) {
			const last = columns.at(-1) ?? [];
			if (last.length > 0 && last.length + block.length > height) columns.push([...block]);
			else last.push(...block);
		}
		if (columns.length <= most) return columns;
	}
}

/** Returns the name of a key for display. If only ASCII may be drawn, words replace the arrows. */
export function keyLabel(name: string, ascii: boolean): SafeText {
	return (ascii ? arrows[name] : undefined) ?? safeText(name);
}

const arrows: Readonly<Record<string, SafeText>> = {
	'↑': safe`Up`,
	'↓': safe`Down`,
	'←': safe`Left`,
	'→': safe`Right`,
};

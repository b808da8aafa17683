import {hasEnded, statusWord} from '../../gp/status.ts';
import {mayAskAgain} from '../../monitor/cancel.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';

/**
 * Where the keyboard is: the list, a tab of the detail (Results and Inputs are both `parameters`), a value that was
 * opened there, the help overlay.
 */
export const contexts = ['list', 'messages', 'parameters', 'records', 'map', 'tree', 'about', 'help'] as const;

export type Context = (typeof contexts)[number];

export const groups = ['Move', 'Open', 'Find', 'Polling', 'List', 'Job', 'Messages', 'Values', 'Program'] as const;

export type Group = (typeof groups)[number];

/** What decides whether an action is possible now. */
export type Situation = {
	/** The selected job, or the one whose detail is open. */
	readonly job: WatchedJob | null;
	/** All jobs of the list, shown or not. */
	readonly jobs: number;
	readonly marks: number;
	readonly isReadOnly: boolean;
	/** The server of that job wants somebody to sign in. */
	readonly asksForSignIn: boolean;
	readonly canUndo: boolean;
};

export type Action = {
	/** Names as `keyName` gives them: `x`, `Ctrl-U`, `PgUp`, `↑`. The first one stands in the footer. */
	readonly keys: readonly string[];
	/** What it does, for the help overlay and the README. */
	readonly label: SafeText;
	readonly contexts: readonly Context[];
	readonly group: Group;
	/** Its word in the footer, where it is worth a place there, and which place; 90 and more stay longest. */
	readonly footer?: {readonly word: SafeText; readonly place: number};
	/** It changes something on a server: it is confirmed first, and does not exist when read-only. */
	readonly isDangerous?: boolean;
	/** Why it cannot be done now, in words; `undefined` where it can. */
	readonly disabledReason?: (situation: Situation) => SafeText | undefined;
};

const everywhere = contexts;
const values = ['records', 'map', 'tree'] as const;
const detail = ['messages', 'parameters', ...values, 'about'] as const;
/** Where something is read line by line. */
const readable = ['messages', 'parameters', 'records', 'tree'] as const;
const outsideHelp = ['list', ...detail] as const;

/** Why nothing can be done with a job. */
export const noJobSelected = safe`nothing is selected`;
/** Why there is nothing to look for, or to ask about. */
export const listIsEmpty = safe`the list is empty`;
/** Why there are no marks to clear. */
export const nothingMarked = safe`nothing is marked`;
/** Why nobody need sign in. */
export const notAskedToSignIn = safe`its server does not ask`;
/** Why nothing is changed on a server. */
export const isReadOnlyNow = safe`read-only`;
/** Why a job that is gone is not asked to cancel. */
export const unknownToServer = safe`the server no longer knows it`;
/** Why a job is not asked to cancel that has ended, or is cancelling. @param status as the server calls it */
export function alreadyEnded(status: SafeText): SafeText {
	return safe`already ${status}`;
}

const nothingSelected = ({job}: Situation) => (job === null ? noJobSelected : undefined);
/** For what acts on the marked jobs, else on the selected one. */
const nothingChosen = ({job, marks}: Situation) => (job === null && marks === 0 ? noJobSelected : undefined);
const onJob = {contexts: outsideHelp, disabledReason: nothingSelected};
/** The list shows the messages of the selected job below, so that their keys act there too. */
const onMessages = {...onJob, contexts: ['list', 'messages']} as const;
const emptyList = ({jobs}: Situation) => (jobs === 0 ? listIsEmpty : undefined);

/** Why there is no removal to undo. */
export const nothingRemoved = safe`nothing was removed`;
/** Why a job is not asked to cancel once more. */
export const alreadyAskedFor = safe`already asked for`;

/**
 * The one table of keys: what looks keys up, the footer, the help overlay and the README's table are all made from it.
 */
export const actions = {
	moveUp: {keys: ['↑', 'k'], label: safe`up`, contexts: everywhere, group: 'Move'},
	moveDown: {keys: ['↓', 'j'], label: safe`down`, contexts: everywhere, group: 'Move'},
	top: {keys: ['g', 'Home'], label: safe`top`, contexts: everywhere, group: 'Move'},
	bottom: {keys: ['G', 'End'], label: safe`bottom`, contexts: everywhere, group: 'Move'},
	pageUp: {keys: ['PgUp'], label: safe`page up`, contexts: everywhere, group: 'Move'},
	pageDown: {keys: ['PgDn'], label: safe`page down`, contexts: everywhere, group: 'Move'},
	halfPageUp: {keys: ['Ctrl-U'], label: safe`half a page up`, contexts: everywhere, group: 'Move'},
	halfPageDown: {keys: ['Ctrl-D'], label: safe`half a page down`, contexts: everywhere, group: 'Move'},
	left: {keys: ['←', 'h'], label: safe`left in long lines`, contexts: outsideHelp, group: 'Move'},
	right: {keys: ['→', 'l'], label: safe`right in long lines`, contexts: outsideHelp, group: 'Move'},

	open: {
		keys: ['Enter'],
		label: safe`open`,
		group: 'Open',
		footer: {word: safe`open`, place: 2},
		contexts: ['list', 'parameters', 'records', 'tree'],
		disabledReason: nothingSelected,
	},
	openFromPane: {keys: ['Enter'], label: safe`open the job`, group: 'Open', ...onJob, contexts: ['messages']},
	back: {
		keys: ['Esc', 'q'],
		label: safe`one level back`,
		contexts: [...detail, 'help'],
		group: 'Open',
		footer: {word: safe`back`, place: 92},
	},
	leave: {keys: ['Esc'], label: safe`drop the filter, then marks`, contexts: ['list'], group: 'Open'},
	nextPane: {keys: ['Tab'], label: safe`next pane or tab`, contexts: outsideHelp, group: 'Open'},
	previousPane: {keys: ['Shift-Tab'], label: safe`pane or tab before`, contexts: outsideHelp, group: 'Open'},
	showMessages: {keys: ['1'], label: safe`tab Messages`, group: 'Open', ...onJob},
	showResults: {keys: ['2'], label: safe`tab Results`, group: 'Open', ...onJob},
	showInputs: {keys: ['3'], label: safe`tab Inputs`, group: 'Open', ...onJob},
	showAbout: {keys: ['4'], label: safe`tab About`, group: 'Open', ...onJob},

	filter: {
		keys: ['/'],
		label: safe`filter the list`,
		contexts: ['list'],
		group: 'Find',
		footer: {word: safe`filter`, place: 3},
		disabledReason: emptyList,
	},
	search: {
		keys: ['/'],
		label: safe`search in the lines`,
		contexts: readable,
		group: 'Find',
		footer: {word: safe`search`, place: 3},
	},
	nextMatch: {keys: ['n'], label: safe`next match`, contexts: readable, group: 'Find'},
	previousMatch: {keys: ['N'], label: safe`match before`, contexts: readable, group: 'Find'},

	refresh: {
		keys: ['r'],
		label: safe`ask now: this job or marked`,
		contexts: outsideHelp,
		group: 'Polling',
		disabledReason: nothingChosen,
	},
	refreshAll: {
		keys: ['R', 'F5'],
		label: safe`ask now: all jobs`,
		contexts: outsideHelp,
		group: 'Polling',
		disabledReason: emptyList,
	},
	pause: {keys: ['P'], label: safe`pause all polling; go on`, contexts: outsideHelp, group: 'Polling'},

	sort: {keys: ['s', '>'], label: safe`sort by the next column`, contexts: ['list'], group: 'List'},
	sortBack: {keys: ['<'], label: safe`sort by the column before`, contexts: ['list'], group: 'List'},
	invert: {keys: ['I'], label: safe`invert the order`, contexts: ['list', 'records'], group: 'List'},
	add: {
		keys: ['a'],
		label: safe`add a job by its URL`,
		contexts: ['list'],
		group: 'List',
		footer: {word: safe`add`, place: 4},
	},
	remove: {
		keys: ['D'],
		label: safe`remove from the list`,
		contexts: ['list'],
		group: 'List',
		disabledReason: nothingChosen,
	},
	undo: {
		keys: ['u'],
		label: safe`undo the last removal`,
		contexts: ['list'],
		group: 'List',
		disabledReason: ({canUndo}) => (canUndo ? undefined : nothingRemoved),
	},
	listColumns: {keys: ['C'], label: safe`choose columns`, contexts: ['list'], group: 'List'},
	mark: {
		keys: ['Space'],
		label: safe`mark, and go on`,
		contexts: ['list', 'records'],
		group: 'List',
		disabledReason: nothingSelected,
	},
	markAll: {
		keys: ['*'],
		label: safe`mark all that are shown`,
		contexts: ['list', 'records'],
		group: 'List',
		disabledReason: emptyList,
	},
	clearMarks: {
		keys: ['U'],
		label: safe`clear all marks`,
		contexts: ['list'],
		group: 'List',
		disabledReason: ({marks}) => (marks > 0 ? undefined : nothingMarked),
	},

	cancel: {
		keys: ['x'],
		label: safe`cancel the job`,
		contexts: outsideHelp,
		group: 'Job',
		footer: {word: safe`cancel`, place: 1},
		isDangerous: true,
		disabledReason: situation => (situation.isReadOnly ? isReadOnlyNow : notToBeCancelled(situation)),
	},
	hex: {
		keys: ['X'],
		label: safe`cleaned text as bytes (hex)`,
		contexts: ['list', 'messages', 'parameters'],
		group: 'Messages',
		disabledReason: nothingSelected,
	},
	signIn: {
		keys: ['i'],
		label: safe`sign in to its server`,
		contexts: outsideHelp,
		group: 'Job',
		footer: {word: safe`sign in`, place: 0},
		disabledReason: ({asksForSignIn}) => (asksForSignIn ? undefined : notAskedToSignIn),
	},
	rerun: {
		keys: [],
		label: safe`rerun with the same inputs`,
		contexts: outsideHelp,
		group: 'Job',
		isDangerous: true,
		disabledReason: situation => (situation.isReadOnly ? isReadOnlyNow : nothingSelected(situation)),
	},
	browse: {keys: ['o'], label: safe`open its page in the browser`, group: 'Job', ...onJob},
	saveJob: {
		keys: ['S'],
		label: safe`save messages or a report`,
		contexts: ['list', 'messages', 'about'],
		group: 'Job',
		disabledReason: nothingChosen,
	},
	copy: {
		keys: ['y'],
		label: safe`copy: URL, id, last message`,
		contexts: outsideHelp,
		group: 'Job',
		disabledReason: nothingChosen,
	},
	label: {keys: ['L'], label: safe`label and tags`, group: 'Job', ...onJob},
	copyUrl: {keys: ['Y'], label: safe`copy its URL`, group: 'Job', ...onJob},

	follow: {
		keys: ['f'],
		label: safe`follow new messages`,
		footer: {word: safe`follow`, place: 5},
		group: 'Messages',
		...onMessages,
	},
	wrap: {
		keys: ['w'],
		label: safe`wrap long lines`,
		footer: {word: safe`wrap`, place: 8},
		group: 'Messages',
		...onMessages,
	},
	level: {
		keys: ['v'],
		label: safe`level: all, warnings, errors`,
		footer: {word: safe`level`, place: 6},
		group: 'Messages',
		...onMessages,
	},
	nextProblem: {
		keys: ['e'],
		label: safe`next error or warning`,
		footer: {word: safe`next error`, place: 7},
		group: 'Messages',
		...onMessages,
	},
	previousProblem: {keys: ['E'], label: safe`error or warning before`, group: 'Messages', ...onMessages},
	zoom: {
		keys: ['z'],
		label: safe`pane full, and back`,
		footer: {word: safe`full`, place: 9},
		group: 'Messages',
		...onMessages,
	},

	save: {
		keys: ['S'],
		label: safe`save the value`,
		contexts: ['parameters', ...values],
		group: 'Values',
		footer: {word: safe`save`, place: 6},
	},
	openRecord: {keys: ['z'], label: safe`all fields of the record`, contexts: ['records'], group: 'Values'},
	sortColumn: {
		keys: ['s'],
		label: safe`sort by the column`,
		contexts: ['records'],
		group: 'Values',
		footer: {word: safe`sort`, place: 4},
	},
	columns: {
		keys: ['C'],
		label: safe`choose columns (Space, *)`,
		contexts: ['records'],
		group: 'Values',
		footer: {word: safe`columns`, place: 5},
	},
	map: {
		keys: ['m'],
		label: safe`map, and back to the table`,
		contexts: ['records', 'map'],
		group: 'Values',
		footer: {word: safe`map`, place: 3},
	},
	zoomIn: {
		keys: ['+', '='],
		label: safe`map: nearer`,
		contexts: ['map'],
		group: 'Values',
		footer: {word: safe`nearer`, place: 4},
	},
	zoomOut: {
		keys: ['-'],
		label: safe`map: farther`,
		contexts: ['map'],
		group: 'Values',
		footer: {word: safe`farther`, place: 5},
	},
	wholeMap: {
		keys: ['0'],
		label: safe`map: all of it`,
		contexts: ['map'],
		group: 'Values',
		footer: {word: safe`all`, place: 6},
	},
	fillMap: {keys: ['f'], label: safe`map: fill polygons`, contexts: ['map'], group: 'Values'},

	palette: {keys: [':'], label: safe`find an action by its name`, contexts: outsideHelp, group: 'Program'},
	help: {
		keys: ['?', 'F1'],
		label: safe`help`,
		contexts: everywhere,
		group: 'Program',
		footer: {word: safe`help`, place: 91},
	},
	redraw: {keys: ['Ctrl-L'], label: safe`draw the screen anew`, contexts: everywhere, group: 'Program'},
	suspend: {keys: ['Ctrl-Z'], label: safe`suspend`, contexts: everywhere, group: 'Program'},
	quit: {
		keys: ['q'],
		label: safe`quit (elsewhere: back)`,
		contexts: ['list'],
		group: 'Program',
		footer: {word: safe`quit`, place: 92},
	},
	quitAtOnce: {keys: ['Ctrl-C'], label: safe`quit at once`, contexts: everywhere, group: 'Program'},
} satisfies Record<string, Action>;

export type ActionName = keyof typeof actions;

/** All actions with their names, in the order of the table. */
export const actionList = Object.entries(actions) as readonly (readonly [ActionName, Action])[];

/** Why the selected job cannot be cancelled now. */
function notToBeCancelled({job}: Situation): SafeText | undefined {
	if (job === null) return noJobSelected;
	const {state, status, cancel} = job;
	const word = status === null ? safeText(state) : statusWord(status.safe);
	if (hasEnded(state)) return alreadyEnded(word);
	if (state === 'gone') return unknownToServer;
	if (state === 'cancelling') return alreadyEnded(safe`Cancelling`);
	// One that waits for the job to execute has not been sent: x takes it back.
	return cancel === null || mayAskAgain(cancel) || cancel.step === 'waiting' ? undefined : alreadyAskedFor;
}

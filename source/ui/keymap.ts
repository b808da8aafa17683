import {hasEnded, statusWord} from '../gp/status.ts';
import {mayAskAgain} from '../monitor/cancel.ts';
import type {WatchedJob} from '../monitor/job.ts';

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
	readonly label: string;
	readonly contexts: readonly Context[];
	readonly group: Group;
	/** Its word in the footer, where it is worth a place there, and which place; 90 and more stay longest. */
	readonly footer?: {readonly word: string; readonly place: number};
	/** It changes something on a server: it is confirmed first, and does not exist when read-only. */
	readonly isDangerous?: boolean;
	/** Why it cannot be done now, in words; `undefined` where it can. */
	readonly disabledReason?: (situation: Situation) => string | undefined;
};

const everywhere = contexts;
const values = ['records', 'map', 'tree'] as const;
const detail = ['messages', 'parameters', ...values, 'about'] as const;
/** Where something is read line by line. */
const readable = ['messages', 'parameters', 'records', 'tree'] as const;
const outsideHelp = ['list', ...detail] as const;

const nothingSelected = ({job}: Situation) => (job === null ? 'nothing is selected' : undefined);
/** For what acts on the marked jobs, else on the selected one. */
const nothingChosen = ({job, marks}: Situation) => (job === null && marks === 0 ? 'nothing is selected' : undefined);
const onJob = {contexts: outsideHelp, disabledReason: nothingSelected};
/** The list shows the messages of the selected job below, so that their keys act there too. */
const onMessages = {...onJob, contexts: ['list', 'messages']} as const;
const emptyList = ({jobs}: Situation) => (jobs === 0 ? 'the list is empty' : undefined);

/**
 * The one table of keys: what looks keys up, the footer, the help overlay and the README's table are all made from it.
 */
export const actions = {
	moveUp: {keys: ['↑', 'k'], label: 'up', contexts: everywhere, group: 'Move'},
	moveDown: {keys: ['↓', 'j'], label: 'down', contexts: everywhere, group: 'Move'},
	top: {keys: ['g', 'Home'], label: 'top', contexts: everywhere, group: 'Move'},
	bottom: {keys: ['G', 'End'], label: 'bottom', contexts: everywhere, group: 'Move'},
	pageUp: {keys: ['PgUp'], label: 'page up', contexts: everywhere, group: 'Move'},
	pageDown: {keys: ['PgDn'], label: 'page down', contexts: everywhere, group: 'Move'},
	halfPageUp: {keys: ['Ctrl-U'], label: 'half a page up', contexts: everywhere, group: 'Move'},
	halfPageDown: {keys: ['Ctrl-D'], label: 'half a page down', contexts: everywhere, group: 'Move'},
	left: {keys: ['←', 'h'], label: 'left in long lines', contexts: outsideHelp, group: 'Move'},
	right: {keys: ['→', 'l'], label: 'right in long lines', contexts: outsideHelp, group: 'Move'},

	open: {
		keys: ['Enter'],
		label: 'open',
		group: 'Open',
		footer: {word: 'open', place: 2},
		contexts: ['list', 'parameters', 'records', 'tree'],
		disabledReason: nothingSelected,
	},
	openFromPane: {keys: ['Enter'], label: 'open the job', group: 'Open', ...onJob, contexts: ['messages']},
	back: {
		keys: ['Esc', 'q'],
		label: 'one level back',
		contexts: [...detail, 'help'],
		group: 'Open',
		footer: {word: 'back', place: 92},
	},
	leave: {keys: ['Esc'], label: 'drop the filter, then marks', contexts: ['list'], group: 'Open'},
	nextPane: {keys: ['Tab'], label: 'next pane or tab', contexts: outsideHelp, group: 'Open'},
	previousPane: {keys: ['Shift-Tab'], label: 'pane or tab before', contexts: outsideHelp, group: 'Open'},
	showMessages: {keys: ['1'], label: 'tab Messages', group: 'Open', ...onJob},
	showResults: {keys: ['2'], label: 'tab Results', group: 'Open', ...onJob},
	showInputs: {keys: ['3'], label: 'tab Inputs', group: 'Open', ...onJob},
	showAbout: {keys: ['4'], label: 'tab About', group: 'Open', ...onJob},

	filter: {
		keys: ['/'],
		label: 'filter the list',
		contexts: ['list'],
		group: 'Find',
		footer: {word: 'filter', place: 3},
		disabledReason: emptyList,
	},
	search: {
		keys: ['/'],
		label: 'search in the lines',
		contexts: readable,
		group: 'Find',
		footer: {word: 'search', place: 3},
	},
	nextMatch: {keys: ['n'], label: 'next match', contexts: readable, group: 'Find'},
	previousMatch: {keys: ['N'], label: 'match before', contexts: readable, group: 'Find'},

	refresh: {
		keys: ['r'],
		label: 'ask now: this job or marked',
		contexts: outsideHelp,
		group: 'Polling',
		disabledReason: nothingChosen,
	},
	refreshAll: {
		keys: ['R', 'F5'],
		label: 'ask now: all jobs',
		contexts: outsideHelp,
		group: 'Polling',
		disabledReason: emptyList,
	},
	pause: {keys: ['P'], label: 'pause all polling; go on', contexts: outsideHelp, group: 'Polling'},

	sort: {keys: ['s', '>'], label: 'sort by the next column', contexts: ['list'], group: 'List'},
	sortBack: {keys: ['<'], label: 'sort by the column before', contexts: ['list'], group: 'List'},
	invert: {keys: ['I'], label: 'invert the order', contexts: ['list', 'records'], group: 'List'},
	add: {
		keys: ['a'],
		label: 'add a job by its URL',
		contexts: ['list'],
		group: 'List',
		footer: {word: 'add', place: 4},
	},
	remove: {
		keys: ['D'],
		label: 'remove from the list',
		contexts: ['list'],
		group: 'List',
		disabledReason: nothingChosen,
	},
	undo: {
		keys: ['u'],
		label: 'undo the last removal',
		contexts: ['list'],
		group: 'List',
		disabledReason: ({canUndo}) => (canUndo ? undefined : 'nothing was removed'),
	},
	listColumns: {keys: ['C'], label: 'choose columns', contexts: ['list'], group: 'List'},
	mark: {
		keys: ['Space'],
		label: 'mark, and go on',
		contexts: ['list', 'records'],
		group: 'List',
		disabledReason: nothingSelected,
	},
	markAll: {
		keys: ['*'],
		label: 'mark all that are shown',
		contexts: ['list', 'records'],
		group: 'List',
		disabledReason: emptyList,
	},
	clearMarks: {
		keys: ['U'],
		label: 'clear all marks',
		contexts: ['list'],
		group: 'List',
		disabledReason: ({marks}) => (marks > 0 ? undefined : 'nothing is marked'),
	},

	cancel: {
		keys: ['x'],
		label: 'cancel the job',
		contexts: outsideHelp,
		group: 'Job',
		footer: {word: 'cancel', place: 1},
		isDangerous: true,
		disabledReason: situation => (situation.isReadOnly ? 'read-only' : notToBeCancelled(situation)),
	},
	hex: {
		keys: ['X'],
		label: 'cleaned text as bytes (hex)',
		contexts: ['list', 'messages', 'parameters'],
		group: 'Messages',
		disabledReason: nothingSelected,
	},
	signIn: {
		keys: ['i'],
		label: 'sign in to its server',
		contexts: outsideHelp,
		group: 'Job',
		footer: {word: 'sign in', place: 0},
		disabledReason: ({asksForSignIn}) => (asksForSignIn ? undefined : 'its server does not ask'),
	},
	rerun: {
		keys: [],
		label: 'rerun with the same inputs',
		contexts: outsideHelp,
		group: 'Job',
		isDangerous: true,
		disabledReason: situation => (situation.isReadOnly ? 'read-only' : nothingSelected(situation)),
	},
	browse: {keys: ['o'], label: 'open its page in the browser', group: 'Job', ...onJob},
	saveJob: {
		keys: ['S'],
		label: 'save messages or a report',
		contexts: ['list', 'messages', 'about'],
		group: 'Job',
		disabledReason: nothingChosen,
	},
	copy: {
		keys: ['y'],
		label: 'copy: URL, id, last message',
		contexts: outsideHelp,
		group: 'Job',
		disabledReason: nothingChosen,
	},
	label: {keys: ['L'], label: 'label and tags', group: 'Job', ...onJob},
	copyUrl: {keys: ['Y'], label: 'copy its URL', group: 'Job', ...onJob},

	follow: {
		keys: ['f'],
		label: 'follow new messages',
		footer: {word: 'follow', place: 5},
		group: 'Messages',
		...onMessages,
	},
	wrap: {
		keys: ['w'],
		label: 'wrap long lines',
		footer: {word: 'wrap', place: 8},
		group: 'Messages',
		...onMessages,
	},
	level: {
		keys: ['v'],
		label: 'level: all, warnings, errors',
		footer: {word: 'level', place: 6},
		group: 'Messages',
		...onMessages,
	},
	nextProblem: {
		keys: ['e'],
		label: 'next error or warning',
		footer: {word: 'next error', place: 7},
		group: 'Messages',
		...onMessages,
	},
	previousProblem: {keys: ['E'], label: 'error or warning before', group: 'Messages', ...onMessages},
	zoom: {
		keys: ['z'],
		label: 'pane full, and back',
		footer: {word: 'full', place: 9},
		group: 'Messages',
		...onMessages,
	},

	save: {
		keys: ['S'],
		label: 'save the value',
		contexts: ['parameters', ...values],
		group: 'Values',
		footer: {word: 'save', place: 6},
	},
	openRecord: {keys: ['z'], label: 'all fields of the record', contexts: ['records'], group: 'Values'},
	sortColumn: {
		keys: ['s'],
		label: 'sort by the column',
		contexts: ['records'],
		group: 'Values',
		footer: {word: 'sort', place: 4},
	},
	columns: {
		keys: ['C'],
		label: 'choose columns (Space, *)',
		contexts: ['records'],
		group: 'Values',
		footer: {word: 'columns', place: 5},
	},
	map: {
		keys: ['m'],
		label: 'map, and back to the table',
		contexts: ['records', 'map'],
		group: 'Values',
		footer: {word: 'map', place: 3},
	},
	zoomIn: {
		keys: ['+', '='],
		label: 'map: nearer',
		contexts: ['map'],
		group: 'Values',
		footer: {word: 'nearer', place: 4},
	},
	zoomOut: {
		keys: ['-'],
		label: 'map: farther',
		contexts: ['map'],
		group: 'Values',
		footer: {word: 'farther', place: 5},
	},
	wholeMap: {keys: ['0'], label: 'map: all of it', contexts: ['map'], group: 'Values', footer: {word: 'all', place: 6}},
	fillMap: {keys: ['f'], label: 'map: fill polygons', contexts: ['map'], group: 'Values'},

	palette: {keys: [':'], label: 'find an action by its name', contexts: outsideHelp, group: 'Program'},
	help: {keys: ['?', 'F1'], label: 'help', contexts: everywhere, group: 'Program', footer: {word: 'help', place: 91}},
	redraw: {keys: ['Ctrl-L'], label: 'draw the screen anew', contexts: everywhere, group: 'Program'},
	suspend: {keys: ['Ctrl-Z'], label: 'suspend', contexts: everywhere, group: 'Program'},
	quit: {
		keys: ['q'],
		label: 'quit (elsewhere: back)',
		contexts: ['list'],
		group: 'Program',
		footer: {word: 'quit', place: 92},
	},
	quitAtOnce: {keys: ['Ctrl-C'], label: 'quit at once', contexts: everywhere, group: 'Program'},
} satisfies Record<string, Action>;

export type ActionName = keyof typeof actions;

/** All actions with their names, in the order of the table. */
export const actionList = Object.entries(actions) as readonly (readonly [ActionName, Action])[];

/** Why the selected job cannot be cancelled now. */
function notToBeCancelled({job}: Situation): string | undefined {
	if (job === null) return 'nothing is selected';
	const {state, status, cancel} = job;
	const word = status === null ? state : statusWord(status.safe);
	if (hasEnded(state)) return `already ${word}`;
	if (state === 'gone') return 'the server no longer knows it';
	if (state === 'cancelling') return 'already Cancelling';
	// One that waits for the job to execute has not been sent: x takes it back.
	return cancel === null || mayAskAgain(cancel) || cancel.step === 'waiting' ? undefined : 'already asked for';
}

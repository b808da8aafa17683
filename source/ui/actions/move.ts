import {safe} from '../../text/safe-text.ts';
import {aboutLines} from '../panes/about/about.ts';
import {updateAboutScroll} from '../panes/about/about-scroll.ts';
import {type ScrollMove, scrolled} from '../panes/list/window.ts';
import type {ReadingMove} from '../panes/messages/state.ts';
import type {ScreenPort} from '../screen/port.ts';
import {layoutNow} from '../screen/state.ts';
import type {Action, ActionRuns} from './action.ts';
import {toList, toMap, toMessages, toParameters, toValue} from './pane-events.ts';

/** The action that each move causes in a pane whose text is read line by line. */
const scrolls = {
	up: {type: 'scroll', by: 'line', direction: 'up'},
	down: {type: 'scroll', by: 'line', direction: 'down'},
	'half-up': {type: 'scroll', by: 'half-page', direction: 'up'},
	'half-down': {type: 'scroll', by: 'half-page', direction: 'down'},
	'page-up': {type: 'scroll', by: 'page', direction: 'up'},
	'page-down': {type: 'scroll', by: 'page', direction: 'down'},
	top: {type: 'go', to: 'top'},
	bottom: {type: 'go', to: 'bottom'},
} as const satisfies Record<ScrollMove, ReadingMove>;

/** Returns the code of a move for each context in which something can be scrolled. */
function moves(move: ScrollMove): ActionRuns {
	const scroll = scrolls[move];
	return {
		list: toList({type: 'moved', move}),
		messages: toMessages(scroll),
		parameters: toParameters(scroll),
		records: toValue(scroll),
		tree: toValue(scroll),
		about: screen => moveAbout(screen, move),
		help: screen => moveHelp(screen, move),
	};
}

/** Returns the code of a move for all of these contexts except the list. Their keys are those of `less`. */
function reads(move: ScrollMove): ActionRuns {
	const {messages, about, help} = moves(move);
	return {messages, about, help} as ActionRuns;
}

/** Scrolls the tab About, whose number of lines depends on the job. */
function moveAbout(screen: ScreenPort, move: ScrollMove): void {
	const {state, job} = screen;
	if (job === null) return;
	const {width, pane: height} = layoutNow(state);
	const total = aboutLines(job, state.now, undefined, width, false).length;
	screen.change({aboutScroll: updateAboutScroll(state.aboutScroll, {type: 'moved', move, height, total})});
}

function moveHelp(screen: ScreenPort, move: ScrollMove): void {
	const {state, helpLines} = screen;
	screen.change({helpTop: scrolled(state.helpTop ?? 0, move, layoutNow(state).height - 1, helpLines)});
}

/**
 * Returns the code that moves to the left or right: in long lines, to other columns, through the levels of a tree, or
 * on a map.
 */
function pans(direction: 'left' | 'right'): ActionRuns {
	const pan = {type: 'pan', direction} as const;
	return {
		list: toMessages(pan),
		messages: toMessages(pan),
		parameters: toParameters(pan),
		records: toValue(pan),
		map: toMap(pan),
		tree: toValue(pan),
	};
}

/** The actions that move the cursor or scroll. */
export const moveActions = {
	moveUp: {
		keys: ['↑', 'k'],
		label: safe`up`,
		group: 'Move',
		movesCursor: true,
		run: {...moves('up'), map: toMap({type: 'pan', direction: 'up'})},
	},
	moveDown: {
		keys: ['↓', 'j'],
		label: safe`down`,
		group: 'Move',
		movesCursor: true,
		run: {...moves('down'), map: toMap({type: 'pan', direction: 'down'})},
	},
	top: {keys: ['g', 'Home'], label: safe`top`, group: 'Move', movesCursor: true, run: moves('top')},
	bottom: {keys: ['G', 'End'], label: safe`bottom`, group: 'Move', movesCursor: true, run: moves('bottom')},
	pageUp: {keys: ['PgUp'], label: safe`page up`, group: 'Move', movesCursor: true, run: moves('page-up')},
	pageDown: {keys: ['PgDn'], label: safe`page down`, group: 'Move', movesCursor: true, run: moves('page-down')},
	halfPageUp: {keys: ['Ctrl-U'], label: safe`half a page up`, group: 'Move', movesCursor: true, run: moves('half-up')},
	halfPageDown: {
		keys: ['Ctrl-D'],
		label: safe`half a page down`,
		group: 'Move',
		movesCursor: true,
		run: moves('half-down'),
	},
	readDown: {keys: ['Space'], label: safe`page down in a text`, group: 'Move', run: reads('page-down')},
	readUp: {keys: ['b'], label: safe`page up in a text`, group: 'Move', run: reads('page-up')},
	readHalfDown: {keys: ['d'], label: safe`half a page down in a text`, group: 'Move', run: reads('half-down')},
	readHalfUp: {keys: ['u'], label: safe`half a page up in a text`, group: 'Move', run: reads('half-up')},
	left: {keys: ['←', 'h'], label: safe`left in long lines`, group: 'Move', run: pans('left')},
	right: {keys: ['→', 'l'], label: safe`right in long lines`, group: 'Move', run: pans('right')},
} satisfies Record<string, Action>;

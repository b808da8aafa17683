import {safe} from '../../text/safe-text.ts';
import type {ActionName} from './actions.ts';
import {invertedSort, steppedSort} from '../panes/list/order.ts';
import {updateSelection} from '../panes/list/selection.ts';
import type {ScrollMove} from '../panes/list/window.ts';
import {type MessagesAction, updateMessages} from '../panes/messages/state.ts';
import {isOpened, type ParametersAction, selectedRow} from '../panes/parameters/state.ts';
import {type Tab, tabs} from '../screen/layout.ts';
import {parametersNow, withParameters} from '../screen/parameter-tabs.ts';
import {contextOf, jobInHand, layoutNow, type ScreenState} from '../screen/state.ts';
import {changedValue, openValue} from '../screen/value-view.ts';

/** The move that an action is, where it is one. */
export function moveOf(action: ActionName): ScrollMove | undefined {
	return moves.get(action);
}

/** Whether an action moves the cursor of the list. */
export function isCursorKey(state: ScreenState, action: ActionName): boolean {
	return contextOf(state) === 'list' && (moves.has(action) || action === 'mark');
}

const moves: ReadonlyMap<ActionName, ScrollMove> = new Map([
	['moveUp', 'up'],
	['moveDown', 'down'],
	['top', 'top'],
	['bottom', 'bottom'],
	['pageUp', 'page-up'],
	['pageDown', 'page-down'],
	['halfPageUp', 'half-up'],
	['halfPageDown', 'half-down'],
]);

const scrolls = {
	up: {type: 'scroll', by: 'line', direction: 'up'},
	down: {type: 'scroll', by: 'line', direction: 'down'},
	'half-up': {type: 'scroll', by: 'half-page', direction: 'up'},
	'half-down': {type: 'scroll', by: 'half-page', direction: 'down'},
	'page-up': {type: 'scroll', by: 'page', direction: 'up'},
	'page-down': {type: 'scroll', by: 'page', direction: 'down'},
	top: {type: 'go', to: 'top'},
	bottom: {type: 'go', to: 'bottom'},
} as const satisfies Record<ScrollMove, MessagesAction>;

const messageActions: ReadonlyMap<ActionName, MessagesAction> = new Map([
	['left', {type: 'pan', direction: 'left'}],
	['right', {type: 'pan', direction: 'right'}],
	['follow', {type: 'toggle-follow'}],
	['wrap', {type: 'toggle-wrap'}],
	['level', {type: 'cycle-level'}],
	['nextProblem', {type: 'alert', direction: 'next'}],
	['previousProblem', {type: 'alert', direction: 'previous'}],
	['nextMatch', {type: 'hit', direction: 'next'}],
	['previousMatch', {type: 'hit', direction: 'previous'}],
]);

const valueActions: ReadonlyMap<ActionName, ParametersAction> = new Map([
	['left', {type: 'pan', direction: 'left'}],
	['right', {type: 'pan', direction: 'right'}],
	['nextMatch', {type: 'hit', direction: 'next'}],
	['previousMatch', {type: 'hit', direction: 'previous'}],
]);

const tabOf: ReadonlyMap<ActionName, Tab> = new Map([
	['showMessages', 'messages'],
	['showResults', 'results'],
	['showInputs', 'inputs'],
	['showAbout', 'about'],
]);

/**
 * What an action that changes nothing but the screen makes of it. Pure.
 *
 * @param now monotonic milliseconds
 * @returns `undefined` for actions that do more than that, and for moves in panes that are not kept here
 */
export function changedView(state: ScreenState, action: ActionName, now: number): ScreenState | undefined {
	const context = contextOf(state);
	const move = moveOf(action);
	if (move !== undefined && context === 'list') {
		return {...state, selection: updateSelection(state.selection, {type: 'moved', move}), lastCursorKey: now};
	}
	if (move !== undefined && context === 'messages') return withMessages(state, scrolls[move]);
	if (move !== undefined && context === 'parameters') return withParameters(state, scrolls[move]);
	if (state.value && context !== 'help') {
		const scroll = move && scrolls[move];
		const value = changedValue(state.value, action, scroll, state.isAscii);
		if (value !== undefined) return {...state, value};
	}
	if (context === 'list' || context === 'messages') {
		const messageAction = messageActions.get(action);
		if (messageAction) return withMessages(state, messageAction);
	}
	if (context === 'parameters') {
		if (action === 'open') return openedRow(state);
		const valueAction = valueActions.get(action);
		if (valueAction) return withParameters(state, valueAction);
	}
	const tab = tabOf.get(action);
	if (tab) return withTab(state, tab);
	switch (action) {
		case 'open':
		case 'openFromPane':
			return state.view.kind === 'list' ? withTab(state, 'messages') : undefined;
		case 'back':
			return back(state);
		case 'leave':
			if (state.filter !== '') return {...state, filter: safe``, lastCursorKey: undefined};
			return {...state, selection: updateSelection(state.selection, {type: 'unmarked'})};
		case 'nextPane':
			return nextPane(state, 1);
		case 'previousPane':
			return nextPane(state, -1);
		case 'zoom':
			return state.view.kind === 'list' ? {...state, isPaneFull: !state.isPaneFull} : state;
		case 'sort':
			// Rows that he moves himself need not wait.
			return {...state, sort: steppedSort(state.sort, 1), lastCursorKey: undefined};
		case 'sortBack':
			return {...state, sort: steppedSort(state.sort, -1), lastCursorKey: undefined};
		case 'invert':
			return {...state, sort: invertedSort(state.sort), lastCursorKey: undefined};
		case 'mark':
			return {...state, selection: updateSelection(state.selection, {type: 'marked'}), lastCursorKey: now};
		case 'markAll':
			return {...state, selection: updateSelection(state.selection, {type: 'marked-all'})};
		case 'clearMarks':
			return {...state, selection: updateSelection(state.selection, {type: 'unmarked'})};
		case 'help':
			return {...state, helpTop: state.helpTop === null ? 0 : null};
		default:
			return undefined;
	}
}

/** A value that is more than a text gets a view of its own. */
function openedRow(state: ScreenState): ScreenState {
	const {width, pane: height} = layoutNow(state);
	const row = selectedRow(parametersNow(state));
	const value = row && !isOpened(parametersNow(state)) ? openValue(row, {width, height}) : undefined;
	return value ? {...state, value} : withParameters(state, {type: 'open'});
}

function withMessages(state: ScreenState, action: MessagesAction): ScreenState {
	return {...state, messages: updateMessages(state.messages, action)};
}

function withTab(state: ScreenState, tab: Tab): ScreenState {
	const url = jobInHand(state);
	return url === null ? state : {...state, view: {kind: 'job', url, tab}, value: null};
}

/** One level back; at the root nothing is left to go back from. */
function back(state: ScreenState): ScreenState {
	if (state.helpTop !== null) return {...state, helpTop: null};
	if (isOpened(parametersNow(state))) return withParameters(state, {type: 'close'});
	if (state.view.kind === 'job') return {...state, view: {kind: 'list'}};
	if (state.isPaneFull) return {...state, isPaneFull: false};
	return {...state, isPaneFocused: false};
}

function nextPane(state: ScreenState, step: 1 | -1): ScreenState {
	const {view} = state;
	if (view.kind === 'list') {
		if (state.isPaneFull) return {...state, isPaneFull: false, isPaneFocused: false};
		return layoutNow(state).pane > 0 ? {...state, isPaneFocused: !state.isPaneFocused} : withTab(state, 'messages');
	}
	const next = tabs[(tabs.indexOf(view.tab) + step + tabs.length) % tabs.length];
	return {...state, view: {...view, tab: next ?? 'messages'}, value: null};
}

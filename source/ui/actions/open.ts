import {safe} from '../../text/safe-text.ts';
import {updateSelection} from '../panes/list/selection.ts';
import {updateMessages} from '../panes/messages/state.ts';
import {isParameterOpened, selectedRow} from '../panes/parameters/state.ts';
import {type Tab, tabs} from '../screen/layout.ts';
import {parametersNow, updateOpenParameters} from '../screen/parameter-tabs.ts';
import {contextOf, jobInHand, layoutNow, type ScreenState} from '../screen/state.ts';
import {contextOfValue, leftValue, openValue, queryInValue, updateValue} from '../screen/value-view.ts';
import {type Action, type ActionRun, detail, inEach, nothingSelected, outsideHelp, show, values} from './action.ts';
import {onValue, toRecords, toTree} from './pane-events.ts';

function withTab(state: ScreenState, tab: Tab): ScreenState {
	const url = jobInHand(state);
	return url === null ? state : {...state, view: {kind: 'job', url, tab}, value: null};
}

function opensTab(tab: Tab) {
	return inEach(
		outsideHelp,
		show(state => withTab(state, tab)),
	);
}

/** Opens the selected result or input: in a view for its kind if there is one, otherwise as a text. */
function openedRow(state: ScreenState): ScreenState {
	const {width, pane: height} = layoutNow(state);
	const row = selectedRow(parametersNow(state));
	const value = row && !isParameterOpened(parametersNow(state)) ? openValue(row, {width, height}) : undefined;
	return value ? {...state, value} : updateOpenParameters(state, {type: 'open'});
}

const endOfSearch = {type: 'search', query: safe``} as const;

/** Goes back by one level. An active search counts as a level. On the first level it does nothing. */
const goBack: ActionRun = show(state => {
	if (contextOf(state) === 'messages' && state.messages.search) {
		return {messages: updateMessages(state.messages, endOfSearch)};
	}
	const {opened} = parametersNow(state);
	if (opened?.text.search) return updateOpenParameters(state, endOfSearch);
	if (opened) return updateOpenParameters(state, {type: 'close'});
	if (state.view.kind === 'job') return {view: {kind: 'list'}};
	if (state.isPaneFull) return {isPaneFull: false};
	return {isPaneFocused: false};
});

function toPane(step: 1 | -1): ActionRun {
	return show(state => {
		const {view, isPaneFull, isPaneFocused} = state;
		if (view.kind === 'list') {
			if (isPaneFull) return {isPaneFull: false, isPaneFocused: false};
			return layoutNow(state).pane > 0 ? {isPaneFocused: !isPaneFocused} : withTab(state, 'messages');
		}
		const next = tabs[(tabs.indexOf(view.tab) + step + tabs.length) % tabs.length];
		return {view: {...view, tab: next ?? 'messages'}, value: null};
	});
}

/**
 * Returns the code that goes to the next or previous job of the list. If a job is open, it opens the other job in the
 * same tab. In the messages below the list, it selects the other job, so that its messages are shown.
 */
function toJob(move: 'up' | 'down'): ActionRun {
	return show((state, now) => {
		const selection = updateSelection(state.selection, {type: 'moved', move});
		const {view} = state;
		const {selected} = selection;
		if (view.kind === 'list' || selected === null) return {selection, lastCursorKey: now};
		return {selection, lastCursorKey: now, view: {...view, url: selected}, value: null};
	});
}

/** The actions that open and close jobs, tabs and values. */
export const openActions = {
	open: {
		keys: ['Enter'],
		label: safe`open`,
		group: 'Open',
		footer: {word: safe`open`, place: 1},
		disabledReason: nothingSelected,
		run: {
			list: show(state => withTab(state, 'messages')),
			parameters: show(openedRow),
			records: toRecords({type: 'open', what: 'record'}),
			tree: toTree({type: 'open'}),
		},
	},
	openFromPane: {
		keys: ['Enter'],
		label: safe`open the job`,
		group: 'Open',
		disabledReason: nothingSelected,
		run: {messages: show(state => (state.view.kind === 'list' ? withTab(state, 'messages') : {}))},
	},
	back: {
		keys: ['Esc', 'q'],
		label: safe`one level back`,
		group: 'Open',
		footer: {word: safe`back`, place: 92},
		run: {
			...inEach(['messages', 'parameters', 'about'], goBack),
			...inEach(
				values,
				onValue(value =>
					contextOfValue(value) !== 'map' && queryInValue(value) !== undefined
						? updateValue(value, endOfSearch)
						: leftValue(value),
				),
			),
			help: show(() => ({helpTop: null})),
		},
	},
	leave: {
		keys: ['Esc'],
		label: safe`clear filter, then marks`,
		group: 'Open',
		footer: {word: safe`clear filter`, place: 2.5, onlyIf: ({isFiltered}) => isFiltered},
		run: {
			list: show(({filter, selection}) =>
				filter === ''
					? {selection: updateSelection(selection, {type: 'unmarked'})}
					: {filter: safe``, lastCursorKey: undefined},
			),
		},
	},
	nextJob: {keys: ['J'], label: safe`next job`, group: 'Open', run: inEach(detail, toJob('down'))},
	previousJob: {keys: ['K'], label: safe`previous job`, group: 'Open', run: inEach(detail, toJob('up'))},
	nextPane: {
		keys: ['Tab'],
		label: safe`next pane or tab`,
		group: 'Open',
		footer: {word: safe`messages`, place: 8, in: ['list']},
		disabledReason: nothingSelected,
		run: inEach(outsideHelp, toPane(1)),
	},
	previousPane: {
		keys: ['Shift-Tab'],
		label: safe`previous pane or tab`,
		group: 'Open',
		run: inEach(outsideHelp, toPane(-1)),
	},
	showMessages: {
		keys: ['1'],
		label: safe`tab Messages`,
		group: 'Open',
		synonyms: ['log', 'logs'],
		use: 22,
		disabledReason: nothingSelected,
		run: opensTab('messages'),
	},
	showResults: {
		keys: ['2'],
		label: safe`tab Results`,
		group: 'Open',
		synonyms: ['output'],
		use: 20,
		disabledReason: nothingSelected,
		run: opensTab('results'),
	},
	showInputs: {
		keys: ['3'],
		label: safe`tab Inputs`,
		group: 'Open',
		synonyms: ['parameters', 'arguments'],
		use: 21,
		disabledReason: nothingSelected,
		run: opensTab('inputs'),
	},
	showAbout: {
		keys: ['4'],
		label: safe`tab About`,
		group: 'Open',
		synonyms: ['details', 'info', 'describe', 'history'],
		use: 19,
		disabledReason: nothingSelected,
		run: opensTab('about'),
	},
} satisfies Record<string, Action>;

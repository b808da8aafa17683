import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {inputWith} from '../input/state.ts';

import {parametersNow} from '../screen/parameter-tabs.ts';
import type {ScreenState} from '../screen/state.ts';
import {queryInValue} from '../screen/value-view.ts';
import {type Action, type ActionRun, type ActionRuns, inEach, nothingListed, show} from './action.ts';
import {toMessages, toParameters, toValue} from './pane-events.ts';

/** Returns the code that opens the search. The field contains the last query of the same pane. */
function opensSearch(lastQuery: (state: ScreenState) => string | undefined): ActionRun {
	return show(state => ({dialog: {kind: 'search', field: inputWith(lastQuery(state) ?? '')}}));
}

/** The word in a filter that limits the list to jobs with a problem. */
const problemWord = 'problem';

/** Adds a word to the end of a filter, or removes it if the filter contains it already. */
function withOrWithout(filter: SafeText, word: string): SafeText {
	const words = filter.split(' ').filter(one => one !== '');
	const others = words.filter(one => one !== word);
	return safeText((others.length < words.length ? others : [...words, word]).join(' '));
}

function goesToHit(direction: 'next' | 'previous'): ActionRuns {
	const hit = {type: 'hit', direction} as const;
	return {messages: toMessages(hit), parameters: toParameters(hit), ...inEach(['records', 'tree'], toValue(hit))};
}

/** The actions that search, filter and sort. */
export const findActions = {
	filter: {
		keys: ['/'],
		label: safe`filter the list`,
		group: 'Find',
		synonyms: ['find', 'search', 'grep', 'only', 'problem'],
		use: 8,
		footer: {word: safe`filter`, place: 4},
		disabledReason: nothingListed,
		run: {
			list: show(({filter}) => ({dialog: {kind: 'filter', field: inputWith(filter), before: filter}})),
		},
	},
	onlyProblems: {
		keys: ['!'],
		label: safe`only jobs that need a look`,
		group: 'Find',
		disabledReason: nothingListed,
		run: {list: show(({filter}) => ({filter: withOrWithout(filter, problemWord)}))},
	},
	search: {
		keys: ['/'],
		label: safe`search in the lines`,
		group: 'Find',
		footer: {word: safe`search`, place: 3},
		run: {
			messages: opensSearch(({messages}) => messages.search?.query),
			parameters: opensSearch(state => parametersNow(state).opened?.text.search?.query),
			...inEach(
				['records', 'tree'],
				opensSearch(({value}) => (value === null ? undefined : queryInValue(value))),
			),
		},
	},
	nextMatch: {
		keys: ['n'],
		label: safe`next match`,
		group: 'Find',
		footer: {word: safe`next match`, place: 1, onlyIf: ({isSearching}) => isSearching},
		run: goesToHit('next'),
	},
	previousMatch: {keys: ['N'], label: safe`previous match`, group: 'Find', run: goesToHit('previous')},
} satisfies Record<string, Action>;

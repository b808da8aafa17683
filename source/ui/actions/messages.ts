import {safe} from '../../text/safe-text.ts';
import {cleanedTexts, hexLines, nothingCleaned} from '../dialogs/hex.ts';
import type {ScreenPort} from '../screen/port.ts';
import {type Action, inEach, nothingSelected, show, whereMessagesAre} from './action.ts';
import {toMessages} from './pane-events.ts';

function openHex(screen: ScreenPort): void {
	const lines = hexLines(cleanedTexts(screen.state));
	if (lines.length === 0) return screen.notify({ok: true, notice: nothingCleaned});
	screen.change({dialog: {kind: 'hex', lines, selected: 0}});
}

/** The actions on messages. */
export const messageActions = {
	follow: {
		keys: ['f', 'F'],
		label: safe`follow new messages`,
		group: 'Messages',
		synonyms: ['tail'],
		footer: {word: safe`follow`, place: 5, in: ['messages']},
		disabledReason: nothingSelected,
		run: inEach(whereMessagesAre, toMessages({type: 'toggle-follow'})),
	},
	wrap: {
		keys: ['w'],
		label: safe`wrap long lines`,
		group: 'Messages',
		footer: {word: safe`wrap`, place: 8, in: ['messages']},
		disabledReason: nothingSelected,
		run: inEach(whereMessagesAre, toMessages({type: 'toggle-wrap'})),
	},
	level: {
		keys: ['v'],
		label: safe`level: all, warnings, errors`,
		group: 'Messages',
		footer: {word: safe`level`, place: 6, in: ['messages']},
		disabledReason: nothingSelected,
		run: inEach(whereMessagesAre, toMessages({type: 'cycle-level'})),
	},
	matching: {
		keys: ['&'],
		label: safe`matches: all, only, context`,
		group: 'Messages',
		footer: {word: safe`only matches`, place: 2, in: ['messages'], onlyIf: ({isSearching}) => isSearching},
		disabledReason: nothingSelected,
		run: inEach(whereMessagesAre, toMessages({type: 'cycle-matching'})),
	},
	times: {
		keys: ['t'],
		label: safe`times of messages on/off`,
		group: 'Messages',
		disabledReason: nothingSelected,
		run: inEach(whereMessagesAre, toMessages({type: 'toggle-times'})),
	},
	nextProblem: {
		keys: ['e'],
		label: safe`next error or warning`,
		group: 'Messages',
		synonyms: ['jump'],
		footer: {word: safe`next error`, place: 7, in: ['messages']},
		disabledReason: nothingSelected,
		run: inEach(whereMessagesAre, toMessages({type: 'alert', direction: 'next'})),
	},
	previousProblem: {
		keys: ['E'],
		label: safe`previous error or warning`,
		group: 'Messages',
		disabledReason: nothingSelected,
		run: inEach(whereMessagesAre, toMessages({type: 'alert', direction: 'previous'})),
	},
	zoom: {
		keys: ['z'],
		label: safe`full-height messages on/off`,
		group: 'Messages',
		footer: {word: safe`full`, place: 9, in: ['messages']},
		disabledReason: nothingSelected,
		run: inEach(
			whereMessagesAre,
			show(({view, isPaneFull}) => (view.kind === 'list' ? {isPaneFull: !isPaneFull} : {})),
		),
	},
	hex: {
		keys: ['X'],
		label: safe`hidden characters as hex`,
		group: 'Messages',
		disabledReason: nothingSelected,
		run: inEach(['list', 'messages', 'parameters'], openHex),
	},
} satisfies Record<string, Action>;

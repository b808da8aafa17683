import {safe} from '../../text/safe-text.ts';
import {quitOrAsk} from '../dialogs/quit.ts';
import {emptyInput} from '../input/state.ts';
import type {ScreenPort} from '../screen/port.ts';
import {placeBelowHelp} from '../screen/state.ts';
import {type Action, everywhere, inEach, show} from './action.ts';

function quit({world}: ScreenPort): void {
	world.quit();
}

/** Opens the palette. Closes the help first, because the chosen action runs in the context below it. */
const openPalette = show(state => ({
	helpTop: null,
	dialog: {kind: 'palette', field: emptyInput, selected: 0, context: placeBelowHelp(state)},
}));

/** The actions on the program as a whole. */
export const programActions = {
	palette: {
		keys: [':'],
		label: safe`find an action by its name`,
		group: 'Program',
		footer: {word: safe`actions`, place: 4.6, in: ['list']},
		run: inEach(everywhere, openPalette),
	},
	searchHelp: {
		keys: ['/'],
		label: safe`search in the help`,
		group: 'Program',
		run: {help: openPalette},
	},
	help: {
		keys: ['?', 'F1'],
		label: safe`help`,
		group: 'Program',
		footer: {word: safe`help`, place: 91},
		run: inEach(
			everywhere,
			show(({helpTop}) => ({helpTop: helpTop === null ? 0 : null})),
		),
	},
	redraw: {
		keys: ['Ctrl-L'],
		label: safe`redraw`,
		group: 'Program',
		synonyms: ['refresh', 'repaint', 'clear'],
		worksInDialogs: true,
		run: inEach(everywhere, ({world}) => world.redraw()),
	},
	suspend: {
		keys: ['Ctrl-Z'],
		label: safe`suspend`,
		group: 'Program',
		synonyms: ['background', 'shell'],
		worksInDialogs: true,
		run: inEach(everywhere, ({world}) => world.suspend()),
	},
	quit: {
		keys: ['q'],
		label: safe`quit (elsewhere: back)`,
		group: 'Program',
		synonyms: ['exit', 'close', 'leave'],
		footer: {word: safe`quit`, place: 92},
		run: {list: quitOrAsk},
	},
	quitAtOnce: {
		keys: ['Ctrl-C'],
		label: safe`quit at once`,
		group: 'Program',
		worksInDialogs: true,
		run: inEach(everywhere, quit),
	},
} satisfies Record<string, Action>;

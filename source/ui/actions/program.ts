import {safe} from '../../text/safe-text.ts';
import {quitOrAsk} from '../dialogs/quit.ts';
import {emptyInput} from '../input/state.ts';
import type {ScreenPort} from '../screen/port.ts';
import {contextOf} from '../screen/state.ts';
import {type Action, everywhere, inEach, outsideHelp, show} from './action.ts';

function quit({world}: ScreenPort): void {
	world.quit();
}

export const programActions = {
	palette: {
		keys: [':'],
		label: safe`find an action by its name`,
		group: 'Program',
		run: inEach(
			outsideHelp,
			show(state => ({dialog: {kind: 'palette', field: emptyInput, selected: 0, context: contextOf(state)}})),
		),
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
		worksInDialogs: true,
		run: inEach(everywhere, ({world}) => world.redraw()),
	},
	suspend: {
		keys: ['Ctrl-Z'],
		label: safe`suspend`,
		group: 'Program',
		worksInDialogs: true,
		run: inEach(everywhere, ({world}) => world.suspend()),
	},
	quit: {
		keys: ['q'],
		label: safe`quit (elsewhere: back)`,
		group: 'Program',
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

import type {Level} from '../../../gp/message.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Colour} from '../../colours.ts';
import {drawingOf, lookOf} from '../../symbols.ts';

/**
 * How a level is marked: by a symbol, which does not need colours, and by a colour, which is easier to see than a small
 * symbol.
 */
type LevelMark = {readonly symbol: SafeText; readonly colour: Colour | undefined};

/**
 * Returns the mark of a level, one cell wide.
 *
 * @param isAscii whether only ASCII may be used
 */
export function levelMark(level: Level, isAscii: boolean): LevelMark {
	switch (level) {
		case 'info':
			return {symbol: safe` `, colour: undefined};
		case 'warning':
			return {symbol: drawingOf(isAscii).warning, colour: 'yellow'};
		case 'error':
			return {symbol: lookOf('failed', isAscii).symbol, colour: 'red'};
	}
}

/** Returns the mark before a text in which characters were removed or replaced because they are not safe to show. */
export function cleanedMark(isAscii: boolean): SafeText {
	return isAscii ? safe`+` : safe`†`;
}

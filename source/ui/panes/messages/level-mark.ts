import type {Level} from '../../../gp/message.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Colour} from '../../line.tsx';
import {drawingOf, lookOf} from '../../symbols.ts';

/** What sets a level off: a symbol for whom colours say nothing, and a colour for whom symbols are small. */
type LevelMark = {readonly symbol: SafeText; readonly colour: Colour | undefined};

/** The mark of a level, one cell wide; `isAscii` where the terminal may not have more. */
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

/** The mark before text that was cleaned. */
export function cleanedMark(isAscii: boolean): SafeText {
	return isAscii ? safe`+` : safe`†`;
}

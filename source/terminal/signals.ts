import type {SafeText} from '../text/safe-text.ts';
import {toTerminal} from './multiplexer.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The maximum length of a notification in characters. Every desktop cuts longer texts. */
const longest = 200;

/** The bell character. Terminals and multiplexers highlight a window in the background when they receive it. */
export const bell = '\u0007';

/** Makes a desktop notification by OSC 9 (iTerm2, Windows Terminal, kitty, WezTerm, ghostty). */
export function osc9(text: SafeText, environment: Environment): string {
	// The blank keeps a text that begins with a digit and `;` from being read as another command of OSC 9.
	return toTerminal(`\u001B]9; ${text.slice(0, longest)}\u0007`, environment);
}

/** Makes a desktop notification with a title by OSC 777 (rxvt-unicode, foot, WezTerm, ghostty). */
export function osc777(title: SafeText, text: SafeText, environment: Environment): string {
	const field = (part: string) => part.slice(0, longest).replaceAll(';', ',');
	return toTerminal(`\u001B]777;notify;${field(title)};${field(text)}\u0007`, environment);
}

/** Makes the sequence that sets the title of the window; in a multiplexer, of the multiplexer's window. */
export function windowTitle(text: SafeText): string {
	return `\u001B]2;${text.slice(0, longest)}\u0007`;
}

/**
 * The sequence that saves the title of the terminal's window, so that it can be restored later ("XTWINOPS", xterm
 * control sequences).
 */
export const rememberTitle = '\u001B[22;2t';
/** The sequence that restores the saved title. */
export const restoreTitle = '\u001B[23;2t';

/**
 * Makes the sequence that shows progress on the terminal's tab or in the task bar (OSC 9;4).
 *
 * @param percent the progress of all running jobs; `undefined` removes the display
 */
export function tabProgress(percent: number | undefined, hasFailed: boolean): string {
	if (percent === undefined) return '\u001B]9;4;0;0\u0007';
	return `\u001B]9;4;${hasFailed ? 2 : 1};${Math.round(percent)}\u0007`;
}

/** Whether the terminal is known to show progress. Other terminals would show OSC 9;4 as a meaningless notification. */
export function showsTabProgress(environment: Environment): boolean {
	if (environment.TMUX || environment.STY) return false;
	const {WT_SESSION, ConEmuANSI, TERM_PROGRAM = ''} = environment;
	return Boolean(WT_SESSION) || ConEmuANSI === 'ON' || /^(ghostty|WezTerm)$/i.test(TERM_PROGRAM);
}

import type {SafeText} from '../text/safe-text.ts';
import {toTerminal} from './multiplexer.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Characters; every desktop cuts longer texts. */
const longest = 200;

/** The bell, for which terminals and multiplexers mark a window in the background. */
export const bell = '\u0007';

/** A notification of the desktop: OSC 9 (iTerm2, Windows Terminal, kitty, WezTerm, ghostty). */
export function osc9(text: SafeText, environment: Environment): string {
	// A text that begins with a digit and `;` would be another command of the same number.
	return toTerminal(`\u001B]9; ${text.slice(0, longest)}\u0007`, environment);
}

/** A notification with a title: OSC 777 (rxvt-unicode, foot, WezTerm, ghostty). */
export function osc777(title: SafeText, text: SafeText, environment: Environment): string {
	const field = (part: string) => part.slice(0, longest).replaceAll(';', ',');
	return toTerminal(`\u001B]777;notify;${field(title)};${field(text)}\u0007`, environment);
}

/** The title of the window; a multiplexer has one of its own for its window. */
export function windowTitle(text: SafeText): string {
	return `\u001B]2;${text.slice(0, longest)}\u0007`;
}

/** Has the terminal remember its title, and take it back ("XTWINOPS", xterm control sequences). */
export const rememberTitle = '\u001B[22;2t';
export const restoreTitle = '\u001B[23;2t';

/**
 * The progress that a terminal shows at its tab or in the task bar: OSC 9;4.
 *
 * @param percent of all that runs; `undefined` takes it away
 */
export function tabProgress(percent: number | undefined, hasFailed: boolean): string {
	if (percent === undefined) return '\u001B]9;4;0;0\u0007';
	return `\u001B]9;4;${hasFailed ? 2 : 1};${Math.round(percent)}\u0007`;
}

/** Terminals that are known to show it; others take OSC 9;4 for a notification with a strange text. */
export function showsTabProgress(environment: Environment): boolean {
	if (environment.TMUX || environment.STY) return false;
	const {WT_SESSION, ConEmuANSI, TERM_PROGRAM = ''} = environment;
	return Boolean(WT_SESSION) || ConEmuANSI === 'ON' || /^(ghostty|WezTerm)$/i.test(TERM_PROGRAM);
}

/** Determines from streams, environment, flags and answers whether there is a terminal and what it can do. */

import {isLightByVariable, type Rgb, schemeFor} from './background.ts';

/** What the capabilities of a terminal are determined from. */
export type Surroundings = {
	env: Readonly<Record<string, string | undefined>>;
	stdin: {readonly isTTY?: boolean | undefined};
	stdout: {readonly isTTY?: boolean | undefined};
	platform: NodeJS.Platform;
	flags: {
		readonly ascii?: boolean | undefined;
		readonly color?: 'auto' | 'dark' | 'light' | 'off' | undefined;
		/** Whether `color` was given on the command line, so that it takes precedence over `NO_COLOR`. */
		readonly isColorFlag?: boolean | undefined;
	};
	/** What the terminal has answered; `undefined` if it was not asked. */
	answers?: Answers | undefined;
};

/** What gpjobs asks the terminal. */
export type Questions = {
	/** Whether gpjobs asks for the colour of the background. */
	readonly background: boolean;
	/** Whether gpjobs asks whether the terminal decodes UTF-8. */
	readonly utf8: boolean;
};

/** What the terminal has answered in time; `undefined` for a question without an answer. */
export type Answers = {readonly background: Rgb | undefined; readonly isUtf8: boolean | undefined};

/** Why gpjobs draws only ASCII characters, or others too. */
export type SymbolsReason = 'option' | 'TERM' | 'locale' | 'system' | 'answer' | 'no answer' | 'not asked';

/** Why gpjobs uses no colours, or those for a dark or a light background. */
export type ColoursReason =
	| 'no screen'
	| 'option'
	| 'environment'
	| 'TERM'
	| 'answer'
	| 'COLORFGBG'
	| 'no answer'
	| 'not asked';

/** The colours in which gpjobs draws: none, or those that are readable on a dark or on a light background. */
export type ColourScheme = 'none' | 'dark' | 'light';

/** What the terminal can do, and why gpjobs thinks so. */
export type Capabilities = {
	/** Whether gpjobs can draw a screen. If not, `why` completes a sentence that begins with "no screen: ". */
	display: {screen: true} | {screen: false; why: string};
	/** Whether a person can read the output and press keys. */
	isInteractive: boolean;
	/** Whether gpjobs may draw only ASCII characters. */
	symbols: {isAscii: boolean; because: SymbolsReason};
	colours: {scheme: ColourScheme; because: ColoursReason};
};

/**
 * Determines what the terminal can do. Without a screen there are no colours, because gpjobs must not write any escape
 * sequence. `NO_COLOR` and `CI` count if they are not empty (https://no-color.org); `CI` does not count if it is
 * `false` or `0`. Ink treats even an empty `CI` as set, so it needs `interactive: true`.
 */
export function capabilities(around: Surroundings): Capabilities {
	const why = whyNoScreen(around);
	return {
		display: why === undefined ? {screen: true} : {screen: false, why},
		isInteractive: around.stdin.isTTY === true && around.stdout.isTTY === true,
		symbols: symbolsOf(around),
		colours: why === undefined ? coloursOf(around) : {scheme: 'none', because: 'no screen'},
	};
}

/**
 * Determines what gpjobs asks the terminal before it draws: only what environment and flags leave open.
 *
 * @returns `undefined` if there is nothing to ask, or if the terminal might print the questions
 */
export function questionsFor(around: Surroundings): Questions | undefined {
	if (whyNoScreen(around) !== undefined || isNeverAsked(around.env)) return undefined;
	const {symbols, colours} = capabilities({...around, answers: undefined});
	const utf8 = symbols.because === 'not asked' && !isReplacedByTmux(around.env);
	const background = colours.because === 'not asked' || colours.because === 'COLORFGBG';
	return background || utf8 ? {background, utf8} : undefined;
}

/** The reasons for not drawing a screen. Each completes a sentence that begins with "no screen: ". */
export const noScreen = {
	input: 'standard input is not a terminal',
	output: 'standard output is not a terminal',
	noTerm: 'TERM is not set',
	dumb: 'TERM is dumb',
	ci: 'CI is set',
} as const;

function whyNoScreen({env, stdin, stdout, platform}: Surroundings): string | undefined {
	if (!stdin.isTTY) return noScreen.input;
	if (!stdout.isTTY) return noScreen.output;
	// A Windows console does not set TERM.
	if (!env.TERM && platform !== 'win32') return noScreen.noTerm;
	if (env.TERM === 'dumb') return noScreen.dumb;
	if (env.CI && env.CI !== 'false' && env.CI !== '0') return noScreen.ci;
	return undefined;
}

/** Terminals without colours, according to terminfo: the VT series of DEC and those that are compatible with it. */
const monochrome = /^vt\d/;

/** Terminals that often cannot show UTF-8, so a UTF-8 locale is not proof that they can. */
const uncertain = /^(?:vt\d|ansi)/;

/**
 * Terminals that gpjobs does not ask. Older versions of the consoles of Linux and BSD print the question for the
 * background; the others print or ignore all questions.
 */
const neverAsked = /^(?:linux|cons25|ansi|pcansi|eterm|sun)/;

function isNeverAsked({TERM = ''}: Surroundings['env']): boolean {
	return neverAsked.test(TERM);
}

/**
 * Whether tmux may replace characters outside ASCII. tmux decodes UTF-8 itself, so its answer does not show whether the
 * terminal around it does.
 */
function isReplacedByTmux({TMUX}: Surroundings['env']): boolean {
	return Boolean(TMUX);
}

function symbolsOf({env, platform, flags, answers}: Surroundings): Capabilities['symbols'] {
	if (flags.ascii === true) return {isAscii: true, because: 'option'};
	if (env.TERM === 'linux') return {isAscii: true, because: 'TERM'};
	const locale = localeOf(env);
	// Node writes UTF-16 to a Windows console, so its code page does not matter.
	if (!locale && platform === 'win32') return {isAscii: false, because: 'system'};
	const isSure = !uncertain.test(env.TERM ?? '');
	if (isSure && !isLocaleOpen(locale)) return {isAscii: !/utf-?8/i.test(locale), because: 'locale'};
	if (!answers) return {isAscii: true, because: 'not asked'};
	if (answers.isUtf8 === undefined) return {isAscii: true, because: 'no answer'};
	return {isAscii: !answers.isUtf8, because: 'answer'};
}

/** Returns the locale of characters. The first of the three variables that is not empty decides, as in setlocale(3). */
function localeOf(env: Surroundings['env']): string {
	return env.LC_ALL || env.LC_CTYPE || env.LANG || '';
}

/**
 * Whether the locale does not say which characters the terminal shows. Many ssh servers set no locale, or `C`, whatever
 * the terminal of the user can show.
 */
function isLocaleOpen(locale: string): boolean {
	return /^(?:|C|POSIX)$/.test(locale);
}

function coloursOf({env, flags, answers}: Surroundings): Capabilities['colours'] {
	const {color = 'auto', isColorFlag = false} = flags;
	if (color === 'off') return {scheme: 'none', because: 'option'};
	if (!isColorFlag && isColorRefused(env)) return {scheme: 'none', because: 'environment'};
	if (color !== 'auto') return {scheme: color, because: 'option'};
	if (monochrome.test(env.TERM ?? '')) return {scheme: 'none', because: 'TERM'};
	if (answers?.background) return {scheme: schemeFor(answers.background), because: 'answer'};
	// The answer comes first, because the variable keeps its value when the user chooses other colours.
	const isLightHere = isLightByVariable(env.COLORFGBG);
	if (isLightHere !== undefined) return {scheme: isLightHere ? 'light' : 'dark', because: 'COLORFGBG'};
	return {scheme: 'dark', because: answers ? 'no answer' : 'not asked'};
}

function isColorRefused({NO_COLOR, FORCE_COLOR}: Surroundings['env']): boolean {
	return Boolean(NO_COLOR) || FORCE_COLOR === '0' || FORCE_COLOR === 'false';
}

/** Determines from streams, environment and flags whether there is a terminal and what it can do. */

/** What the capabilities of a terminal are determined from. */
export type Surroundings = {
	env: Readonly<Record<string, string | undefined>>;
	stdin: {readonly isTTY?: boolean | undefined};
	stdout: {readonly isTTY?: boolean | undefined};
	platform: NodeJS.Platform;
	flags: {readonly ascii?: boolean | undefined; readonly noColor?: boolean | undefined};
};

type Capabilities = {
	/** Whether gpjobs can draw a screen. If not, `why` completes a sentence that begins with "no screen: ". */
	display: {screen: true} | {screen: false; why: string};
	/** Whether a person can read the output and press keys. */
	isInteractive: boolean;
	/** Whether gpjobs may draw only ASCII characters. */
	ascii: boolean;
	color: boolean;
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
		ascii: around.flags.ascii === true || around.env.TERM === 'linux' || !isUtf8(around),
		color: why === undefined && !isColorRefused(around),
	};
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

/** Whether the locale uses UTF-8. The first of the three variables that is not empty decides, as in setlocale(3). */
function isUtf8({env, platform}: Surroundings): boolean {
	const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
	// Node writes UTF-16 to a Windows console, so its code page does not matter.
	if (!locale) return platform === 'win32';
	return /utf-?8/i.test(locale);
}

function isColorRefused({env, flags}: Surroundings): boolean {
	return flags.noColor === true || Boolean(env.NO_COLOR) || env.FORCE_COLOR === '0' || env.FORCE_COLOR === 'false';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The longest piece in characters. Old versions of GNU screen cut string sequences at 256 bytes, newer ones at 768. */
const longestForScreen = 240;

/** Whether gpjobs runs in tmux, according to the environment. */
export function isInTmux({TMUX, TERM = ''}: Environment): boolean {
	return Boolean(TMUX) || TERM.startsWith('tmux');
}

/** Whether gpjobs runs in GNU screen, according to the environment. */
export function isInScreen({STY, TERM = ''}: Environment): boolean {
	return Boolean(STY) || TERM.startsWith('screen');
}

/** Wraps a sequence so that tmux passes it on to its own terminal, if `allow-passthrough` is on. */
export function wrapForTmux(command: string): string {
	return `\u001BPtmux;${command.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
}

/**
 * Wraps a sequence so that GNU screen passes it on. It is wrapped in device control strings, and split where it
 * contains an ST, which would end the string.
 */
export function wrapForScreen(command: string): string {
	const pieces = command.match(new RegExp(`.{1,${longestForScreen}}`, 'gs')) ?? [];
	return pieces.map(piece => `\u001BP${piece}\u001B\\`).join('');
}

/** Wraps a sequence so that it reaches the terminal through tmux or GNU screen, if gpjobs runs in one. */
export function toTerminal(command: string, environment: Environment): string {
	if (isInTmux(environment)) return wrapForTmux(command);
	return isInScreen(environment) ? wrapForScreen(command) : command;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** GNU screen cuts a string sequence off at 256 bytes in old versions, at 768 in newer ones. */
const longestForScreen = 240;

export function isInTmux({TMUX, TERM = ''}: Environment): boolean {
	return Boolean(TMUX) || TERM.startsWith('tmux');
}

export function isInScreen({STY, TERM = ''}: Environment): boolean {
	return Boolean(STY) || TERM.startsWith('screen');
}

/** A sequence that tmux hands on to the terminal around it, where `allow-passthrough` is on. */
export function wrapForTmux(command: string): string {
	return `\u001BPtmux;${command.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
}

/** GNU screen hands on what is in a device control string, piece by piece. It would take an ST inside for the end. */
export function wrapForScreen(command: string): string {
	const pieces = command.match(new RegExp(`.{1,${longestForScreen}}`, 'gs')) ?? [];
	return pieces.map(piece => `\u001BP${piece}\u001B\\`).join('');
}

/** A sequence for the terminal itself, whatever multiplexer stands before it. */
export function toTerminal(command: string, environment: Environment): string {
	if (isInTmux(environment)) return wrapForTmux(command);
	return isInScreen(environment) ? wrapForScreen(command) : command;
}

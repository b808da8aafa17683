import {Buffer} from 'node:buffer';
import {type SafeText, safe} from '../text/safe-text.ts';
import {isInScreen, isInTmux, wrapForScreen, wrapForTmux} from './multiplexer.ts';

type Copy =
	/** `bytes` go to the terminal and `said` to the user. Whether the terminal accepted them is unknown. */
	{ok: true; bytes: string; said: SafeText} | {ok: false; said: SafeText};

/** Bytes: more than fits a ticket, and some terminals silently drop longer texts. */
export const longestCopy = 4096;

/** Why a text is not copied. */
export const nothingToCopy = safe`nothing to copy`;
export const noClipboard = safe`not copied: this terminal has no clipboard`;

export function tooMuchToCopy(bytes: number): SafeText {
	return safe`not copied: ${bytes} bytes, and a terminal's clipboard is sent ${longestCopy} at most`;
}

/**
 * What to send so that the terminal puts a text on its clipboard (OSC 52): this also reaches the clipboard of the machine
 * at the other end of an ssh connection.
 *
 * @param text what to copy; a line break at its end is left off, so that a paste into a shell runs nothing
 * @param env where tmux, GNU screen and the kind of terminal are read from
 */
export function copyToClipboard(text: SafeText, env: Readonly<Record<string, string | undefined>>): Copy {
	const content = Buffer.from(text.replace(/\n+$/, ''));
	if (content.length === 0) return {ok: false, said: nothingToCopy};
	if (content.length > longestCopy) return {ok: false, said: tooMuchToCopy(content.length)};
	const {TERM: terminal = ''} = env;
	if (terminal === 'linux' || terminal === 'dumb' || terminal === '') return {ok: false, said: noClipboard};

	const command = `\u001B]52;c;${content.toString('base64')}\u0007`;
	// tmux takes the plain command with `set-clipboard on` and hands the wrapped one on with `allow-passthrough on`; as it
	// is set up at first it does neither (tmux 3.3a). So it gets both, and with both settings the same text arrives twice.
	if (isInTmux(env))
		return {
			ok: true,
			bytes: command + wrapForTmux(command),
			said: safe`sent to tmux (OSC 52); if nothing arrives: "set -g set-clipboard on" in tmux`,
		};
	return {
		ok: true,
		bytes: isInScreen(env) ? wrapForScreen(command) : command,
		said: safe`sent to the terminal's clipboard (OSC 52); if nothing arrives the terminal does not allow it`,
	};
}

import {Buffer} from 'node:buffer';
import {type SafeText, safe} from '../text/safe-text.ts';
import {isInScreen, isInTmux, wrapForScreen, wrapForTmux} from './multiplexer.ts';

type Copy =
	/**
	 * A copied text or the reason why it cannot be copied. `bytes` is written to the terminal, and `notice` is shown to
	 * the user. gpjobs cannot know whether the terminal accepted the text.
	 */
	{ok: true; bytes: string; notice: SafeText} | {ok: false; notice: SafeText};

/**
 * The maximum size of a copied text in bytes. Nobody needs more in a ticket, and some terminals silently drop longer
 * texts.
 */
export const longestCopy = 4096;

/** The notice that there is nothing to copy. */
export const nothingToCopy = safe`nothing to copy`;
/** The notice for a terminal that is known to have no clipboard. */
export const noClipboard = safe`not copied: this terminal has no clipboard`;

/** The notice for a text above {@link longestCopy}. */
export function tooMuchToCopy(bytes: number): SafeText {
	return safe`not copied: ${bytes} bytes, and a terminal's clipboard is sent ${longestCopy} at most`;
}

/**
 * Makes the sequence that asks the terminal to put a text on the clipboard (OSC 52). It also works over ssh, and then
 * uses the clipboard of the user's own computer.
 *
 * @param text the text to copy; a line break at its end is removed, so that pasting it into a shell does not run it
 * @param env shows whether gpjobs runs in tmux or GNU screen, and the kind of terminal
 */
export function copyToClipboard(text: SafeText, env: Readonly<Record<string, string | undefined>>): Copy {
	const content = Buffer.from(text.replace(/\n+$/, ''));
	if (content.length === 0) return {ok: false, notice: nothingToCopy};
	if (content.length > longestCopy) return {ok: false, notice: tooMuchToCopy(content.length)};
	const {TERM: terminal = ''} = env;
	if (terminal === 'linux' || terminal === 'dumb' || terminal === '') return {ok: false, notice: noClipboard};

	const command = `\u001B]52;c;${content.toString('base64')}\u0007`;
	// tmux accepts the plain sequence with `set-clipboard on` and passes the wrapped one on with `allow-passthrough
	// on`; by default both are off (tmux 3.3a). So gpjobs sends both. With both settings on, the same text arrives
	// twice.
	if (isInTmux(env))
		return {
			ok: true,
			bytes: command + wrapForTmux(command),
			notice: safe`by tmux. Nothing arrived? Run: tmux set -g set-clipboard on`,
		};
	return {
		ok: true,
		bytes: isInScreen(env) ? wrapForScreen(command) : command,
		notice: safe`by the terminal. Nothing arrived? The terminal does not allow it (OSC 52).`,
	};
}

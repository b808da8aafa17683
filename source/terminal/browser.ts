import process from 'node:process';
import {latePart, PartMissing} from '../text/late-part.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';

const openPart = latePart(() => import('open'));

type Opened = {readonly ok: boolean; readonly said: SafeText};

/**
 * Whether the user would see a browser that is started here: not over ssh, nor without a desktop.
 *
 * Users who have a browser anyway, such as a wrapper of a text browser, set `BROWSER`.
 */
export function hasBrowser(env: Readonly<Record<string, string | undefined>>, platform: string): boolean {
	if (env.BROWSER) return true;
	if (env.SSH_CONNECTION || env.SSH_TTY) return false;
	return platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Opens a page in the browser of this machine.
 *
 * @param url of `http` or `https`; it is handed over as an argument, never through a shell
 * @returns what was done, in words; it never throws
 */
export async function openInBrowser(url: string): Promise<Opened> {
	if (!/^https?:$/.test(new URL(url).protocol)) return {ok: false, said: safe`That is no page of a server.`};
	try {
		// It knows how each system does it, and costs nothing until somebody asks for it. It hands its own environment on,
		// out of which the start of the program took what is secret (`commands/main.ts`).
		const {default: open} = await openPart();
		const started = await open(url);
		started.on('error', () => {});
		return {ok: true, said: openedInBrowser(url)};
	} catch (error) {
		if (error instanceof PartMissing) return {ok: false, said: error.sentence};
		const why = error instanceof Error ? safeText(error.message) : safe`unknown reason`;
		return {ok: false, said: safe`No browser could be started on this ${safeText(process.platform)} machine: ${why}`};
	}
}

/** The sentence after a browser was started. */
export function openedInBrowser(url: string): SafeText {
	return safe`Opened in the browser: ${safeText(url)}`;
}

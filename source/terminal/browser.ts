import process from 'node:process';
import {latePart, PartMissing} from '../text/late-part.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';

const openPart = latePart(() => import('open'));

type Opened = {readonly ok: boolean; readonly notice: SafeText};

/**
 * Whether a browser started by gpjobs would appear in front of the user: not over ssh, and not without a desktop.
 * `BROWSER` overrides this, for example for a text browser.
 */
export function hasBrowser(env: Readonly<Record<string, string | undefined>>, platform: string): boolean {
	if (env.BROWSER) return true;
	if (env.SSH_CONNECTION || env.SSH_TTY) return false;
	return platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Opens a page in the browser of this computer.
 *
 * @param url with the scheme `http` or `https`; passed as an argument, never through a shell
 * @returns whether a browser was started, and a sentence for the user; never throws
 */
export async function openInBrowser(url: string): Promise<Opened> {
	if (!/^https?:$/.test(new URL(url).protocol)) return {ok: false, notice: safe`That is no page of a server.`};
	try {
		// The package `open` knows how each system starts a browser. The browser inherits the environment of this
		// process, from which `commands/main.ts` has removed the secrets.
		const {default: open} = await openPart();
		const started = await open(url);
		started.on('error', () => {});
		return {ok: true, notice: openedInBrowser(url)};
	} catch (error) {
		if (error instanceof PartMissing) return {ok: false, notice: error.sentence};
		const why = error instanceof Error ? safeText(error.message) : safe`unknown reason`;
		return {ok: false, notice: safe`No browser could be started on this ${safeText(process.platform)} machine: ${why}`};
	}
}

/** The notice after a browser was started. */
export function openedInBrowser(url: string): SafeText {
	return safe`Opened in the browser: ${safeText(url)}`;
}

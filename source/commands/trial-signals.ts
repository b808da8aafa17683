import {setTimeout as sleep} from 'node:timers/promises';
import {jobAddress} from '../gp/job-url.ts';
import {newJob} from '../monitor/job.ts';
import {factsOf, runHook} from '../session/notify-command.ts';
import type {Preferences} from '../session/preferences.ts';
import type {NotifyWay} from '../store/settings.ts';
import {
	bell,
	osc9,
	osc777,
	rememberTitle,
	restoreTitle,
	showsTabProgress,
	tabProgress,
	windowTitle,
} from '../terminal/signals.ts';
import {type SafeText, safe, serverText} from '../text/safe-text.ts';

/** The result of one notification that was tried. */
export type TrialSignal = {
	readonly way: NotifyWay | 'command';
	/**
	 * `sent`: the bytes were written to the terminal, but only a person can see whether the terminal showed anything.
	 */
	readonly outcome: 'sent' | 'ran' | 'not-sent' | 'failed';
	readonly sentence: SafeText;
};

/** How long the title and the progress are shown, in milliseconds. */
const shownFor = 2000;

/**
 * Sends the configured notifications in the form in which they are sent when a job ends.
 *
 * @param write writes to the terminal; `undefined` without a terminal
 */
export async function trySignals(
	{ways, command}: Preferences['notify'],
	environment: NodeJS.ProcessEnv,
	write: ((bytes: string) => void) | undefined,
): Promise<readonly TrialSignal[]> {
	const tried = ways.map(way => sent(way, environment, write));
	if (write && tried.some(({way, outcome}) => outcome === 'sent' && (way === 'title' || way === 'progress'))) {
		await sleep(shownFor);
		if (ways.includes('title')) write(restoreTitle);
		if (ways.includes('progress') && showsTabProgress(environment)) write(tabProgress(undefined, false));
	}
	return command === '' ? tried : [...tried, await ran(command, environment)];
}

function sent(
	way: NotifyWay,
	environment: NodeJS.ProcessEnv,
	write: ((bytes: string) => void) | undefined,
): TrialSignal {
	if (!write) return {way, outcome: 'not-sent', sentence: noTerminal};
	switch (way) {
		case 'bell':
			write(bell);
			return {way, outcome: 'sent', sentence: sentBell};
		case 'osc9':
			write(osc9(trialText, environment));
			return {way, outcome: 'sent', sentence: sentNotification};
		case 'osc777':
			write(osc777(safe`gpjobs`, trialText, environment));
			return {way, outcome: 'sent', sentence: sentNotification};
		case 'title':
			write(rememberTitle + windowTitle(trialText));
			return {way, outcome: 'sent', sentence: sentTitle};
		case 'progress':
			if (!showsTabProgress(environment)) return {way, outcome: 'not-sent', sentence: notShownHere};
			write(tabProgress(50, false));
			return {way, outcome: 'sent', sentence: sentProgress};
	}
}

/** Runs the program of `notifyCommand` with made-up facts about a job. */
async function ran(command: string, environment: NodeJS.ProcessEnv): Promise<TrialSignal> {
	const address = jobAddress('https://gpjobs.invalid/arcgis/rest/services/Trial/GPServer/Trial/jobs/j0');
	if (!address) throw new Error('the URL of the invented job is not valid');
	const job = {...newJob(address, safe`trial`), state: 'succeeded' as const, status: serverText('esriJobSucceeded')};
	const refusal = await runHook(command, factsOf(job), environment);
	return refusal
		? {way: 'command', outcome: 'failed', sentence: refusal}
		: {way: 'command', outcome: 'ran', sentence: ranWell};
}

/** The text of the notification that `gpjobs doctor --notify` sends. */
export const trialText: SafeText = safe`gpjobs: this is a test.`;

/** The result of the terminal's bell. */
export const sentBell: SafeText = safe`sent; the terminal should have beeped or flashed`;

/** The result of a desktop notification. */
export const sentNotification: SafeText = safe`sent; the desktop should show a notification`;

/** The result of a notification in the window title. */
export const sentTitle: SafeText = safe`sent; the window title showed it for two seconds`;

/** The result of a notification as progress in the terminal's tab. */
export const sentProgress: SafeText = safe`sent; the tab showed 50 percent for two seconds`;

/** The result if there is no terminal. */
export const noTerminal: SafeText = safe`not sent: there is no terminal`;

/** The result for a terminal that is not known to support the notification. */
export const notShownHere: SafeText = safe`not sent: this terminal is not known to support it`;

/** The result of a successful run of the program in `notifyCommand`. */
export const ranWell: SafeText = safe`ran and ended with exit code 0`;

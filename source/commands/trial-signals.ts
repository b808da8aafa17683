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

/** What became of one signal that was tried. */
export type TrialSignal = {
	readonly way: NotifyWay | 'command';
	/** `sent`: whether a terminal showed it only a person can tell. */
	readonly outcome: 'sent' | 'ran' | 'not-sent' | 'failed';
	readonly sentence: SafeText;
};

/** Milliseconds for which title and progress stay to be seen. */
const shownFor = 2000;

/**
 * Tries each signal that is set, as it would come when a job has ended.
 *
 * @param write to the terminal; `undefined` where there is none
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
			return {way, outcome: 'sent', sentence: safe`sent: it should have rung, or the window have flashed`};
		case 'osc9':
			write(osc9(trialText, environment));
			return {way, outcome: 'sent', sentence: safe`sent: a notification should be on the desktop`};
		case 'osc777':
			write(osc777(safe`gpjobs`, trialText, environment));
			return {way, outcome: 'sent', sentence: safe`sent: a notification should be on the desktop`};
		case 'title':
			write(rememberTitle + windowTitle(trialText));
			return {way, outcome: 'sent', sentence: safe`sent: the window was called so for two seconds`};
		case 'progress':
			if (!showsTabProgress(environment)) return {way, outcome: 'not-sent', sentence: notShownHere};
			write(tabProgress(50, false));
			return {way, outcome: 'sent', sentence: safe`sent: the tab showed a half for two seconds`};
	}
}

/** Runs the program with the facts of a job that is none. */
async function ran(command: string, environment: NodeJS.ProcessEnv): Promise<TrialSignal> {
	const address = jobAddress('https://gpjobs.invalid/arcgis/rest/services/Trial/GPServer/Trial/jobs/j0');
	if (!address) throw new Error('the URL of the trial is none');
	const job = {...newJob(address, safe`trial`), state: 'succeeded' as const, status: serverText('esriJobSucceeded')};
	const refusal = await runHook(command, factsOf(job), environment);
	return refusal
		? {way: 'command', outcome: 'failed', sentence: refusal}
		: {way: 'command', outcome: 'ran', sentence: ranWell};
}

/** What a signal says that is tried. */
export const trialText: SafeText = safe`gpjobs: this is a trial.`;

/** The sentence about a signal that only a terminal can give. */
export const noTerminal: SafeText = safe`there is no terminal that it could be sent to`;

/** The sentence about a signal that few terminals know. */
export const notShownHere: SafeText = safe`this terminal is not known to show it`;

/** The sentence about the program of `notifyCommand`. */
export const ranWell: SafeText = safe`ran, and ended with 0`;

import {jobName} from '../../monitor/job.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {targetsOf} from '../panes/list/selection.ts';
import type {ScreenPort} from '../screen/port.ts';
import {type Action, inEach, nothingChosen, nothingListed, outsideHelp} from './action.ts';

function refresh(screen: ScreenPort): void {
	const {state, world, job} = screen;
	const targets = state.view.kind === 'job' ? [state.view.url] : targetsOf(state.selection);
	screen.forgetValues(targets);
	void world.monitor.refresh(targets);
	const name = job === null ? safe`the job` : jobName(job);
	screen.notify({ok: true, notice: targets.length === 1 ? askingFor(name) : askingForSome(targets.length)});
}

function refreshAll(screen: ScreenPort): void {
	const {monitor} = screen.world;
	void monitor.refresh(monitor.jobs.list.map(({address}) => address.url));
	screen.notify({ok: true, notice: askingForAll(monitor.jobs.size)});
}

function pause(screen: ScreenPort): void {
	const isPaused = !screen.state.isPaused;
	screen.world.monitor.setPaused(isPaused);
	screen.change({isPaused});
}

/**
 * The notice that a job is being polled.
 *
 * @param name the name of the job
 */
export function askingFor(name: SafeText): SafeText {
	return safe`Checking ${name}…`;
}

/** The notice that the marked jobs are being polled. */
export function askingForSome(jobs: number): SafeText {
	return safe`Checking ${jobs} jobs…`;
}

/** The notice that all jobs are being polled. */
export function askingForAll(jobs: number): SafeText {
	return jobs === 1 ? safe`Checking the one job…` : safe`Checking all ${jobs} jobs…`;
}

/** The actions that control polling. */
export const pollingActions = {
	refresh: {
		keys: ['r'],
		label: safe`check now: this or marked`,
		group: 'Polling',
		synonyms: ['refresh', 'reload', 'poll', 'update', 'ask'],
		use: 11,
		disabledReason: nothingChosen,
		run: inEach(outsideHelp, refresh),
	},
	refreshAll: {
		keys: ['R', 'F5'],
		label: safe`check now: all jobs`,
		group: 'Polling',
		synonyms: ['refresh', 'reload', 'poll', 'update', 'ask'],
		use: 17,
		disabledReason: nothingListed,
		run: inEach(outsideHelp, refreshAll),
	},
	pause: {
		keys: ['P'],
		label: safe`pause or resume all polling`,
		group: 'Polling',
		synonyms: ['freeze', 'halt', 'continue', 'stop'],
		use: 18,
		run: inEach(outsideHelp, pause),
	},
} satisfies Record<string, Action>;

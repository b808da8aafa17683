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
	screen.notify({ok: true, said: targets.length === 1 ? askingFor(name) : askingForSome(targets.length)});
}

function refreshAll(screen: ScreenPort): void {
	const {monitor} = screen.world;
	void monitor.refresh(monitor.jobs.list.map(({address}) => address.url));
	screen.notify({ok: true, said: askingForAll(monitor.jobs.size)});
}

function pause(screen: ScreenPort): void {
	const isPaused = !screen.state.isPaused;
	screen.world.monitor.setPaused(isPaused);
	screen.change({isPaused});
}

/** The sentence once the server of a job is asked. @param name of the job */
export function askingFor(name: SafeText): SafeText {
	return safe`Asking for ${name}.`;
}

/** The sentence once the servers of the marked jobs are asked. */
export function askingForSome(jobs: number): SafeText {
	return safe`Asking for ${jobs} jobs.`;
}

/** The sentence once all servers are asked. */
export function askingForAll(jobs: number): SafeText {
	return safe`Asking for all ${jobs} jobs.`;
}

export const pollingActions = {
	refresh: {
		keys: ['r'],
		label: safe`ask now: this job or marked`,
		group: 'Polling',
		disabledReason: nothingChosen,
		run: inEach(outsideHelp, refresh),
	},
	refreshAll: {
		keys: ['R', 'F5'],
		label: safe`ask now: all jobs`,
		group: 'Polling',
		disabledReason: nothingListed,
		run: inEach(outsideHelp, refreshAll),
	},
	pause: {keys: ['P'], label: safe`pause all polling; go on`, group: 'Polling', run: inEach(outsideHelp, pause)},
} satisfies Record<string, Action>;

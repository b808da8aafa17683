import type {CancelFlow} from '../../monitor/cancel.ts';
import {jobName, type WatchedJob} from '../../monitor/job.ts';
import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';
import type {ScreenPort} from '../screen/port.ts';
import {type DialogDefinition, keysOnTheirWay} from './dialog.ts';
import type {DialogText} from './dialog-lines.ts';

/**
 * The dialog that asks for confirmation before gpjobs ends while a cancel waits for its job to start or has not been
 * answered.
 */
export type QuitDialog = {readonly kind: 'quit'; readonly openedAt: number};

/** The text and the keys of the dialog that asks for confirmation before gpjobs ends. */
export const quitDialog: DialogDefinition<QuitDialog> = {
	deafFor: keysOnTheirWay,
	press,
	text: (_, {world}) => quitText(world.monitor.jobs.list),
};

function press(screen: ScreenPort, _: QuitDialog, name: string | undefined): void {
	if (name === 'y') return screen.world.quit();
	if (name === 'n' || name === 'N' || name === 'Enter' || name === 'Esc' || name === 'q') screen.change({dialog: null});
}

/**
 * Ends gpjobs. Asks for confirmation first if a cancel that waits for its job would be lost, or if the outcome of a
 * cancel would not be seen.
 */
export function quitOrAsk(screen: ScreenPort): void {
	const {monitor, clock, quit} = screen.world;
	if (!monitor.jobs.list.some(job => isPlanned(job) || isUnanswered(job))) return quit();
	screen.change({dialog: {kind: 'quit', openedAt: clock.now().mono}});
}

function isPlanned({cancel}: WatchedJob): boolean {
	return cancel?.step === 'waiting';
}

const unansweredSteps: ReadonlySet<CancelFlow['step'] | undefined> = new Set(['checking', 'asking', 'unknown']);

function isUnanswered({cancel}: WatchedJob): boolean {
	return unansweredSteps.has(cancel?.step);
}

/**
 * Says which cancels would be lost because they wait for their jobs to start.
 *
 * @param names the names of the jobs
 */
export function plannedWords(names: readonly SafeText[]): SafeText {
	return names.length === 1
		? safe`1 job still waits to be cancelled and will run: ${listOf(names)}.`
		: safe`${names.length} jobs still wait to be cancelled and will run: ${listOf(names)}.`;
}

/**
 * Says of which cancels the outcome would not be seen.
 *
 * @param names the names of the jobs
 */
export function unansweredWords(names: readonly SafeText[]): SafeText {
	return names.length === 1
		? safe`1 cancel has no answer yet, and gpjobs will not show its outcome: ${listOf(names)}.`
		: safe`${names.length} cancels have no answer yet, and gpjobs will not show their outcome: ${listOf(names)}.`;
}

const mostNames = 5;

function listOf(names: readonly SafeText[]): SafeText {
	const shown = joinSafe(names.slice(0, mostNames), safe`, `);
	return names.length > mostNames ? safe`${shown} and ${names.length - mostNames} more` : shown;
}

/**
 * Makes the text of the dialog that asks before gpjobs ends.
 *
 * @param jobs all jobs in the list
 */
export function quitText(jobs: readonly WatchedJob[]): DialogText {
	const planned = jobs.filter(isPlanned).map(jobName);
	const unanswered = jobs.filter(isUnanswered).map(jobName);
	return {
		title: safe`Quit gpjobs?`,
		facts: [],
		notes: [
			...(planned.length === 0 ? [] : [plannedWords(planned)]),
			...(unanswered.length === 0 ? [] : [unansweredWords(unanswered)]),
		],
		keys: [
			[safe`y`, safe`quit`],
			[safe`n Enter Esc`, safe`no, stay`],
		],
	};
}

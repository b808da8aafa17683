import type {Message} from '../../gp/message.ts';
import {statusWord} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import {jobName, type WatchedJob} from '../../monitor/job.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {lastWordsText} from '../panes/list/last-words.ts';
import {percentOf} from '../panes/list/progress-words.ts';
import type {ScreenPort} from '../screen/port.ts';
import {lookOf} from '../symbols.ts';
import type {DialogDefinition} from './dialog.ts';
import {closes, type DialogText} from './dialog-lines.ts';
import {leaving} from './menu.ts';

/** The menu for copying texts about jobs. */
export type CopyDialog = {
	readonly kind: 'copy';
	readonly choices: readonly CopyChoice[];
	/** The number of jobs whose texts the menu copies. */
	readonly jobs: number;
};

/** An item of the menu: a key, its label, and the text that the key copies. */
type CopyChoice = {readonly key: SafeText; readonly label: SafeText; readonly text: SafeText};

/** The text and the keys of the menu for copying texts. */
export const copyDialog: DialogDefinition<CopyDialog> = {
	deafFor: 0,
	press,
	text: ({choices, jobs}) => copyText(choices, jobs),
};

function press(screen: ScreenPort, {choices}: CopyDialog, name: string | undefined): void {
	const chosen = choices.find(({key}, index) => key === name || (name === 'Enter' && index === 0));
	if (chosen === undefined && !leaving.has(name)) return;
	screen.change({dialog: null});
	if (chosen) screen.notify(screen.world.copy(chosen.text));
}

/**
 * Returns the texts about jobs that can be copied. URL, job id, label and status have one line for each job, so that
 * they can be pasted into a ticket.
 *
 * @param jobs one job, or the marked jobs
 * @param looked the message to which the user jumped, or which explains the failure of the job
 */
export function copyChoices(jobs: readonly WatchedJob[], now: Moment, looked: Message | null): readonly CopyChoice[] {
	const all = (of: (job: WatchedJob) => SafeText | undefined) =>
		joinSafe(
			jobs.flatMap(job => of(job) ?? []),
			safe`\n`,
		);
	const [first, ...others] = jobs;
	const last = first && others.length === 0 ? first.messages.last?.text.safe : undefined;
	const whole = first && others.length === 0 && looked ? looked.text.safe : safe``;
	const choices: readonly CopyChoice[] = [
		{key: safe`u`, label: safe`URL`, text: all(({address}) => safeText(address.url))},
		{key: safe`i`, label: safe`job id`, text: all(({address}) => address.jobId)},
		{key: safe`l`, label: safe`label`, text: all(({label}) => label ?? undefined)},
		{key: safe`s`, label: safe`one-line status`, text: all(job => statusLine(job, now))},
		{key: safe`m`, label: safe`last message`, text: last ?? safe``},
		{key: safe`e`, label: looked?.level === 'error' ? theError : thisMessage, text: whole},
	];
	return choices.filter(({text}) => text !== '');
}

/** The label in the menu for a complete error with its traceback. */
export const theError: SafeText = safe`the error, whole`;
/** The label in the menu for a message that is not an error. */
export const thisMessage: SafeText = safe`this message`;

/** Describes the state of a job on one line: `flood-2026: Executing 62%, Step 3 of 5`. */
function statusLine(job: WatchedJob, now: Moment): SafeText {
	const {state, status} = job;
	const word = status === null ? lookOf(state, false).word : statusWord(status.safe);
	const percent = percentOf(job);
	const progress = typeof percent === 'number' ? safe` ${Math.floor(percent)}%` : safe``;
	const words = lastWordsText(job, now, undefined, safe`·`);
	const rest = words === '' ? safe`` : safe`, ${words}`;
	return safe`${jobName(job)}: ${word}${progress}${rest}`;
}

/** Makes the text of the menu for copying. */
export function copyText(choices: readonly CopyChoice[], jobs: number): DialogText {
	return {
		title: jobs === 1 ? safe`Copy` : safe`Copy from ${jobs} jobs`,
		facts: [],
		notes: [],
		keys: [...choices.map(({key, label}) => [key, label] as const), [safe`Esc`, closes]],
	};
}

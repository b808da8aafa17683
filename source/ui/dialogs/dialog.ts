import type {Moment} from '../../monitor/clock.ts';
import type {ParameterRow} from '../../monitor/parameter-table.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {InputState} from '../input/state.ts';
import type {Context} from '../actions/actions.ts';
import type {SaveFormat, SaveRequest} from '../saver.ts';
import type {CopyChoice} from './copy.ts';
import type {DialogText} from './dialog-lines.ts';
import type {LabelFields} from './label.ts';
import type {Pasted} from './paste.ts';
import type {SignInForm} from './sign-in.ts';

/** What stands over the screen and takes all keys. A dialog about a job holds its URL, so that no other can be meant. */
export type Dialog =
	| {readonly kind: 'cancel'; readonly url: string; readonly openedAt: number}
	| ({readonly kind: 'paste'; readonly openedAt: number} & Pasted)
	| {readonly kind: 'copy'; readonly choices: readonly CopyChoice[]; readonly jobs: number}
	/** Of these jobs; `name` says which that is. */
	| {readonly kind: 'save-job'; readonly urls: readonly string[]; readonly name: SafeText}
	| {readonly kind: 'columns'; readonly selected: number}
	/** Actions of the place from which it was opened. */
	| {readonly kind: 'palette'; readonly field: InputState; readonly selected: number; readonly context: Context}
	| {readonly kind: 'save'; readonly url: string; readonly row: ParameterRow; readonly formats: readonly SaveFormat[]}
	| {readonly kind: 'save-host'; readonly request: SaveRequest; readonly said: SafeText; readonly openedAt: number}
	| {readonly kind: 'label'; readonly url: string; readonly fields: LabelFields}
	/** To the server of this job. */
	| {readonly kind: 'sign-in'; readonly url: string; readonly form: SignInForm}
	| {readonly kind: 'hex'; readonly lines: readonly SafeText[]; readonly selected: number}
	| {readonly kind: 'rerun'; readonly url: string; readonly openedAt: number}
	/** What ended while nobody pressed a key. */
	| {
			readonly kind: 'away';
			readonly urls: readonly string[];
			readonly since: Moment;
			readonly openedAt: number;
	  }
	| FieldDialog;

/** One field, typed in the last line. */
export type FieldDialog =
	/** `problem`: what is wrong with the text that was to be added; it stays in the field. */
	| {readonly kind: 'add'; readonly field: InputState; readonly problem?: SafeText}
	/** `before` comes back with Esc. */
	| {readonly kind: 'filter' | 'search'; readonly field: InputState; readonly before: string};

/** Keys that were on their way when a dialog opened were not meant for it. */
const deafFor = 300;

/** Whether a dialog does not listen yet. @param now monotonic milliseconds */
export function isDeaf(dialog: Dialog, now: number): boolean {
	return 'openedAt' in dialog && now - dialog.openedAt < deafFor;
}

const enterAndEscape = [
	[safe`Enter`, safe`keep`],
	[safe`Esc`, safe`leave it as it was`],
] as const;

/** @param problem with the text that was to be added */
export function addText(problem: SafeText | undefined): DialogText {
	const hint = safe`The URL of a job, …/GPServer/<task>/jobs/<job id>. A token in it is used in this run only.`;
	return {title: safe`Add a job`, facts: [], notes: [problem ?? hint], keys: enterAndEscape};
}

export const labelText: DialogText = {
	title: safe`Label`,
	facts: [],
	notes: [safe`What this job shall be called here, and its tags with commas between them. Empty takes them away.`],
	keys: [[safe`Tab`, safe`the other line`], ...enterAndEscape],
};

/** @param name of the job */
export function rerunText(name: SafeText, server: SafeText, task: SafeText): DialogText {
	return {
		title: safe`Run again?`,
		facts: [
			[safe`server`, server],
			[safe`task`, task],
			[safe`inputs`, safe`those of ${name}, as the server has them`],
		],
		notes: [safe`A new job is begun and put on the list. gpjobs rerun JOB NAME=VALUE changes inputs.`],
		keys: [
			[safe`y`, safe`begin it`],
			[safe`n Enter Esc`, safe`leave it`],
		],
	};
}

import {parseJobUrl} from '../../gp/job-url.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {cancelAnswer} from '../dialogs/cancel.ts';
import {type Dialog, type FieldDialog, isDeaf} from '../dialogs/dialog.ts';
import {pressInField} from '../dialogs/field-keys.ts';
import {saveAnswer} from '../dialogs/save.ts';
import {type InputState, inputText} from '../input/state.ts';
import {updateMessages} from '../panes/messages/state.ts';
import type {ScreenController} from './controller.ts';
import {pressInColumns, pressInCopy, pressInHex, pressInLabel, pressInPalette, pressInSaveJob} from './menu-keys.ts';
import {withParameters} from './parameter-tabs.ts';
import {saveValue} from './saving.ts';
import {pressInSignIn} from './signing-in.ts';
import {contextOf, type ScreenState} from './state.ts';
import {searchedValue} from './value-view.ts';

/**
 * A key while a dialog is open, or a paste, which has text but no name.
 *
 * A dialog about a job acts on the job whose URL it holds, whatever has become of the list meanwhile.
 */
export function pressInDialog(screen: ScreenController, dialog: Dialog, name: string | undefined, typed: string): void {
	if (isDeaf(dialog, screen.world.clock.now().mono)) return;
	switch (dialog.kind) {
		case 'cancel':
			return pressInCancel(screen, dialog, name);
		case 'paste':
			return pressInPaste(screen, dialog, name);
		case 'save':
			return pressInSave(screen, dialog, name);
		case 'save-host':
			return pressInHost(screen, dialog, name);
		case 'copy':
			return pressInCopy(screen, dialog, name);
		case 'save-job':
			return pressInSaveJob(screen, dialog, name);
		case 'columns':
			return pressInColumns(screen, dialog, name);
		case 'palette':
			return pressInPalette(screen, dialog, name, typed);
		case 'away':
			return screen.change({dialog: null});
		case 'rerun':
			return pressInRerun(screen, dialog, name);
		case 'hex':
			return pressInHex(screen, dialog, name);
		case 'sign-in':
			return pressInSignIn(screen, dialog, name, typed);
		case 'label':
			return pressInLabel(screen, dialog, name, typed);
		case 'add':
		case 'filter':
		case 'search':
			if (name === 'Esc') return leave(screen, dialog);
			if (name === 'Enter') return keep(screen, dialog);
			return type(screen, dialog, pressInField(dialog.field, name, typed));
	}
}

/** Said after a yes where readOnly was set since: the dialog was opened before. */
export const notSentReadOnly: SafeText = safe`gpjobs is read-only now: nothing was sent.`;

function pressInCancel(screen: ScreenController, {url}: Dialog & {kind: 'cancel'}, name: string | undefined): void {
	const job = screen.world.monitor.jobs.get(url);
	if (!job) return screen.change({dialog: null});
	const answer = cancelAnswer(job, name ?? '', name === 'Enter' || name === 'Esc');
	if (answer === undefined) return;
	screen.change({dialog: null});
	if (answer === 'no') return;
	if (screen.isReadOnly) return screen.notify({ok: false, said: notSentReadOnly});
	screen.world.monitor.cancel(url, answer === 'when-running');
}

function pressInPaste(screen: ScreenController, {text}: Dialog & {kind: 'paste'}, name: string | undefined): void {
	if (name === 'y' || name === 'Enter') {
		screen.change({dialog: null});
		screen.edit(screen.world.edits.add(text));
	} else if (name === 'n' || name === 'Esc' || name === 'q') {
		screen.change({dialog: null});
	}
}

function pressInRerun(screen: ScreenController, {url}: Dialog & {kind: 'rerun'}, name: string | undefined): void {
	const {rerun} = screen.world.edits;
	if (name === 'y' && rerun) {
		screen.change({dialog: null});
		if (screen.isReadOnly) return screen.notify({ok: false, said: notSentReadOnly});
		screen.notify({ok: true, said: safe`Its inputs are read, then it is begun again.`});
		screen.edit(rerun(url));
	} else if (name === 'n' || name === 'Enter' || name === 'Esc' || name === 'q') {
		screen.change({dialog: null});
	}
}

function pressInSave(
	screen: ScreenController,
	{url, row, formats}: Dialog & {kind: 'save'},
	name: string | undefined,
): void {
	const format = saveAnswer(formats, name);
	if (format !== undefined || name === 'Esc' || name === 'q' || name === 'n') screen.change({dialog: null});
	if (format !== undefined) void saveValue(screen, {jobUrl: url, row, format, isHostConfirmed: false});
}

function pressInHost(
	screen: ScreenController,
	{request}: Dialog & {kind: 'save-host'},
	name: string | undefined,
): void {
	if (name === 'y') {
		screen.change({dialog: null});
		void saveValue(screen, {...request, isHostConfirmed: true});
	} else if (name === 'n' || name === 'Enter' || name === 'Esc' || name === 'q') {
		screen.change({dialog: null});
	}
}

/** What is typed acts at once where it can be seen at once. */
function type(screen: ScreenController, dialog: FieldDialog, field: InputState): void {
	if (dialog.kind === 'add') return screen.change({dialog: {kind: 'add', field}});
	screen.change({dialog: {...dialog, field}, ...(dialog.kind === 'filter' ? {filter: inputText(field)} : {})});
}

function leave(screen: ScreenController, dialog: FieldDialog): void {
	screen.change({dialog: null, ...(dialog.kind === 'filter' ? {filter: safeText(dialog.before)} : {})});
}

function keep(screen: ScreenController, dialog: FieldDialog): void {
	const text = inputText(dialog.field);
	switch (dialog.kind) {
		case 'add':
			return addTyped(screen, dialog, text);
		case 'filter':
			return screen.change({dialog: null, filter: text});
		case 'search':
			screen.change({dialog: null});
			return screen.change(searched(screen.state, text));
	}
}

/** A text in which no job URL is found stays, with what is wrong with it; a server that nobody sees in it is named first. */
function addTyped(screen: ScreenController, dialog: FieldDialog & {kind: 'add'}, text: string): void {
	if (text.trim() === '') return screen.change({dialog: null});
	const pasted = screen.pasted(text);
	if (pasted.gateways.length > 0) return screen.offer(pasted);
	if (pasted.count === 0) {
		const parsed = parseJobUrl(text);
		return screen.change({dialog: {...dialog, problem: parsed.ok ? noJobUrl : safe`${noJobUrl} ${parsed.sentence}`}});
	}
	screen.change({dialog: null});
	screen.edit(screen.world.edits.add(text));
}

const noJobUrl = safe`No job URL in it.`;

/** The search goes to what is read: an opened value, or the messages. */
function searched(state: ScreenState, query: SafeText): Partial<ScreenState> {
	const action = {type: 'search', query} as const;
	if (state.value && state.view.kind === 'job') return {value: searchedValue(state.value, query)};
	if (contextOf(state) === 'parameters') return withParameters(state, action);
	return {messages: updateMessages(state.messages, action)};
}

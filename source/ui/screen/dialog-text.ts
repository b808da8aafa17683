import {awayText} from '../dialogs/away.ts';
import {cancelDialogText} from '../dialogs/cancel.ts';
import {columnsText} from '../dialogs/columns.ts';
import {copyText} from '../dialogs/copy.ts';
import {addText, type Dialog, labelText, rerunText} from '../dialogs/dialog.ts';
import type {DialogText} from '../dialogs/dialog-lines.ts';
import {hexText} from '../dialogs/hex.ts';
import {paletteOffers, paletteText} from '../dialogs/palette.ts';
import {pasteText} from '../dialogs/paste.ts';
import {hostText, saveText} from '../dialogs/save.ts';
import {saveJobText} from '../dialogs/save-job.ts';
import {signInText} from '../dialogs/sign-in.ts';
import {inputText} from '../input/state.ts';
import type {ScreenController} from './controller.ts';
import {nameOf} from './pane-words.ts';

/** What the dialog that is open says; `undefined` for what is typed in the last line instead. */
export function dialogText(dialog: Dialog, {world, state, situation}: ScreenController): DialogText | undefined {
	switch (dialog.kind) {
		case 'cancel': {
			const job = world.monitor.jobs.get(dialog.url);
			return job && cancelDialogText(job, state.now);
		}
		case 'label': {
			const job = world.monitor.jobs.get(dialog.url);
			return job && {...labelText, title: nameOf(job)};
		}
		case 'sign-in': {
			const job = world.monitor.jobs.get(dialog.url);
			return job && signInText(job.address.serverName, dialog.form);
		}
		case 'away': {
			const jobs = dialog.urls.flatMap(url => world.monitor.jobs.get(url) ?? []);
			return awayText(jobs, dialog.since, state.now);
		}
		case 'rerun': {
			const job = world.monitor.jobs.get(dialog.url);
			return job && rerunText(nameOf(job), job.address.serverName, job.address.task);
		}
		case 'hex':
			return hexText(dialog.lines, dialog.selected);
		case 'copy':
			return copyText(dialog.choices, dialog.jobs);
		case 'save-job':
			return saveJobText(dialog.name, world.saver.folder);
		case 'columns':
			return columnsText(state.hiddenColumns, dialog.selected);
		case 'palette':
			return paletteText(paletteOffers(inputText(dialog.field), dialog.context, situation), dialog.selected);
		case 'add':
			return addText(dialog.problem);
		case 'paste':
			return pasteText(dialog);
		case 'save':
			return saveText(dialog.row.name.safe, dialog.formats, world.saver.folder);
		case 'save-host':
			return hostText(dialog.said);
		case 'filter':
		case 'search':
			return undefined;
	}
}

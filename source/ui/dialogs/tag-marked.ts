import {counted} from '../../text/number-words.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {InputState} from '../input/state.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {DialogDefinition} from './dialog.ts';
import {closes, type DialogText} from './dialog-lines.ts';
import {namedField, pressInField} from './field-keys.ts';
import {tagsIn} from './label.ts';

/** The dialog for changing the tags of the marked jobs. It cannot change labels, because each job has its own. */
export type TagMarkedDialog = {
	readonly kind: 'tag-marked';
	readonly urls: readonly string[];
	readonly field: InputState;
};

/** The text, the field and the keys of the dialog for the tags of the marked jobs. */
export const tagMarkedDialog: DialogDefinition<TagMarkedDialog> = {
	deafFor: 0,
	press,
	text: ({urls}) => tagMarkedText(urls.length),
	fields: ({field}) => [namedField(safe`tags`, safe`Tags`, field, true)],
};

function press(screen: ScreenPort, dialog: TagMarkedDialog, name: string | undefined, typed: string): void {
	const {urls, field} = dialog;
	if (name === 'Esc') return screen.change({dialog: null});
	if (name !== 'Enter') return screen.change({dialog: {...dialog, field: pressInField(field, name, typed)}});
	screen.change({dialog: null});
	const tags = tagsIn(field);
	const removed = tags.flatMap(tag => (tag.startsWith('-') ? [tag.slice(1).trim()] : []));
	const added = tags.filter(tag => !tag.startsWith('-')).map(tag => tag.replace(/^\+/, '').trim());
	const isTag = (tag: string) => tag !== '';
	if (tags.length > 0)
		screen.edit(screen.world.edits.tag(urls, {added: added.filter(isTag), removed: removed.filter(isTag)}));
}

/**
 * Makes the text of the dialog for the tags of the marked jobs.
 *
 * @param jobs the number of marked jobs
 */
export function tagMarkedText(jobs: number): DialogText {
	return {
		title: safe`Tags of ${counted(jobs, 'marked job')}`,
		facts: [],
		notes: [tagHint],
		keys: [
			[safe`Enter`, safe`save`],
			[safe`Esc`, closes],
		],
	};
}

/** Explains how to type tags for several jobs. */
const tagHint: SafeText = safe`Tags to add, separated by commas. A tag with - in front is removed. Labels are not changed.`;

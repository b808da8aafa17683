import {jobName} from '../../monitor/job.ts';
import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';
import {type InputState, inputText, inputWith} from '../input/state.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {DialogDefinition} from './dialog.ts';
import {closes, type DialogText} from './dialog-lines.ts';
import {namedField, pressInField} from './field-keys.ts';

/** The dialog for the label and the tags of a job. */
export type LabelDialog = {readonly kind: 'label'; readonly url: string; readonly fields: LabelFields};

/** The two fields of the dialog, and which of them has the focus. */
type LabelFields = {readonly label: InputState; readonly tags: InputState; readonly focus: 'label' | 'tags'};

/** The text, the fields and the keys of the dialog for a label and tags. */
export const labelDialog: DialogDefinition<LabelDialog> = {
	deafFor: 0,
	press,
	text({url}, {world}) {
		const job = world.monitor.jobs.get(url);
		return job && {...labelText, title: jobName(job)};
	},
	fields: ({fields: {label, tags, focus}}) => [
		namedField(safe`label`, safe`Label`, label, focus === 'label'),
		namedField(safe`tags`, safe`Tags`, tags, focus === 'tags'),
	],
};

function press(screen: ScreenPort, dialog: LabelDialog, name: string | undefined, typed: string): void {
	const {fields, url} = dialog;
	if (name === 'Esc') return screen.change({dialog: null});
	if (name === 'Enter') {
		screen.change({dialog: null});
		return screen.edit(screen.world.edits.relabel(url, wordsOf(fields)));
	}
	screen.change({dialog: {...dialog, fields: typedInto(fields, name, typed)}});
}

function typedInto(fields: LabelFields, name: string | undefined, typed: string): LabelFields {
	const {focus} = fields;
	if (name === 'Tab' || name === 'Shift-Tab' || name === '↑' || name === '↓') {
		return {...fields, focus: focus === 'label' ? 'tags' : 'label'};
	}
	return {...fields, [focus]: pressInField(fields[focus], name, typed)};
}

/** Returns the contents of the fields when the dialog opens: the job's current label and tags. */
export function labelFields(label: SafeText | null, tags: readonly SafeText[]): LabelFields {
	return {label: inputWith(label ?? safe``), tags: inputWith(joinSafe(tags, safe`, `)), focus: 'label'};
}

/** Reads the label and the tags from the fields. Tags are separated by commas; duplicates are dropped. */
function wordsOf({label, tags}: LabelFields): {readonly label: string; readonly tags: readonly string[]} {
	return {label: inputText(label).trim(), tags: tagsIn(tags)};
}

/** Reads the tags from a field, without duplicates. */
export function tagsIn(field: InputState): readonly string[] {
	const named = inputText(field)
		.split(',')
		.map(tag => tag.trim())
		.filter(tag => tag !== '');
	return [...new Set(named)];
}

/** The label of the key Tab in a dialog with several fields. */
export const nextField: SafeText = safe`next field`;

/** The text of the dialog. The name of the job is added to its title. */
export const labelText: DialogText = {
	title: safe`Label`,
	facts: [],
	notes: [safe`Name for this job, and tags separated by commas. Leave empty to remove.`],
	keys: [
		[safe`Tab`, nextField],
		[safe`Enter`, safe`save`],
		[safe`Esc`, closes],
	],
};

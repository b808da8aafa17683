import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';
import {type InputState, inputText, inputWith} from '../input/state.ts';

/** The two lines of the label dialog, and which of them is typed into. */
export type LabelFields = {readonly label: InputState; readonly tags: InputState; readonly focus: 'label' | 'tags'};

export function labelFields(label: SafeText | null, tags: readonly SafeText[]): LabelFields {
	return {label: inputWith(label ?? safe``), tags: inputWith(joinSafe(tags, safe`, `)), focus: 'label'};
}

/** What was typed: commas stand between tags, and one that is named twice counts once. */
export function wordsOf({label, tags}: LabelFields): {readonly label: string; readonly tags: readonly string[]} {
	const named = inputText(tags)
		.split(',')
		.map(tag => tag.trim())
		.filter(tag => tag !== '');
	return {label: inputText(label).trim(), tags: [...new Set(named)]};
}

import type {SafeText} from '../text/safe-text.ts';
import type {ActionName} from './actions/actions.ts';
import type {ColumnName} from './panes/list/columns.ts';

/**
 * The outcome of an edit, as a sentence for the operator. `ok` is false if the screen shows the edit but it was not
 * saved.
 */
export type Outcome = {
	readonly ok: boolean;
	readonly notice: SafeText;
	/** Whether saving will be tried again. If so, the sentence is valid only until the list is saved. */
	readonly isPending?: boolean;
	/** The subject of the notice (`notices.ts`). */
	readonly about?: string;
	/** The action that the notice mentions. */
	readonly offers?: ActionName;
};

/**
 * The subject of notices about edits that are not saved yet (`notices.ts`). The notice that they have been saved
 * replaces these notices.
 */
export const aboutList = 'list';

/**
 * The subject of notices about a removal and its undo. The notice about the undo replaces the one about the removal.
 */
export const aboutRemoval = 'removal';

/** The edits of the list that the screen can request. The caller that opens the screen provides them. */
export type ListEdits = {
	/** Adds all jobs whose URLs are in a text that was typed or pasted. */
	readonly add: (text: string) => Promise<Outcome>;
	readonly remove: (urls: readonly string[]) => Promise<Outcome>;
	/** Undoes the last removal. */
	readonly undo: () => Promise<Outcome>;
	/** Changes the label and the tags of a job. An empty label removes the current one. */
	readonly relabel: (
		url: string,
		words: {readonly label: string; readonly tags: readonly string[]},
	) => Promise<Outcome>;
	/** Adds tags to jobs, and removes tags from them. */
	readonly tag: (
		urls: readonly string[],
		change: {readonly added: readonly string[]; readonly removed: readonly string[]},
	) => Promise<Outcome>;
	/**
	 * Submits a new job with the inputs of an existing job, and adds the new one to the list. Missing in read-only mode.
	 */
	readonly rerun?: (url: string) => Promise<Outcome>;
	/** Saves which columns are hidden, for the next run. */
	readonly hideColumns: (names: readonly ColumnName[]) => Promise<Outcome>;
};

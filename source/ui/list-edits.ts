import type {SafeText} from '../text/safe-text.ts';
import type {ActionName} from './actions/actions.ts';
import type {ColumnName} from './panes/list/columns.ts';

/**
 * The outcome of an edit, as a sentence for the operator. `ok: false`: the screen shows the edit, but it is not
 * saved.
 */
export type Outcome = {
	readonly ok: boolean;
	readonly said: SafeText;
	/** Saving will be tried again: the sentence is valid only until the list is saved. */
	readonly isPending?: boolean;
	/** The subject of its notice (`notices.ts`). */
	readonly about?: string;
	/** The action that its sentence mentions. */
	readonly offers?: ActionName;
};

/**
 * The subject of notices about edits that are not saved yet (`notices.ts`). The notice that they are saved replaces
 * them.
 */
export const aboutList = 'list';

/** The subject of a removal and its undo: the notice of the undo replaces that of the removal. */
export const aboutRemoval = 'removal';

/** The edits of the list that the screen can make. Whoever opens the screen implements them. */
export type ListEdits = {
	/** Adds every job URL in a text that was typed or pasted. */
	readonly add: (text: string) => Promise<Outcome>;
	readonly remove: (urls: readonly string[]) => Promise<Outcome>;
	/** Undoes the last removal. */
	readonly undo: () => Promise<Outcome>;
	/** Changes label and tags of a job. An empty label removes it. */
	readonly relabel: (
		url: string,
		words: {readonly label: string; readonly tags: readonly string[]},
	) => Promise<Outcome>;
	/** Adds tags to jobs, and removes tags from them. */
	readonly tag: (
		urls: readonly string[],
		change: {readonly added: readonly string[]; readonly removed: readonly string[]},
	) => Promise<Outcome>;
	/** Submits a new job with the inputs of an existing one and adds it to the list. Missing in read-only mode. */
	readonly rerun?: (url: string) => Promise<Outcome>;
	/** Saves which columns are hidden, for the next run. */
	readonly hideColumns: (names: readonly ColumnName[]) => Promise<Outcome>;
};

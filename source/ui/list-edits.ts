import type {SafeText} from '../text/safe-text.ts';
import type {ActionName} from './actions/actions.ts';
import type {ColumnName} from './panes/list/columns.ts';

/** What came of an edit, in a sentence for the operator. `ok: false`: it counts on this screen, but is not saved. */
export type Outcome = {
	readonly ok: boolean;
	readonly said: SafeText;
	/** It is tried on: what is said of it holds only until the list is saved. */
	readonly isPending?: boolean;
	/** What the notice of it is about (`notices.ts`). */
	readonly about?: string;
	/** The key that its sentence offers. */
	readonly offers?: ActionName;
};

/** What notices about edits that are not saved yet are about (`notices.ts`): that they are saved takes their place. */
export const aboutList = 'list';

/** What a removal and its undo are about: after the second the first is no longer so. */
export const aboutRemoval = 'removal';

/** What the screen can do to the list of jobs. Who opens the screen knows where the list is kept. */
export type ListEdits = {
	/** Adds every job URL in a text that was typed or pasted. */
	readonly add: (text: string) => Promise<Outcome>;
	readonly remove: (urls: readonly string[]) => Promise<Outcome>;
	/** Brings the last removal back. */
	readonly undo: () => Promise<Outcome>;
	/** An empty label takes it away. */
	readonly relabel: (
		url: string,
		words: {readonly label: string; readonly tags: readonly string[]},
	) => Promise<Outcome>;
	/** Adds tags to jobs, and removes tags from them. */
	readonly tag: (
		urls: readonly string[],
		change: {readonly added: readonly string[]; readonly removed: readonly string[]},
	) => Promise<Outcome>;
	/** Begins another job with the inputs of one, and puts it on the list. Is not there where gpjobs runs read-only. */
	readonly rerun?: (url: string) => Promise<Outcome>;
	/** Keeps which columns are left out, for the next time. */
	readonly hideColumns: (names: readonly ColumnName[]) => Promise<Outcome>;
};

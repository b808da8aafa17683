import type {SavedJob} from '../store/saved-job.ts';
import type {Change} from '../store/saved-list.ts';
import {type SafeText, safe} from '../text/safe-text.ts';

type PendingEditsOptions = {
	/** Gets true once an edit is late to reach the disk, and false once all have reached it. */
	readonly onUnsaved: (isUnsaved: boolean) => void;
	/** Milliseconds after which who asked for an edit is told that it is not saved yet. */
	readonly patience?: number;
	/** Milliseconds before refused edits are tried again. */
	readonly retryEvery?: number;
};

type Edit = {
	readonly run: () => Promise<Change>;
	readonly told: (change: Change) => void;
};

/**
 * Edits of the list on their way to the disk, in the order in which they were asked for. What the disk refused is tried
 * again until it takes it: an edit counts on the screen at once, and is lost only if the program ends before that.
 *
 * Each edit can be made twice without harm. Starts a timer while something is left; `finish` stops it.
 */
export class PendingEdits {
	readonly #onUnsaved: PendingEditsOptions['onUnsaved'];
	readonly #patience: number;
	readonly #retryEvery: number;
	#edits: Edit[] = [];
	#working: Promise<void> | undefined;
	#timer: NodeJS.Timeout | undefined;
	#isUnsaved = false;
	#isOver = false;
	#onSaved: (jobs: readonly SavedJob[]) => void = () => {};

	constructor({onUnsaved, patience = 2000, retryEvery = 5000}: PendingEditsOptions) {
		this.#onUnsaved = onUnsaved;
		this.#patience = patience;
		this.#retryEvery = retryEvery;
	}

	/** How many edits are not on the disk. */
	get size(): number {
		return this.#edits.length;
	}

	/** Calls when the last edit has been taken, with the list as it then is on the disk. */
	whenSaved(listener: (jobs: readonly SavedJob[]) => void): void {
		this.#onSaved = listener;
	}

	/**
	 * Makes an edit, after those before it.
	 *
	 * @returns what came of it; where the disk refuses, or says nothing for a while, that it is not saved yet
	 */
	put(run: () => Promise<Change>): Promise<Change> {
		return new Promise(resolve => {
			const late = setTimeout(() => {
				this.#tell(true);
				resolve({ok: false, sentence: diskSilent(this.#patience)});
			}, this.#patience);
			this.#edits.push({
				run,
				told: change => {
					clearTimeout(late);
					resolve(change);
				},
			});
			void this.#work();
		});
	}

	/** Tries once more what is left. @param within milliseconds. @returns how many edits are not on the disk */
	async finish(within: number): Promise<number> {
		this.#isOver = true;
		const tooLate = new Promise<void>(resolve => setTimeout(resolve, within).unref());
		if (this.#edits.length > 0) await Promise.race([this.#working ?? this.#work(), tooLate]);
		return this.#edits.length;
	}

	#work(): Promise<void> {
		this.#working ??= this.#makeAll();
		return this.#working;
	}

	/** Makes them in turn. One that is refused is left for later, and those behind it are tried all the same. */
	async #makeAll(): Promise<void> {
		clearTimeout(this.#timer);
		for (let at = 0; at < this.#edits.length; ) {
			const edit = this.#edits[at] as Edit;
			const change = await edit.run();
			edit.told(change);
			if (change.ok || change.isFinal) {
				this.#edits.splice(at, 1);
				if (change.ok && this.#edits.length === 0) this.#onSaved(change.jobs);
			} else {
				this.#tell(true);
				at++;
			}
		}
		// In the same turn as the last look at what is left: an edit that comes now finds nobody at work.
		this.#working = undefined;
		if (this.#edits.length === 0) this.#tell(false);
		else if (!this.#isOver) this.#timer = setTimeout(() => void this.#work(), this.#retryEvery);
	}

	#tell(isUnsaved: boolean): void {
		if (this.#isUnsaved !== isUnsaved) this.#onUnsaved(isUnsaved);
		this.#isUnsaved = isUnsaved;
	}
}

/** Why an edit is not saved yet; `patience` in milliseconds. */
export function diskSilent(patience: number): SafeText {
	return safe`the disk has not answered for ${patience / 1000} s.`;
}

import type {SavedJob} from '../store/saved-job.ts';
import type {Change} from '../store/saved-list.ts';
import {type SafeText, safe} from '../text/safe-text.ts';

type PendingEditsOptions = {
	/** Called with true if the disk has not saved an edit in time, and with false after all edits are saved. */
	readonly onUnsaved: (isUnsaved: boolean) => void;
	/**
	 * How long the caller of {@link PendingEdits.put} waits before it is informed that an edit is not saved yet, in
	 * milliseconds.
	 */
	readonly patience?: number;
	/** The time until refused edits are tried again, in milliseconds. */
	readonly retryEvery?: number;
};

type Edit = {
	readonly run: () => Promise<Change>;
	readonly told: (change: Change) => void;
};

/**
 * A queue of edits of the list that are not on the disk yet, in the order in which they were requested. Refused edits
 * are tried again until the disk accepts them. The screen shows an edit at once; it is lost only if the program ends
 * too early. Repeating an edit does no harm. Runs a timer while edits are not saved; `finish` stops it.
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

	/** How many edits are not on the disk yet. */
	get size(): number {
		return this.#edits.length;
	}

	/** Sets the listener that receives the list from the disk after the last edit was saved. */
	whenSaved(listener: (jobs: readonly SavedJob[]) => void): void {
		this.#onSaved = listener;
	}

	/**
	 * Makes an edit after all earlier ones.
	 *
	 * @returns the result of the edit; if the disk refuses it or does not answer for a while, a result that says that
	 * the edit is not saved yet
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

	/**
	 * Tries the remaining edits once more.
	 *
	 * @param within how long to wait for them, in milliseconds
	 * @returns how many edits are not on the disk
	 */
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

	/** Makes the edits one after the other. If one is refused, the next ones are still tried. */
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
		// There is no `await` between the last check of the queue and this line, so an edit that is added later starts
		// the work again.
		this.#working = undefined;
		if (this.#edits.length === 0) this.#tell(false);
		else if (!this.#isOver) this.#timer = setTimeout(() => void this.#work(), this.#retryEvery);
	}

	#tell(isUnsaved: boolean): void {
		if (this.#isUnsaved !== isUnsaved) this.#onUnsaved(isUnsaved);
		this.#isUnsaved = isUnsaved;
	}
}

/**
 * Says why an edit is not saved yet: the disk does not answer.
 *
 * @param patience how many milliseconds gpjobs has waited for the disk
 */
export function diskSilent(patience: number): SafeText {
	return safe`the disk has not answered for ${patience / 1000} s.`;
}

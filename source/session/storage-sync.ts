import {say} from '../commands/print.ts';
import type {LastSession} from '../store/last-session.ts';
import type {ListCondition} from '../store/saved-list.ts';
import {counted} from '../text/number-words.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {aboutList} from '../ui/list-edits.ts';
import type {Protection} from '../ui/screen.tsx';
import type {Engine} from './engine.ts';
import {Keeping, notAllKept} from './flight-recorder.ts';
import {type HeldShelf, letGo} from './held-shelf.ts';
import {followList} from './list-edits.ts';
import {PendingEdits} from './pending-edits.ts';
import {holdOf} from './read-only-guard.ts';
import {learnDurations} from './usual-durations.ts';

/** Where trouble with the disk is told: in the last line of a screen and in its first, or on standard error. */
export type TroubleDesk = {
	/** @param about that it is over takes the place of what was said about the same */
	readonly notify: (sentence: SafeText, isOver: boolean, about: string) => void;
	readonly showUnsaved: (isUnsaved: boolean) => void;
	readonly showProtection: (protection: Protection) => void;
};

/** What is not on the disk. */
type Lacking = 'records' | typeof aboutList;

/** Whether the list is the one that was saved: not unreadable, not a copy from before, and not one that somebody moved away. */
function isListKnown({saved, listFault, hold}: HeldShelf): boolean {
	return listFault === undefined && hold === undefined && saved.length > 0;
}

/** What notices about protection are about: that it is over takes their place. */
const aboutProtection = 'protection';
/** Said once what protected is over. */
export const isFree: SafeText = safe`List and settings can be read again, and say that jobs may be changed.`;

/** Milliseconds that the end of the program gives edits of the list that the disk has not taken yet. */
const lastTries = 500;

/**
 * All that goes to the disk and comes from it while a monitor runs: edits of the list, what other processes do to it,
 * the flight recorder, usual durations. Listens to the monitor from the beginning; `finish` ends all of it.
 */
export class Bookkeeping {
	readonly edits: PendingEdits;
	readonly #shelf: HeldShelf;
	readonly #engine: Engine;
	readonly #keeping: Keeping | undefined;
	readonly #stops: Array<() => void> = [];
	readonly #lacking = new Set<Lacking>();
	#desk: TroubleDesk = {notify: sentence => say(sentence), showUnsaved() {}, showProtection() {}};
	#listFault: SafeText | undefined;

	constructor(shelf: HeldShelf, engine: Engine) {
		this.#shelf = shelf;
		this.#engine = engine;
		const {kept, home, preferences} = shelf;
		this.#listFault = shelf.listFault;
		this.#keeping =
			kept && home.ok
				? new Keeping({
						monitor: engine.monitor,
						kept,
						keepsValues: preferences.keepsValues,
						onTrouble: (sentence, isOver) => this.#tell('records', !isOver, sentence),
					})
				: undefined;
		this.edits = new PendingEdits({
			onUnsaved: isUnsaved => this.#tell(aboutList, isUnsaved, isUnsaved ? undefined : listSaved),
		});
	}

	/** From now on trouble is told there. */
	tellAt(desk: TroubleDesk): void {
		this.#desk = desk;
	}

	/** Begins what can wait until there is something to see. */
	follow(): void {
		const {kept, saved, disk} = this.#shelf;
		// Records go once no list has their job, which only a list that was read can tell.
		if (isListKnown(this.#shelf)) void kept?.sweep(new Set(saved.map(({url}) => url)), Date.now());
		if (disk) this.#stops.push(learnDurations(this.#engine.monitor, disk.calls));
		const onCondition = (condition: ListCondition) => this.#protect(condition);
		this.#stops.push(followList(this.#shelf, this.#engine, this.edits, onCondition));
	}

	/** Writes down when the operator was last there. A disk that refuses is no matter: more is told the next time. */
	lastSeen(epoch: number): void {
		void this.#shelf.disk?.calls.keepLastLook(epoch);
	}

	/** Writes down how the screen did, for `gpjobs doctor`. */
	lastSession(session: LastSession): void {
		void this.#shelf.disk?.calls.keepLastSession(session);
	}

	/**
	 * Writes what is left, as far as the disk takes it, says what it did not, and lets go of it.
	 *
	 * @param how `isHurried`: somebody waits for the end of the program
	 * @returns whether all is there
	 */
	async finish(how: {readonly isHurried: boolean}): Promise<boolean> {
		for (const stop of this.#stops) stop();
		const [isKept = true, left] = await Promise.all([this.#keeping?.finish(how), this.edits.finish(lastTries)]);
		if (!isKept) say(notAllKept);
		if (left > 0) say(changesNotSaved(left));
		await letGo(this.#shelf);
		return isKept && left === 0;
	}

	/** Takes over what the file of list and settings says by now, or no longer says. */
	#protect(condition: ListCondition): void {
		const {guard} = this.#engine;
		const before = {hold: guard.reason, listFault: this.#listFault};
		const reason = holdOf(condition, this.#shelf);
		const isNews = guard.set(reason) || before.listFault !== condition.fault;
		if (!isNews) return;
		this.#listFault = condition.fault;
		this.#desk.showProtection({isHeld: reason !== undefined, listFault: condition.fault ?? null});
		const isOver = reason === undefined && condition.fault === undefined;
		this.#desk.notify(isOver ? isFree : (reason ?? condition.fault ?? isFree), isOver, aboutProtection);
	}

	#tell(what: Lacking, isUnsaved: boolean, sentence?: SafeText): void {
		if (isUnsaved) this.#lacking.add(what);
		else this.#lacking.delete(what);
		this.#desk.showUnsaved(this.#lacking.size > 0);
		if (sentence) this.#desk.notify(sentence, !isUnsaved, what);
	}
}

/** Once edits of the list that waited for the disk are there. */
export const listSaved: SafeText = safe`Saved: the disk has taken all changes of the list.`;

/** Said of edits of the list that are lost at the end of the program. */
export function changesNotSaved(count: number): SafeText {
	return safe`NOT SAVED: the disk did not take ${counted(count, 'change')} of the list.`;
}

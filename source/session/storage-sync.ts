import {hasEnded} from '../gp/status.ts';
import {systemClock} from '../monitor/clock.ts';
import {ageOf} from '../monitor/job.ts';
import type {LastSession} from '../store/last-session.ts';
import type {LastView} from '../store/last-view.ts';
import type {ListCondition} from '../store/list-contents.ts';
import type {SavedJob} from '../store/saved-job.ts';
import type {Storage} from '../store/storage.ts';
import {WorkerStorage} from '../store/worker-storage.ts';
import {counted} from '../text/number-words.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {aboutList} from '../ui/list-edits.ts';
import type {Protection, Screen} from '../ui/screen.tsx';
import type {Engine} from './engine.ts';
import {FlightRecorder, notAllRecorded} from './flight-recorder.ts';
import type {SessionHost} from './host.ts';
import {listed, type OpenedStorage} from './opened-storage.ts';
import {PendingEdits} from './pending-edits.ts';
import {holdOf} from './read-only-guard.ts';
import {learnUsualDurations} from './usual-durations.ts';

/** Returns the same storage for a program that runs for days. It runs in a separate thread if anything can be saved. */
export function inWorker(opened: OpenedStorage): OpenedStorage {
	const {home} = opened;
	return home.ok ? {...opened, storage: new WorkerStorage(home.path)} : opened;
}

/** Where trouble with the disk is shown: in the first and last line of the screen, or on standard error. */
type TroubleDisplay = {
	/**
	 * @param about the subject of the notice: a notice that the trouble is over replaces earlier ones with the same
	 * subject
	 */
	readonly notify: (sentence: SafeText, isOver: boolean, about: string) => void;
	readonly showUnsaved: (isUnsaved: boolean) => void;
	readonly showProtection: (protection: Protection) => void;
};

/** The kinds of data that could not be saved. */
type Lacking = 'records' | typeof aboutList;

/** Whether the list is the one that the user saved: it is readable, not restored from the backup, and not missing. */
function isListKnown({saved, listFault, hold}: OpenedStorage): boolean {
	return listFault === undefined && hold === undefined && saved.length > 0;
}

/** The subject of notices that gpjobs may not change jobs for the time being. The notice that it may replaces them. */
const aboutProtection = 'protection';

/** How long gpjobs tries to save the remaining edits of the list at the end of the program, in milliseconds. */
const lastTries = 500;

/**
 * Keeps a running monitor and its storage in step: edits of the list, changes by other processes, job records and usual
 * durations. Listens to the monitor from the start; `finish` ends that.
 */
export class StorageSync {
	readonly edits: PendingEdits;
	readonly #opened: OpenedStorage;
	readonly #engine: Engine;
	readonly #say: SessionHost['say'];
	/** The storage; `undefined` if nothing can be saved. */
	readonly #storage: Storage | undefined;
	readonly #recorder: FlightRecorder | undefined;
	readonly #stops: Array<() => void> = [];
	readonly #lacking = new Set<Lacking>();
	#display: TroubleDisplay;
	#listFault: SafeText | undefined;

	/** @param say shows trouble until there is a screen, and at the end names the data that could not be saved */
	constructor(opened: OpenedStorage, engine: Engine, say: SessionHost['say']) {
		this.#opened = opened;
		this.#engine = engine;
		this.#say = say;
		this.#display = {notify: sentence => say(sentence), showUnsaved() {}, showProtection() {}};
		this.#listFault = opened.listFault;
		const {storage, home, preferences} = opened;
		this.#storage = home.ok ? storage : undefined;
		this.#recorder =
			this.#storage &&
			new FlightRecorder({
				monitor: engine.monitor,
				storage: this.#storage,
				keepsValues: preferences.keepsValues,
				onTrouble: (sentence, isOver) => this.#tell('records', !isOver, sentence),
			});
		this.edits = new PendingEdits({
			onUnsaved: isUnsaved => this.#tell(aboutList, isUnsaved, isUnsaved ? undefined : listSaved),
		});
	}

	/** Sets where trouble with the disk is shown from now on. */
	showTroubleIn(display: TroubleDisplay): void {
		this.#display = display;
	}

	/** Starts the work that can wait until the first frame is drawn. */
	begin(): void {
		// Records of jobs that are in no list are removed, so the list must be known.
		if (isListKnown(this.#opened)) {
			// Jobs from the command line were added after the list was read.
			const watched = this.#engine.monitor.jobs.list.map(({address}) => address.url);
			const saved = this.#opened.saved.map(({url}) => url);
			void this.#storage?.sweepRecords([...saved, ...watched], Date.now());
		}
		if (this.#storage) this.#stops.push(learnUsualDurations(this.#engine.monitor, this.#storage));
		const onCondition = (condition: ListCondition) => this.#protect(condition);
		this.#stops.push(followList(this.#opened, this.#engine, this.edits, onCondition));
	}

	/**
	 * Saves when the operator last pressed a key, how the list and the messages were shown, and the statistics of the
	 * session. Ignores disk errors, because losing this data does not matter to the user.
	 *
	 * @param figures `undefined` if the screen has no statistics
	 */
	screenClosed(lastKey: number, view: LastView, figures: ReturnType<Screen['figures']>): void {
		void this.#storage?.writeLastView(view);
		void this.#storage?.writeLastLook(lastKey);
		if (figures) void this.#storage?.writeLastSession(this.#sessionOf(figures));
	}

	/**
	 * Writes the data that is not saved yet, reports what the disk did not accept, and closes the storage.
	 *
	 * @param how `isHurried`: whether somebody is waiting for the program to end
	 * @returns whether everything is saved
	 */
	async finish(how: {readonly isHurried: boolean}): Promise<boolean> {
		for (const stop of this.#stops) stop();
		const [isRecorded = true, left] = await Promise.all([this.#recorder?.finish(how), this.edits.finish(lastTries)]);
		if (!isRecorded) this.#say(notAllRecorded);
		if (left > 0) this.#say(changesNotSaved(left));
		await this.#opened.storage?.close();
		return isRecorded && left === 0;
	}

	/**
	 * Allows or forbids changes of jobs according to the current condition of the file with the list and the settings.
	 */
	#protect(condition: ListCondition): void {
		const {guard} = this.#engine;
		const before = {hold: guard.reason, listFault: this.#listFault};
		const reason = holdOf(condition, this.#opened);
		const isNews = guard.set(reason) || before.listFault !== condition.fault;
		if (!isNews) return;
		this.#listFault = condition.fault;
		this.#display.showProtection({isHeld: reason !== undefined, listFault: condition.fault ?? null});
		const isOver = reason === undefined && condition.fault === undefined;
		this.#display.notify(isOver ? isFree : (reason ?? condition.fault ?? isFree), isOver, aboutProtection);
	}

	#tell(what: Lacking, isUnsaved: boolean, sentence?: SafeText): void {
		if (isUnsaved) this.#lacking.add(what);
		else this.#lacking.delete(what);
		this.#display.showUnsaved(this.#lacking.size > 0);
		if (sentence) this.#display.notify(sentence, !isUnsaved, what);
	}

	#sessionOf(figures: NonNullable<ReturnType<Screen['figures']>>): LastSession {
		const {firstFrame, keyToPaint, keys, bytes, lasted, columns, rows} = figures;
		const now = systemClock.now();
		const jobs = this.#engine.monitor.jobs.list;
		const ages = jobs.flatMap(job => (hasEnded(job.state) ? [] : (ageOf(job, now) ?? []))).sort((a, b) => a - b);
		const oldest = ages.at(-1);
		return {
			at: now.epoch,
			columns,
			rows,
			lasted: Math.round(lasted),
			firstFrame: firstFrame && Math.round(firstFrame),
			keyToPaint: keyToPaint && {median: tenths(keyToPaint.median), p95: tenths(keyToPaint.p95)},
			keys,
			bytesPerSecond: Math.round(bytes / Math.max(1, lasted / 1000)),
			answerAges:
				oldest === undefined
					? null
					: {
							jobs: ages.length,
							median: Math.round(ages[Math.floor(ages.length / 2)] ?? oldest),
							oldest: Math.round(oldest),
						},
		};
	}
}

function tenths(value: number): number {
	return Math.round(value * 10) / 10;
}

/**
 * Applies the changes that another process of gpjobs makes to the list, but only after all edits of this process are
 * saved. Until then, the list on the disk is older than the list on the screen.
 *
 * @param onCondition called with whether list and settings can be read
 * @param chosen returns the jobs of the list that are watched
 * @returns a function that ends this
 */
export function followList(
	{storage, saved}: Pick<OpenedStorage, 'storage' | 'saved'>,
	{monitor}: Pick<Engine, 'monitor'>,
	pending: PendingEdits | undefined,
	onCondition: (condition: ListCondition) => void,
	chosen: (jobs: readonly SavedJob[]) => readonly SavedJob[] = jobs => jobs,
): () => void {
	if (!storage) return () => {};
	let isBehind = false;
	const follow = (all: readonly SavedJob[]) => {
		const jobs = chosen(all);
		const urls = new Set(jobs.map(({url}) => url));
		monitor.forget(monitor.jobs.list.map(({address}) => address.url).filter(url => !urls.has(url)));
		void listed(jobs, storage).then(known => monitor.watch(known.listed, [...urls]));
	};
	pending?.whenSaved(jobs => {
		if (isBehind) follow(jobs);
		isBehind = false;
	});
	const onList = (jobs: readonly SavedJob[]) => {
		isBehind = pending !== undefined && pending.size > 0;
		if (!isBehind) follow(jobs);
	};
	return storage.followList(saved, {onList, onCondition}).stop;
}

/** The notice after the list and the settings have become readable again and allow changes of jobs. */
export const isFree: SafeText = safe`List and settings can be read again, and say that jobs may be changed.`;

/** The notice after edits of the list that waited for the disk are saved. */
export const listSaved: SafeText = safe`Saved: the disk has taken all changes of the list.`;

/** Printed at the end of the program if edits of the list are lost. */
export function changesNotSaved(count: number): SafeText {
	return safe`NOT SAVED: the disk did not take ${counted(count, 'change')} of the list.`;
}

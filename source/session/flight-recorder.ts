import {setTimeout as sleep} from 'node:timers/promises';
import {type JobLog, logCaps} from '../gp/job-log.ts';
import {hasEnded} from '../gp/status.ts';
import type {WatchedJob} from '../monitor/job.ts';
import {keptMessages, keptParameters} from '../monitor/job-log.ts';
import {toRecord} from '../monitor/job-record.ts';
import type {JobChange} from '../monitor/jobs.ts';
import {hasUnreadEnd} from '../monitor/last-messages.ts';
import {noMessages} from '../monitor/message-summary.ts';
import type {Monitor} from '../monitor/monitor.ts';
import type {Storage} from '../store/storage.ts';
import {type SafeText, safe} from '../text/safe-text.ts';

export type FlightRecorderOptions = {
	readonly monitor: Monitor;
	readonly storage: Pick<Storage, 'writeRecord'>;
	/** Whether to record a job; by default every job is recorded. */
	readonly isRecorded?: (url: string) => boolean;
	/** Reads inputs and results of jobs that end, and records them. */
	readonly keepsValues: boolean;
	/** Gets why something is not on the disk yet, and a sentence once everything is. */
	readonly onTrouble: (sentence: SafeText, isOver: boolean) => void;
};

/** The sentence at the end of the program if the disk has not taken every record. */
export const notAllRecorded: SafeText = safe`NOT SAVED: the disk did not take what was last learnt of some jobs.`;

/** Milliseconds between a change worth recording and its write. */
const soon = 1000;
/** Milliseconds after which a notice says that the disk takes nothing. */
const slow = 3000;
/** Milliseconds before a refused write is tried again. */
const retryEvery = 5000;
/** Milliseconds that the end of the program waits for values that are being read. After a signal it has 900 for everything. */
const readingWait = 400;
/** The same if all jobs have ended and nobody asked the program to end: their results should be recorded. */
const longReadingWait = 10_000;
/** Milliseconds that the end of the program waits for a disk that takes nothing, where somebody waits for that end. */
const lastSilence = 2000;
/** Milliseconds that it waits for one that takes a record now and then, of many jobs, and where nobody waits for the end. */
const lastWait = 10_000;
/** Milliseconds between two writes of the messages of a running job. */
const messagesEvery = 30_000;
/** Milliseconds after which a record is written again without a change, since `gpjobs list` shows its age. */
export const renewedEvery = 60_000;
/** Milliseconds between two such writes of any jobs: each waits until the disk has it. */
export const renewedApart = 1000;

/**
 * Records jobs as they run: it writes a job's record soon after its state changes, and everything polled since then at the
 * end of the program. When a watched job ends, it also has inputs and results read.
 *
 * It writes one record at a time, so that a hanging disk holds only one of Node's four threads for files. A refused write is
 * tried again. Starts timers and listens to the monitor; `finish` stops both.
 */
export class FlightRecorder {
	readonly #options: FlightRecorderOptions;
	/** What waits to be written, by URL. */
	readonly #due = new Map<string, Partial<JobLog>>();
	/** Jobs that were polled since their last write, without a change that needs one. */
	readonly #polled = new Set<string>();
	readonly #reading = new Set<Promise<void>>();
	readonly #messagesKeptAt = new Map<string, number>();
	/** When a job's record was last queued for writing. At the beginning all count as just written. */
	readonly #putAt = new Map<string, number>();
	readonly #begunAt = performance.now();
	#renewedAt = Number.NEGATIVE_INFINITY;
	readonly #stopListening: () => void;
	#timer: NodeJS.Timeout | undefined;
	#writing: Promise<void> | undefined;
	#hasTrouble = false;
	#isFinishing = false;
	/** How many records the disk has taken. */
	#written = 0;

	constructor(options: FlightRecorderOptions) {
		this.#options = options;
		this.#stopListening = options.monitor.jobs.listen(change => this.#heard(change));
	}

	/**
	 * Writes what is left, as far as the disk takes it, and stops recording.
	 *
	 * @param isHurried somebody waits for the end of the program
	 * @returns whether all of it is on the disk
	 */
	async finish({isHurried = true} = {}): Promise<boolean> {
		this.#stopListening();
		// Reading values waits for a turn at their server; records that are ready must not wait for it.
		const wait = isHurried ? readingWait : longReadingWait;
		const enough = new Promise<void>(resolve => setTimeout(resolve, wait).unref());
		await Promise.race([Promise.allSettled(this.#reading), enough]);
		clearTimeout(this.#timer);
		for (const url of this.#polled) this.#due.set(url, {...this.#messagesOf(url), ...this.#due.get(url)});
		this.#isFinishing = true;
		await Promise.race([this.#write(), this.#untilSilent(isHurried ? lastSilence : lastWait)]);
		return this.#due.size === 0;
	}

	/** Resolves once the disk has taken nothing for a while, or has had its longest time. */
	async #untilSilent(silence: number): Promise<void> {
		const latest = performance.now() + lastWait;
		for (let before = -1; before !== this.#written && performance.now() < latest; ) {
			before = this.#written;
			await sleep(silence, undefined, {ref: false});
		}
	}

	#heard({url, before, after}: JobChange): void {
		if (this.#options.isRecorded?.(url) === false) return;
		if (!after) {
			this.#messagesKeptAt.delete(url);
			this.#putAt.delete(url);
		}
		if (!after || !before || before.lastAnswer === after.lastAnswer) {
			const becameGone = after?.state === 'gone' && before?.state !== 'gone';
			const wasLookedAt = before !== undefined && before.lookedAt !== after?.lookedAt;
			if (after && (becameGone || wasLookedAt || hasOtherReason(before, after))) this.#put(url, {});
			return;
		}
		this.#polled.add(url);
		const hasNewMessages = before.messages.list !== after.messages.list;
		if (before.state !== after.state || before.lastAnswer === null) this.#put(url, this.#messagesOf(url));
		else if (before.messages.total !== after.messages.total || (hasNewMessages && this.#areMessagesDue(url)))
			this.#put(url, this.#areMessagesDue(url) || hasEnded(after.state) ? this.#messagesOf(url) : {});
		else this.#renew(url);
		// A record that says that they were not read would stay wrong.
		if (hasUnreadEnd(before) !== hasUnreadEnd(after)) this.#put(url, this.#messagesOf(url));
		const isEnd = hasEnded(after.state) && after.state !== 'deleted' && !hasEnded(before.state);
		if (isEnd && this.#options.keepsValues) this.#readInTime(after);
	}

	/** Queues a record without a change: age and progress of the job differ by now. */
	#renew(url: string): void {
		const now = performance.now();
		if (now - (this.#putAt.get(url) ?? this.#begunAt) < renewedEvery || now - this.#renewedAt < renewedApart) return;
		this.#renewedAt = now;
		this.#put(url, {});
	}

	#areMessagesDue(url: string): boolean {
		return performance.now() - (this.#messagesKeptAt.get(url) ?? Number.NEGATIVE_INFINITY) > messagesEvery;
	}

	/** The messages, if they are known; else the recorded ones stay. */
	#messagesOf(url: string): Partial<JobLog> {
		const {list, before, isRecalled} = this.#options.monitor.jobs.get(url)?.messages ?? noMessages;
		if (list === null || isRecalled) return {};
		this.#messagesKeptAt.set(url, performance.now());
		return keptMessages(list, Date.now(), before);
	}

	/** Reads values; the end of the program waits for them within bounds. */
	#readInTime(job: WatchedJob): void {
		const reading = this.#readValues(job).finally(() => this.#reading.delete(reading));
		this.#reading.add(reading);
	}

	async #readValues({address: {url}}: WatchedJob): Promise<void> {
		for (const kind of ['results', 'inputs'] as const) {
			const table = await this.#options.monitor.parameters(url, kind, {most: logCaps.value, isUnasked: true});
			if (this.#isFinishing) return;
			if (table.ok && table.keptAt === undefined) this.#put(url, {[kind]: keptParameters(table.rows, Date.now())});
		}
	}

	#put(url: string, log: Partial<JobLog>): void {
		this.#putAt.set(url, performance.now());
		this.#due.set(url, {...this.#due.get(url), ...log});
		this.#timer ??= setTimeout(() => void this.#write(), soon);
	}

	/** Writes until nothing is due, or the disk refuses. */
	#write(): Promise<void> {
		this.#timer = undefined;
		this.#writing ??= this.#writeAll().finally(() => {
			this.#writing = undefined;
		});
		return this.#writing;
	}

	async #writeAll(): Promise<void> {
		for (;;) {
			const [next] = this.#due;
			if (!next) break;
			const [url, log] = next;
			const job = this.#options.monitor.jobs.get(url);
			this.#due.delete(url);
			this.#polled.delete(url);
			if (!job) continue;
			const refusal = await this.#writeOne(job, log);
			if (refusal === undefined) continue;
			// What was queued meanwhile is newer.
			this.#due.set(url, {...log, ...this.#due.get(url)});
			this.#tell(refusal);
			if (!this.#isFinishing) this.#timer ??= setTimeout(() => void this.#write(), retryEvery);
			return;
		}
		if (this.#hasTrouble) this.#options.onTrouble(safe`Saved: the disk takes it again.`, true);
		this.#hasTrouble = false;
	}

	async #writeOne(job: WatchedJob, log: Partial<JobLog>): Promise<SafeText | undefined> {
		const timer = setTimeout(
			() => this.#tell(safe`NOT SAVED YET: the disk has taken nothing for ${slow / 1000} s.`),
			slow,
		);
		const written = await this.#options.storage.writeRecord(toRecord(job), Object.keys(log).length === 0 ? null : log);
		clearTimeout(timer);
		if (written.ok) {
			this.#written++;
			return undefined;
		}
		return this.#isFinishing ? safe`NOT SAVED: ${written.sentence}` : safe`NOT SAVED YET: ${written.sentence}`;
	}

	/** Reports trouble once, until it is over. */
	#tell(sentence: SafeText): void {
		if (!this.#hasTrouble) this.#options.onTrouble(sentence, false);
		this.#hasTrouble = true;
	}
}

/** Whether the reason why the last messages of an ended job cannot be read has changed. */
function hasOtherReason(before: WatchedJob | undefined, after: WatchedJob): boolean {
	return hasUnreadEnd(after) && before?.trouble?.fault.kind !== after.trouble?.fault.kind;
}

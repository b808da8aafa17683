import {setTimeout as sleep} from 'node:timers/promises';
import {type JobLog, logCaps} from '../gp/job-log.ts';
import {hasEnded} from '../gp/status.ts';
import type {WatchedJob} from '../monitor/job.ts';
import {recordedMessages, recordedParameters} from '../monitor/job-log.ts';
import type {JobChange} from '../monitor/jobs.ts';
import {hasUnreadEnd} from '../monitor/last-messages.ts';
import {noMessages} from '../monitor/message-summary.ts';
import type {Monitor} from '../monitor/monitor.ts';
import {toRecord} from '../monitor/record-conversion.ts';
import type {Storage} from '../store/storage.ts';
import {type SafeText, safe} from '../text/safe-text.ts';

type FlightRecorderOptions = {
	readonly monitor: Monitor;
	readonly storage: Pick<Storage, 'writeRecord'>;
	/** Whether to record a job; by default all jobs are recorded. */
	readonly isRecorded?: (url: string) => boolean;
	/** Whether to read and record the inputs and results of jobs when they end. */
	readonly keepsValues: boolean;
	/**
	 * Called with the reason if the disk refuses a record, and with a sentence that the trouble is over after the disk
	 * has accepted all records.
	 */
	readonly onTrouble: (sentence: SafeText, isOver: boolean) => void;
};

/** Printed at the end of the program if the disk did not accept every record. */
export const notAllRecorded: SafeText = safe`NOT SAVED: the disk did not take what was last learnt of some jobs.`;

/** The time from a change to the write of the record, in milliseconds. */
const soon = 1000;
/** If the disk does not answer for this many milliseconds, a notice is shown. */
const slow = 3000;
/** The time until a refused write is tried again, in milliseconds. */
const retryEvery = 5000;
/**
 * How long to wait at the end for values that are being read, in milliseconds. After a signal, gpjobs must end within
 * 900.
 */
const readingWait = 400;
/**
 * How long to wait at the end for values that are being read, if all jobs have ended and nobody is waiting for the
 * program to end, in milliseconds. The wait is longer so that the results are recorded.
 */
const longReadingWait = 10_000;
/**
 * How long to wait at the end for a disk that does not answer, if somebody is waiting for the program to end, in
 * milliseconds.
 */
const lastSilence = 2000;
/**
 * The longest wait for the disk at the end of the program, in milliseconds. If nobody is waiting for the end, it is the
 * longest time in which the disk accepts no record: thousands of records take longer to write.
 */
const lastWait = 10_000;
/** The interval between two writes of the messages of a running job, in milliseconds. */
const messagesEvery = 30_000;
/**
 * The age at which an unchanged record is written again, in milliseconds, because `gpjobs list` shows the age of
 * records.
 */
export const renewedEvery = 60_000;
/**
 * The interval between two writes of unchanged records, even of different jobs, in milliseconds. It spreads the load on
 * the disk.
 */
export const renewedApart = 1000;

/**
 * Records jobs while they run: writes a job's record soon after its state changes, and the latest polls at the end of
 * the program. When a watched job ends, it also reads the inputs and results. It writes one record at a time, so that a
 * disk that hangs blocks only one of Node's four file threads, and repeats refused writes. Starts timers and listens to
 * the monitor; `finish` ends both.
 */
export class FlightRecorder {
	readonly #options: FlightRecorderOptions;
	/** The records that wait to be written, by the URL of the job, with the changes of their logs. */
	readonly #due = new Map<string, Partial<JobLog>>();
	/** Jobs that were polled after their last write, but did not change enough for a new one. */
	readonly #polled = new Set<string>();
	readonly #reading = new Set<Promise<void>>();
	readonly #messagesWrittenAt = new Map<string, number>();
	/**
	 * When each job's record was last queued for writing. For a job that is not in this map, the start of the program
	 * is used.
	 */
	readonly #putAt = new Map<string, number>();
	readonly #begunAt = performance.now();
	#renewedAt = Number.NEGATIVE_INFINITY;
	readonly #stopListening: () => void;
	#timer: NodeJS.Timeout | undefined;
	#writing: Promise<void> | undefined;
	#hasTrouble = false;
	#isFinishing = false;
	/** How many records the disk has accepted. */
	#written = 0;

	constructor(options: FlightRecorderOptions) {
		this.#options = options;
		this.#stopListening = options.monitor.jobs.listen(change => this.#heard(change));
	}

	/**
	 * Writes all records that are still queued, and stops recording.
	 *
	 * @param isHurried whether somebody is waiting for the program to end
	 * @returns whether everything is on the disk
	 */
	async finish({isHurried = true} = {}): Promise<boolean> {
		this.#stopListening();
		// Reading values waits for the queues of servers. Complete records are written without waiting for that.
		const wait = isHurried ? readingWait : longReadingWait;
		const enough = new Promise<void>(resolve => setTimeout(resolve, wait).unref());
		await Promise.race([Promise.allSettled(this.#reading), enough]);
		clearTimeout(this.#timer);
		for (const url of this.#polled) this.#due.set(url, {...this.#messagesOf(url), ...this.#due.get(url)});
		this.#isFinishing = true;
		const silence = isHurried ? this.#untilSilent(lastSilence, lastWait) : this.#untilSilent(lastWait);
		await Promise.race([this.#write(), silence]);
		return this.#due.size === 0;
	}

	/** Resolves after the disk has accepted no record for `silence` milliseconds, and after `longest` milliseconds at the latest. */
	async #untilSilent(silence: number, longest = Number.POSITIVE_INFINITY): Promise<void> {
		const latest = performance.now() + longest;
		for (let before = -1; before !== this.#written && performance.now() < latest; ) {
			before = this.#written;
			await sleep(silence, undefined, {ref: false});
		}
	}

	#heard({url, before, after}: JobChange): void {
		if (this.#options.isRecorded?.(url) === false) return;
		if (!after) {
			this.#messagesWrittenAt.delete(url);
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
		// Otherwise the record would still say that the messages were not read.
		if (hasUnreadEnd(before) !== hasUnreadEnd(after)) this.#put(url, this.#messagesOf(url));
		const isEnd = hasEnded(after.state) && after.state !== 'deleted' && !hasEnded(before.state);
		if (isEnd && this.#options.keepsValues) this.#readInTime(after);
	}

	/** Queues the record of an unchanged job from time to time, because its age and progress have changed. */
	#renew(url: string): void {
		const now = performance.now();
		if (now - (this.#putAt.get(url) ?? this.#begunAt) < renewedEvery || now - this.#renewedAt < renewedApart) return;
		this.#renewedAt = now;
		this.#put(url, {});
	}

	#areMessagesDue(url: string): boolean {
		return performance.now() - (this.#messagesWrittenAt.get(url) ?? Number.NEGATIVE_INFINITY) > messagesEvery;
	}

	/**
	 * Returns the messages of a job as a change of its log; empty if they are unknown, so that the recorded messages do
	 * not change.
	 */
	#messagesOf(url: string): Partial<JobLog> {
		const {list, before, isRecalled} = this.#options.monitor.jobs.get(url)?.messages ?? noMessages;
		if (list === null || isRecalled) return {};
		this.#messagesWrittenAt.set(url, performance.now());
		return recordedMessages(list, Date.now(), before);
	}

	/** Reads values in the background; `finish` waits for them for a limited time. */
	#readInTime(job: WatchedJob): void {
		const reading = this.#readValues(job).finally(() => this.#reading.delete(reading));
		this.#reading.add(reading);
	}

	async #readValues({address: {url}}: WatchedJob): Promise<void> {
		for (const kind of ['results', 'inputs'] as const) {
			const table = await this.#options.monitor.parameters(url, kind, {most: logCaps.value, isUnasked: true});
			if (this.#isFinishing) return;
			if (table.ok && table.recordedAt === undefined)
				this.#put(url, {[kind]: recordedParameters(table.rows, Date.now())});
		}
	}

	#put(url: string, log: Partial<JobLog>): void {
		this.#putAt.set(url, performance.now());
		this.#due.set(url, {...this.#due.get(url), ...log});
		this.#timer ??= setTimeout(() => void this.#write(), soon);
	}

	/** Writes records until none is left or the disk refuses one. */
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
			// Changes that were queued during the write are newer and take precedence.
			this.#due.set(url, {...log, ...this.#due.get(url)});
			this.#tell(refusal);
			if (!this.#isFinishing) this.#timer ??= setTimeout(() => void this.#write(), retryEvery);
			return;
		}
		if (this.#hasTrouble) this.#options.onTrouble(safe`Saving works again.`, true);
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

	/** Reports that the disk refuses records. Does not report it again until the disk has accepted records. */
	#tell(sentence: SafeText): void {
		if (!this.#hasTrouble) this.#options.onTrouble(sentence, false);
		this.#hasTrouble = true;
	}
}

/** Whether the reason why the last messages of an ended job cannot be read has changed. */
function hasOtherReason(before: WatchedJob | undefined, after: WatchedJob): boolean {
	return hasUnreadEnd(after) && before?.trouble?.fault.kind !== after.trouble?.fault.kind;
}

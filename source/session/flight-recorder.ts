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
	/** Whether a job is recorded; without it all are. */
	readonly isRecorded?: (url: string) => boolean;
	/** Reads inputs and results of jobs that end, and keeps them. */
	readonly keepsValues: boolean;
	/** Something is not on the disk yet, and why; or all of it is again. */
	readonly onTrouble: (sentence: SafeText, isOver: boolean) => void;
};

/** At the end of the program, where the disk has not taken all of it. */
export const notAllRecorded: SafeText = safe`NOT SAVED: the disk did not take what was last learnt of some jobs.`;

/** Milliseconds from a change worth keeping to the disk. */
const soon = 1000;
/** Milliseconds after which a disk that takes nothing is spoken of. */
const slow = 3000;
/** Milliseconds between tries of a disk that refused. */
const retryEvery = 5000;
/** Milliseconds that the end of the program waits for values that are being read: after a signal it has 900 for all. */
const readingWait = 400;
/** The same where all jobs have ended and nobody asked the program to end: what they made shall be kept. */
const longReadingWait = 10_000;
/** Milliseconds that the end of the program waits for a disk that takes nothing, where somebody waits for that end. */
const lastSilence = 2000;
/** Milliseconds that it waits for one that takes a record now and then, of many jobs, and where nobody waits for the end. */
const lastWait = 10_000;
/** Milliseconds between two writes of the messages of a job that goes on. */
const messagesEvery = 30_000;
/** Milliseconds after which the record of a job is written again although nothing happened: `gpjobs list` tells its age. */
export const renewedEvery = 60_000;
/** Milliseconds between two such writes, whatever job they are of: each waits until the disk has it. */
export const renewedApart = 1000;

/**
 * The flight recorder: writes down what the monitor learns of each job, soon after its state changes and all that was
 * polled since when it ends; when a watched job ends, it has inputs and results read too.
 *
 * One write at a time, so that a disk that hangs holds one thread of Node's four and no more. What was refused is tried
 * again. Starts timers and listens to the monitor; `finish` stops both.
 */
export class FlightRecorder {
	readonly #options: FlightRecorderOptions;
	/** What is to be written, by URL. */
	readonly #due = new Map<string, Partial<JobLog>>();
	/** Polled since they were last written, with nothing that could not wait. */
	readonly #polled = new Set<string>();
	readonly #reading = new Set<Promise<void>>();
	readonly #messagesKeptAt = new Map<string, number>();
	/** When the record of a job was last put among those to be written; in the beginning all are as good as written. */
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
	 * Writes what is left, as far as the disk takes it, and stops.
	 *
	 * @param isHurried somebody waits for the end of the program
	 * @returns whether all of it is on the disk
	 */
	async finish({isHurried = true} = {}): Promise<boolean> {
		this.#stopListening();
		// Values wait for their turn at a server; what is known already must not wait for them.
		const wait = isHurried ? readingWait : longReadingWait;
		const enough = new Promise<void>(resolve => setTimeout(resolve, wait).unref());
		await Promise.race([Promise.allSettled(this.#reading), enough]);
		clearTimeout(this.#timer);
		for (const url of this.#polled) this.#due.set(url, {...this.#messagesOf(url), ...this.#due.get(url)});
		this.#isFinishing = true;
		await Promise.race([this.#write(), this.#untilSilent(isHurried ? lastSilence : lastWait)]);
		return this.#due.size === 0;
	}

	/** Until the disk has taken nothing for a while, or enough was waited for it. */
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
			if (after && (becameGone || hasOtherReason(before, after))) this.#put(url, {});
			return;
		}
		this.#polled.add(url);
		const hasNewMessages = before.messages.list !== after.messages.list;
		if (before.state !== after.state || before.lastAnswer === null) this.#put(url, this.#messagesOf(url));
		else if (before.messages.total !== after.messages.total || (hasNewMessages && this.#areMessagesDue(url)))
			this.#put(url, this.#areMessagesDue(url) || hasEnded(after.state) ? this.#messagesOf(url) : {});
		else this.#renew(url);
		// Written down as not read, they would stay so.
		if (hasUnreadEnd(before) !== hasUnreadEnd(after)) this.#put(url, this.#messagesOf(url));
		const isEnd = hasEnded(after.state) && after.state !== 'deleted' && !hasEnded(before.state);
		if (isEnd && this.#options.keepsValues) this.#readInTime(after);
	}

	/** Nothing happened, but age and progress of the job are others by now. */
	#renew(url: string): void {
		const now = performance.now();
		if (now - (this.#putAt.get(url) ?? this.#begunAt) < renewedEvery || now - this.#renewedAt < renewedApart) return;
		this.#renewedAt = now;
		this.#put(url, {});
	}

	#areMessagesDue(url: string): boolean {
		return performance.now() - (this.#messagesKeptAt.get(url) ?? Number.NEGATIVE_INFINITY) > messagesEvery;
	}

	/** What it said, where that is known: else what was written down before stays. */
	#messagesOf(url: string): Partial<JobLog> {
		const {list, before, isRecalled} = this.#options.monitor.jobs.get(url)?.messages ?? noMessages;
		if (list === null || isRecalled) return {};
		this.#messagesKeptAt.set(url, performance.now());
		return keptMessages(list, Date.now(), before);
	}

	/** The end of the program waits for it, within bounds. */
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
			// What came meanwhile is newer.
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

	/** Once, until it is over. */
	#tell(sentence: SafeText): void {
		if (!this.#hasTrouble) this.#options.onTrouble(sentence, false);
		this.#hasTrouble = true;
	}
}

/** Whether something else than before keeps the last messages of an ended job away. */
function hasOtherReason(before: WatchedJob | undefined, after: WatchedJob): boolean {
	return hasUnreadEnd(after) && before?.trouble?.fault.kind !== after.trouble?.fault.kind;
}

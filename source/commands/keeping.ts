import {toRecord} from '../monitor/job-record.ts';
import type {Monitor} from '../monitor/monitor.ts';
import type {KeptJobs} from '../store/kept-jobs.ts';
import type {SafeText} from '../text/safe-text.ts';

/** Milliseconds from a change worth keeping to the disk. */
const soon = 1000;

/**
 * Writes down what the monitor learns of each job: soon after its state changes, and all that was polled since when it
 * ends. Polls that change nothing are not written one by one.
 *
 * Starts a timer and listens to the monitor; `finish` stops both.
 */
export class Keeping {
	readonly #monitor: Monitor;
	readonly #kept: KeptJobs;
	readonly #onFailure: (sentence: SafeText) => void;
	readonly #changed = new Set<string>();
	readonly #polled = new Set<string>();
	readonly #stopListening: () => void;
	#timer: NodeJS.Timeout | undefined;
	#writing: Promise<void> = Promise.resolve();

	constructor(monitor: Monitor, kept: KeptJobs, onFailure: (sentence: SafeText) => void) {
		this.#monitor = monitor;
		this.#kept = kept;
		this.#onFailure = onFailure;
		this.#stopListening = monitor.jobs.listen(({url, before, after}) => {
			if (!after || !before || before.lastAnswer === after.lastAnswer) return;
			this.#polled.add(url);
			const isNews =
				before.state !== after.state || before.lastAnswer === null || before.messages.total !== after.messages.total;
			if (!isNews) return;
			this.#changed.add(url);
			this.#timer ??= setTimeout(() => this.#write(this.#changed), soon);
		});
	}

	/** Writes what is left and stops. */
	async finish(): Promise<void> {
		this.#stopListening();
		clearTimeout(this.#timer);
		for (const url of this.#changed) this.#polled.add(url);
		this.#write(this.#polled);
		await this.#writing;
	}

	#write(urls: Set<string>): void {
		this.#timer = undefined;
		const records = [...urls].flatMap(url => {
			const job = this.#monitor.jobs.get(url);
			return job ? [toRecord(job)] : [];
		});
		for (const {url} of records) this.#polled.delete(url);
		urls.clear();
		this.#writing = this.#writing.then(async () => {
			for (const record of records) {
				const kept = await this.#kept.keepJob(record);
				if (!kept.ok) return this.#onFailure(kept.sentence);
			}
		});
	}
}

import {hasEnded} from '../gp/status.ts';
import type {JobChange} from '../monitor/jobs.ts';
import type {Monitor} from '../monitor/monitor.ts';
import {durationSeen, mostDurations, usualDurationOf} from '../monitor/usual-duration.ts';
import type {Storage} from '../store/storage.ts';

/**
 * Learns how long jobs of each task usually run, saves these durations, and adds them to the running jobs.
 *
 * @returns a function that ends this
 */
export function learnUsualDurations(
	monitor: Monitor,
	storage: Pick<Storage, 'readDurations' | 'addDuration'>,
): () => void {
	const known = new Map<string, readonly number[]>();

	function tell(taskUrl: string): void {
		const usualDuration = usualDurationOf(known.get(taskUrl) ?? []) ?? null;
		for (const {address, usualDuration: before} of monitor.jobs.list) {
			if (address.taskUrl !== taskUrl || before === usualDuration) continue;
			monitor.jobs.apply(address.url, {type: 'usual-duration', usualDuration});
		}
	}

	function heard({url, before, after}: JobChange): void {
		if (!after) return;
		const {taskUrl} = after.address;
		if (!before) {
			const usualDuration = usualDurationOf(known.get(taskUrl) ?? []);
			if (usualDuration) monitor.jobs.apply(url, {type: 'usual-duration', usualDuration});
			return;
		}
		if (hasEnded(before.state) || !hasEnded(after.state)) return;
		const duration = durationSeen(after);
		if (duration === undefined) return;
		known.set(taskUrl, [...(known.get(taskUrl) ?? []), Math.round(duration)].slice(-mostDurations));
		tell(taskUrl);
		// If the disk refuses the duration, the estimate is only based on one value less.
		void storage.addDuration(taskUrl, Math.round(duration), mostDurations);
	}

	const stop = monitor.jobs.listen(heard);
	void storage.readDurations().then(read => {
		for (const [taskUrl, list] of Object.entries(read)) {
			known.set(taskUrl, [...list, ...(known.get(taskUrl) ?? [])].slice(-mostDurations));
			tell(taskUrl);
		}
	});
	return stop;
}

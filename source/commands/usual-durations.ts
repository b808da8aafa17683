import {hasEnded} from '../gp/status.ts';
import type {JobChange} from '../monitor/jobs.ts';
import type {Monitor} from '../monitor/monitor.ts';
import {durationSeen, mostDurations, usualOf} from '../monitor/usual.ts';
import {openDurations} from '../store/durations.ts';

/**
 * Learns how long jobs of each task usually run, keeps that, and tells it to the jobs that run.
 *
 * @returns what ends it
 */
export function learnDurations(monitor: Monitor, home: string): () => void {
	const file = openDurations(home);
	const known = new Map<string, readonly number[]>();

	function tell(taskUrl: string): void {
		const usual = usualOf(known.get(taskUrl) ?? []) ?? null;
		for (const {address, usual: before} of monitor.jobs.list) {
			if (address.taskUrl === taskUrl && before !== usual) monitor.jobs.apply(address.url, {type: 'usual', usual});
		}
	}

	function heard({url, before, after}: JobChange): void {
		if (!after) return;
		const {taskUrl} = after.address;
		if (!before) {
			const usual = usualOf(known.get(taskUrl) ?? []);
			if (usual) monitor.jobs.apply(url, {type: 'usual', usual});
			return;
		}
		if (hasEnded(before.state) || !hasEnded(after.state)) return;
		const duration = durationSeen(after);
		if (duration === undefined) return;
		const add = (list: readonly number[] = []) => [...list, Math.round(duration)].slice(-mostDurations);
		known.set(taskUrl, add(known.get(taskUrl)));
		tell(taskUrl);
		// A duration that could not be kept is one fewer to guess from.
		void file.change(taskUrl, add);
	}

	const stop = monitor.jobs.listen(heard);
	void file.read().then(read => {
		if (!read.ok) return;
		for (const [taskUrl, list] of read.entries)
			known.set(taskUrl, [...list, ...(known.get(taskUrl) ?? [])].slice(-mostDurations));
		for (const taskUrl of read.entries.keys()) tell(taskUrl);
	});
	return stop;
}

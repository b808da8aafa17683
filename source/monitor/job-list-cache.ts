import type {WatchedJob} from './job.ts';

/** What the name of a job consists of. */
export type NamedJob = Pick<WatchedJob, 'label' | 'address'>;

/** Lists that are remembered: the whole list, what a filter leaves, the jobs of a dialog. */
const mostLists = 4;

/**
 * A function of the labels and addresses of jobs that computes nothing again for a list in which these are the same. Each
 * poll makes a new list, with ten thousand jobs in it perhaps, while labels and addresses change when somebody edits.
 */
export function cachedForJobs<T>(compute: (jobs: readonly NamedJob[]) => T): (jobs: readonly NamedJob[]) => T {
	let remembered: ReadonlyArray<{readonly jobs: readonly NamedJob[]; readonly value: T}> = [];
	return jobs => {
		const found = remembered.find(one => isSameList(one.jobs, jobs));
		const entry = found === undefined ? {jobs, value: compute(jobs)} : {jobs, value: found.value};
		remembered = [entry, ...remembered.filter(one => one !== found)].slice(0, mostLists);
		return entry.value;
	};
}

function isSameList(one: readonly NamedJob[], other: readonly NamedJob[]): boolean {
	if (one === other) return true;
	if (one.length !== other.length) return false;
	return one.every(({label, address}, index) => {
		const same = other[index];
		return same !== undefined && same.label === label && same.address === address;
	});
}

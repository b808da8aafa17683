import type {WatchedJob} from './job.ts';

/** The facts about a job on which its name depends. */
export type NamedJob = Pick<WatchedJob, 'label' | 'address'>;

/** The number of cached results: enough for the whole list, a filtered list and the jobs of a dialog. */
const mostLists = 4;

/**
 * Caches a function of the labels and addresses of jobs, by list. Each poll makes a new list of perhaps ten thousand
 * jobs, but labels and addresses change only when they are edited.
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

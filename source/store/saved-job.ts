import * as z from 'zod/mini';
import {jobAddress} from '../gp/job-url.ts';

/** A job in the user's list. Label and tags are the user's own text, not `SafeText`. */
export type SavedJob = {
	readonly url: string;
	readonly label?: string;
	readonly tags: readonly string[];
	/** When the job was added, in epoch milliseconds. */
	readonly addedAt: number;
};

/** An entry of the list in the file and the job that was read from it; `job` is absent if the entry cannot be read. */
export type StoredJob = {readonly stored: unknown; readonly job?: SavedJob};

/** The schemas of the optional members of an entry. They are optional because the URL alone identifies the job. */
const wordSchemas = {
	label: z.string(),
	tags: z.array(z.string()),
	addedAt: z.number(),
};

/** Whether the label, tags or time of an entry cannot be read, although its URL can. */
export function isPartlyRead({stored, job}: StoredJob): boolean {
	if (job === undefined || !isEntry(stored)) return false;
	return Object.entries(wordSchemas).some(
		([name, schema]) => stored[name] !== undefined && !schema.safeParse(stored[name]).success,
	);
}

/** Reads each entry, and each member of an entry, separately, so that a bad one does not affect the others. */
export function readStoredJobs(entries: readonly unknown[]): readonly StoredJob[] {
	return entries.map(stored => {
		const job = jobOf(stored);
		return job === undefined ? {stored} : {stored, job};
	});
}

// A cache, because a change reads nearly the same entries before and after it, at 10 µs each.
const readBefore = new WeakMap<object, SavedJob | undefined>();

function jobOf(stored: unknown): SavedJob | undefined {
	if (typeof stored !== 'object' || stored === null) return undefined;
	if (readBefore.has(stored)) return readBefore.get(stored);
	const job = isEntry(stored) ? savedJob(stored) : undefined;
	readBefore.set(stored, job);
	return job;
}

function isEntry(stored: unknown): stored is Readonly<Record<string, unknown>> {
	return typeof stored === 'object' && stored !== null && !Array.isArray(stored);
}

function savedJob({url: written, label, tags, addedAt}: Readonly<Record<string, unknown>>): SavedJob | undefined {
	// A user may have edited the file and written the URL in another form, or with a token.
	const url = typeof written === 'string' ? jobAddress(written)?.url : undefined;
	if (url === undefined) return undefined;
	return {
		url,
		// A job with an empty label would have no name in the list.
		...(typeof label === 'string' && label.trim() !== '' ? {label} : {}),
		tags: Array.isArray(tags) ? tags.filter(tag => typeof tag === 'string') : [],
		addedAt: wordSchemas.addedAt.safeParse(addedAt).data ?? 0,
	};
}

/** Returns the jobs of the entries without duplicates, in the order in which they were added. */
export function jobsOf(entries: readonly StoredJob[]): readonly SavedJob[] {
	const jobs = new Map<string, SavedJob>();
	for (const {job} of entries) {
		if (job !== undefined && !jobs.has(job.url)) jobs.set(job.url, job);
	}

	return [...jobs.values()].sort((one, other) => one.addedAt - other.addedAt);
}

import * as z from 'zod/mini';
import {jobAddress} from '../gp/job-url.ts';

/** A job of the user's list. Label and tags are what the user typed, not safe text. */
export type SavedJob = {
	readonly url: string;
	readonly label?: string;
	readonly tags: readonly string[];
	/** Epoch milliseconds. */
	readonly addedAt: number;
};

/** An entry of the file with its job; without a job where the entry cannot be read. */
export type StoredJob = {readonly stored: unknown; readonly job?: SavedJob};

/** What stands beside the URL: none of it is needed to know the job. */
const wordSchemas = {
	label: z.string(),
	tags: z.array(z.string()),
	addedAt: z.number(),
};

/** Whether an entry holds a label, tags or a time that cannot be read; the job is there without them. */
export function isPartlyRead({stored, job}: StoredJob): boolean {
	if (job === undefined || !isEntry(stored)) return false;
	return Object.entries(wordSchemas).some(
		([name, schema]) => stored[name] !== undefined && !schema.safeParse(stored[name]).success,
	);
}

/** Reads the entries of the file one by one, so that a bad one hides no other, and each part of one by itself. */
export function readStoredJobs(entries: readonly unknown[]): readonly StoredJob[] {
	return entries.map(stored => {
		const job = jobOf(stored);
		return job === undefined ? {stored} : {stored, job};
	});
}

// A change reads the entries before and after it, which are mostly the same: 10 µs each.
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
	// What a person wrote into the file by hand may be spelled otherwise, or carry a token.
	const url = typeof written === 'string' ? jobAddress(written)?.url : undefined;
	if (url === undefined) return undefined;
	return {
		url,
		// An empty one would be a row without a name.
		...(typeof label === 'string' && label.trim() !== '' ? {label} : {}),
		tags: Array.isArray(tags) ? tags.filter(tag => typeof tag === 'string') : [],
		addedAt: wordSchemas.addedAt.safeParse(addedAt).data ?? 0,
	};
}

/** The jobs among the entries, each URL once, in the order in which they were added. */
export function jobsOf(entries: readonly StoredJob[]): readonly SavedJob[] {
	const jobs = new Map<string, SavedJob>();
	for (const {job} of entries) {
		if (job !== undefined && !jobs.has(job.url)) jobs.set(job.url, job);
	}

	return [...jobs.values()].sort((one, other) => one.addedAt - other.addedAt);
}

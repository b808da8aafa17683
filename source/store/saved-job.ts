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

/** An entry as it stands in the file, with the job that it is; without one where it cannot be read. */
export type StoredJob = {readonly stored: unknown; readonly job?: SavedJob};

const savedJobSchema = z.object({
	// What a person wrote into the file by hand may be spelled otherwise, or carry a token.
	url: z.pipe(
		z.string(),
		z.transform((url, context) => {
			const identity = jobAddress(url)?.url;
			if (identity !== undefined) return identity;
			context.issues.push({code: 'custom', input: url, message: 'not the URL of a GP job'});
			return z.NEVER;
		}),
	),
	label: z.optional(z.string()),
	tags: z._default(z.array(z.string()), []),
	addedAt: z._default(z.number(), 0),
});

/** Reads the entries of the file one by one, so that a bad one hides no other. */
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
	const parsed = savedJobSchema.safeParse(stored);
	const job = parsed.success ? savedJob(parsed.data) : undefined;
	readBefore.set(stored, job);
	return job;
}

function savedJob({label, ...job}: z.infer<typeof savedJobSchema>): SavedJob {
	return label === undefined ? job : {...job, label};
}

/** The jobs among the entries, each URL once, in the order in which they were added. */
export function jobsOf(entries: readonly StoredJob[]): readonly SavedJob[] {
	const jobs = new Map<string, SavedJob>();
	for (const {job} of entries) {
		if (job !== undefined && !jobs.has(job.url)) jobs.set(job.url, job);
	}

	return [...jobs.values()].sort((one, other) => one.addedAt - other.addedAt);
}

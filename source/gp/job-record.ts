import * as z from 'zod';

const nullableText = z.string().nullable().catch(null);
const names = z.array(z.string()).catch([]);
const message = z.object({type: z.string(), text: z.string()}).nullable().catch(null);
const count = z.number().int().nonnegative().catch(0);

/**
 * What is known of a job, in the shape in which it is written down and read back after a restart. Strings are what the
 * server sent, secrets masked: who reads them back treats them as server text again. Times are epoch milliseconds as
 * gpjobs itself saw things happen, since a plain job carries none.
 */
export const jobRecordSchema = z.object({
	url: z.string(),
	/** `jobStatus` of the last answer, as sent. */
	status: nullableText,
	/** Whether an answer has ever come: only then `status` means something. */
	hasAnswered: z.boolean().catch(false),
	/** The end that was seen, which stays when the server deletes the job or goes backwards. */
	endStatus: nullableText,
	isGone: z.boolean().catch(false),
	jobId: nullableText,
	progress: z.object({type: z.string(), message: z.string(), percent: z.number().nullable()}).nullable().catch(null),
	messages: z
		.object({
			total: count,
			warnings: count,
			errors: count,
			last: message,
			firstError: message,
		})
		.catch({total: 0, warnings: 0, errors: 0, last: null, firstError: null}),
	inputs: names,
	results: names,
	firstSeen: z.number().nullable().catch(null),
	stateSince: z.number().nullable().catch(null),
	/** The job was in its state already when gpjobs met it. */
	metInState: z.boolean().catch(true),
	lastAnswer: z.number().nullable().catch(null),
	/** When gpjobs saw the job run for the first time, to say how long it ran. */
	runningSince: z.number().nullable().catch(null),
	/** gpjobs saw the job before it ran. */
	sawStart: z.boolean().catch(false),
	endedAt: z.number().nullable().catch(null),
	/** Changes that gpjobs saw itself, oldest first; `status` as sent. */
	transitions: z.array(z.object({at: z.number(), status: z.string().nullable(), isGone: z.boolean()})).catch([]),
});

export type JobRecord = z.infer<typeof jobRecordSchema>;

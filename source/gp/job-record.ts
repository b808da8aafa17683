import * as z from 'zod/mini';
import {isTime, knownTime} from '../text/date.ts';
import {faultKinds} from './fault.ts';
import {levelsUpwards} from './message.ts';

const nullableText = z.catch(z.nullable(z.string()), null);
const names = z.catch(z.array(z.string()), []);
const message = z.catch(z.nullable(z.object({type: z.string(), text: z.string()})), null);
const time = z.catch(
	z.pipe(
		z.nullable(z.number()),
		z.transform(epoch => knownTime(epoch)),
	),
	null,
);
const messagesFault = z.catch(
	z.nullable(z.object({kind: z.enum(faultKinds), code: z.nullable(z.number()), sentence: z.string()})),
	null,
);
const messageTimes = z.catch(
	z.nullable(
		z.object({
			readAt: z.nullable(z.number()),
			batches: z.array(z.tuple([z.number(), z.nullable(z.number()), z.number()])),
		}),
	),
	null,
);
const count = z.catch(z.int().check(z.nonnegative()), 0);

/**
 * The facts about a job that are saved and read back after a restart. Strings are as the server sent them, with secrets
 * masked: code that reads them must treat them as server text again. Times are epoch milliseconds at which gpjobs
 * observed something, because a job resource contains no times.
 */
export const jobRecordSchema = z.object({
	url: z.string(),
	/** `jobStatus` of the last answer, as sent. */
	status: nullableText,
	/** Whether the server has ever answered. If not, `status` has no meaning. */
	hasAnswered: z.catch(z.boolean(), false),
	/** The final status that gpjobs saw. It is kept when the server deletes the job or later reports another status. */
	endStatus: nullableText,
	isGone: z.catch(z.boolean(), false),
	jobId: nullableText,
	progress: z.catch(
		z.nullable(z.object({type: z.string(), message: z.string(), percent: z.nullable(z.number())})),
		null,
	),
	messages: z.catch(
		z.object({
			total: count,
			warnings: count,
			errors: count,
			last: message,
			firstError: message,
			/**
			 * The most informative sentence of the messages, as it was for the saved state; absent in records of
			 * earlier versions.
			 */
			telling: z.optional(z.catch(z.nullable(z.object({level: z.enum(levelsUpwards), text: z.string()})), null)),
			/**
			 * When gpjobs first saw the messages, in batches: the index of the first message of a batch, then the epoch
			 * milliseconds between which the batch arrived. Absent in records of earlier versions.
			 */
			times: z.optional(messageTimes),
			/** Why some messages of the job are missing; absent if all are there, or if that is not known. */
			fault: messagesFault,
		}),
		{total: 0, warnings: 0, errors: 0, last: null, firstError: null, fault: null},
	),
	inputs: names,
	results: names,
	firstSeen: time,
	stateSince: time,
	/**
	 * Whether the job already had its present state when gpjobs first saw it, so that the beginning of that state is
	 * not known.
	 */
	metInState: z.catch(z.boolean(), true),
	lastAnswer: time,
	/** When gpjobs first saw the job run, from which its duration is calculated. */
	runningSince: time,
	/** Whether gpjobs saw the job before it ran. */
	sawStart: z.catch(z.boolean(), false),
	endedAt: time,
	/** How long the job took, in milliseconds; absent in records of earlier versions. */
	took: z.optional(z.catch(z.nullable(z.object({ms: z.number(), isAtLeast: z.boolean()})), null)),
	/** When the cursor was last on the job; absent in records of versions that did not save it. */
	lookedAt: z.optional(time),
	/** Status changes that gpjobs observed, oldest first; `status` as sent. */
	transitions: z.catch(
		z.pipe(
			z.array(z.object({at: z.number(), status: z.nullable(z.string()), isGone: z.boolean()})),
			z.transform(transitions => transitions.filter(({at}) => isTime(at))),
		),
		[],
	),
});

/** The saved facts about a job, in the form of {@link jobRecordSchema}. */
export type JobRecord = z.infer<typeof jobRecordSchema>;

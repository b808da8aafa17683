import * as z from 'zod/mini';

/** A result or an input as it was read, in the shape in which it is written down. Strings are as sent, secrets masked. */
const keptParameter = z.object({
	name: z.string(),
	label: z.string(),
	dataType: z.nullable(z.string()),
	/** Decoded JSON; absent where it was not kept, and then `why` says why. */
	value: z.optional(z.unknown()),
	/** Secrets in the value were masked before it was kept. */
	isMasked: z.optional(z.boolean()),
	why: z.optional(z.string()),
});

const keptParameters = z.catch(
	z.nullable(
		z.object({
			/** When they were read, epoch milliseconds. */
			at: z.number(),
			rows: z.array(keptParameter),
		}),
	),
	null,
);

/** What a job said and made, kept for when its server has thrown it away. */
export const jobLogSchema = z.object({
	/** When the messages were read, epoch milliseconds. */
	messagesAt: z.catch(z.nullable(z.number()), null),
	/** How many messages came before these and were not kept. */
	before: z.catch(z.int().check(z.nonnegative()), 0),
	messages: z.catch(z.array(z.object({type: z.string(), text: z.string()})), []),
	inputs: keptParameters,
	results: keptParameters,
});

export type KeptParameter = z.infer<typeof keptParameter>;
export type KeptParameters = NonNullable<z.infer<typeof keptParameters>>;
export type JobLog = z.infer<typeof jobLogSchema>;

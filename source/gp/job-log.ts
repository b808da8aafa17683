import * as z from 'zod';

/** A result or an input as it was read, in the shape in which it is written down. Strings are as sent, secrets masked. */
const keptParameter = z.object({
	name: z.string(),
	label: z.string(),
	dataType: z.string().nullable(),
	/** Decoded JSON; absent where it was not kept, and then `why` says why. */
	value: z.unknown().optional(),
	why: z.string().optional(),
});

const keptParameters = z
	.object({
		/** When they were read, epoch milliseconds. */
		at: z.number(),
		rows: z.array(keptParameter),
	})
	.nullable()
	.catch(null);

/** What a job said and made, kept for when its server has thrown it away. */
export const jobLogSchema = z.object({
	/** When the messages were read, epoch milliseconds. */
	messagesAt: z.number().nullable().catch(null),
	/** How many messages came before these and were not kept. */
	before: z.number().int().nonnegative().catch(0),
	messages: z.array(z.object({type: z.string(), text: z.string()})).catch([]),
	inputs: keptParameters,
	results: keptParameters,
});

export type KeptParameter = z.infer<typeof keptParameter>;
export type KeptParameters = NonNullable<z.infer<typeof keptParameters>>;
export type JobLog = z.infer<typeof jobLogSchema>;

import {lstat} from 'node:fs/promises';
import {join} from 'node:path';
import * as z from 'zod/mini';
import {toJson} from '../text/json-escape.ts';
import {writeAtomically} from './atomic-write.ts';
import {readRegularFile} from './regular-file.ts';

/** How the list and the messages were shown when the monitor was last closed. */
const lastViewSchema = z.object({
	/** The column by which the list was sorted, as the screen names it. */
	sortBy: z.string().check(z.maxLength(40)),
	isInverted: z.boolean(),
	/** The filter, as the user typed it. */
	filter: z.string().check(z.maxLength(1000)),
	/** Whether long messages were wrapped. */
	wraps: z.boolean(),
	/** Whether the times of messages were shown. Files of earlier versions lack it. */
	showsTimes: z.optional(z.boolean()),
});

/** The saved view, in the form of {@link lastViewSchema}. */
export type LastView = z.infer<typeof lastViewSchema>;

function viewPath(home: string): string {
	return join(home, 'last-view.json');
}

/** Saves how the monitor was shown. Ignores disk errors, and never replaces a file that gpjobs did not write. */
export async function writeLastView(home: string, view: LastView): Promise<void> {
	if (!lastViewSchema.safeParse(view).success) return;
	const isFree = !(await lstat(viewPath(home)).catch(() => undefined)) || (await readLastView(home)) !== null;
	if (!isFree) return;
	await writeAtomically(viewPath(home), toJson(view)).catch(() => {});
}

/** Reads how the monitor was shown when it was last closed; `null` if there is no such file or it cannot be read. */
export async function readLastView(home: string): Promise<LastView | null> {
	const file = await readRegularFile(viewPath(home));
	if (file.kind !== 'text') return null;
	try {
		return lastViewSchema.safeParse(JSON.parse(file.text)).data ?? null;
	} catch {
		return null;
	}
}

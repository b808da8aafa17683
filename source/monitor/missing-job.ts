import type {Answer} from '../gp/client/answer.ts';
import type {Client} from '../gp/client/client.ts';
import {type Fault, isRefusal, mayBeElsewhere, mayMeanGone} from '../gp/fault.ts';
import type {Snapshot} from '../gp/snapshot.ts';
import type {WatchedJob} from './job.ts';
import type {TaskCache} from './parameter-table.ts';

/** How often in a row, and since when, the server said that it does not know the job. */
export type NotFound = {readonly count: number; readonly since: number};

/**
 * How often in a row, and since when, the server refused a job that was never seen, and whether that has gone on for long
 * enough that nothing else is to be expected.
 */
export type Refusals = {readonly count: number; readonly since: number; readonly areLasting: boolean};

/** A job counts as gone after three such answers over at least a minute (design §6). */
export const goneAfter = {count: 3, milliseconds: 60_000};

/** Refusals are lasting after this count and time; after more time where a service may be restarting. */
const refusedAfter = {count: 6, milliseconds: 30_000, whileRestarted: 60_000};

/** Whether the server has said often enough that it does not know a job which was never seen. */
export function isNeverFound({notFound, lastAnswer}: WatchedJob): boolean {
	return lastAnswer === null && (notFound?.count ?? 0) >= goneAfter.count;
}

/** The refusals of a job after another fault. @param at monotonic milliseconds */
export function refusalsAfter({lastAnswer, refusals}: WatchedJob, fault: Fault, at: number): Refusals | null {
	if (lastAnswer !== null || !isRefusal(fault)) return null;
	const {count, since} = {count: (refusals?.count ?? 0) + 1, since: refusals?.since ?? at};
	const longEnough = mayBeElsewhere(fault) ? refusedAfter.whileRestarted : refusedAfter.milliseconds;
	return {count, since, areLasting: count >= refusedAfter.count && at - since >= longEnough};
}

/**
 * Looks for a job that its server says it does not know: a balancer may have asked a machine that knows nothing of it. Once
 * the task has answered, the job is asked for again, up to three times: where machines take turns, one more request could
 * reach the same machine again.
 *
 * @param answer the answer for the job, asked for its status alone
 * @returns the answer that counts, and whether only the job is missing
 */
export async function seekJob(
	client: Client,
	tasks: TaskCache,
	job: WatchedJob,
	answer: Answer<Snapshot>,
): Promise<{readonly answer: Answer<Snapshot>; readonly isMissing: boolean}> {
	// A server that asks for a pause is not asked again at once.
	if (answer.ok || !mayBeElsewhere(answer.fault) || answer.fault.retryAfter !== undefined)
		return {answer, isMissing: false};
	let isMissing = mayMeanGone(answer.fault);
	const {url, taskUrl} = job.address;
	if (!(await tasks.answers(taskUrl))) return {answer, isMissing: false};
	if (job.state === 'gone' || isNeverFound(job)) return {answer, isMissing};
	for (const isAfresh of [false, true, true]) {
		const again = await client.job(url, {messages: false, isAfresh});
		if (again.ok || !mayBeElsewhere(again.fault)) return {answer: again, isMissing: false};
		isMissing &&= mayMeanGone(again.fault);
	}
	return {answer, isMissing};
}

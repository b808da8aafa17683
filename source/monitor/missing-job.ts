import type {Answer} from '../gp/client/answer.ts';
import type {Client} from '../gp/client/client.ts';
import {type Fault, isRefusal, mayBeElsewhere, mayMeanGone} from '../gp/fault.ts';
import type {Snapshot} from '../gp/snapshot.ts';
import type {WatchedJob} from './job.ts';
import type {TaskCache} from './parameter-table.ts';

/** How many times in a row the server answered that it does not know the job, and since when. */
export type NotFound = {readonly count: number; readonly since: number};

/**
 * How many times in a row the server refused a job that gpjobs has never seen, since when, and whether this has lasted
 * so long that another answer is unlikely.
 */
export type Refusals = {readonly count: number; readonly since: number; readonly areLasting: boolean};

/**
 * When a job counts as gone: after three answers that the server does not know it, over at least a minute (design §6).
 */
export const goneAfter = {count: 3, milliseconds: 60_000};

/**
 * Refusals count as lasting after `count` of them over at least `milliseconds`, or over at least `whileRestarted`
 * milliseconds if a service may be restarting.
 */
const refusedAfter = {count: 6, milliseconds: 30_000, whileRestarted: 60_000};

/**
 * Whether a job that gpjobs has never seen counts as not found: the server has answered often enough that it does not
 * know the job.
 */
export function isNeverFound({notFound, lastAnswer}: WatchedJob): boolean {
	return lastAnswer === null && (notFound?.count ?? 0) >= goneAfter.count;
}

/**
 * Returns the refusals of a job after another fault; `null` if the fault is not a refusal, or the job was seen before.
 *
 * @param at monotonic milliseconds
 */
export function refusalsAfter({lastAnswer, refusals}: WatchedJob, fault: Fault, at: number): Refusals | null {
	if (lastAnswer !== null || !isRefusal(fault)) return null;
	const {count, since} = {count: (refusals?.count ?? 0) + 1, since: refusals?.since ?? at};
	const longEnough = mayBeElsewhere(fault) ? refusedAfter.whileRestarted : refusedAfter.milliseconds;
	return {count, since, areLasting: count >= refusedAfter.count && at - since >= longEnough};
}

/**
 * Looks again for a job that the server says it does not know: a load balancer may have chosen a machine that does not
 * have the job. If the task resource answers, requests the job up to three more times, because a single request could
 * reach the same machine again.
 *
 * @param answer the first answer, to a request for the status alone
 * @returns the answer to use, and whether only the job is missing
 */
export async function seekJob(
	client: Client,
	tasks: TaskCache,
	job: WatchedJob,
	answer: Answer<Snapshot>,
): Promise<{readonly answer: Answer<Snapshot>; readonly isMissing: boolean}> {
	// If the server asks for a pause, do not request again at once.
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

import type {WatchedJob} from '../../monitor/job.ts';

/** Whether a change of a job is to be seen at once. Ages, elapsed times, progress and new messages wait for the second. */
export function isUrgent(before: WatchedJob, after: WatchedJob): boolean {
	return (
		before.state !== after.state ||
		before.status?.safe !== after.status?.safe ||
		before.cancel !== after.cancel ||
		before.label !== after.label ||
		before.tags !== after.tags ||
		before.isDeletedOnServer !== after.isDeletedOnServer ||
		(before.lastAnswer === null) !== (after.lastAnswer === null) ||
		before.trouble?.fault.kind !== after.trouble?.fault.kind
	);
}

/** The eleven statuses that the published schema of the GP job resource allows ("GP job", ArcGIS REST API). */
export type JobStatus =
	| 'esriJobNew'
	| 'esriJobSubmitted'
	| 'esriJobWaiting'
	| 'esriJobExecuting'
	| 'esriJobSucceeded'
	| 'esriJobFailed'
	| 'esriJobTimedOut'
	| 'esriJobCancelling'
	| 'esriJobCancelled'
	| 'esriJobDeleting'
	| 'esriJobDeleted';

/**
 * Whether a job with this status does no more work.
 *
 * `purged` is an internal status of the demo for a job that the server has deleted; it is never sent.
 */
export function isEnded(status: JobStatus | 'purged'): boolean {
	switch (status) {
		case 'esriJobSucceeded':
		case 'esriJobFailed':
		case 'esriJobTimedOut':
		case 'esriJobCancelled':
		case 'esriJobDeleting':
		case 'esriJobDeleted':
		case 'purged':
			return true;
		case 'esriJobNew':
		case 'esriJobSubmitted':
		case 'esriJobWaiting':
		case 'esriJobExecuting':
		case 'esriJobCancelling':
			return false;
		default:
			return status satisfies never;
	}
}

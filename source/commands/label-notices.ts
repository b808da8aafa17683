import type {SavedJob} from '../store/saved-job.ts';
import {counted} from '../text/number-words.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {findJob} from './find-job.ts';

/**
 * Returns a notice for each new label that does not name its job alone: commands refuse such a word. The label is saved
 * nevertheless, because on the screen it is a name like any other.
 *
 * @param labels the labels that were given to jobs
 * @param saved the list after that
 */
export function labelNotices(labels: readonly (string | undefined)[], saved: readonly SavedJob[]): readonly SafeText[] {
	const given = new Set(labels.flatMap(label => (label ? [label] : [])));
	return [...given].flatMap(label => {
		const alike = saved.filter(job => job.label === label).length;
		if (alike > 1) return [sharedLabel(label, alike)];
		const search = findJob(label, saved);
		return search.ok && search.found.saved?.label === label ? [] : [unusableLabel(label)];
	});
}

/** The notice about a label that several jobs have. */
export function sharedLabel(label: string, jobs: number): SafeText {
	return safe`${counted(jobs, 'saved job')} have the label "${safeText(label)}", so it names none of them. gpjobs label JOB TEXT changes it.`;
}

/** The notice about a label that is also the id of another job, or looks like a URL. */
export function unusableLabel(label: string): SafeText {
	return safe`The label "${safeText(label)}" cannot name the job on a command line: it is also the id of another job, or looks like a URL.`;
}

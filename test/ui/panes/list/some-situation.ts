import type {Situation} from '../../../../source/ui/actions/action.ts';
import {sampleJobs} from './sample-jobs.ts';

/** One of eight jobs is selected, which runs, and nothing was removed. */
export const someSituation: Situation = {
	job: sampleJobs.running,
	jobs: 8,
	marks: 0,
	isReadOnly: false,
	asksForSignIn: false,
	canUndo: false,
	isFiltered: false,
	isSearching: false,
};

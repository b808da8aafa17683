import {type Script, shortQueue} from '../play/script.ts';
import type {DemoTask} from '../tasks/task.ts';

const indexTask: DemoTask = {
	service: 'Nightly/Assets',
	name: 'Rebuild Index',
	description: 'Rebuilds the search index of the asset register.',
	inputs: [{name: 'Full', dataType: 'GPBoolean', displayName: 'Full Rebuild', required: false, defaultValue: true}],
	outputs: [{name: 'Documents', dataType: 'GPLong', displayName: 'Documents', value: () => 240_118}],
};

const executes = 240_000;

/**
 * A plain Python tool without ArcPy: the server accepts the request to cancel, but the job continues to execute and
 * succeeds.
 */
export const rebuildIndex: Script = {
	name: 'rebuild-index',
	label: 'search-index',
	task: indexTask,
	headStart: 30_000,
	cancel: 'ignored-while-executing',
	phases: [...shortQueue, {status: 'esriJobExecuting', lasts: executes}, {status: 'esriJobSucceeded'}],
	messages: () => [
		{at: 0, text: 'Running script RebuildIndex...'},
		...Array.from({length: 11}, (_, index) => ({
			at: 20_000 * (index + 1),
			text: `${(index + 1) * 20_000} documents indexed`,
		})),
		{at: executes, text: 'Completed script RebuildIndex...'},
	],
};

import type {Script} from '../../source/demo/play/script.ts';
import type {DemoTask} from '../../source/demo/tasks/task.ts';

/** A task with one parameter of each kind that `submitJob` reads differently. */
export const shortTask: DemoTask = {
	service: 'Tests/Short',
	name: 'Short Task',
	description: 'Made for tests.',
	inputs: [
		{name: 'Text', dataType: 'GPString', displayName: 'Text', required: true},
		{name: 'Count', dataType: 'GPLong', displayName: 'Count', required: false, defaultValue: 3},
		{name: 'Ratio', dataType: 'GPDouble', displayName: 'Ratio', required: false},
		{name: 'Exact', dataType: 'GPBoolean', displayName: 'Exact', required: false},
		{name: 'Choice', dataType: 'GPString', displayName: 'Choice', required: false, choiceList: ['one', 'two']},
		{name: 'Distance', dataType: 'GPLinearUnit', displayName: 'Distance', required: false},
	],
	outputs: [{name: 'Answer', dataType: 'GPLong', displayName: 'Answer', value: () => 42}],
};

/** A job of 10 s in the queue and 20 s of work. */
export const shortScript: Script = {
	name: 'short',
	label: 'short',
	task: shortTask,
	given: {Text: 'given'},
	phases: [
		{status: 'esriJobSubmitted', lasts: 5_000},
		{status: 'esriJobWaiting', lasts: 5_000},
		{status: 'esriJobExecuting', lasts: 20_000, progressor: {type: 'step', messages: ['first', 'second']}},
		{status: 'esriJobSucceeded'},
	],
	messages: () => [
		{at: 0, text: 'begun'},
		{at: 10_000, text: 'half', type: 'esriJobMessageTypeWarning'},
		{at: 20_000, text: 'done'},
	],
};

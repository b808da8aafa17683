import {type Script, shortQueue, type TimedMessage} from '../play/script.ts';
import {toolRun} from '../play/tool-messages.ts';
import type {DemoSubmission, DemoTask} from '../tasks/task.ts';
import {countyParcelsResults} from './county-parcels-results.ts';

const countyTask: DemoTask = {
	service: 'ParcelTools',
	name: 'County Parcels',
	description: 'Copies all parcels of a county, with their owners.',
	inputs: [
		{name: 'County', dataType: 'GPString', displayName: 'County', required: true, defaultValue: 'Riverton'},
		{name: 'With_Owners', dataType: 'GPBoolean', displayName: 'With Owners', required: false, defaultValue: true},
	],
	outputs: countyParcelsResults,
};

const executes = 48_000;

/** A job that has already succeeded, with one of the largest results that occur: 100,000 polygons. */
export const countyParcels: Script = {
	name: 'county-parcels',
	label: 'county',
	task: countyTask,
	headStart: 300_000,
	phases: [...shortQueue, {status: 'esriJobExecuting', lasts: executes}, {status: 'esriJobSucceeded'}],
	messages: countyMessages,
};

function countyMessages(submission: DemoSubmission): readonly TimedMessage[] {
	const all = `${submission.scratchFolder}\\scratch.gdb\\all_parcels`;
	return toolRun(submission, {
		from: 0,
		to: executes,
		during: [
			...toolRun(submission, {
				from: 600,
				to: 45_000,
				tool: {name: 'Copy Features', command: `CopyFeatures D:\\data\\cadastre.gdb\\parcels ${all} # # # #`},
			}),
			{at: 45_500, text: '100000 parcels copied'},
		],
	});
}

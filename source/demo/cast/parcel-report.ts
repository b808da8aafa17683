import {type Script, shortQueue, type TimedMessage} from '../play/script.ts';
import {toolRun} from '../play/tool-messages.ts';
import type {DemoSubmission, DemoTask} from '../tasks/task.ts';
import {distanceInWords, parcelReportResults, parcelsNear, reportFiles} from './parcel-report-results.ts';

const parcelReportTask: DemoTask = {
	service: 'ParcelTools',
	name: 'Parcel Report',
	description: 'Finds the parcels near a parcel, with their owners and levies.',
	inputs: [
		{name: 'Parcel_Number', dataType: 'GPString', displayName: 'Parcel Number', required: true},
		{
			name: 'Search_Distance',
			dataType: 'GPLinearUnit',
			displayName: 'Search Distance',
			required: false,
			defaultValue: {distance: 300, units: 'esriFeet'},
		},
		{name: 'As_Of', dataType: 'GPDate', displayName: 'As Of', required: false, defaultValue: 1_795_392_000_000},
		{name: 'With_Owners', dataType: 'GPBoolean', displayName: 'With Owners', required: false, defaultValue: true},
		{
			name: 'Report_Format',
			dataType: 'GPString',
			displayName: 'Report Format',
			required: false,
			defaultValue: 'CSV',
			choiceList: ['CSV', 'PDF'],
		},
	],
	outputs: parcelReportResults,
	files: reportFiles,
};

const executes = 12_000;

/** A job that has already succeeded, with results of all kinds. */
export const parcelReport: Script = {
	name: 'parcel-report',
	label: 'parcels',
	task: parcelReportTask,
	headStart: 90_000,
	given: {Parcel_Number: '217-04-012'},
	phases: [...shortQueue, {status: 'esriJobExecuting', lasts: executes}, {status: 'esriJobSucceeded'}],
	messages: parcelMessages,
};

function parcelMessages(submission: DemoSubmission): readonly TimedMessage[] {
	const scratch = `${submission.scratchFolder}\\scratch.gdb`;
	return toolRun(submission, {
		from: 0,
		to: executes,
		during: [
			...toolRun(submission, {
				from: 400,
				to: 3_800,
				tool: {
					name: 'Buffer',
					command: `Buffer D:\\data\\cadastre.gdb\\parcels ${scratch}\\near "${distanceInWords(submission)}" FULL ROUND NONE # PLANAR`,
				},
			}),
			...toolRun(submission, {
				from: 4_000,
				to: 9_100,
				tool: {
					name: 'Spatial Join',
					command: `SpatialJoin D:\\data\\cadastre.gdb\\parcels ${scratch}\\near ${scratch}\\affected`,
				},
			}),
			{at: 9_500, text: `${parcelsNear(submission).length} parcels within ${distanceInWords(submission)}`},
			{
				at: 11_000,
				text: `Report written to ${submission.scratchFolder}\\parcel_report.${submission.inputs.Report_Format === 'PDF' ? 'pdf' : 'csv'}`,
			},
		],
	});
}

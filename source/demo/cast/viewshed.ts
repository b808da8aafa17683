import type {Script} from '../play/script.ts';
import {toolRun} from '../play/tool-messages.ts';
import type {DemoTask} from '../tasks/task.ts';
import {tinyTiff} from '../tasks/tiny-tiff.ts';

const viewshedTask: DemoTask = {
	service: 'Visibility',
	name: 'Viewshed',
	description: 'Finds what can be seen from towers.',
	inputs: [
		{
			name: 'Tower_Height',
			dataType: 'GPDouble',
			displayName: 'Tower Height (meters)',
			required: true,
			defaultValue: 42.5,
		},
		{
			name: 'Maximum_Distance',
			dataType: 'GPLinearUnit',
			displayName: 'Maximum Distance',
			required: false,
			defaultValue: {distance: 15, units: 'esriKilometers'},
		},
	],
	outputs: [
		{
			name: 'Visible_Area',
			dataType: 'GPRasterDataLayer',
			displayName: 'Visible Area',
			value: ({scratchUrl}) => ({url: `${scratchUrl}/visible.tif`, format: 'tif'}),
		},
		{
			name: 'Sight_Network',
			dataType: 'GPNetworkDatasetLayer',
			displayName: 'Lines of Sight',
			description: 'A data type that is not among the documented ones.',
			value: () => ({
				name: 'sight_lines',
				junctions: 14,
				edges: [
					{from: 1, to: 4},
					{from: 4, to: 9},
				],
				travelModes: null,
			}),
		},
	],
	files: [{name: 'visible.tif', contentType: 'image/tiff', content: tinyTiff}],
};

const executes = 60_000;

/**
 * A job that is Submitted for two minutes. During that time, requests to cancel are refused; later the job executes.
 */
export const viewshed: Script = {
	name: 'viewshed',
	label: 'towers',
	task: viewshedTask,
	phases: [
		{status: 'esriJobSubmitted', lasts: 120_000},
		{status: 'esriJobWaiting', lasts: 5_000},
		{
			status: 'esriJobExecuting',
			lasts: executes,
			progressor: {type: 'step', messages: ['Tower 1 of 3…', 'Tower 2 of 3…', 'Tower 3 of 3…']},
		},
		{status: 'esriJobSucceeded'},
	],
	messages: submission =>
		toolRun(submission, {
			from: 0,
			to: executes,
			tool: {
				name: 'Geodesic Viewshed',
				command: `Viewshed2 D:\\data\\dem10 towers ${submission.scratchFolder}\\visible.tif`,
			},
		}),
};

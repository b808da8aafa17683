import {type Script, shortQueue, type TimedMessage} from '../play/script.ts';
import type {DemoSubmission, DemoTask} from '../tasks/task.ts';

const treeTask: DemoTask = {
	service: '6f1b0c52de7f4c0e9b8f33d1a57c9e20',
	name: 'Detect Trees',
	description: 'A notebook that finds the crowns of trees in a scene.',
	inputs: [
		{
			name: 'input_scene',
			dataType: 'GPRasterDataLayer',
			displayName: 'Input Scene',
			required: true,
			defaultValue: {url: 'https://imagery.example.com/arcgis/rest/services/Ortho2026/ImageServer'},
		},
		{name: 'confidence', dataType: 'GPDouble', displayName: 'Confidence', required: false, defaultValue: 0.6},
	],
	outputs: [
		{
			name: 'output_trees',
			dataType: 'GPFeatureRecordSetLayer',
			displayName: 'Trees',
			value: () => ({url: 'https://gis.example.com/arcgis/rest/services/Hosted/trees_2026/FeatureServer/0'}),
		},
		{name: 'summary', dataType: 'GPString', displayName: 'Summary', value: () => ({trees: 1_882, scenes: 1})},
	],
	notebook: {username: 'analyst@ACME'},
};

const executes = 70_000;

/** A web tool of Notebook Server: its jobs have a second status, times and an owner, and their messages end in `\r`. */
export const detectTrees: Script = {
	name: 'detect-trees',
	label: 'trees-notebook',
	task: treeTask,
	headStart: 6_000,
	phases: [...shortQueue, {status: 'esriJobExecuting', lasts: executes}, {status: 'esriJobSucceeded'}],
	messages: treeMessages,
};

function treeMessages({jobId}: DemoSubmission): readonly TimedMessage[] {
	const folder = `C:\\arcgis\\home\\.tasks\\${jobId}`;
	return [
		{at: 0, text: `Input Notebook Path:  ${folder}\\${treeTask.service}.ipynb\r`},
		{at: 0, text: `Output Notebook Path:  ${folder}\\output.ipynb\r`},
		{at: 1_000, text: 'Start processing time: 2026-11-23 14:00:01.977559\r'},
		{at: 22_000, text: 'Chip 120 of 480\r'},
		{at: 44_000, text: 'Chip 300 of 480\r'},
		{at: 66_000, text: 'Finish processing time: 2026-11-23 14:01:06.945772\r'},
		{at: executes, text: 'Successfully completed.'},
	];
}

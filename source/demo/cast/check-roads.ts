import {type Script, shortQueue, type TimedMessage} from '../play/script.ts';
import {toolRun, warning} from '../play/tool-messages.ts';
import {tooManyFeatures} from '../tasks/feature-set.ts';
import type {DemoSubmission, DemoTask} from '../tasks/task.ts';

const roadTask: DemoTask = {
	service: 'Transportation/RoadQuality',
	name: 'Check Geometry',
	description: 'Checks the road network for gaps and overlaps.',
	inputs: [
		{
			name: 'Tolerance',
			dataType: 'GPLinearUnit',
			displayName: 'Tolerance',
			required: false,
			defaultValue: {distance: 0.5, units: 'esriMeters'},
		},
	],
	outputs: [
		{
			name: 'Problems',
			dataType: 'GPFeatureRecordSetLayer',
			displayName: 'Problems',
			description: 'More of them than the service may send.',
			value: () =>
				tooManyFeatures('esriGeometryPolyline', [
					{name: 'PROBLEM', type: 'esriFieldTypeString', alias: 'Problem', length: 40},
				]),
		},
		{name: 'Problem_Count', dataType: 'GPLong', displayName: 'Number of Problems', value: () => 48_211},
	],
};

const executes = 40_000;

/** A job that succeeds with warnings. */
export const checkRoads: Script = {
	name: 'check-roads',
	label: 'roads-qa',
	task: roadTask,
	headStart: 15_000,
	phases: [
		...shortQueue,
		{
			status: 'esriJobExecuting',
			lasts: executes,
			progressor: {type: 'step', messages: ['Checking nodes…', 'Checking segments…']},
		},
		{status: 'esriJobSucceeded'},
	],
	messages: roadMessages,
};

function roadMessages(submission: DemoSubmission): readonly TimedMessage[] {
	return toolRun(submission, {
		from: 0,
		to: executes,
		tool: {
			name: 'Check Geometry',
			command: `CheckGeometry D:\\data\\roads.gdb\\centerlines ${submission.scratchFolder}\\problems`,
		},
		during: [
			{at: 6_000, text: 'Reading 212,406 segments…'},
			warning(14_000, 'WARNING 000442: self intersections in feature 10233'),
			warning(19_000, 'WARNING 000461: null geometry in feature 77120'),
			{at: 33_000, text: '48211 problems found'},
			warning(38_000, 'WARNING 000117: Warning empty output generated for layer "bridges".'),
		],
	});
}

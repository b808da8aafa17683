import {type Script, shortQueue, type TimedMessage} from '../play/script.ts';
import {error, toolRun} from '../play/tool-messages.ts';
import {featureSet, ringAround} from '../tasks/feature-set.ts';
import type {DemoSubmission, DemoTask} from '../tasks/task.ts';

const landUseTask: DemoTask = {
	service: 'Planning/LandUse',
	name: 'Intersect Land Use',
	description: 'Cuts the parcels by the zones of the land use plan.',
	inputs: [
		{name: 'Zones', dataType: 'GPString', displayName: 'Zones', required: true, defaultValue: 'zones_2026'},
		{name: 'Keep_Slivers', dataType: 'GPBoolean', displayName: 'Keep Slivers', required: false, defaultValue: false},
	],
	outputs: [
		{
			name: 'Pieces',
			dataType: 'GPFeatureRecordSetLayer',
			displayName: 'Pieces',
			value: () =>
				featureSet(
					'esriGeometryPolygon',
					[],
					[{attributes: {}, geometry: {rings: [ringAround([1_000, 2_000], 50, 4)]}}],
				),
		},
	],
};

const executes = 30_000;

const script =
	'D:\\arcgisserver\\directories\\arcgissystem\\arcgisinput\\Planning\\LandUse.GPServer\\extracted\\p30\\intersect.py';

const traceback = [
	'Traceback (most recent call last):',
	`  File "${script}", line 84, in <module>`,
	'    main()',
	`  File "${script}", line 61, in main`,
	'    arcpy.analysis.Intersect([zones, parcels], pieces, "ALL")',
	'  File "C:\\Program Files\\ArcGIS\\Server\\framework\\runtime\\ArcGIS\\Resources\\ArcPy\\arcpy\\analysis.py", line 1039, in Intersect',
	'    raise e',
	'arcgisscripting.ExecuteError: Failed to execute. Parameters are not valid.',
	'ERROR 000732: Input Features: Dataset D:\\data\\landuse.gdb\\zones_2026 does not exist or is not supported',
	'Failed to execute (Intersect).',
].join('\n');

/** A job that fails. Its ArcPy traceback is one message of many lines. */
export const landUse: Script = {
	name: 'land-use',
	label: 'landuse',
	task: landUseTask,
	headStart: 10_000,
	phases: [
		...shortQueue,
		{status: 'esriJobExecuting', lasts: executes, progressor: {type: 'step', messages: ['Reading…', 'Intersecting…']}},
		{status: 'esriJobFailed'},
	],
	messages: landUseMessages,
};

function landUseMessages(submission: DemoSubmission): readonly TimedMessage[] {
	return toolRun(submission, {
		from: 0,
		to: executes,
		ends: 'Failed',
		during: [
			{at: 8_000, text: '18,331 parcels'},
			error(27_000, traceback),
			error(29_000, 'Failed to execute (Intersect Land Use).'),
		],
	});
}

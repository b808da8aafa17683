import {type Script, shortQueue, type TimedMessage} from '../play/script.ts';
import {toolRun, warning} from '../play/tool-messages.ts';
import {randomFor} from '../random.ts';
import {type FeatureSet, featureSet, toCentimetres} from '../tasks/feature-set.ts';
import type {DemoSubmission, DemoTask} from '../tasks/task.ts';

const hotspotTask: DemoTask = {
	service: 'PublicSafety/Emergency911',
	name: '911 Calls Hotspot',
	description: 'Finds where emergency calls cluster (Getis-Ord Gi*).',
	inputs: [
		{
			name: 'Query',
			dataType: 'GPString',
			displayName: 'Query',
			required: true,
			defaultValue: '"DATE" > date \'2026-01-01 00:00:00\' AND "DATE" < date \'2026-01-31 00:00:00\'',
		},
		{
			name: 'Method',
			dataType: 'GPString',
			displayName: 'Conceptualization of Spatial Relationships',
			required: false,
			defaultValue: 'Fixed distance band',
			choiceList: ['Fixed distance band', 'Inverse distance', 'K nearest neighbors'],
		},
	],
	outputs: [
		{name: 'Hotspots', dataType: 'GPFeatureRecordSetLayer', displayName: 'Hot Spots', value: callClusters},
		{name: 'Call_Count', dataType: 'GPLong', displayName: 'Number of Calls', value: () => 3_412},
	],
};

const executes = 110_000;

/** The first job of the list: it executes with a step progressor and reports its nested tools. */
export const hotspots: Script = {
	name: 'hotspots',
	label: 'hotspots-2026',
	task: hotspotTask,
	headStart: 25_000,
	phases: [
		...shortQueue,
		{
			status: 'esriJobExecuting',
			lasts: executes,
			progressor: {
				type: 'step',
				messages: [
					'Step 1 of 5: selecting calls…',
					'Step 2 of 5: snapping points…',
					'Step 3 of 5: collecting events…',
					'Step 4 of 5: hot spot analysis…',
					'Step 5 of 5: writing features…',
				],
			},
		},
		{status: 'esriJobSucceeded'},
	],
	messages: hotspotMessages,
};

function hotspotMessages(submission: DemoSubmission): readonly TimedMessage[] {
	const scratch = `${submission.scratchFolder}\\scratch.gdb`;
	const select = `MakeFeatureLayer D:\\data\\emergency.gdb\\calls Calls "DATE > date '2026-01-01'"`;
	return toolRun(submission, {
		from: 0,
		to: executes,
		during: [
			...toolRun(submission, {from: 500, to: 21_000, tool: {name: 'Make Feature Layer', command: select}}),
			...toolRun(submission, {
				from: 22_000,
				to: 43_000,
				tool: {name: 'Integrate', command: `Integrate "${scratch}\\calls #" "30 Feet"`},
			}),
			...toolRun(submission, {
				from: 44_000,
				to: 65_000,
				tool: {name: 'Collect Events', command: `CollectEvents ${scratch}\\calls ${scratch}\\events`},
				during: [{at: 58_000, text: '3412 calls at 587 places'}],
			}),
			...toolRun(submission, {
				from: 66_000,
				to: 98_000,
				tool: {
					name: 'Hot Spot Analysis (Getis-Ord Gi*)',
					command: `HotSpots ${scratch}\\events ICOUNT ${scratch}\\hot`,
				},
				during: [
					{at: 70_000, text: 'Initial distance band: 1842.33 Feet'},
					warning(81_000, 'WARNING 000916: The input feature class does not appear to contain projected data.'),
				],
			}),
			{at: 99_000, text: 'Writing 60 features…'},
		],
	});
}

/** Makes two clusters of calls. The nearer a call is to a centre, the more significant it is. */
function callClusters(): FeatureSet {
	const random = randomFor(911, 0);
	const centres = [
		[-13_656_000, 5_704_000],
		[-13_648_500, 5_699_200],
	] as const;
	const features = Array.from({length: 60}, (_, index) => {
		const [x, y] = centres[index % 2] ?? centres[0];
		const distance = 2_500 * random() * random();
		const angle = 2 * Math.PI * random();
		const score = Math.round((4.5 - distance / 500) * 1_000) / 1_000;
		return {
			attributes: {
				CALLS: 1 + Math.floor(40 * random()),
				GiZScore: score,
				Gi_Bin: Math.max(-3, Math.min(3, Math.floor(score))),
			},
			geometry: {x: toCentimetres(x + distance * Math.cos(angle)), y: toCentimetres(y + distance * Math.sin(angle))},
		};
	});
	return featureSet(
		'esriGeometryPoint',
		[
			{name: 'CALLS', type: 'esriFieldTypeInteger', alias: 'Calls'},
			{name: 'GiZScore', type: 'esriFieldTypeDouble', alias: 'GiZScore Fixed 1842'},
			{name: 'Gi_Bin', type: 'esriFieldTypeSmallInteger', alias: 'Gi_Bin Fixed 1842'},
		],
		features,
	);
}

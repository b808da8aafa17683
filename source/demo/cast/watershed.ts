import type {Script, TimedMessage} from '../play/script.ts';
import {toolRun} from '../play/tool-messages.ts';
import {type FeatureSet, featureSet, isFeatureSet, ringAround, toCentimetres} from '../tasks/feature-set.ts';
import {type DemoPosition, demoReference, projected} from '../tasks/spatial-reference.ts';
import type {DemoSubmission, DemoTask} from '../tasks/task.ts';

const watershedTask: DemoTask = {
	service: 'Hydrology/Watershed',
	name: 'Watershed',
	description: 'Delineates the area that drains to a point.',
	inputs: [
		{
			name: 'Pour_Point',
			dataType: 'GPFeatureRecordSetLayer',
			displayName: 'Pour Point',
			required: true,
			defaultValue: featureSet('esriGeometryPoint', [], [{attributes: {}, geometry: {x: -11_750_000, y: 4_860_000}}]),
		},
		{
			name: 'Snap_Distance',
			dataType: 'GPLinearUnit',
			displayName: 'Snap Distance',
			required: false,
			defaultValue: {distance: 100, units: 'esriMeters'},
		},
	],
	outputs: [
		{name: 'Watershed', dataType: 'GPFeatureRecordSetLayer', displayName: 'Watershed', value: watershedArea},
		{name: 'Flow_Lines', dataType: 'GPFeatureRecordSetLayer', displayName: 'Flow Lines', value: flowLines},
		{name: 'Area', dataType: 'GPDouble', displayName: 'Area (square kilometers)', value: () => 78.53981633974483},
	],
};

const executes = 60_000;

/** A job that is queued for a while (New, Submitted, Waiting) and then executes with two progressors. */
export const watershed: Script = {
	name: 'watershed',
	label: 'watershed',
	task: watershedTask,
	phases: [
		{status: 'esriJobNew', lasts: 3_000},
		{status: 'esriJobSubmitted', lasts: 8_000},
		{status: 'esriJobWaiting', lasts: 25_000},
		{
			status: 'esriJobExecuting',
			lasts: executes / 2,
			progressor: {type: 'step', messages: ['Filling sinks…', 'Flow direction…', 'Flow accumulation…']},
		},
		// A tool may start a second progressor, so the percentage falls back to 0.
		{
			status: 'esriJobExecuting',
			lasts: executes / 2,
			progressor: {type: 'step', messages: ['Snapping pour point…', 'Tracing…']},
		},
		{status: 'esriJobSucceeded'},
	],
	messages: watershedMessages,
};

function watershedMessages(submission: DemoSubmission): readonly TimedMessage[] {
	const scratch = `${submission.scratchFolder}\\scratch.gdb`;
	return toolRun(submission, {
		from: 0,
		to: executes,
		during: [
			...toolRun(submission, {
				from: 500,
				to: 11_000,
				tool: {name: 'Fill', command: `Fill D:\\data\\dem10 ${scratch}\\filled`},
			}),
			...toolRun(submission, {
				from: 11_500,
				to: 29_000,
				tool: {name: 'Flow Direction', command: `FlowDirection ${scratch}\\filled ${scratch}\\direction NORMAL`},
			}),
			...toolRun(submission, {
				from: 30_000,
				to: 58_000,
				tool: {name: 'Watershed', command: `Watershed ${scratch}\\direction ${scratch}\\pour ${scratch}\\watershed`},
				during: [{at: 42_000, text: 'Pour point moved 37.4 Meters to the nearest stream'}],
			}),
		],
	});
}

const usualPourPoint = [-11_750_000, 4_860_000] as const;

/** Returns the centre of the watershed: 5 km north of the pour point, which the demo knows only as a feature. */
function centreOf({inputs}: DemoSubmission): readonly [x: number, y: number] {
	const {Pour_Point: set} = inputs;
	const geometry = isFeatureSet(set) ? set.features[0]?.geometry : undefined;
	const from = isFeatureSet(set) ? demoReference(set.spatialReference ?? referenceOf(geometry)) : undefined;
	const isKnown = geometry && 'x' in geometry && from !== undefined;
	const [x, y] = isKnown ? projected([geometry.x, geometry.y], from, 'mercator') : usualPourPoint;
	return [toCentimetres(x), toCentimetres(y) + 5_000];
}

function watershedArea(submission: DemoSubmission): FeatureSet {
	return featureSet(
		'esriGeometryPolygon',
		[{name: 'AreaSqKm', type: 'esriFieldTypeDouble', alias: 'Area (square kilometers)'}],
		[{attributes: {AreaSqKm: 78.53981633974483}, geometry: {rings: [ringAround(centreOf(submission), 5_000, 36)]}}],
	);
}

/** Returns the reference that some clients send in the geometry instead of the set. */
function referenceOf(geometry: object | undefined): unknown {
	return geometry && 'spatialReference' in geometry ? geometry.spatialReference : undefined;
}

/** Makes a river and its tributaries from both sides, with heights (z) and the metres from the spring (m). */
function flowLines(submission: DemoSubmission): FeatureSet {
	const [x, y] = centreOf(submission);
	const height = (metresFromSpring: number) => toCentimetres(1_850 - metresFromSpring * 0.012);
	const river = Array.from({length: 21}, (_, step): DemoPosition => {
		const from = 500 * step;
		return [toCentimetres(x + 600 * Math.sin(step / 3)), y + 5_000 - from, height(from), from];
	});
	const brooks = river.slice(2, -4).map(([mouthX, mouthY, mouthZ = 0], index): readonly DemoPosition[] => {
		const side = index % 2 === 0 ? 1 : -1;
		return [
			[mouthX + side * 2_400, mouthY + 900, mouthZ + 60, 0],
			[mouthX + side * 900, mouthY + 500, mouthZ + 20, 1_552],
			[mouthX, mouthY, mouthZ, 2_581],
		];
	});
	const lines = featureSet(
		'esriGeometryPolyline',
		[{name: 'StreamOrder', type: 'esriFieldTypeInteger', alias: 'Stream Order'}],
		[
			{attributes: {StreamOrder: 2}, geometry: {paths: [river]}},
			...brooks.map(path => ({attributes: {StreamOrder: 1}, geometry: {paths: [path]}})),
		],
	);
	return {...lines, hasZ: true, hasM: true};
}

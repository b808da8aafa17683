import {type Script, shortQueue, type TimedMessage} from '../play/script.ts';
import {error, toolRun} from '../play/tool-messages.ts';
import type {DemoSubmission, DemoTask} from '../tasks/task.ts';
import {tinyTiff} from '../tasks/tiny-tiff.ts';

const airQualityTask: DemoTask = {
	service: 'Environment/AirQuality',
	name: 'Interpolate Readings',
	description: 'Interpolates the readings of all stations (empirical Bayesian kriging).',
	inputs: [
		{
			name: 'Pollutant',
			dataType: 'GPString',
			displayName: 'Pollutant',
			required: true,
			defaultValue: 'PM2.5',
			choiceList: ['PM2.5', 'PM10', 'NO2', 'O3'],
		},
		{name: 'Cell_Size', dataType: 'GPDouble', displayName: 'Cell Size (meters)', required: false, defaultValue: 25},
	],
	outputs: [
		{
			name: 'Surface',
			dataType: 'GPRasterDataLayer',
			displayName: 'Surface',
			value: ({scratchUrl}) => ({url: `${scratchUrl}/surface.tif`, format: 'tif'}),
		},
	],
	files: [{name: 'surface.tif', contentType: 'image/tiff', content: tinyTiff}],
};

const executes = 120_000;

/** A job that the server stops because it exceeds the time limit of the service. */
export const airQuality: Script = {
	name: 'air-quality',
	label: 'air-quality',
	task: airQualityTask,
	headStart: 55_000,
	phases: [
		...shortQueue,
		{
			status: 'esriJobExecuting',
			// The tool would run for three minutes, but the server allows only two.
			lasts: executes,
			progressor: {type: 'default', message: 'Building semivariograms…'},
		},
		{status: 'esriJobTimedOut'},
	],
	messages: airQualityMessages,
};

function airQualityMessages(submission: DemoSubmission): readonly TimedMessage[] {
	const begun = toolRun(submission, {
		from: 0,
		to: executes,
		tool: {
			name: 'Empirical Bayesian Kriging',
			command: `EmpiricalBayesianKriging readings PM25 # ${submission.scratchFolder}\\surface.tif 25 None 100 1 100`,
		},
	});
	return [
		...begun.slice(0, -1),
		{at: 31_000, text: 'Subset 1 of 6: 100 semivariograms'},
		{at: 84_000, text: 'Subset 2 of 6: 100 semivariograms'},
		error(executes, 'The maximum time a client can use the service was exceeded.'),
	];
}

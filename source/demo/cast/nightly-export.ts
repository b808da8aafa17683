import {type Script, shortQueue, type TimedMessage} from '../play/script.ts';
import {toolRun} from '../play/tool-messages.ts';
import type {DemoSubmission, DemoTask} from '../tasks/task.ts';

const exportTask: DemoTask = {
	service: 'Nightly/Assets',
	name: 'Export',
	description: 'Exports a geodatabase to a folder.',
	inputs: [
		{
			name: 'Geodatabase',
			dataType: 'GPString',
			displayName: 'Geodatabase',
			required: true,
			defaultValue: 'D:\\data\\assets.gdb',
			choiceList: ['D:\\data\\assets.gdb', 'D:\\data\\cadastre.gdb'],
		},
		{name: 'Layers', dataType: 'GPMultiValue:GPString', displayName: 'Layers', required: false, defaultValue: ['All']},
	],
	outputs: [
		{name: 'Summary', dataType: 'GPString', displayName: 'Summary', value: ({inputs}) => summary(inputs.Layers)},
	],
};

const executes = 150_000;

/** A tool with a default progressor, which reports a message but no percentage. */
export const nightlyExport: Script = {
	name: 'nightly-export',
	label: 'nightly',
	task: exportTask,
	headStart: 65_000,
	phases: [
		...shortQueue,
		{status: 'esriJobExecuting', lasts: executes, progressor: {type: 'default', message: 'Executing...'}},
		{status: 'esriJobSucceeded'},
	],
	messages: exportMessages,
};

function exportMessages(submission: DemoSubmission): readonly TimedMessage[] {
	const layers = ['hydrants', 'valves', 'mains', 'service_lines', 'meters', 'manholes', 'pump_stations', 'easements'];
	return toolRun(submission, {
		from: 0,
		to: executes,
		during: layers.map((layer, index) => ({
			at: 4_000 + index * 18_000,
			text: `Exporting ${layer} (${index + 1} of ${layers.length})…`,
		})),
	});
}

function summary(layers: unknown): string {
	const isAll = !Array.isArray(layers) || layers.includes('All');
	return isAll
		? '41 layers, 1,204,880 records'
		: `${layers.length} layers, ${(29_387 * layers.length).toLocaleString('en')} records`;
}

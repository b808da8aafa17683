import type {DemoSubmission, DemoTask} from '../tasks/task.ts';
import {type Script, shortQueue, type TimedMessage} from './script.ts';
import {toolRun} from './tool-messages.ts';

const executes = 30_000;

/** Makes the script for jobs of a task that has no script: they execute for half a minute and succeed. */
export function ordinaryScript(task: DemoTask): Script {
	return {
		name: 'ordinary',
		label: task.name,
		task,
		phases: [
			...shortQueue,
			{
				status: 'esriJobExecuting',
				lasts: executes,
				progressor: {type: 'step', messages: ['Reading input…', 'Processing…', 'Writing output…']},
			},
			{status: 'esriJobSucceeded'},
		],
		messages: submission => ordinaryMessages(submission, task),
	};
}

function ordinaryMessages(submission: DemoSubmission, task: DemoTask): readonly TimedMessage[] {
	const command = `${task.name.replaceAll(' ', '')} ${submission.scratchFolder}\\scratch.gdb\\output`;
	return toolRun(submission, {
		from: 0,
		to: executes,
		during: toolRun(submission, {from: 1_000, to: executes - 1_000, tool: {name: task.name, command}}),
	});
}

import {readTask, type Task} from '../../../source/gp/task.ts';

/** A task with the given parameters, as its resource is read. */
export function taskOf(...parameters: readonly object[]): Task {
	const read = readTask({name: 'T', parameters});
	if (!read.ok) throw new Error(read.fault.sentence);
	return read.task;
}

/** The definition of an optional input, as a task resource has it. */
export function input(name: string, dataType: string, more: object = {}): object {
	return {
		name,
		dataType,
		direction: 'esriGPParameterDirectionInput',
		parameterType: 'esriGPParameterTypeOptional',
		defaultValue: null,
		...more,
	};
}

export const required = {parameterType: 'esriGPParameterTypeRequired'};

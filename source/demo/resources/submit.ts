import {type DemoAnswer, resource, unableToComplete} from '../http/answer.ts';
import type {DemoTask, InputParameter} from '../tasks/task.ts';
import {jobPath, type World} from '../world.ts';

/** Performs the operation `submitJob`: creates a job, and redirects a browser to its page ("Submit GP job"). */
export function submitAnswer(world: World, task: DemoTask, parameters: URLSearchParams): DemoAnswer {
	const given: [name: string, value: unknown][] = [];
	for (const input of task.inputs) {
		const text = parameters.get(input.name);
		if (text !== null && text !== '') {
			const value = valueFrom(text, input);
			if (value === undefined) return unableToComplete(`Invalid value for parameter ${input.name}`);
			given.push([input.name, value]);
		} else if (input.required && input.defaultValue === undefined) {
			return unableToComplete(`Missing required parameter ${input.name}`);
		}
	}
	const job = world.submit(task, Object.fromEntries(given));
	const format = parameters.get('f') ?? '';
	if (format === '' || format === 'html') return {kind: 'redirect', location: `${world.origin}${jobPath(job)}`};
	return resource(`Job: ${job.id}`, {jobId: job.id, jobStatus: 'esriJobSubmitted'});
}

/**
 * Parses the value of a form field.
 *
 * @returns `undefined` if it does not fit the parameter
 */
function valueFrom(text: string, {dataType, choiceList}: InputParameter): unknown {
	if (choiceList !== undefined && !choiceList.includes(text)) return undefined;
	switch (dataType) {
		case 'GPString':
			return text;
		case 'GPLong':
			return Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
		case 'GPDouble':
			return Number.isFinite(Number(text)) ? Number(text) : undefined;
		case 'GPBoolean':
			return text === 'true' || text === 'false' ? text === 'true' : undefined;
		default:
			return jsonFrom(text) ?? text;
	}
}

function jsonFrom(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

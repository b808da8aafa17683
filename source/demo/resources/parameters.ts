import type {Dialect} from '../dialect.ts';
import {type DemoAnswer, invalidUrl, resource, unableToComplete} from '../http/answer.ts';
import {hasSucceeded, type Job} from '../job.ts';
import type {InputParameter, OutputParameter} from '../tasks/task.ts';
import {formed, type ResultForm, resultForm} from './result-form.ts';

/** Answers with one result of a job that has succeeded ("GP result"). */
export function resultAnswer(job: Job, moment: number, name: string, parameters: URLSearchParams): DemoAnswer {
	const output = job.script.task.outputs.find(parameter => parameter.name === name);
	if (output === undefined || !hasSucceeded(job, moment)) return noResult(name);
	if (output.unreadable !== undefined) return unableToComplete(output.unreadable);
	const body = resultBody(job, output, resultForm(parameters, job.outSR), parameters);
	return body === undefined ? noReference(parameters) : resource(`Result: ${name}`, body);
}

/**
 * Answers with one input of a job ("GP input"). It can be read at any time, even if the job resource does not link to
 * it.
 */
export function inputAnswer(job: Job, name: string): DemoAnswer {
	const input = job.script.task.inputs.find(parameter => parameter.name === name);
	return input === undefined
		? unableToComplete(`Parameter ${name} not found`)
		: resource(`Input: ${name}`, inputBody(job, input));
}

/**
 * Answers with all results as one array. If one of them cannot be read, the whole request fails, but each of the others
 * can be read separately.
 */
export function allResultsAnswer(job: Job, moment: number, dialect: Dialect, parameters: URLSearchParams): DemoAnswer {
	if (!dialect.resultsAtOnce) return invalidUrl();
	const {outputs} = job.script.task;
	if (!hasSucceeded(job, moment)) return noResult('results');
	const unreadable = outputs.find(output => output.unreadable !== undefined);
	if (unreadable?.unreadable !== undefined) return unableToComplete(unreadable.unreadable);
	const bodies = outputs.map(output => resultBody(job, output, resultForm(parameters, job.outSR), parameters));
	const known = bodies.filter(body => body !== undefined);
	return known.length < bodies.length ? noReference(parameters) : resource('Results', known);
}

/** Answers with all inputs of a job as one array. */
export function allInputsAnswer(job: Job, dialect: Dialect): DemoAnswer {
	if (!dialect.resultsAtOnce) return invalidUrl();
	return resource(
		'Inputs',
		job.script.task.inputs.map(input => inputBody(job, input)),
	);
}

function noResult(name: string): DemoAnswer {
	return unableToComplete(`Result ${name} not found`);
}

function noReference(parameters: URLSearchParams): DemoAnswer {
	return unableToComplete(`Invalid outSR: ${parameters.get('outSR')}`);
}

/** Returns the body of a result; `undefined` if it has features and the spatial reference is not known. */
function resultBody(
	{submission}: Job,
	output: OutputParameter,
	form: ResultForm,
	parameters: URLSearchParams,
): object | undefined {
	const {name: paramName, displayName, dataType, columns} = output;
	const value = formed(displayName, output.value(submission), form);
	if (value === undefined) return undefined;
	const hasNames = columns !== undefined && parameters.get('returnColumnName')?.toLowerCase() === 'true';
	return {paramName, dataType, value: hasNames && Array.isArray(value) ? namedCells(value, columns) : value};
}

function inputBody({submission}: Job, {name: paramName, dataType}: InputParameter): object {
	return {paramName, dataType, value: submission.inputs[paramName]};
}

/** Converts the rows of a value table to objects instead of arrays, as requested by `returnColumnName=true` (11.0). */
function namedCells(rows: readonly unknown[], columns: readonly {name: string}[]): readonly unknown[] {
	return rows.map(row =>
		Array.isArray(row) ? Object.fromEntries(columns.map(({name}, index) => [name, row[index] ?? null])) : row,
	);
}

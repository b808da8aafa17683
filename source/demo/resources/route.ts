import type {Dialect} from '../dialect.ts';
import {type DemoAnswer, invalidUrl, refusal, unableToComplete} from '../http/answer.ts';
import type {DemoRequest} from '../http/demo-request.ts';
import {endOf, isPurged, jobStateAt} from '../job.ts';
import type {DemoTask} from '../tasks/task.ts';
import type {World} from '../world.ts';
import {folderAnswer, infoAnswer, serviceAnswer} from './directory.ts';
import {answerToCancel, jobAnswer} from './job.ts';
import {allInputsAnswer, allResultsAnswer, inputAnswer, resultAnswer} from './parameters.ts';
import {scratchFileAnswer} from './scratch-file.ts';
import {submitAnswer} from './submit.ts';
import {taskAnswer} from './task.ts';

/** Finds the resource of a request and returns its answer. */
export function answerTo(world: World, dialect: Dialect, {segments, parameters}: DemoRequest): DemoAnswer {
	const [instance, rest, area, ...below] = segments ?? [];
	if (instance !== 'arcgis' || rest !== 'rest') return invalidUrl();
	switch (area) {
		case 'info':
			return below.length === 0 ? infoAnswer(dialect) : invalidUrl();
		case 'services':
			return serviceArea(world, dialect, below, parameters);
		case 'directories':
			return scratchFileAnswer(world, below);
		default:
			return invalidUrl();
	}
}

function serviceArea(
	world: World,
	dialect: Dialect,
	segments: readonly string[],
	parameters: URLSearchParams,
): DemoAnswer {
	const type = segments.indexOf('GPServer');
	if (type < 0) return folderAnswer(world, dialect, segments.join('/'));
	const service = segments.slice(0, type).join('/');
	const tasks = world.tasks.filter(task => task.service === service);
	const [taskName, ...below] = segments.slice(type + 1);
	if (tasks.length === 0) return refusal(404, `Service ${service.slice(0, 100)}/GPServer not found`);
	if (taskName === undefined) return serviceAnswer(world, dialect, service, tasks);
	const task = tasks.find(({name}) => name === taskName);
	if (task === undefined) return unableToComplete(`Task ${taskName} not found`);
	return belowTask(world, dialect, task, below, parameters);
}

function belowTask(
	world: World,
	dialect: Dialect,
	task: DemoTask,
	[operation, jobId, ...below]: readonly string[],
	parameters: URLSearchParams,
): DemoAnswer {
	if (operation === undefined) return taskAnswer(world, task);
	if (operation === 'submitJob' && jobId === undefined) return submitAnswer(world, task, parameters);
	if (operation !== 'jobs' || jobId === undefined) return invalidUrl();
	const job = world.findJob(jobId);
	const now = world.moment();
	if (job?.script.task !== task || isPurged(job, now)) return unableToComplete(`Job ${jobId} not found`);
	const moment = jobStateAt(job, now).status === 'purged' ? endOf(job) : now;

	const [part, name, ...more] = below;
	if (more.length > 0) return invalidUrl();
	switch (part) {
		case undefined:
			return jobAnswer(job, moment, dialect, parameters);
		case 'cancel':
			return name === undefined ? answerToCancel(job, moment) : invalidUrl();
		case 'results':
			return name === undefined
				? allResultsAnswer(job, moment, dialect, parameters)
				: resultAnswer(job, moment, name, parameters);
		case 'inputs':
			return name === undefined ? allInputsAnswer(job, dialect) : inputAnswer(job, name);
		default:
			return invalidUrl();
	}
}

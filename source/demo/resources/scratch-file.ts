import {type DemoAnswer, httpRefusal} from '../http/answer.ts';
import {hasSucceeded} from '../job.ts';
import {jobsFolderOf} from '../tasks/task.ts';
import type {World} from '../world.ts';

/**
 * Answers with a file below `rest/directories`. The files of a job that has succeeded exist until the job is purged.
 *
 * @param path the segments after `directories`: `arcgisjobs`, the folder of the service, job id, `scratch`, file
 */
export function scratchFileAnswer(world: World, path: readonly string[]): DemoAnswer {
	const [area, folder, jobId, scratch, name, ...more] = path;
	const job =
		area === 'arcgisjobs' && scratch === 'scratch' && more.length === 0 ? world.findJob(jobId ?? '') : undefined;
	const file =
		job !== undefined && jobsFolderOf(job.script.task) === folder && hasSucceeded(job, world.moment())
			? job.script.task.files?.find(candidate => candidate.name === name)
			: undefined;
	if (file === undefined || job === undefined) return httpRefusal(404, 'File not found');
	return {kind: 'file', contentType: file.contentType, content: file.content(job.submission)};
}

import type {WatchedJob} from '../../../../source/monitor/job.ts';
import {aboutLines} from '../../../../source/ui/panes/about/about.ts';
import type {Outage} from '../../../../source/ui/panes/list/fault-words.ts';
import {answered, armed, before, jobUrl, lived, minute, noon, second, unknownJob} from '../list/sample-jobs.ts';

/** About a job as it is at noon, as text; the zone of this machine is left open. */
export const textOf = (job: WatchedJob, outage?: Outage, width = 100, ascii = false) =>
	aboutLines(job, noon, outage, width, ascii)
		.map(line =>
			line
				.map(({text}) => text)
				.join('')
				.trimEnd(),
		)
		.join('\n')
		.replaceAll(/(?<=\d\d:\d\d:\d\d )[+-]\d\d:\d\d/g, '+hh:mm');

/** A job of Notebook Server, of which the server sent all that it may. */
export const notebook = lived(
	unknownJob(jobUrl('Report', 'j8f0009'), 'report', ['weekly', 'city']),
	answered({jobStatus: 'esriJobSubmitted'}, 10 * minute),
	answered(
		{
			jobId: 'J8F0009',
			jobStatus: 'esriJobFailed',
			progress: {type: 'step', message: 'Half', percent: 50},
			messages: [{type: 'esriJobMessageTypeError', description: 'No such table\nTraceback'}],
			results: {Output: {paramUrl: 'results/Output'}, 'Log\u202E': {}},
			inputs: {Table: {}},
			startTime: before(9 * minute).epoch,
			endTime: before(8 * minute).epoch,
			status: 'FAILED',
			username: 'ann',
			type: 'gp',
			customAttributes: {
				isCancelled: false,
				webToolParameters:
					'[{"name":"Table","displayName":"The table","dataType":"GPString","direction":"esriGPParameterDirectionInput"}]',
			},
			'acme:node': {id: 7},
		},
		8 * minute,
	),
	armed(5 * second),
);

import {mayMeanGone} from '../gp/fault.ts';
import {systemClock} from '../monitor/clock.ts';
import type {WatchedJob} from '../monitor/job.ts';
import {jobJson} from '../session/job-json.ts';
import {jobLines} from '../session/job-lines.ts';
import {toJson} from '../text/json-escape.ts';
import {recordAnswers} from './command-records.ts';
import {type ExitCode, exitCodeOf, exitCodes, worstOf} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {type NamedJobs, withNamedJobs} from './named-jobs.ts';
import {print, say} from './print.ts';
import {allOrJobs} from './select-jobs.ts';

/**
 * Runs `gpjobs status JOB…`: polls each job once. The answer for a job in the saved list is saved in that job's record.
 */
export async function status(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	if (flags.all && operands.length > 0) {
		say(allOrJobs);
		return exitCodes.usage;
	}
	return withNamedJobs(invocation, operands, 'asked', act, {isAll: flags.all === true});

	async function act(named: NamedJobs): Promise<ExitCode> {
		const {
			engine: {monitor},
			urls,
		} = named;
		await monitor.refresh(urls);
		const jobs = urls.flatMap(url => monitor.jobs.get(url) ?? []);
		const refusal = await recordAnswers(named, jobs);
		if (refusal !== undefined) say(refusal);
		if (flags.json) await print(`${toJson({jobs: jobs.map(jobJson)})}\n`);
		else
			await print(
				jobLines(jobs, systemClock.now().epoch)
					.map(line => `${line}\n`)
					.join(''),
			);
		return worstOf([...jobs.map(codeOf), ...(refusal === undefined ? [] : [exitCodes.notSaved])]);
	}
}

/**
 * Returns the exit code for one job: 0 for any answer, whatever the status; 1 for a job that is not found although its
 * task exists.
 */
function codeOf({trouble, notFound}: WatchedJob): ExitCode {
	if (trouble === null) return exitCodes.fine;
	return notFound !== null && mayMeanGone(trouble.fault) ? exitCodes.failed : exitCodeOf(trouble.fault.kind);
}

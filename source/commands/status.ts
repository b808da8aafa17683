import {mayMeanGone} from '../gp/fault.ts';
import {jobAddress} from '../gp/job-url.ts';
import {systemClock} from '../monitor/clock.ts';
import type {WatchedJob} from '../monitor/job.ts';
import {toRecord} from '../monitor/job-record.ts';
import {toJson} from '../text/json-escape.ts';
import {safe} from '../text/safe-text.ts';
import {startEngine} from './engine.ts';
import {type ExitCode, exitCodeOf, exitCodes, worstOf} from './exit-code.ts';
import {findJob} from './find-job.ts';
import type {Invocation} from './invocation.ts';
import {jobJson} from './job-json.ts';
import {jobLines} from './job-lines.ts';
import {print, say} from './print.ts';
import {listed, openShelf} from './shelf.ts';

/** `gpjobs status JOB…`: asks each job's server once. A job that is not saved is read, and not saved. */
export async function status(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	if (operands.length === 0) {
		say(safe`Which job? Give its URL, its label or its id; gpjobs list shows the saved ones.`);
		return exitCodes.usage;
	}
	const shelf = await openShelf(invocation);
	const {saved, kept} = shelf;
	const {monitor, access, showToken} = await startEngine(invocation, shelf);
	for (const notice of [...shelf.notices, ...access.notices]) say(notice);
	try {
		// Paused, the monitor asks only what it is told to ask.
		monitor.setPaused(true);
		const urls = new Set<string>();
		for (const word of operands) {
			const search = findJob(word, saved);
			if (!search.ok) {
				say(search.sentence);
				return exitCodes.usage;
			}
			const {address, saved: entry, token} = search.found;
			if (token !== undefined) showToken(address.server, token);
			monitor.watch(entry ? (await listed([entry], kept)).listed : [{address, label: null, tags: []}]);
			urls.add(address.url);
		}
		await monitor.refresh([...urls]);
		const tooLarge = [...urls].filter(url => monitor.jobs.get(url)?.trouble?.fault.kind === 'too-large');
		await monitor.refresh(tooLarge);
		const jobs = [...urls].flatMap(url => monitor.jobs.get(url) ?? []);
		for (const job of jobs) {
			const isSaved = saved.some(({url}) => jobAddress(url)?.url === job.address.url);
			if (isSaved && job.trouble === null) await kept?.keepJob(toRecord(job));
		}
		if (flags.json) await print(`${toJson({jobs: jobs.map(jobJson)})}\n`);
		else
			await print(
				jobLines(jobs, systemClock.now().epoch)
					.map(line => `${line}\n`)
					.join(''),
			);
		return worstOf(jobs.map(codeOf));
	} finally {
		monitor.close();
	}
}

/** An answer is fine whatever it says. A job that its server does not know, while its task is there, was not found. */
function codeOf({trouble, notFound}: WatchedJob): ExitCode {
	if (trouble === null) return exitCodes.fine;
	return notFound !== null && mayMeanGone(trouble.fault) ? exitCodes.failed : exitCodeOf(trouble.fault.kind);
}

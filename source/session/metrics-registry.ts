import {Counter, Gauge, Histogram, type OpenMetricsContentType, Registry} from 'prom-client';
import {hasEnded} from '../gp/status.ts';
import {systemClock} from '../monitor/clock.ts';
import {ageOf, type WatchedJob} from '../monitor/job.ts';
import type {JobChange} from '../monitor/jobs.ts';
import type {Monitor} from '../monitor/monitor.ts';

/**
 * The upper bounds of the histogram's buckets in seconds: from the duration of a quick tool to that of a tool that runs
 * overnight.
 */
const buckets = [1, 5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400];

/**
 * The labels of a metric. They contain names of servers and tasks and gpjobs' own words, but no other text from a
 * server and no job ids.
 */
type OfTask = 'server' | 'task' | 'state';

/**
 * Makes the metrics of jobs and servers, in the format OpenMetrics 1.0. Counters begin at this call; gauges are read
 * when Prometheus scrapes.
 *
 * @returns the registry, and a function that stops counting
 */
export function metricsOf(monitor: Monitor): {
	readonly registry: Registry<OpenMetricsContentType>;
	readonly stop: () => void;
} {
	const registry = new Registry<OpenMetricsContentType>();
	registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
	const registers = [registry];
	const labelNames: OfTask[] = ['server', 'task', 'state'];

	const ends = new Counter({
		registers,
		name: 'gpjobs_job_ends',
		help: 'Ends of jobs that gpjobs saw come, by state.',
		labelNames,
	});
	const durations = new Histogram({
		registers,
		buckets,
		name: 'gpjobs_job_duration_seconds',
		help: 'How long jobs ran that gpjobs saw from their start to their end.',
		labelNames,
	});
	const polls = new Counter({
		registers,
		name: 'gpjobs_polls',
		help: 'Polls of jobs, answered or not.',
		labelNames: ['server', 'outcome'],
	});
	const faults = new Counter({
		registers,
		name: 'gpjobs_faults',
		help: 'Polls that brought no answer, by kind.',
		labelNames: ['server', 'kind'],
	});
	new Gauge({
		registers,
		name: 'gpjobs_jobs',
		help: 'Jobs that are watched, by state.',
		labelNames,
		collect() {
			this.reset();
			for (const job of monitor.jobs.list) this.inc(ofTask(job, job.state));
		},
	});
	new Gauge({
		registers,
		name: 'gpjobs_saved_jobs',
		help: 'Jobs on the list that is watched: 0 may mean that it is the list of another user.',
		collect() {
			this.set(monitor.jobs.size);
		},
	});
	new Gauge({
		registers,
		name: 'gpjobs_oldest_answer_age_seconds',
		help: 'The age of the oldest last answer among the jobs of a server that have not ended.',
		labelNames: ['server'],
		collect() {
			this.reset();
			const oldest = new Map<string, number>();
			for (const job of monitor.jobs.list) {
				const age = ageOf(job, systemClock.now());
				if (hasEnded(job.state) || age === undefined) continue;
				const {serverName} = job.address;
				oldest.set(serverName, Math.max(age / 1000, oldest.get(serverName) ?? 0));
			}
			for (const [server, age] of oldest) this.set({server}, age);
		},
	});
	new Gauge({
		registers,
		name: 'gpjobs_server_up',
		help: '1 where a server answers, 0 while it rests after a fault of its own.',
		labelNames: ['server'],
		collect() {
			this.reset();
			for (const {origin, outage} of monitor.servers) this.set({server: new URL(origin).host}, outage === null ? 1 : 0);
		},
	});
	new Gauge({
		registers,
		name: 'gpjobs_server_trouble',
		help: '1 for the kind of fault for which a server rests.',
		labelNames: ['server', 'kind'],
		collect() {
			this.reset();
			for (const {origin, outage} of monitor.servers) {
				if (outage) this.set({server: new URL(origin).host, kind: outage.fault.kind}, 1);
			}
		},
	});

	function heard({before, after}: JobChange): void {
		if (!before || !after) return;
		const server = after.address.serverName;
		if (after.lastAnswer !== before.lastAnswer) polls.inc({server, outcome: 'answered'});
		if (after.trouble && after.trouble.count !== before.trouble?.count) {
			polls.inc({server, outcome: 'faulted'});
			faults.inc({server, kind: after.trouble.fault.kind});
		}
		const isEnd =
			(hasEnded(after.state) && !hasEnded(before.state)) || (after.state === 'gone' && before.state !== 'gone');
		if (!isEnd || before.lastAnswer === null) return;
		ends.inc(ofTask(after, after.state));
		const {sawStart, runningSince, endedAt} = after;
		if (sawStart && runningSince && endedAt)
			durations.observe(ofTask(after, after.state), (endedAt.mono - runningSince.mono) / 1000);
	}

	return {registry, stop: monitor.jobs.listen(heard)};
}

function ofTask({address}: WatchedJob, state: string): Record<OfTask, string> {
	return {server: address.serverName, task: `${address.service}/${address.task}`, state};
}

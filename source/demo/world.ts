import {type Job, makeJob} from './job.ts';
import {ordinaryScript} from './play/ordinary.ts';
import type {Script} from './play/script.ts';
import {type Random, randomFor} from './random.ts';
import type {DemoTask} from './tasks/task.ts';

type WorldOptions = {
	origin: string;
	seed: number;
	/** The scripts of the jobs that exist at the start. */
	scripts: readonly Script[];
	/** Tasks that the server offers in addition to the tasks of the scripts. */
	tasks: readonly DemoTask[];
	/** Returns the time of the demo clock: milliseconds since the start, at the demo's speed. */
	moment: () => number;
};

/** The state of the demo server: its tasks, its jobs and its clock. */
export type World = {
	readonly origin: string;
	readonly tasks: readonly DemoTask[];
	readonly moment: () => number;
	/** The jobs that existed at the start. */
	readonly firstJobs: readonly Job[];
	readonly findJob: (id: string) => Job | undefined;
	/** @param outSR the spatial reference that the client wants for all results */
	readonly submit: (task: DemoTask, given: Readonly<Record<string, unknown>>, outSR?: string) => Job;
};

/** Makes the state of a demo server at the start. */
export function createWorld({origin, seed, scripts, tasks: offered, moment}: WorldOptions): World {
	const jobs = new Map<string, Job>();
	const tasks = [...new Set([...scripts.map(({task}) => task), ...offered])];

	const add = (script: Script, submittedAt: number, given: Readonly<Record<string, unknown>>, outSR?: string): Job => {
		const style = script.task.notebook === undefined ? 'server' : 'notebook';
		// Negative, so that these numbers differ from those of the generated scripts.
		const id = makeJobId(randomFor(seed, -1 - jobs.size), style);
		const job = makeJob(origin, {id, script, submittedAt, given, outSR});
		jobs.set(id, job);
		return job;
	};

	return {
		origin,
		tasks,
		moment,
		firstJobs: scripts.map(script => add(script, -(script.headStart ?? 0), script.given ?? {})),
		findJob: id => jobs.get(id),
		// A submitted job plays the script of its task, if there is one. For example, it cannot be cancelled if the
		// first job of that task cannot.
		submit: (task, given, outSR) =>
			add(scripts.find(script => script.task === task) ?? ordinaryScript(task), moment(), given, outSR),
	};
}

/** Returns the URL path of a job, with each segment encoded. */
export function jobPath(job: Job): string {
	const {service, name} = job.script.task;
	const segments = [...service.split('/'), 'GPServer', name, 'jobs', job.id];
	return `/arcgis/rest/services/${segments.map(encodeURIComponent).join('/')}`;
}

/**
 * Makes a job id in one of the two formats of ArcGIS Enterprise.
 *
 * @param style `server`: `j` and 32 hexadecimal digits; `notebook`: `j` and a UUID with dashes, as in Notebook Server
 */
export function makeJobId(random: Random, style: 'server' | 'notebook'): string {
	const words = Array.from({length: 4}, () => Math.floor(random() * 2 ** 32));
	const hex = words.map(word => word.toString(16).padStart(8, '0')).join('');
	if (style === 'server') return `j${hex}`;
	return `j${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

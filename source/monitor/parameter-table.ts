import type {Client} from '../gp/client/client.ts';
import {type Fault, isOfServer} from '../gp/fault.ts';
import type {ParameterRead} from '../gp/parameter.ts';
import {linkTo, type ParameterKind, type ParameterLink} from '../gp/parameter-link.ts';
import type {ParameterDefinition, Task} from '../gp/task.ts';
import type {ServerText} from '../text/safe-text.ts';
import type {Clock} from './clock.ts';
import type {WatchedJob} from './job.ts';

/** A result or an input of a job as a screen lists it. */
export type ParameterRow = {
	readonly name: ServerText;
	readonly label: ServerText;
	/** Of the answer, else of the task. */
	readonly dataType: ServerText | null;
	readonly read: ParameterRead;
};

export type ParameterTable =
	| {
			readonly ok: true;
			readonly rows: readonly ParameterRow[];
			/** They are what was kept at that time, epoch milliseconds: the server has them no more, or cannot be had. */
			readonly keptAt?: number;
	  }
	| {readonly ok: false; readonly fault: Fault};

/**
 * Reads the results or inputs of a job together with what its task says of them.
 *
 * @param most bytes of one answer, where less than usual is wanted
 *
 * A job that failed or was cancelled names no inputs although they can be read ("GP Input"): then the task names them.
 */
export async function readParameterTable(
	client: Client,
	tasks: TaskCache,
	job: WatchedJob,
	kind: ParameterKind,
	most?: number,
): Promise<ParameterTable> {
	const task = await tasks.get(job.address.taskUrl);
	if (!task.ok && isOfServer(task.fault)) return {ok: false, fault: task.fault};
	const definitions = job.snapshot?.notebook?.parameters.length
		? job.snapshot.notebook.parameters
		: task.ok
			? task.task.parameters
			: [];
	const links = linksOf(job, kind, definitions);
	if (links.length === 0 && !task.ok && kind === 'inputs') return {ok: false, fault: task.fault};
	const read = await client.parameters(job.address.url, kind, links, most);
	return {
		ok: true,
		rows: read.map(({link, read}) => {
			// An input and an output may have the same name.
			const named = definitions.filter(({name}) => name.safe === link.name.safe);
			const definition = named.find(({direction}) => direction === directions[kind]) ?? named[0];
			return {
				name: link.name,
				label: definition?.label ?? link.name,
				dataType: (read.ok ? read.parameter.dataType : null) ?? definition?.dataType ?? null,
				read,
			};
		}),
	};
}

/** What a table tells of its server: the fault that kept it from being read whole, if it was the server's own. */
export function outageIn(table: ParameterTable): Fault | null {
	return table.ok ? (faultsIn(table).find(isOfServer) ?? null) : table.fault;
}

/** Why the table, or values in it, could not be read. */
export function faultsIn(table: ParameterTable): readonly Fault[] {
	return table.ok ? table.rows.flatMap(({read}) => (read.ok ? [] : [read.fault])) : [table.fault];
}

const directions = {results: 'output', inputs: 'input'} as const;

function linksOf(
	job: WatchedJob,
	kind: ParameterKind,
	definitions: readonly ParameterDefinition[],
): readonly ParameterLink[] {
	const named = kind === 'results' ? job.results : job.inputs;
	if (named.length > 0 || kind === 'results') return named;
	return definitions
		.filter(({direction}) => direction === 'input')
		.map(({name}) => linkTo(name.raw ?? name.safe, 'inputs'));
}

type TaskAnswer = {readonly ok: true; readonly task: Task} | {readonly ok: false; readonly fault: Fault};

/** Milliseconds for which one look at a task resource tells that it still answers. */
const answersFor = 10_000;

/** The task resources that were read in this run: one serves all jobs of the task. */
export class TaskCache {
	readonly #client: Client;
	readonly #clock: Clock;
	readonly #tasks = new Map<string, Task>();
	readonly #looks = new Map<string, {readonly at: number; readonly answers: Promise<boolean>}>();

	constructor(client: Client, clock: Clock) {
		this.#client = client;
		this.#clock = clock;
	}

	async get(taskUrl: string): Promise<TaskAnswer> {
		const known = this.#tasks.get(taskUrl);
		if (known) return {ok: true, task: known};
		const answer = await this.#client.task(taskUrl);
		if (!answer.ok) return answer;
		this.#tasks.set(taskUrl, answer.value);
		return {ok: true, task: answer.value};
	}

	/** Whether the task resource answers at present: then a job that its server does not know is gone, not unreachable. */
	answers(taskUrl: string): Promise<boolean> {
		const now = this.#clock.now().mono;
		const last = this.#looks.get(taskUrl);
		if (last && now - last.at < answersFor) return last.answers;
		const answers = this.#client.task(taskUrl).then(answer => {
			if (answer.ok) this.#tasks.set(taskUrl, answer.value);
			return answer.ok;
		});
		this.#looks.set(taskUrl, {at: now, answers});
		return answers;
	}
}

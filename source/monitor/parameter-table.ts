import type {Client} from '../gp/client/client.ts';
import type {NamedParameter, Turn} from '../gp/client/values.ts';
import {type Fault, fault, isOfServer} from '../gp/fault.ts';
import type {TaskUrl} from '../gp/job-url.ts';
import {hiddenBy, isSameName, type ParameterRead} from '../gp/parameter.ts';
import {linkTo, type ParameterKind, type ParameterLink} from '../gp/parameter-link.ts';
import type {ParameterDefinition, Task} from '../gp/task.ts';
import {type SafeText, type ServerText, safe, sentText} from '../text/safe-text.ts';
import type {Clock} from './clock.ts';
import type {WatchedJob} from './job.ts';

/** A result or an input of a job, as a row of a table. */
export type ParameterRow = {
	readonly name: ServerText;
	readonly label: ServerText;
	/** The data type in the answer or, if the answer has none, in the task's definition of the parameter. */
	readonly dataType: ServerText | null;
	readonly read: ParameterRead;
	/** Whether the value is a result or an input, if it was read from the server and can be read again. */
	readonly kind?: ParameterKind;
};

/** The results or the inputs of a job, or why they cannot be read. */
export type ParameterTable =
	| {
			readonly ok: true;
			readonly rows: readonly ParameterRow[];
			/**
			 * When the values were recorded, in epoch milliseconds. Present if they come from the record, because the
			 * server no longer has them or cannot be reached.
			 */
			readonly recordedAt?: number;
	  }
	| {readonly ok: false; readonly fault: Fault};

/** Options for reading the values of a job. */
export type ReadingTable = {
	/** The maximum size of an answer in bytes, if it is smaller than the general limit. */
	readonly most?: number | undefined;
	/** The name or the label of the one parameter to read; the others are listed without their values. */
	readonly only?: string | undefined;
	/** Asks the server for geometries in WGS84 (`outSR`, "GP Result"). */
	readonly isInWgs84?: boolean | undefined;
	/**
	 * Whether gpjobs reads the values without a request of the operator. Other requests then go first, and if there are
	 * very many values, only the first ones are read.
	 */
	readonly isUnasked?: boolean;
};

const atOnce: Turn = request => request();

/** The largest number of values of one job that gpjobs reads: if the operator asked for them, and if not. */
export const mostValues = {asked: 2000, unasked: 100};

/**
 * Reads the results or inputs of a job, together with their definitions in the task. A job that failed or was cancelled
 * does not list its inputs although they can be read ("GP Input"), so their names come from the task.
 *
 * @param turn makes each request wait for its turn in the queue of the server
 */
export async function readParameterTable(
	client: Client,
	tasks: TaskCache,
	job: WatchedJob,
	kind: ParameterKind,
	{most, only, isInWgs84, isUnasked = false}: ReadingTable = {},
	turn: Turn = atOnce,
): Promise<ParameterTable> {
	const task = await tasks.get(job.address.taskUrl, turn);
	if (!task.ok && isOfServer(task.fault)) return {ok: false, fault: task.fault};
	const definitions = job.snapshot?.notebook?.parameters.length
		? job.snapshot.notebook.parameters
		: task.ok
			? task.task.parameters
			: [];
	/** An input and an output may have the same name. */
	const definitionOf = ({name}: ParameterLink) => {
		const named = definitions.filter(definition => isSameName(definition.name.safe, name.safe));
		return named.find(({direction}) => direction === directions[kind]) ?? named[0];
	};
	const all = linksOf(job, kind, definitions);
	const links = only === undefined ? all : all.filter(link => isCalled(link.name, definitionOf(link)?.label, only));
	if (only !== undefined && links.length === 0) return {ok: true, rows: all.map(link => rowOf(link, notRead))};
	if (links.length === 0 && !task.ok && kind === 'inputs') return {ok: false, fault: task.fault};
	const bound = mostValues[isUnasked ? 'unasked' : 'asked'];
	const typeOf = (link: ParameterLink) => definitionOf(link)?.dataType?.safe;
	const read = await client.parameters(job.address.url, kind, links.slice(0, bound), {most, typeOf, isInWgs84, turn});
	return {
		ok: true,
		rows: [...read, ...links.slice(bound).map(link => leftOut(link, bound))].map(({link, read}) => rowOf(link, read)),
	};

	function rowOf(link: ParameterLink, read: ParameterRead): ParameterRow {
		const definition = definitionOf(link);
		return {
			name: link.name,
			label: definition?.label ?? link.name,
			dataType: (read.ok ? read.parameter.dataType : null) ?? definition?.dataType ?? null,
			read: shownRead(read, definition, task),
			kind,
		};
	}
}

/** Whether a user means a parameter by a word, which is its name or its label. */
export function isCalled(name: ServerText, label: ServerText | undefined, word: string): boolean {
	return [sentText(name), name.safe, label?.safe].some(known => known !== undefined && isSameName(known, word));
}

const notRead: ParameterRead = {ok: false, fault: fault('local', 'Not read: another value was asked for.')};

/**
 * Returns a value without the parts that its task hides. If the task cannot be read, only values of types that are
 * never hidden are shown.
 */
function shownRead(read: ParameterRead, definition: ParameterDefinition | undefined, task: TaskAnswer): ParameterRead {
	if (!read.ok) return read;
	if (definition) return {ok: true, parameter: hiddenBy(definition, read.parameter)};
	const {dataType, value} = read.parameter;
	if (task.ok || value.kind === 'none' || value.kind === 'hidden') return read;
	if (neverHiddenType.test(dataType?.safe ?? '')) return read;
	return {ok: false, fault: {...task.fault, sentence: safe`${taskUnread} ${task.fault.sentence}`}};
}

/** The text shown in place of a value that may be hidden, if the task could not be read. */
export const taskUnread: SafeText = safe`Not shown: the task cannot be read, so it is not known which values are hidden. Try again.`;

/**
 * Matches data types whose values may be shown although the task cannot be read. Texts, which a task may hide, and
 * tables, in which a column may be hidden, do not match.
 */
const neverHiddenType =
	/^(?:GPMultiValue:)?GP(?:Long|Double|Boolean|Date|LinearUnit|ArealUnit|FeatureRecordSetLayer|RecordSet|Raster(?:Data|DataLayer)|DataFile)$/;

/** Returns the faults of a table: its own, or those of the values that could not be read. */
export function faultsIn(table: ParameterTable): readonly Fault[] {
	return table.ok ? table.rows.flatMap(({read}) => (read.ok ? [] : [read.fault])) : [table.fault];
}

/** Makes the row of a value that was not read because there are too many. */
function leftOut(link: ParameterLink, bound: number): NamedParameter {
	const why = fault('local', `Not read: there are very many values, and gpjobs read the first ${bound} of them.`);
	return {link, read: {ok: false, fault: why}};
}

const directions = {results: 'output', inputs: 'input'} as const;

function linksOf(
	job: WatchedJob,
	kind: ParameterKind,
	definitions: readonly ParameterDefinition[],
): readonly ParameterLink[] {
	const named = kind === 'results' ? job.results : job.inputs;
	if (named.length > 0 || kind === 'results') return named;
	return definitions.filter(({direction}) => direction === 'input').map(({name}) => linkTo(sentText(name), 'inputs'));
}

type TaskAnswer = {readonly ok: true; readonly task: Task} | {readonly ok: false; readonly fault: Fault};

/** The time in milliseconds for which a result of {@link TaskCache.answers} is reused. */
const answersFor = 10_000;

/** The task resources that were read in this run. One resource is shared by all jobs of a task. */
export class TaskCache {
	readonly #client: Client;
	readonly #clock: Clock;
	readonly #tasks = new Map<string, Task>();
	readonly #looks = new Map<string, {readonly at: number; readonly answers: Promise<boolean>}>();

	constructor(client: Client, clock: Clock) {
		this.#client = client;
		this.#clock = clock;
	}

	/**
	 * Reads a task resource, or returns it if it was read before.
	 *
	 * @param turn makes the request wait for its turn
	 */
	async get(taskUrl: TaskUrl, turn: Turn = atOnce): Promise<TaskAnswer> {
		const known = this.#tasks.get(taskUrl);
		if (known) return {ok: true, task: known};
		const answer = await turn(() => this.#client.task(taskUrl));
		if (!answer.ok) return answer;
		this.#tasks.set(taskUrl, answer.value);
		return {ok: true, task: answer.value};
	}

	/**
	 * Returns whether the task resource can be read at present. If so, the service is reachable, and a job that the
	 * server does not know is really missing.
	 */
	answers(taskUrl: TaskUrl): Promise<boolean> {
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

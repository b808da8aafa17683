import {textFile} from '../gp/export/text.ts';
import type {JobUrl} from '../gp/job-url.ts';
import type {ParameterKind} from '../gp/parameter-link.ts';
import {hiddenSentence, type ParameterValue} from '../gp/parameter-value.ts';
import {rowsOfLog} from '../monitor/job-log.ts';
import {distinctJobNames} from '../monitor/job-names.ts';
import {isCalled, type ParameterRow, type ParameterTable} from '../monitor/parameter-table.ts';
import type {Engine} from '../session/engine.ts';
import {parameterJson} from '../session/job-json.ts';
import {hasNoRecords, notSentAtAll, notSentInFull} from '../session/value-saver.ts';
import {alignedLines} from '../text/aligned-lines.ts';
import {isoTime} from '../text/date.ts';
import {toJson} from '../text/json-escape.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodeOf, exitCodes, worstOf} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {type NamedJobs, withNamedJobs} from './named-jobs.ts';
import {print, say} from './print.ts';

/** Runs `gpjobs inputs JOB [NAME]`: prints the inputs of a job. */
export async function inputs(invocation: Invocation): Promise<ExitCode> {
	return withParametersOfJob(invocation, 'inputs', shown);
}

/** The inputs or results that the command line selects. */
export type SelectedParameters = {
	readonly jobUrl: string;
	readonly rows: readonly ParameterRow[];
	/** Whether the user selected a single input or result by its name. */
	readonly isNamed: boolean;
	/** The names of all selected jobs, if the arguments may select several; otherwise `undefined`. */
	readonly jobNames: ReadonlyMap<string, SafeText> | undefined;
	readonly engine: Engine;
};

/**
 * Reads the inputs or results of a job, or of several jobs one after the other, and calls `act` with them.
 *
 * @param act returns its exit code; the faults of single parameters are combined with it
 * @param takesSeveral whether a filter, `--all` or standard input may select several jobs
 */
export async function withParametersOfJob(
	invocation: Invocation,
	kind: ParameterKind,
	act: (selected: SelectedParameters, invocation: Invocation) => Promise<ExitCode>,
	{takesSeveral = false}: {readonly takesSeveral?: boolean} = {},
): Promise<ExitCode> {
	const [word, name, ...more] = invocation.operands;
	if (word === undefined || more.length > 0) {
		say(parametersUsage(kind));
		return exitCodes.usage;
	}
	return withNamedJobs(invocation, [word], 'asked', readAll, takesSeveral ? {} : {only: kind});

	async function readAll(named: NamedJobs): Promise<ExitCode> {
		const {engine, urls, isByFilter} = named;
		await engine.monitor.refresh(urls, {messages: false});
		const jobNames = isByFilter || urls.length > 1 ? distinctJobNames(engine.monitor.jobs.list) : undefined;
		const codes: ExitCode[] = [];
		for (const url of urls) codes.push(await read(url, named, jobNames));
		return worstOf(codes);
	}

	async function read(
		jobUrl: JobUrl,
		{opened, engine}: Pick<NamedJobs, 'opened' | 'engine'>,
		jobNames: SelectedParameters['jobNames'],
	): Promise<ExitCode> {
		const {monitor} = engine;
		const jobName = jobNames?.get(jobUrl);
		const tell = (sentence: SafeText) => say(jobName === undefined ? sentence : safe`${jobName}: ${sentence}`);
		const job = monitor.jobs.get(jobUrl);
		const log = job?.trouble ? (await opened.storage?.readLog(jobUrl))?.[kind] : undefined;
		if (job?.trouble && !log) {
			tell(job.trouble.fault.sentence);
			return job.notFound ? exitCodes.failed : exitCodeOf(job.trouble.fault.kind);
		}
		const table: ParameterTable = log
			? {ok: true, rows: rowsOfLog(log), recordedAt: log.at}
			: await monitor.parameters(jobUrl, kind, {only: name});
		if (!table.ok) {
			tell(table.fault.sentence);
			return exitCodeOf(table.fault.kind);
		}
		if (table.recordedAt !== undefined) tell(savedCopyNotice(table.recordedAt, job?.trouble?.fault.sentence));
		const rows = name === undefined ? table.rows : table.rows.filter(row => isCalled(row.name, row.label, name));
		if (name !== undefined && rows.length === 0) {
			tell(noneOf(name, table.rows));
			return exitCodes.usage;
		}
		return worstOf([
			await act({jobUrl, rows, isNamed: name !== undefined, jobNames, engine}, invocation),
			faultCode(rows),
		]);
	}
}

/** The notice that the values come from a record, after the fault because of which gpjobs could not read them now. */
function savedCopyNotice(at: number, why: SafeText | undefined): SafeText {
	const when = safeText(isoTime(at) ?? 'unknown');
	return safe`${why === undefined ? safe`` : safe`${why} `}${savedCopyOf(when)}`;
}

/** Prints one line for each parameter, or the whole value of the parameter that was named. */
export async function shown({jobUrl, rows, isNamed}: SelectedParameters, {flags}: Invocation): Promise<ExitCode> {
	const [row] = rows;
	if (flags.json) {
		await print(`${toJson({url: jobUrl, parameters: rows.map(parameterJson)})}\n`);
	} else if (isNamed && row) {
		if (row.read.ok) await printWhole(row.read.parameter.value);
		else say(row.read.fault.sentence);
	} else if (rows.length === 0) {
		say(noParameters);
	} else {
		await print(
			parameterLines(rows)
				.map(line => `${line}\n`)
				.join(''),
		);
	}
	for (const {name, read} of rows) {
		if (!read.ok || !read.parameter.value.exceedsLimit) continue;
		say(hasNoRecords(read.parameter.value) ? notSentAtAll({name}) : notSentInFull({name}));
	}
	return exitCodes.fine;
}

async function printWhole(value: ParameterValue): Promise<void> {
	switch (value.kind) {
		case 'records': {
			if (hasNoRecords(value)) return;
			const {chunks, notes} = textFile(value.set);
			for (const chunk of chunks) await print(chunk);
			for (const note of notes()) say(note);
			return;
		}
		case 'tree':
			return print(`${toJson(value.json, '  ')}\n`);
		case 'hidden':
			return say(hiddenSentence);
		case 'simple':
		case 'place':
			return print(`${value.gist.safe}\n`);
		case 'none':
			return;
	}
}

function parameterLines(rows: readonly ParameterRow[]): readonly SafeText[] {
	return alignedLines(rows.map(({name, dataType, read}) => [name.safe, dataType?.safe ?? safe`-`, wordsOf(read)]));
}

function wordsOf(read: ParameterRow['read']): SafeText {
	if (!read.ok) return read.fault.sentence;
	const [line = '', ...more] = read.parameter.value.gist.safe.split('\n');
	return more.length === 0 ? safeText(line) : safe`${safeText(line)} …`;
}

function noneOf(word: string, rows: readonly ParameterRow[]): SafeText {
	if (rows.length === 0) return hasNone(word);
	return unknownName(
		word,
		rows.map(({name}) => name.safe),
	);
}

/**
 * The error for a name that no parameter has.
 *
 * @param names the names of all parameters
 */
export function unknownName(word: string, names: readonly SafeText[]): SafeText {
	return safe`None is called "${safeText(word)}". The names are: ${joinSafe(names, safe`, `)}.`;
}

/**
 * Returns the exit code for values that could not be read, or that the server did not send in full. The other values
 * are printed nevertheless.
 */
function faultCode(rows: readonly ParameterRow[]): ExitCode {
	return worstOf(
		rows.map(({read}) => {
			if (!read.ok) return exitCodeOf(read.fault.kind);
			return read.parameter.value.exceedsLimit ? exitCodes.failed : exitCodes.fine;
		}),
	);
}

/** The error for a name if the job has no inputs or results. */
export function hasNone(word: string): SafeText {
	return safe`The job has no values, so there is none called "${safeText(word)}".`;
}

/**
 * The notice above values from a record.
 *
 * @param when the time of reading, in ISO 8601
 */
export function savedCopyOf(when: SafeText): SafeText {
	return safe`This is a saved copy, read at ${when}.`;
}

/** The notice for a job without inputs or results. */
export const noParameters: SafeText = safe`The server lists none for this job.`;

/** The error for a wrong number of arguments. */
export function parametersUsage(kind: ParameterKind): SafeText {
	return safe`Usage: gpjobs ${safeText(kind)} JOB [NAME]. JOB is a URL, label or id; NAME is one of its ${safeText(kind)}.`;
}

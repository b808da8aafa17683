import {textFile} from '../gp/export/text.ts';
import {isSameName} from '../gp/parameter.ts';
import type {ParameterKind} from '../gp/parameter-link.ts';
import {hiddenSentence, type ParameterValue} from '../gp/parameter-value.ts';
import {rowsOfLog} from '../monitor/job-log.ts';
import type {ParameterRow, ParameterTable} from '../monitor/parameter-table.ts';
import type {Engine} from '../session/engine.ts';
import {parameterJson} from '../session/job-json.ts';
import {alignedLines} from '../text/aligned-lines.ts';
import {isoTime} from '../text/date.ts';
import {toJson} from '../text/json-escape.ts';
import {joinSafe, type SafeText, safe, safeText, sentText} from '../text/safe-text.ts';
import {type ExitCode, exitCodeOf, exitCodes, worstOf} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {withNamedJobs} from './named-jobs.ts';
import {print, say} from './print.ts';

/** `gpjobs inputs JOB [NAME]`: what a job was given. */
export async function inputs(invocation: Invocation): Promise<ExitCode> {
	return withParametersOfJob(invocation, 'inputs', shown);
}

/** The parameters of a job that were asked for. */
export type Asked = {
	readonly jobUrl: string;
	readonly rows: readonly ParameterRow[];
	/** One was named on the command line. */
	readonly isNamed: boolean;
	readonly engine: Engine;
};

/**
 * Reads the results or inputs of the job that the command names, and does something with them.
 *
 * @param act gives the exit code of what it did; faults of single parameters are added to it
 */
export async function withParametersOfJob(
	invocation: Invocation,
	kind: ParameterKind,
	act: (asked: Asked, invocation: Invocation) => Promise<ExitCode>,
): Promise<ExitCode> {
	const [word, name, ...more] = invocation.operands;
	if (word === undefined || more.length > 0) {
		say(
			safe`Say gpjobs ${safeText(kind)} JOB [NAME]: one job by its URL, label or id, and perhaps one of its ${safeText(kind)}.`,
		);
		return exitCodes.usage;
	}
	return withNamedJobs(invocation, [word], 'asked', async ({opened, engine, urls: [jobUrl = '']}) => {
		const {monitor} = engine;
		await monitor.refresh([jobUrl], {messages: false});
		const job = monitor.jobs.get(jobUrl);
		const log = job?.trouble ? (await opened.storage?.readLog(jobUrl))?.[kind] : undefined;
		if (job?.trouble && !log) {
			say(job.trouble.fault.sentence);
			return job.notFound ? exitCodes.failed : exitCodeOf(job.trouble.fault.kind);
		}
		const table: ParameterTable = log
			? {ok: true, rows: rowsOfLog(log), keptAt: log.at}
			: await monitor.parameters(jobUrl, kind);
		if (!table.ok) {
			say(table.fault.sentence);
			return exitCodeOf(table.fault.kind);
		}
		if (table.keptAt !== undefined) say(keptWords(table.keptAt, job?.trouble?.fault.sentence));
		const rows = name === undefined ? table.rows : table.rows.filter(row => isCalled(row, name));
		if (name !== undefined && rows.length === 0) {
			say(noneOf(name, table.rows));
			return exitCodes.usage;
		}
		return worstOf([await act({jobUrl, rows, isNamed: name !== undefined, engine}, invocation), faultCode(rows)]);
	});
}

/** That what follows is not the server's present answer. */
function keptWords(at: number, why: SafeText | undefined): SafeText {
	const when = safeText(isoTime(at) ?? 'an unknown time');
	return safe`${why === undefined ? safe`` : safe`${why} `}${keptAt(when)}`;
}

/** Prints the parameters: a line each, or the whole value of the one that was named. */
export async function shown({jobUrl, rows, isNamed}: Asked, {flags}: Invocation): Promise<ExitCode> {
	const [row] = rows;
	if (flags.json) {
		await print(`${toJson({url: jobUrl, parameters: rows.map(parameterJson)})}\n`);
	} else if (isNamed && row) {
		if (row.read.ok) await printWhole(row.read.parameter.value);
		else say(row.read.fault.sentence);
	} else if (rows.length === 0) {
		say(namesNone);
	} else {
		await print(
			parameterLines(rows)
				.map(line => `${line}\n`)
				.join(''),
		);
	}
	return exitCodes.fine;
}

async function printWhole(value: ParameterValue): Promise<void> {
	switch (value.kind) {
		case 'records': {
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

function isCalled({name, label}: ParameterRow, word: string): boolean {
	return [sentText(name), name.safe, label.safe].some(known => isSameName(known, word));
}

function noneOf(word: string, rows: readonly ParameterRow[]): SafeText {
	if (rows.length === 0) return hasNone(word);
	return unknownName(
		word,
		rows.map(({name}) => name.safe),
	);
}

/** The sentence about a value that the job does not have; `names` are those that it has. */
export function unknownName(word: string, names: readonly SafeText[]): SafeText {
	return safe`None is called "${safeText(word)}". There are: ${joinSafe(names, safe`, `)}.`;
}

/** One value that cannot be read leaves the others standing, and is still not fine. */
function faultCode(rows: readonly ParameterRow[]): ExitCode {
	return worstOf(rows.map(({read}) => (read.ok ? exitCodes.fine : exitCodeOf(read.fault.kind))));
}

/** The sentence about a value that is asked of a job without any. */
export function hasNone(word: string): SafeText {
	return safe`The job has none, so also none that is called "${safeText(word)}".`;
}

/** Above values that are not the present answer of the server; `when` as a date. */
export function keptAt(when: SafeText): SafeText {
	return safe`These are kept, as gpjobs read them at ${when}.`;
}

/** The sentence about a job without values. */
export const namesNone: SafeText = safe`The server names none for this job.`;

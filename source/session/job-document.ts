import type {Message} from '../gp/message.ts';
import type {WatchedJob} from '../monitor/job.ts';
import type {ParameterTable} from '../monitor/parameter-table.ts';
import {isoTime} from '../text/date.ts';
import {toJson} from '../text/json-escape.ts';
import {count} from '../text/number-words.ts';
import {dateAndTime} from '../ui/header/clock-time.ts';
import {gpjobsSections} from '../ui/panes/about/seen-by-gpjobs.ts';
import {serverSections} from '../ui/panes/about/sent-by-server.ts';
import {jobJson, messageJson, parameterJson} from './job-json.ts';

/** All that gpjobs knows about a job at one moment. */
type JobReport = {
	readonly job: WatchedJob;
	/** The moment of the report, in epoch and monotonic milliseconds. */
	readonly now: {readonly epoch: number; readonly mono: number};
	readonly inputs: ParameterTable;
	readonly results: ParameterTable;
};

/** Formats each message as text that ends with a line break. */
export function* messageLines(messages: readonly Message[]): Generator<string> {
	for (const message of messages) yield `${messageLine(message)}\n`;
}

/** Formats a message as text, with its level if it is a warning or an error. All lines but the first are indented. */
export function messageLine({level, text}: Message): string {
	const mark = level === 'info' ? '' : `${level.toUpperCase()}: `;
	return `${mark}${text.safe.replaceAll('\n', '\n    ')}`;
}

/**
 * Formats a report about a job as text that a user can send to other people: the facts about the job, its inputs,
 * results and messages.
 */
export function* reportLines({job, now, inputs, results}: JobReport): Generator<string> {
	yield `gpjobs report, ${dateAndTime(now.epoch)}\n`;
	for (const {title, facts} of [...gpjobsSections(job, now, undefined), ...serverSections(job, now)]) {
		yield `\n${title}\n`;
		for (const {name, value} of facts) yield `  ${name.padEnd(18)} ${value.replaceAll('\n', '\n    ')}\n`;
	}
	yield* parameterLines('Inputs', inputs);
	yield* parameterLines('Results', results);
	const {list, total} = job.messages;
	yield `\nMessages (${count(list?.length ?? total)})\n`;
	if (list === null) yield '  not known: the server did not send them\n';
	else for (const line of messageLines(list)) yield `  ${line.replace(/\n(?=.)/gs, '\n  ')}`;
}

function* parameterLines(title: string, table: ParameterTable): Generator<string> {
	yield `\n${title}\n`;
	if (!table.ok) return yield `  not known: ${table.fault.sentence}\n`;
	if (table.rows.length === 0) yield '  none\n';
	for (const {name, dataType, read} of table.rows) {
		const words = read.ok ? read.parameter.value.gist.safe : `could not be read: ${read.fault.sentence}`;
		yield `  ${name.safe} (${dataType?.safe ?? 'type not known'})  ${words.replaceAll('\n', '\n    ')}\n`;
	}
}

/**
 * Formats the same report as one JSON document. Its parts have the form of the output of `status`, `messages`, `inputs`
 * and `results` with `--json`.
 */
export function reportJson({job, now, inputs, results}: JobReport): string {
	const table = (read: ParameterTable) => (read.ok ? read.rows.map(parameterJson) : null);
	const document = {
		savedAt: isoTime(now.epoch),
		job: jobJson(job),
		messages: job.messages.list?.map((message, at) => messageJson(message, job.messages.before + at)) ?? null,
		inputs: table(inputs),
		results: table(results),
	};
	return `${toJson(document, '\t')}\n`;
}

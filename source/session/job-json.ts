import type {Fault} from '../gp/fault.ts';
import type {Message} from '../gp/message.ts';
import type {ParameterLink} from '../gp/parameter-link.ts';
import {knownAt, reasonOf, type WatchedJob} from '../monitor/job.ts';
import type {JobNews} from '../monitor/job-news.ts';
import {messagesFault} from '../monitor/last-messages.ts';
import type {ParameterRow} from '../monitor/parameter-table.ts';
import {isoTime} from '../text/date.ts';
import {sentText} from '../text/safe-text.ts';
import {endedBy} from '../ui/panes/list/ended.ts';

/**
 * A job as `--json` prints it. A field is never removed or changed (design §4), because scripts depend on it. Texts are
 * those that the server sent, with secrets masked; JSON escapes all characters that could affect a terminal. Times are
 * ISO 8601.
 */
type JobJson = {
	readonly url: string;
	readonly jobId: string;
	readonly label: string | null;
	readonly tags: readonly string[];
	readonly server: string;
	readonly service: string;
	readonly task: string;
	readonly status: string | null;
	readonly state: string;
	readonly progress: {readonly type: string; readonly message: string; readonly percent: number | null} | null;
	readonly messages: {
		readonly total: number;
		readonly warnings: number;
		readonly errors: number;
		readonly firstError: string | null;
		readonly last: string | null;
		/** The reason if the messages cannot be read although the status can; otherwise `null`. */
		readonly fault: FaultJson | null;
	};
	/** Why the job failed; `null` if it did not. */
	readonly reason: string | null;
	readonly inputs: readonly string[];
	readonly results: readonly string[];
	readonly firstSeen: string | null;
	readonly stateSince: string | null;
	readonly endedAt: string | null;
	readonly lastAnswer: string | null;
	readonly fault: FaultJson | null;
};

type FaultJson = {readonly kind: string; readonly code: number | null; readonly sentence: string};

/** Converts a job to the form that `--json` prints. */
export function jobJson(job: WatchedJob): JobJson {
	const {address, messages, progress} = job;
	return {
		url: address.url,
		jobId: sentText(job.snapshot?.jobId ?? null) ?? address.jobId,
		label: job.label,
		tags: job.tags,
		server: address.server,
		service: address.service,
		task: address.task,
		status: sentText(job.status),
		state: job.state,
		progress: progress && {
			type: sentText(progress.type) ?? '',
			message: sentText(progress.message) ?? '',
			percent: progress.percent,
		},
		messages: {
			total: messages.total,
			warnings: messages.warnings,
			errors: messages.errors,
			firstError: sentText(messages.firstError?.text ?? null),
			last: sentText(messages.last?.text ?? null),
			fault: faultOrNull(messagesFault(job)),
		},
		reason: sentText(reasonOf(job)?.text ?? null),
		inputs: names(job.inputs),
		results: names(job.results),
		firstSeen: iso(job.firstSeen?.epoch),
		stateSince: iso(job.stateSince?.epoch),
		endedAt: iso(endedBy(job)),
		lastAnswer: iso(knownAt(job)),
		fault: job.trouble && faultJson(job.trouble.fault),
	};
}

/** Converts a message to the form that `--json` prints. Only its index in the list identifies it. */
export function messageJson({level, type, text}: Message, index: number): Readonly<Record<string, unknown>> {
	return {index, type, level, text: sentText(text)};
}

/** Formats the event that the server has replaced its list of messages, from an index on. */
export function replacedJson({
	event,
	index,
	total,
}: JobNews & {event: 'messages-replaced'}): Readonly<Record<string, unknown>> {
	return {event, index, total};
}

/** Formats an event of a job as the object of one NDJSON line. */
export function newsJson(news: JobNews, at: number): Readonly<Record<string, unknown>> {
	const {event, job} = news;
	const head = {at: iso(at), event, url: job.address.url};
	switch (event) {
		case 'added':
		case 'recovered':
		case 'messages-recovered':
			return head;
		case 'state':
			return {...head, status: sentText(job.status), state: job.state};
		case 'progress': {
			const {type, message, percent} = news.progress;
			return {...head, progress: {type: sentText(type), message: sentText(message), percent}};
		}
		case 'messages-replaced':
			return {...head, ...replacedJson(news)};
		case 'message':
			return {...head, ...messageJson(news.message, news.index)};
		case 'fault':
			return {...head, fault: faultJson(news.fault)};
		case 'messages-fault':
			return {...head, fault: faultJson(news.trouble.fault)};
	}
}

/** Makes the last event of a stream, with the final state of each job. */
export function doneJson(jobs: readonly WatchedJob[], at: number): Readonly<Record<string, unknown>> {
	return {at: iso(at), event: 'done', jobs: jobs.map(jobJson)};
}

/** A result or an input as `--json` prints it (design §4). */
type ParameterJson = {
	readonly name: string;
	readonly dataType: string | null;
	readonly label: string;
	/**
	 * The value as the server sent it, with all digits and with secrets masked. It is `null` if the value could not be
	 * read or is hidden.
	 */
	readonly value: unknown;
	/** Whether `value` is complete; false if it could not be read, is hidden, or lacks records. */
	readonly complete: boolean;
	readonly fault: FaultJson | null;
};

/** Converts a result or an input to the form that `--json` prints. */
export function parameterJson({name, dataType, label, read}: ParameterRow): ParameterJson {
	return {
		name: sentText(name),
		dataType: dataType && sentText(dataType),
		label: sentText(label),
		value: read.ok ? read.parameter.value.json : null,
		complete: read.ok && read.parameter.value.kind !== 'hidden' && !read.parameter.value.exceedsLimit,
		fault: read.ok ? null : faultJson(read.fault),
	};
}

function faultJson({kind, code, sentence}: Fault): FaultJson {
	return {kind, code, sentence};
}

function faultOrNull(fault: Fault | null): FaultJson | null {
	return fault && faultJson(fault);
}

function names(links: readonly ParameterLink[]): readonly string[] {
	return links.map(({name}) => sentText(name));
}

function iso(epoch: number | undefined): string | null {
	return isoTime(epoch);
}

/** What gpjobs makes of a body, as plain data that can be written down in `test/fixtures/bodies.json` and compared. */
import {readAdminJob, readAdminPage} from '../../source/gp/admin-jobs.ts';
import {readBody} from '../../source/gp/client/body.ts';
import {type Fault, mayMeanGone, needsPerson} from '../../source/gp/fault.ts';
import {readJson} from '../../source/gp/json-text.ts';
import {readMessages} from '../../source/gp/message.ts';
import {type ParameterRead, readParameter, readParameters} from '../../source/gp/parameter.ts';
import {type ParameterLink, parameterUrl} from '../../source/gp/parameter-link.ts';
import {type ParameterValue, readValue} from '../../source/gp/parameter-value.ts';
import type {RecordSet} from '../../source/gp/record-set.ts';
import {givenToken, signInPlace} from '../../source/gp/sign-in.ts';
import {readSnapshot, type Snapshot} from '../../source/gp/snapshot.ts';
import {readSubmitAnswer} from '../../source/gp/submit-answer.ts';
import {type ParameterDefinition, readTask} from '../../source/gp/task.ts';
import {afterAnswer, noMessages, withReason} from '../../source/monitor/message-summary.ts';
import {serverText} from '../../source/text/safe-text.ts';
import {asJobUrl, asTaskUrl} from './addresses.ts';

/** The resource that a body is the answer of. */
export const resources = [
	'job',
	'submit',
	'task',
	'result',
	'input',
	'results',
	'value',
	'messages',
	'admin-job',
	'admin-page',
	'server-info',
	'token',
] as const;

export type Resource = (typeof resources)[number];

/** Members that are not there were not sent, or are false, none or empty. */
export type Reading = Readonly<Record<string, unknown>>;

const host = 'gis.example.org';
const rest = `https://${host}/arcgis/rest`;
const task = asTaskUrl(`${rest}/services/S/GPServer/T`);
const job = asJobUrl(`${task}/jobs/j1`);

/** As the client decodes the answers of each: values and ids keep their digits. */
const exactly: ReadonlySet<Resource> = new Set(['submit', 'result', 'input', 'results', 'value']);

/**
 * Reads a body that came with HTTP 200, as far as its reader goes.
 *
 * @param dataType of a value that stands alone
 */
export function readingOf(text: string, resource: Resource, dataType?: string): Reading {
	const received = {
		status: 200,
		body: text,
		location: undefined,
		retryAfter: undefined,
		took: 0,
		bytes: Buffer.byteLength(text),
	};
	const isExact = exactly.has(resource);
	const read = readBody(received, host, isExact ? json => readJson(json, {isExact, deep: 'refuse'}) : undefined);
	const reading = read.ok ? readers[resource](read.body, dataType) : ofFault(read.fault);
	// Only of a job is asked whether it is gone.
	return whatIsThere(resource === 'job' ? reading : {...reading, mayMeanGone: false});
}

const readers: Readonly<Record<Resource, (body: unknown, dataType: string | undefined) => Reading>> = {
	job(body) {
		const read = readSnapshot(body);
		return read.ok ? ofSnapshot(read.snapshot) : ofFault(read.fault);
	},
	submit(body) {
		const read = readSubmitAnswer(body, undefined, task);
		if (read.kind !== 'begun') return {...ofFault(read.fault), is: read.kind};
		return {is: 'begun', job: read.job.jobUrl.slice(task.length + 1)};
	},
	task(body) {
		const read = readTask(body);
		if (!read.ok) return ofFault(read.fault);
		const {name, label, isSynchronous, parameters} = read.task;
		return {is: 'task', name, label, isSynchronous, parameters: parameters.map(ofDefinition)};
	},
	result: body => ofParameter(readParameter(body, serverText('named by the job'))),
	input: body => ofParameter(readParameter(body, serverText('named by the job'))),
	results: body => ({is: 'list', of: readParameters(body)?.map(ofParameter)}),
	value: (body, dataType) => ofValue(dataType, readValue(dataType, body)),
	messages(body) {
		const list = Array.isArray(body) ? readMessages(body) : [];
		return {is: 'messages', of: list.map(({level, text}) => ({level, text}))};
	},
	'admin-job': body => ({is: 'job', ...readAdminJob(body)}),
	'admin-page': body => ({is: 'page', ...readAdminPage(body)}),
	'server-info': body => ({is: 'server', signIn: signInPlace(body, rest)}),
	token: body => ({is: 'token', ...givenToken(body, 0)}),
};

function ofSnapshot(snapshot: Snapshot): Reading {
	const {state, status, jobId, messages, reason, progress, notebook, others, inputs, results} = snapshot;
	const fetch = {messages: true, took: 0, bytes: 0, at: 0, hasChanged: true};
	const facts = withReason(afterAnswer(noMessages, messages, fetch), reason);
	return {
		is: 'job',
		state,
		status,
		id: jobId,
		messages: messages === null ? 'not sent' : messages.length,
		warnings: facts.warnings || undefined,
		errors: facts.errors || undefined,
		firstError: facts.firstError?.text,
		last: facts.last?.text,
		progress,
		inputs: ofLinks(inputs),
		results: ofLinks(results),
		notebook: notebook && {...notebook, parameters: notebook.parameters.map(ofDefinition)},
		others: others.map(({name}) => name),
	};
}

/** Where each value is asked for, from the job on. */
function ofLinks(links: readonly ParameterLink[]): Reading {
	return Object.fromEntries(
		links.map(link => [link.name.safe, parameterUrl(job, link)?.slice(job.length + 1) ?? 'nowhere']),
	);
}

function ofDefinition({
	name,
	label,
	dataType,
	direction,
	isRequired,
	hasDefault,
	choices,
}: ParameterDefinition): Reading {
	return {
		name,
		label: label.safe === name.safe ? undefined : label,
		dataType,
		direction,
		isRequired,
		// Nobody sends an output.
		hasDefault: hasDefault && direction !== 'output',
		choices,
	};
}

function ofParameter(read: ParameterRead): Reading {
	if (!read.ok) return ofFault(read.fault);
	const {name, dataType, value} = read.parameter;
	return {name, dataType, ...ofValue(dataType?.safe, value)};
}

function ofValue(dataType: string | undefined, value: ParameterValue): Reading {
	const {gist: says} = value;
	switch (value.kind) {
		case 'records':
			return {is: 'records', says, ...(dataType === 'GPValueTable' ? ofTable(value.set) : ofSet(value.set))};
		case 'place': {
			const {kind, url, format} = value.place;
			return {is: kind, url, format, says};
		}
		case 'simple':
		case 'tree':
			return {is: value.kind, says};
		case 'hidden':
		case 'none':
			return {is: value.kind};
	}
}

/** What columns without names are called is a matter of words. */
function ofTable({records, fields}: RecordSet): Reading {
	return {rows: records.length, columns: fields.length, first: asJson(Object.values(records[0]?.attributes ?? {}))};
}

/** The first record is JSON in a text: its numbers have the digits that were sent. */
function ofSet({records, geometryType, wkid, wkt, hasZ, hasM, fields, hasExceededLimit}: RecordSet): Reading {
	return {
		records: records.length,
		first: records.length === 0 ? undefined : asJson(records[0]?.attributes),
		geometryType,
		wkid,
		wkt: wkt === null ? undefined : /"([^"]*)"/.exec(wkt)?.[1],
		hasZ,
		hasM,
		fields: fields.map(({name, alias}) => (alias.safe === name.safe ? name.safe : `${name.safe}: ${alias.safe}`)),
		hasExceededLimit,
	};
}

function asJson(value: unknown): string {
	return JSON.stringify(value);
}

function ofFault(fault: Fault): Reading {
	const {kind, code, sentence} = fault;
	return {
		is: 'fault',
		fault: kind,
		code,
		says: sentence,
		needsPerson: needsPerson(fault),
		mayMeanGone: mayMeanGone(fault),
	};
}

/** As it would stand in a file: texts as they are shown, and no member that holds nothing. */
function whatIsThere(reading: Reading): Reading {
	const text = JSON.stringify(reading, (key, member: unknown) => {
		if (typeof member !== 'object' || member === null) return holdsNothing(member) ? undefined : member;
		if ('safe' in member) return holdsNothing(member.safe) ? undefined : member.safe;
		return key !== '' && Object.keys(member).length === 0 ? undefined : member;
	});
	return JSON.parse(text) as Reading;
}

function holdsNothing(member: unknown): boolean {
	return member === null || member === false || member === '';
}

import type {NotBegun} from '../gp/client/client.ts';
import type {FaultKind} from '../gp/fault.ts';
import {declared} from '../gp/inputs/input-value.ts';
import {jobAddress, type TaskUrl} from '../gp/job-url.ts';
import {isSameName} from '../gp/parameter.ts';
import type {ParameterValue} from '../gp/parameter-value.ts';
import {checkInputs, formText} from '../gp/submission.ts';
import type {Task} from '../gp/task.ts';
import {type Finding, validationForm} from '../gp/validation.ts';
import {joinSafe, type SafeText, type ServerText, safe, safeText, sentText} from '../text/safe-text.ts';
import type {Engine} from './engine.ts';

type BegunAgain =
	| {readonly ok: true; readonly jobUrl: string; readonly jobId: ServerText; readonly notice: SafeText}
	| {readonly ok: false; readonly notice: SafeText};

/** Submits a new job with the inputs of an existing one. */
export async function begunAgain(engine: Pick<Engine, 'client' | 'monitor'>, jobUrl: string): Promise<BegunAgain> {
	const address = jobAddress(jobUrl);
	if (!address || !engine.client.submit) return {ok: false, notice: readOnlySubmit};
	const task = await engine.client.task(address.taskUrl);
	if (!task.ok) return {ok: false, notice: safe`${task.fault.sentence} ${nothingSubmitted}`};
	const inputs = await inputsOf(engine, jobUrl, task.value);
	if ('reason' in inputs) return {ok: false, notice: joinSafe(inputs.sentences, safe` `)};
	const checked = checkInputs(task.value, inputs, new Map());
	if (!checked.ok) return {ok: false, notice: joinSafe(checked.sentences, safe` `)};
	const {errors} = await serverFindings(engine.client, address.taskUrl, task.value, checked.parameters);
	if (errors.length > 0) return {ok: false, notice: joinSafe([...errors, nothingSubmitted], safe` `)};
	// `submit` is read only now: the monitor may have become read-only while the inputs were read.
	const {submit} = engine.client;
	if (!submit) return {ok: false, notice: readOnlySubmit};
	const submitted = await submit(address.taskUrl, checked.parameters);
	if (submitted.outcome === 'begun') return {ok: true, ...submitted.job, notice: safe`Begun.`};
	const [why, outcome] = submitSentences(submitted);
	return {ok: false, notice: safe`${outcome} ${why}`};
}

/**
 * Why the inputs of a job cannot be submitted again: the server did not send them, or the user must enter some values
 * again.
 */
type InputsLacking = {readonly reason: FaultKind | 'usage'; readonly sentences: readonly SafeText[]};

/**
 * Returns the inputs of a job, as form texts for submitting a new job; `null` for an input without a value.
 *
 * @param task the task of the job
 * @param changes new values of some inputs, whose old values need not be readable
 */
export async function inputsOf(
	{monitor}: Pick<Engine, 'monitor'>,
	jobUrl: string,
	task: Task,
	changes: ReadonlyMap<string, string> = new Map(),
): Promise<ReadonlyMap<string, string | null> | InputsLacking> {
	const table = await monitor.parameters(jobUrl, 'inputs');
	if (!table.ok) return {reason: table.fault.kind, sentences: [table.fault.sentence]};
	const given = new Map<string, string | null>();
	const sentences: SafeText[] = [];
	for (const {name, read} of table.rows) {
		const key = sentText(name);
		if ([...changes.keys()].some(changed => isSameName(changed, key))) continue;
		if (!read.ok) {
			sentences.push(
				safe`The input ${name.safe} cannot be read: ${read.fault.sentence} Give it as ${name.safe}=VALUE.`,
			);
			continue;
		}
		const {value, dataType} = read.parameter;
		const sent = value.masked ? value.masked.sent?.() : value.json;
		if (value.masked && sent === undefined) sentences.push(mustBeGivenAgain(name.safe));
		else if (isNotSentWhole(value)) sentences.push(tooLargeToBeSentBack(name.safe));
		else {
			const definition = task.parameters.find(parameter => isSameName(sentText(parameter.name), key));
			given.set(key, value.kind === 'none' ? null : formText(declared(definition?.type, dataType?.safe, sent)));
		}
	}
	if (table.rows.length === 0 && changes.size === 0) sentences.push(noInputsNamed);
	return sentences.length > 0 ? {reason: 'usage', sentences} : given;
}

/** Whether the server left the records of a value out because there are too many ("GP data types"). */
function isNotSentWhole(value: ParameterValue): boolean {
	return value.kind === 'records' && value.set.hasExceededLimit;
}

/** Makes the error for an input whose features the server did not send. */
export function tooLargeToBeSentBack(name: SafeText): SafeText {
	return safe`The server does not send the features of the input ${name}, because there are too many. Give it again: ${name}=@FILE reads it from a file.`;
}

/** What the server says about inputs before a job is submitted. */
type ServerFindings = {readonly errors: readonly SafeText[]; readonly warnings: readonly SafeText[]};

/**
 * Returns what the server says about the inputs of a job, if its service offers that check. A job with errors would fail.
 *
 * @param parameters the form of the submission
 */
export async function serverFindings(
	client: Pick<Engine['client'], 'validate'>,
	taskUrl: TaskUrl,
	task: Task,
	parameters: Readonly<Record<string, string>>,
): Promise<ServerFindings> {
	const findings = (await client.validate?.(taskUrl, validationForm(task, parameters))) ?? [];
	const sentencesOf = (isError: boolean) =>
		findings.filter(finding => finding.isError === isError).map(findingSentence);
	return {errors: sentencesOf(true), warnings: sentencesOf(false)};
}

/** The sentence about a message of the server's check. */
export function findingSentence({input, text}: Finding): SafeText {
	return input ? safe`The server's check says of ${input.safe}: ${text}` : safe`The server's check says: ${text}`;
}

/** The error for an input that is hidden or has a hidden part, so that gpjobs does not know its value. */
export function mustBeGivenAgain(name: SafeText): SafeText {
	return safe`The input ${name} is hidden, so it has to be given again: ${name}=@FILE reads it from a file.`;
}

/**
 * Returns two sentences about a submission that may have failed: the first names the fault; the second says whether a
 * job may have been submitted, and what to do.
 */
export function submitSentences({outcome, fault, job}: NotBegun): readonly [SafeText, SafeText] {
	switch (outcome) {
		case 'not-sent':
			return [fault.sentence, nothingSubmitted];
		case 'refused':
			return [fault.sentence, noJobBegun];
		case 'ran':
			return [fault.sentence, safe`It has run once; gpjobs does not submit it again.`];
		case 'unknown':
			return [fault.sentence, job === null ? mayBeSubmitted : mayBeSubmittedAs(job.jobUrl)];
	}
}

/** The error for a submission or a rerun in read-only mode. */
export const readOnlySubmit: SafeText = safe`gpjobs is read-only: nothing is submitted.`;

/** Says that the request was not sent. */
export const nothingSubmitted: SafeText = safe`Nothing was submitted.`;

/** Says that the server refused the submission. */
export const noJobBegun: SafeText = safe`No job was begun.`;

/** Says that gpjobs does not know whether the server received the submission. */
export const mayBeSubmitted: SafeText = safe`The job may have been submitted. gpjobs does not send it again: look on the server before you submit it again.`;

/** Says that a job may have been submitted: the answer is malformed but contains the URL of a job. */
export function mayBeSubmittedAs(jobUrl: string): SafeText {
	return safe`The job may have been submitted, as ${safeText(jobUrl)}. gpjobs does not send it again: look at that job before you submit it again.`;
}

/** The error for a job whose inputs the server does not list. */
export const noInputsNamed: SafeText = safe`The server names no inputs for this job, so it cannot be run again from here.`;

import process from 'node:process';
import type {NotBegun} from '../gp/client/client.ts';
import {jobAddress, type TaskUrl} from '../gp/job-url.ts';
import {isSameName} from '../gp/parameter.ts';
import {checkInputs} from '../gp/submission.ts';
import type {SubmittedJob} from '../gp/submit-answer.ts';
import type {Task} from '../gp/task.ts';
import {parseTaskUrl} from '../gp/task-url.ts';
import {type Engine, startEngine} from '../session/engine.ts';
import {listed, type OpenedStorage, openStorage} from '../session/opened-storage.ts';
import {heldNothingSent, holdByNow, nothingSent} from '../session/read-only-guard.ts';
import {inputsOf, nothingSubmitted, readOnlySubmit, serverFindings, submitSentences} from '../session/rerun.ts';
import {readGivenFile, readStandardInput} from '../store/given-file.ts';
import {toJson} from '../text/json-escape.ts';
import {loadPart} from '../text/late-part.ts';
import {type SafeText, safe, safeText, sentText} from '../text/safe-text.ts';
import {timeoutWithoutWait} from './cancel.ts';
import {type ExitCode, exitCodeOf, exitCodeOfUnsent, exitCodes, worstOf} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {labelNotices} from './label-notices.ts';
import {parseTime} from './options.ts';
import {print, say} from './print.ts';
import {oneJobOnly, selectJobs} from './select-jobs.ts';
import {waitForOne} from './wait.ts';

/** Runs `gpjobs submit TASK-URL [NAME=VALUE…]`: checks the inputs against the task and submits a job. */
export async function submit(invocation: Invocation): Promise<ExitCode> {
	const [url, ...words] = invocation.operands;
	if (url === undefined) return refuse(usage(submitUsage));
	const parsed = parseTaskUrl(url);
	if (!parsed.ok) return refuse(usage(parsed.sentence));
	const given = await inputsGiven(words);
	if ('code' in given) return refuse(given);
	return withEngine(invocation, async (engine, opened) => {
		if (parsed.token !== undefined) engine.showToken(parsed.task.server, parsed.token);
		return begin(invocation, engine, opened, {taskUrl: parsed.task.url, inputs: async () => given, typed: given});
	});
}

/** Runs `gpjobs rerun JOB [NAME=VALUE…]`: submits a new job with the inputs of an earlier one and the changes that are given. */
export async function rerun(invocation: Invocation): Promise<ExitCode> {
	const [word, ...words] = invocation.operands;
	if (word === undefined) return refuse(usage(rerunUsage));
	const changes = await inputsGiven(words);
	if ('code' in changes) return refuse(changes);
	return withEngine(invocation, async (engine, opened) => {
		const selection = await selectJobs([word], opened, false);
		if (!selection.ok) return refuse({code: exitCodes.usage, sentences: selection.sentences});
		const [found, ...more] = selection.found;
		if (found === undefined || more.length > 0) return refuse(usage(oneJobOnly('rerun', selection.found.length)));
		const {address, saved, token, notice} = found;
		if (selection.isByFilter) say(selectedJob(address.url));
		if (notice !== undefined) say(notice);
		if (token !== undefined) engine.showToken(address.server, token);
		engine.monitor.setPaused(true);
		engine.monitor.watch(saved ? (await listed([saved], opened.storage)).listed : [{address, label: null, tags: []}]);
		await engine.monitor.refresh([address.url], {messages: false});
		const inputs = async (task: Task): Promise<GivenInputs | Refusal> => {
			const before = await inputsOf(engine, address.url, task, changes);
			if (!('reason' in before)) return new Map([...before, ...changes]);
			const {reason, sentences} = before;
			return {code: reason === 'usage' ? exitCodes.usage : exitCodeOf(reason), sentences};
		};
		return begin(invocation, engine, opened, {taskUrl: address.taskUrl, inputs, typed: changes});
	});
}

/** Why no job was submitted, and the exit code for it. */
type Refusal = {readonly code: ExitCode; readonly sentences: readonly SafeText[]};

/** The notice about the job that a filter selected. */
export function selectedJob(url: string): SafeText {
	return safe`The filter selects ${safeText(url)}.`;
}

/** The error for a synchronous task. */
export const synchronousTask: SafeText = safe`Nothing was submitted: this task runs synchronously, so it has no jobs. gpjobs submits to asynchronous tasks only.`;

/** Returns the exit code of a submission that brought no job. An unknown outcome is neither a success nor a refusal. */
export function submitCode({outcome, fault}: NotBegun): ExitCode {
	return outcome === 'unknown' || outcome === 'ran' ? exitCodes.fault : exitCodeOfUnsent(fault);
}

/** The inputs of a job to submit, by name; `null` if an earlier job had no value. */
type GivenInputs = ReadonlyMap<string, string | null>;

/** A job to submit. */
type Submission = {
	readonly taskUrl: TaskUrl;
	readonly inputs: (task: Task) => Promise<GivenInputs | Refusal>;
	/** The inputs on the command line, which are checked and converted. Those of an earlier job are sent as they are. */
	readonly typed: ReadonlyMap<string, string>;
};

async function begin(
	invocation: Invocation,
	engine: Engine,
	opened: OpenedStorage,
	{taskUrl, inputs, typed}: Submission,
): Promise<ExitCode> {
	const {flags} = invocation;
	const {client} = engine;
	const {storage, home} = opened;
	const timeout = parseTime('timeout', flags.timeout);
	if (!timeout.ok) return refuse(usage(timeout.sentence));
	if (flags.timeout !== undefined && !flags.wait) return refuse(usage(timeoutWithoutWait));
	if (flags.wait && flags.watch) return refuse(usage(waitOrWatch));
	if (!client.submit) return refuse(usage(readOnlySubmit));
	const task = await client.task(taskUrl);
	if (!task.ok) return refuse({code: exitCodeOf(task.fault.kind), sentences: [task.fault.sentence]});
	if (task.value.isSynchronous) return refuse(usage(synchronousTask));
	const given = await inputs(task.value);
	if ('code' in given) return refuse(given);
	const checked = checkInputs(task.value, given, typed);
	if (!checked.ok) return refuse({code: exitCodes.usage, sentences: checked.sentences});
	const findings = await serverFindings(client, taskUrl, task.value, checked.parameters);
	for (const warning of findings.warnings) say(warning);
	if (findings.errors.length > 0) {
		return refuse({code: exitCodes.usage, sentences: [...findings.errors, nothingSubmitted]});
	}
	const hold = await holdByNow(engine.guard, opened);
	const {submit} = client;
	if (hold !== undefined || !submit) {
		const sentence = hold === undefined ? nothingSent : heldNothingSent(hold);
		return refuse({code: exitCodes.notSaved, sentences: [sentence]});
	}
	for (const sentence of checked.understood) say(sentence);
	const submitted = await submit(taskUrl, checked.parameters);
	if (submitted.outcome !== 'begun') {
		const {outcome, fault, job} = submitted;
		const {kind, code, sentence} = fault;
		if (flags.json) await print(`${toJson({...documentOf(job), outcome, fault: {kind, code, sentence}})}\n`);
		return refuse({code: submitCode(submitted), sentences: submitSentences(submitted)});
	}
	const {jobUrl} = submitted.job;
	if (flags.json) await print(`${toJson({...documentOf(submitted.job), outcome: 'begun', fault: null})}\n`);
	else await print(`${safeText(jobUrl)}\n`);
	const tags = flags.tag ?? [];
	const label = flags.label === undefined ? {} : {label: flags.label};
	const change = await storage?.addJobs([{url: jobUrl, tags, addedAt: Date.now(), ...label}], 'leave');
	if (!change?.ok) {
		if (change) say(begunNotSaved(change.sentence));
		else if (!home.ok) say(begunNotSaved(home.sentence));
	}
	for (const notice of labelNotices([flags.label], change?.ok ? change.jobs : [])) say(notice);
	const codes: readonly ExitCode[] = change?.ok ? [] : [exitCodes.notSaved];
	if (flags.watch) {
		const {watch} = await loadPart(() => import('./watch.ts'));
		return worstOf([...codes, await watch({...invocation, operands: [jobUrl]})]);
	}
	const address = jobAddress(jobUrl);
	if (!flags.wait || !address) return worstOf(codes);
	const job = {address, label: flags.label === undefined ? null : safeText(flags.label), tags: tags.map(safeText)};
	const waited = await waitForOne({engine, opened, job, isSaved: change?.ok === true}, timeout.ms, invocation);
	return codes.length > 0 && !isSignalOrTime(waited) ? worstOf([...codes, waited]) : waited;
}

function documentOf(job: SubmittedJob | null): {readonly url: string | null; readonly jobId: string | null} {
	return {url: job?.jobUrl ?? null, jobId: job === null ? null : sentText(job.jobId)};
}

/** Whether the code is that of a signal or of `--timeout`, which take precedence over other codes. */
function isSignalOrTime(code: ExitCode): boolean {
	return code >= exitCodes.timedOut;
}

async function withEngine(
	invocation: Invocation,
	act: (engine: Engine, opened: OpenedStorage) => Promise<ExitCode>,
): Promise<ExitCode> {
	const opened = await openStorage(invocation, 'writing');
	const engine = await startEngine(invocation, opened);
	for (const notice of [...opened.notices, ...engine.access.notices]) say(notice);
	try {
		const isHeld = engine.guard.reason !== undefined;
		if (isHeld) return refuse({code: exitCodes.notSaved, sentences: [nothingSent]});
		return await act(engine, opened);
	} finally {
		engine.monitor.close();
	}
}

/**
 * Parses `NAME=VALUE`; `NAME=@FILE`, whose value is the text of a file, and `NAME=@-`, that of standard input; and
 * `NAME=@@TEXT`, whose value begins with `@`.
 */
async function inputsGiven(words: readonly string[]): Promise<ReadonlyMap<string, string> | Refusal> {
	const given = new Map<string, string>();
	for (const word of words) {
		const at = word.indexOf('=');
		if (at < 1) return usage(noInput(word));
		const name = word.slice(0, at);
		if ([...given.keys()].some(known => isSameName(known, name))) return usage(inputTwice(name));
		given.set(name, word.slice(at + 1));
	}
	const fromInput = [...given].filter(([, value]) => value === '@-');
	if (fromInput.length > 1) return usage(inputOnce);
	for (const [name, value] of given) {
		if (value.startsWith('@@')) given.set(name, value.slice(1));
		else if (value.startsWith('@')) {
			const file = value === '@-' ? await readStandardInput(process.stdin) : await readGivenFile(value.slice(1));
			if (!file.ok) return {code: exitCodes.notSaved, sentences: [file.sentence]};
			given.set(name, file.text.replace(/^\uFEFF/, '').trimEnd());
		}
	}
	return given;
}

function usage(sentence: SafeText): Refusal {
	return {code: exitCodes.usage, sentences: [sentence]};
}

function refuse({code, sentences}: Refusal): ExitCode {
	for (const sentence of sentences) say(sentence);
	return code;
}

/** The error for a missing task. */
export const submitUsage: SafeText = safe`Usage: gpjobs submit TASK-URL NAME=VALUE…. NAME=@FILE reads the value from a file, NAME=@- from standard input.`;

/** The error for a missing job. */
export const rerunUsage: SafeText = safe`Usage: gpjobs rerun JOB [NAME=VALUE…]. JOB is a URL, label or id.`;

/** The error for `--wait` together with `--watch`. */
export const waitOrWatch: SafeText = safe`Give --wait or --watch, not both.`;

/** The error for a submitted job that could not be added to the list. */
export function begunNotSaved(reason: SafeText): SafeText {
	return safe`The job was submitted, but NOT SAVED in the list: ${reason}`;
}

/** The error for two values of one input. */
export function inputTwice(name: string): SafeText {
	return safe`The input ${safeText(name)} is given twice.`;
}

/** The error for two inputs from standard input. */
export const inputOnce: SafeText = safe`Only one input can be read from standard input (NAME=@-).`;

/** The error for a word without `=`. */
export function noInput(word: string): SafeText {
	return safe`"${safeText(word)}" is not an input. Write NAME=VALUE, or NAME=@FILE.`;
}

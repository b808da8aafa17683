import type {AdminUrl} from '../admin-jobs.ts';
import type {Credential} from '../credential.ts';
import type {Fault} from '../fault.ts';
import type {JobUrl, TaskUrl} from '../job-url.ts';
import {readJson} from '../json-text.ts';
import type {Message} from '../message.ts';
import {type PostOutcome, postOutcome} from '../post-outcome.ts';
import {otherJobFault} from '../same-job.ts';
import {readSnapshot, type Snapshot} from '../snapshot.ts';
import {jobInBrokenAnswer, readSubmitAnswer, type SubmittedJob} from '../submit-answer.ts';
import {readTask, type Task} from '../task.ts';
import {type Finding, offersValidation, readFindings} from '../validation.ts';
import {type Answer, understood} from './answer.ts';
import {type Connections, createConnections} from './connections.ts';
import {Cookies} from './cookies.ts';
import {originOf} from './origin.ts';
import {createAsk} from './question.ts';
import type {OnRequest} from './request-trace.ts';
import {SameAnswers, sameAsBefore} from './same-answers.ts';
import {createSignIns, type SignIns} from './sign-ins.ts';
import {createTransport, type HttpRequest, type Received, type Timeouts, usualTimeouts} from './transport.ts';
import {createValues, type ReadValues} from './values.ts';

/** The outcome of submitting a job. */
export type Submission = {readonly outcome: 'begun'; readonly job: SubmittedJob} | NotBegun;

/** The outcome of a submission after which it is not certain that a job exists. */
export type NotBegun = {
	/** Why there may be no job; `ran` means that the task is synchronous and has run. */
	readonly outcome: PostOutcome | 'ran';
	readonly fault: Fault;
	/** The job that the server may have created, if the answer still contains its id. */
	readonly job: SubmittedJob | null;
};

/**
 * Requests to servers with the GP REST API. None of these functions throws because of a server; faults are returned.
 */
export type Client = {
	/** Reads the job resource. */
	readonly job: (
		jobUrl: JobUrl,
		options: {
			readonly messages: boolean;
			/** The messages of an earlier answer, which are not decoded again. */
			readonly known?: readonly Message[];
			/**
			 * Whether to send no cookies that bind gpjobs to one machine, so that the load balancer may choose another.
			 */
			readonly isAfresh?: boolean;
		},
	) => Promise<Answer<Snapshot>>;
	readonly task: (taskUrl: TaskUrl) => Promise<Answer<Task>>;
	readonly parameters: ReadValues;
	/** Asks the server to cancel the job, with one POST. Absent while gpjobs is read-only. */
	readonly cancel?: ((jobUrl: JobUrl) => Promise<Answer<Snapshot>>) | undefined;
	/** Submits a job, with one POST. Absent while gpjobs is read-only. */
	readonly submit?:
		| ((taskUrl: TaskUrl, parameters: Readonly<Record<string, string>>) => Promise<Submission>)
		| undefined;
	/**
	 * Asks the server to check the inputs of a job before it is submitted.
	 *
	 * @param form as `validationForm` makes it
	 * @returns `undefined` if the service does not offer that, or does not answer
	 */
	readonly validate?: (
		taskUrl: TaskUrl,
		form: Readonly<Record<string, string>>,
	) => Promise<readonly Finding[] | undefined>;
	/** Closes all connections. */
	readonly close: () => void;
};

/** A client that also shows and changes the sign-ins which its requests use. */
export type SignedClient = Client & {
	readonly signIns: SignIns;
	/** Reads a resource of the administrator API and decodes its JSON. */
	readonly read: (url: AdminUrl, parameters: Readonly<Record<string, string>>) => Promise<Answer<unknown>>;
	/**
	 * Reads a resource that every server has, to find out whether the known sign-in works.
	 *
	 * @param restUrl the `…/rest` of the server
	 */
	readonly probe: (restUrl: string) => Promise<Fault | undefined>;
};

/** What {@link createClient} needs to make a client: connections, credentials, a clock and limits. */
export type ClientOptions = {
	readonly version: string;
	readonly isReadOnly?: boolean;
	readonly timeouts?: Timeouts;
	/** The largest accepted answer in bytes; by default 32 MiB. */
	readonly bodyCap?: number;
	/**
	 * The connections for all requests, which are closed with the client. By default they are direct, to servers that
	 * this computer trusts.
	 */
	readonly connections?: Connections;
	/** Cookies that are shared with downloads from the same servers; by default the client has its own. */
	readonly cookies?: Cookies;
	/** Returns the credential for a server that requires a sign-in; by default there is none. */
	readonly credentialOf?: (origin: string) => Promise<Credential | undefined>;
	readonly now?: () => number;
	/** Called after each request. */
	readonly onRequest?: OnRequest | undefined;
};

const usualBodyCap = 32 * 2 ** 20;

/** Creates a client for all servers. It keeps connections open between polls. */
export function createClient(options: ClientOptions): SignedClient {
	const connections = options.connections ?? createConnections({environment: {}});
	const cookies = options.cookies ?? new Cookies();
	const transport = createTransport({
		version: options.version,
		timeouts: options.timeouts ?? usualTimeouts,
		bodyCap: options.bodyCap ?? usualBodyCap,
		connections,
		cookies,
		now: options.now ?? (() => performance.now()),
		onRequest: options.onRequest,
	});
	const sameAnswers = new SameAnswers();
	const credentialOf = options.credentialOf ?? (async () => undefined);
	const signIns = createSignIns({transport, credentialOf, now: () => Date.now()});
	const ask = createAsk(transport, signIns);
	const get = (url: string, parameters: HttpRequest['parameters'] = {}) => ask('GET', url, parameters, {isLong: true});
	return {
		async job(jobUrl, {messages, known, isAfresh}) {
			if (isAfresh) cookies.forget(jobUrl);
			let body = '';
			let same: Snapshot | undefined;
			const parse = (text: string): unknown => {
				body = text;
				same = sameAnswers.snapshotOf(jobUrl, text);
				return same ? sameAsBefore : readJson(text);
			};
			const answer = await ask('GET', jobUrl, {returnMessages: String(messages)}, {isLong: messages, parse});
			if (answer.ok && same) return {...answer, value: same};
			const read = asSnapshot(answer, jobUrl, known);
			if (read.ok) sameAnswers.remember(jobUrl, body, read.value);
			return read;
		},
		async task(taskUrl) {
			const answer = await get(taskUrl);
			if (!answer.ok) return answer;
			const read = understood(originOf(taskUrl).host, () => readTask(answer.value));
			return read.ok ? {...answer, value: read.task} : {ok: false, fault: read.fault, took: answer.took};
		},
		async validate(taskUrl, form) {
			const service = await get(taskUrl.slice(0, taskUrl.lastIndexOf('/')));
			if (!service.ok || !offersValidation(service.value)) return undefined;
			const answer = await ask('POST', `${taskUrl}/validate`, form, {isLong: true});
			return answer.ok ? readFindings(answer.value) : undefined;
		},
		parameters: createValues(ask, cookies),
		...(options.isReadOnly
			? {}
			: {
					async submit(taskUrl: TaskUrl, parameters: Readonly<Record<string, string>>) {
						let received: Received | undefined;
						const onReceived = (each: Received) => {
							received = each;
						};
						const url = `${taskUrl}/submitJob`;
						const answer = await ask('POST', url, parameters, {isLong: true, parse: readSubmitText, onReceived});
						return asSubmission(answer, received, taskUrl);
					},
					async cancel(jobUrl: JobUrl) {
						return asSnapshot(await ask('POST', `${jobUrl}/cancel`, {}, {isLong: false}), jobUrl);
					},
				}),
		signIns,
		read: (url, parameters) => get(url, parameters),
		async probe(restUrl) {
			const answer = await ask('GET', `${restUrl}/services`, {}, {isLong: false, isSignedOnly: true});
			return answer.ok ? undefined : answer.fault;
		},
		close: connections.close,
	};
}

/**
 * Parses the answer to `submitJob` and keeps all digits of its numbers: the id of a job may be an integer that a
 * JavaScript number cannot represent.
 */
function readSubmitText(text: string): unknown {
	return readJson(text, {isExact: true});
}

/** Determines the outcome of a submission from the answer to its POST. */
function asSubmission(answer: Answer<unknown>, received: Received | undefined, taskUrl: TaskUrl): Submission {
	if (answer.ok) {
		const read = understood(originOf(taskUrl).host, () => readSubmitAnswer(answer.value, received?.location, taskUrl));
		if ('ok' in read) return {outcome: 'unknown', fault: read.fault, job: null};
		if (read.kind === 'begun') return {outcome: 'begun', job: read.job};
		return {outcome: read.kind, fault: read.fault, job: null};
	}
	const outcome = postOutcome(answer.fault);
	const job = outcome === 'unknown' && received ? jobInBrokenAnswer(received, taskUrl) : undefined;
	return {outcome, fault: answer.fault, job: job ?? null};
}

function asSnapshot(answer: Answer<unknown>, jobUrl: JobUrl, known?: readonly Message[]): Answer<Snapshot> {
	if (!answer.ok) return answer;
	const read = understood(originOf(jobUrl).host, () => {
		const otherJob = otherJobFault(answer.value, jobUrl);
		return otherJob ? {ok: false as const, fault: otherJob} : readSnapshot(answer.value, known);
	});
	return read.ok ? {...answer, value: read.snapshot} : {ok: false, fault: read.fault, took: answer.took};
}

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

/** What came of a submit. */
export type Submission = {readonly outcome: 'begun'; readonly job: SubmittedJob} | NotBegun;

/** A submit after which no job is known to have begun. */
export type NotBegun = {
	/** `ran`: the task is synchronous, and has run. */
	readonly outcome: PostOutcome | 'ran';
	readonly fault: Fault;
	/** The job that may have begun, where the answer still names it. */
	readonly job: SubmittedJob | null;
};

/** A server that speaks the GP REST API, as the rest of gpjobs sees it. Nothing here throws for what a server does. */
export type Client = {
	/** The job resource. */
	readonly job: (
		jobUrl: JobUrl,
		options: {
			readonly messages: boolean;
			/** The messages that an earlier answer brought. */
			readonly known?: readonly Message[];
			/** Leaves out the cookies that bind to one machine, so that the load balancer may choose another. */
			readonly isAfresh?: boolean;
		},
	) => Promise<Answer<Snapshot>>;
	readonly task: (taskUrl: TaskUrl) => Promise<Answer<Task>>;
	readonly parameters: ReadValues;
	/** Asks the server to cancel the job, by one POST. Missing while gpjobs is read-only. */
	readonly cancel?: ((jobUrl: JobUrl) => Promise<Answer<Snapshot>>) | undefined;
	/** Begins a job, by one POST. Missing while gpjobs is read-only. */
	readonly submit?:
		| ((taskUrl: TaskUrl, parameters: Readonly<Record<string, string>>) => Promise<Submission>)
		| undefined;
	/** Ends every connection. */
	readonly close: () => void;
};

/** A client together with the sign-ins that its requests use. */
export type SignedClient = Client & {
	readonly signIns: SignIns;
	/** Reads a resource of the administrator API, decoded. */
	readonly read: (url: AdminUrl, parameters: Readonly<Record<string, string>>) => Promise<Answer<unknown>>;
	/** Reads a resource that every server has, to see whether it can be read with the known sign-in. @param restUrl its `…/rest` */
	readonly probe: (restUrl: string) => Promise<Fault | undefined>;
};

export type ClientOptions = {
	readonly version: string;
	readonly isReadOnly?: boolean;
	readonly timeouts?: Timeouts;
	/** Bytes; 32 MiB by default. */
	readonly bodyCap?: number;
	/** The connections of its requests, closed with it; by default direct, to servers that this machine trusts. */
	readonly connections?: Connections;
	/** Shared with downloads from the same servers; its own by default. */
	readonly cookies?: Cookies;
	/** The credential for servers that want a sign-in; none by default. */
	readonly credentialOf?: (origin: string) => Promise<Credential | undefined>;
	readonly now?: () => number;
	/** Called after each request. */
	readonly onRequest?: OnRequest | undefined;
};

const usualBodyCap = 32 * 2 ** 20;

/** Makes the client for all servers. It keeps their connections alive between polls. */
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

/** The id of a job may be a number longer than JavaScript's own. */
function readSubmitText(text: string): unknown {
	return readJson(text, {isExact: true});
}

/** The outcome of a submit, from the answer to its one POST. */
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

import type {AdminUrl} from '../admin-jobs.ts';
import type {Credential} from '../credential.ts';
import {type Fault, fault, isOfServer, mayBeElsewhere} from '../fault.ts';
import {type JobUrl, jobAddress, type TaskUrl} from '../job-url.ts';
import {readJson} from '../json-text.ts';
import type {Message} from '../message.ts';
import {type ParameterRead, readParameter} from '../parameter.ts';
import {linkTo, type ParameterKind, type ParameterLink, parameterUrl} from '../parameter-link.ts';
import {type PostOutcome, postOutcome} from '../post-outcome.ts';
import {otherJobFault} from '../same-job.ts';
import {readSnapshot, type Snapshot} from '../snapshot.ts';
import {jobInBrokenAnswer, readSubmitAnswer, type SubmittedJob} from '../submit-answer.ts';
import {readTask, type Task} from '../task.ts';
import {clockAheadBy, readBody} from './body.ts';
import type {CachedAnswer} from './cached-answer.ts';
import {type Connections, createConnections} from './connections.ts';
import {Cookies} from './cookies.ts';
import {originOf} from './origin.ts';
import {readAllAtOnce} from './parameters-at-once.ts';
import type {OnRequest} from './request-trace.ts';
import {SameAnswers, sameAsBefore} from './same-answers.ts';
import {createSignIns, type SignIns} from './sign-ins.ts';
import {createTransport, type Order, type Received, type Timeouts, usualTimeouts} from './transport.ts';

/** An answer that was understood, or why there is none; how long it took in milliseconds either way. */
export type Answer<T> =
	| {
			readonly ok: true;
			readonly value: T;
			readonly took: number;
			readonly bytes: number;
			/** Milliseconds by which the server's clock is ahead of this machine's; where it says what it shows. */
			readonly clockAhead?: number | undefined;
			/** Where a cache on the way answered in place of the server. */
			readonly cached?: CachedAnswer | undefined;
	  }
	| {readonly ok: false; readonly fault: Fault; readonly took: number};

/** What came of a submit. */
export type Submission = {readonly outcome: 'begun'; readonly job: SubmittedJob} | NotBegun;

/** A submit after which no job is known to have begun. */
export type NotBegun = {
	/** `ran`: the task is synchronous, and has run. */
	readonly outcome: PostOutcome | 'ran';
	readonly fault: Fault;
	/** The job that was perhaps begun, where the answer still tells which. */
	readonly job: SubmittedJob | null;
};

export type NamedParameter = {readonly link: ParameterLink; readonly read: ParameterRead};

/** Has a request wait for its turn among the others of its server. */
export type Turn = <T>(request: () => Promise<Answer<T>>) => Promise<Answer<T>>;

/** How values are read. */
export type ReadingValues = {
	/** Bytes that one answer may have, where that is less than usual. */
	readonly most?: number | undefined;
	/** Of each request, as there may be thousands; where it is not said, they are made one after the other. */
	readonly turn?: Turn | undefined;
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
			/** Without the cookies that bind to the machine which answered before: a balancer shall choose anew. */
			readonly isAfresh?: boolean;
		},
	) => Promise<Answer<Snapshot>>;
	readonly task: (taskUrl: TaskUrl) => Promise<Answer<Task>>;
	/** The values of the results or inputs that are named: each read by itself, one that fails leaves the others standing. */
	readonly parameters: (
		jobUrl: JobUrl,
		kind: ParameterKind,
		links: readonly ParameterLink[],
		reading?: ReadingValues,
	) => Promise<readonly NamedParameter[]>;
	/** Asks the server to cancel the job, as POST, once. Is not there while gpjobs runs read-only. */
	readonly cancel?: ((jobUrl: JobUrl) => Promise<Answer<Snapshot>>) | undefined;
	/** Begins a job, as POST, once. Is not there while gpjobs runs read-only. */
	readonly submit?:
		| ((taskUrl: TaskUrl, parameters: Readonly<Record<string, string>>) => Promise<Submission>)
		| undefined;
	/** Ends every connection. */
	readonly close: () => void;
};

/** With the sign-ins that its requests go out with, for whoever lets people sign in. */
export type SignedClient = Client & {
	readonly signIns: SignIns;
	/** Reads what the administrator API tells, decoded. */
	readonly read: (url: AdminUrl, parameters: Readonly<Record<string, string>>) => Promise<Answer<unknown>>;
	/** Asks for what every server has, to see whether it can be had with the sign-in that is known. @param restUrl its `…/rest` */
	readonly probe: (restUrl: string) => Promise<Fault | undefined>;
};

export type ClientOptions = {
	readonly version: string;
	readonly isReadOnly?: boolean;
	readonly timeouts?: Timeouts;
	/** Bytes; 32 MiB where it is not said. */
	readonly bodyCap?: number;
	/** Through which it talks; closed with it. Where it is not said: straight, to servers that this machine trusts. */
	readonly connections?: Connections;
	/** Shared with who downloads from the same servers; own ones where it is not said. */
	readonly cookies?: Cookies;
	/** What is shown to servers that ask for a sign-in; nothing where it is not said. */
	readonly credentialOf?: (origin: string) => Promise<Credential | undefined>;
	readonly now?: () => number;
	/** Is told of each request that is over. */
	readonly onRequest?: OnRequest | undefined;
};

type Read = {
	readonly answer: Answer<unknown>;
	/** The code of a refusal for want of a sign-in. */
	readonly refusal: number | null;
};

/** Requests that one question may come to while tokens are refused. */
const mostAttempts = 6;

export const usualBodyCap = 32 * 2 ** 20;

/** Makes the client that all servers are asked through; it keeps their connections alive between polls. */
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

	async function ask(
		method: Order['method'],
		url: string,
		parameters: Order['parameters'],
		{
			isLong,
			parse,
			most,
			onReceived,
			isSignedOnly = false,
		}: {
			readonly isLong: boolean;
			readonly parse?: (text: string) => unknown;
			readonly most?: number | undefined;
			/** Sees each answer as it came: it may hold a token, and goes no further. */
			readonly onReceived?: (received: Received) => void;
			/** Whether an answer that anybody gets does not count where a token is refused. */
			readonly isSignedOnly?: boolean;
		},
	): Promise<Answer<unknown>> {
		const order: Order = {
			method,
			url,
			parameters: {f: 'json', ...parameters},
			isLong,
			...(most === undefined ? {} : {bodyCap: most}),
		};
		const {host} = originOf(url);

		async function send(authorised: Order): Promise<Read> {
			const sent = await transport.send(authorised);
			if (!sent.ok) return {answer: sent, refusal: null};
			const {received} = sent;
			onReceived?.(received);
			const {took, bytes, date, cached} = received;
			const read = understood(host, () => readBody(received, host, parse));
			if (read.ok) {
				const clockAhead = clockAheadBy(date, Date.now());
				return {answer: {ok: true, value: read.body, took, bytes, clockAhead, cached}, refusal: null};
			}
			const {fault} = read;
			return {answer: {ok: false, fault, took}, refusal: fault.kind === 'sign-in' ? fault.code : null};
		}

		/** What is open to all is read even where a token is refused: only an answer counts, no fault of a job that is private. */
		async function askedWithout(refusal: Answer<unknown> & {readonly ok: false}): Promise<Answer<unknown>> {
			if (method === 'POST' || isSignedOnly) return refusal;
			const {answer} = await send(await signIns.withoutToken(order));
			if (!answer.ok) return refusal;
			signIns.acceptedWithout(url);
			return answer;
		}

		// With a token renewed, sent as old servers want it, and without those of URLs that are refused.
		for (let attempt = 1; ; attempt++) {
			const authorised = await signIns.authorise(order);
			if (!authorised.ok) {
				const refusal = {ok: false, fault: {...authorised.fault, isUnsent: true as const}, took: 0} as const;
				return authorised.fault.kind === 'sign-in' ? askedWithout(refusal) : refusal;
			}
			const {pass} = authorised;
			const {answer, refusal} = await send(authorised.order);
			if (answer.ok) signIns.accepted(url, pass);
			if (answer.ok) return answer;
			// The token of one job's URL is not to keep another job from being read that is open to all.
			if (refusal === null) return pass?.isOfUrl && answer.fault.kind === 'forbidden' ? askedWithout(answer) : answer;
			const isBetter = await signIns.refused(url, pass, refusal);
			// A cancel is sent once, whatever becomes of it.
			if (isBetter && method === 'GET' && attempt < mostAttempts) continue;
			const explained = {...answer, fault: signIns.explained(url, pass, answer.fault)};
			return pass ? askedWithout(explained) : explained;
		}
	}

	const get = (url: string, parameters: Order['parameters'] = {}) => ask('GET', url, parameters, {isLong: true});
	const getValue = (url: string, {most, turn}: ReadingValues, parameters: Order['parameters'] = {}) => {
		const request = () => ask('GET', url, parameters, {isLong: true, parse: readValueText, most});
		return turn ? turn(request) : request();
	};

	async function parameter(
		jobUrl: JobUrl,
		kind: ParameterKind,
		link: ParameterLink,
		reading: ReadingValues,
	): Promise<ParameterRead> {
		// Where the server names another place, by the name of another host or none, the job's own has the value too.
		const own = linkTo(link.name.raw ?? link.name.safe, kind);
		const url = parameterUrl(jobUrl, link) ?? parameterUrl(jobUrl, own);
		if (url === undefined) {
			return {
				ok: false,
				fault: fault(
					'unexpected',
					'The server names a place outside this job for the value. gpjobs does not go there.',
				),
			};
		}
		const asRead = (answer: Answer<unknown>) => understood(originOf(url).host, () => asParameter(answer, link));
		const first = asRead(await getValue(url, reading));
		const read = first.ok || !mayBeElsewhere(first.fault) ? first : await elsewhere(url, reading, first, asRead);
		const better = askedBetter(read);
		if (better === undefined) return read;
		// Some servers refuse to be asked so, and the first answer was one too.
		const again = asRead(await getValue(url, reading, better));
		return again.ok && again.parameter.value.kind !== 'none' ? again : read;
	}

	/** A value that a server does not know: a balancer may have asked a machine that knows nothing of the job. */
	async function elsewhere(
		url: string,
		reading: ReadingValues,
		first: ParameterRead,
		asRead: (answer: Answer<unknown>) => ParameterRead,
	) {
		cookies.forget(url);
		const again = asRead(await getValue(url, reading));
		return again.ok ? again : first;
	}

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
		async parameters(jobUrl, kind, links, reading = {}) {
			if (jobAddress(jobUrl)?.url !== jobUrl || links.length === 0) return [];
			const atOnce = links.length > 1 ? await getValue(`${jobUrl}/${kind}`, reading) : undefined;
			const together = atOnce && allAtOnce(atOnce);
			let outage = atOnce && outageOf(atOnce);
			const reads: NamedParameter[] = [];
			for (const link of links) {
				const known = together?.get(link.name.safe);
				const read = known && !askedBetter(known) ? known : (outage ?? (await parameter(jobUrl, kind, link, reading)));
				outage ??= outageOf(read);
				reads.push({link, read});
			}
			return reads;
		},
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

/** What an answer says, or the fault that it cannot be read, of this one request: an error of gpjobs is not to pass for silence. */
function understood<T>(host: string, read: () => T): T | Failed {
	try {
		return read();
	} catch {
		return {ok: false, fault: fault('unexpected', unreadByGpjobs(host))};
	}
}

/** The sentence for an answer that is in order for all that is known, and that gpjobs fails at. */
export function unreadByGpjobs(host: string): string {
	return `gpjobs cannot read this answer of ${host}: it holds something that gpjobs is not made for.`;
}

/** A value is shown and saved whole or not at all, each number with the digits that were sent. */
function readValueText(text: string): unknown {
	return readJson(text, {isExact: true, deep: 'refuse'});
}

/** The id of a job may be a number longer than JavaScript's own. */
function readSubmitText(text: string): unknown {
	return readJson(text, {isExact: true});
}

/** What came of a submit, by the answer to its one POST. */
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

function asParameter(answer: Answer<unknown>, link: ParameterLink): ParameterRead {
	return answer.ok ? readParameter(answer.value, link.name) : {ok: false, fault: answer.fault};
}

/**
 * How a value has to be asked for to get more of it than came: records where there was only their picture
 * (`returnType=data`), and the names of a value table's columns (`returnColumnName`, "GP Result").
 */
function askedBetter(read: ParameterRead): Order['parameters'] | undefined {
	if (!read.ok) return undefined;
	const {dataType, value} = read.parameter;
	if (value.kind === 'place' && value.place.kind === 'image') return {returnType: 'data'};
	const hasUnnamedColumns =
		dataType?.safe === 'GPValueTable' && Array.isArray(value.json) && Array.isArray(value.json[0]);
	return hasUnnamedColumns ? {returnColumnName: 'true'} : undefined;
}

type Failed = {readonly ok: false; readonly fault: Fault};

/** One value that cannot be read then spoils no other: each is asked for by itself. */
function allAtOnce(answer: Answer<unknown>): ReadonlyMap<string, ParameterRead> | undefined {
	try {
		return readAllAtOnce(answer);
	} catch {
		return undefined;
	}
}

/** The fault of a server that cannot be had, or of a service that wants a sign-in: then the next value need not be asked for. */
function outageOf(outcome: {readonly ok: true} | Failed): Failed | undefined {
	if (outcome.ok) return undefined;
	const isForAll = isOfServer(outcome.fault) || outcome.fault.kind === 'sign-in';
	return isForAll ? {ok: false, fault: outcome.fault} : undefined;
}

function asSnapshot(answer: Answer<unknown>, jobUrl: JobUrl, known?: readonly Message[]): Answer<Snapshot> {
	if (!answer.ok) return answer;
	const read = understood(originOf(jobUrl).host, () => {
		const otherJob = otherJobFault(answer.value, jobUrl);
		return otherJob ? {ok: false as const, fault: otherJob} : readSnapshot(answer.value, known);
	});
	return read.ok ? {...answer, value: read.snapshot} : {ok: false, fault: read.fault, took: answer.took};
}

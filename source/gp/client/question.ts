import {type Answer, understood} from './answer.ts';
import {clockAheadBy, readBody} from './body.ts';
import {originOf} from './origin.ts';
import type {SignIns} from './sign-ins.ts';
import type {HttpRequest, Received, Transport} from './transport.ts';

/** Sends a request with the sign-in that the server requires, and repeats it if necessary. A POST is sent only once. */
export type Ask = (
	method: HttpRequest['method'],
	url: string,
	parameters: HttpRequest['parameters'],
	how: How,
) => Promise<Answer<unknown>>;

type How = {
	readonly isLong: boolean;
	readonly parse?: (text: string) => unknown;
	readonly most?: number | undefined;
	/** Receives each raw answer. It may contain a token and must not be passed on. */
	readonly onReceived?: (received: Received) => void;
	/**
	 * Whether to accept only an answer with a sign-in. Otherwise a public resource is read without the token if the
	 * server rejects the token.
	 */
	readonly isSignedOnly?: boolean;
};

type Read = {
	readonly answer: Answer<unknown>;
	/** The error code if the server requires a sign-in or rejects it; otherwise `null`. */
	readonly refusal: number | null;
};

/** The largest number of times that a request is sent while the server keeps rejecting tokens. */
const mostAttempts = 6;

/** Creates the function through which a client sends all its requests. */
export function createAsk(transport: Transport, signIns: SignIns): Ask {
	return async (method, url, parameters, {isLong, parse, most, onReceived, isSignedOnly = false}) => {
		const request: HttpRequest = {
			method,
			url,
			parameters: {f: 'json', ...parameters},
			isLong,
			...(most === undefined ? {} : {bodyCap: most}),
		};
		const {host} = originOf(url);

		async function send(authorised: HttpRequest): Promise<Read> {
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

		/**
		 * Reads a resource without the rejected token, in case it is public. If that fails, returns the original fault.
		 */
		async function askedWithout(refusal: Answer<unknown> & {readonly ok: false}): Promise<Answer<unknown>> {
			if (method === 'POST' || isSignedOnly) return refusal;
			const {answer} = await send(await signIns.withoutToken(request));
			if (!answer.ok) return refusal;
			signIns.acceptedWithout(url);
			return answer;
		}

		// Each attempt differs: it has a renewed token, has the token in the form that old servers expect, or omits the
		// rejected token of a URL.
		for (let attempt = 1; ; attempt++) {
			const authorised = await signIns.authorise(request);
			if (!authorised.ok) {
				const refusal = {ok: false, fault: {...authorised.fault, isUnsent: true as const}, took: 0} as const;
				return authorised.fault.kind === 'sign-in' ? askedWithout(refusal) : refusal;
			}
			const {authorization} = authorised;
			const {answer, refusal} = await send(authorised.request);
			if (answer.ok) signIns.accepted(url, authorization);
			if (answer.ok) return answer;
			// The token in one job's URL must not prevent gpjobs from reading another, public job.
			if (refusal === null)
				return authorization?.isOfUrl && answer.fault.kind === 'forbidden' ? askedWithout(answer) : answer;
			const isBetter = await signIns.refused(url, authorization, refusal);
			// A request that changes something is sent only once, whatever its outcome.
			if (isBetter && method === 'GET' && attempt < mostAttempts) continue;
			const explained = {...answer, fault: signIns.explained(url, authorization, answer.fault)};
			return authorization ? askedWithout(explained) : explained;
		}
	};
}

import {type Answer, understood} from './answer.ts';
import {clockAheadBy, readBody} from './body.ts';
import {originOf} from './origin.ts';
import type {SignIns} from './sign-ins.ts';
import type {HttpRequest, Received, Transport} from './transport.ts';

/** Asks a server one question, with the sign-in that it wants, in as many requests as that needs. A POST is sent once. */
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
	/** Gets each answer as it came. It may contain a token and must not be passed on. */
	readonly onReceived?: (received: Received) => void;
	/** Whether an answer without a token does not count where the token is refused. */
	readonly isSignedOnly?: boolean;
};

type Read = {
	readonly answer: Answer<unknown>;
	/** The code of a refusal because a sign-in is wanted; `null` otherwise. */
	readonly refusal: number | null;
};

/** The most requests of one question, while tokens are refused. */
const mostAttempts = 6;

/** Makes the function that asks all questions of a client. */
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

		/** Reads what is open to all even where a token is refused. Only an answer counts: the fault of a private job does not. */
		async function askedWithout(refusal: Answer<unknown> & {readonly ok: false}): Promise<Answer<unknown>> {
			if (method === 'POST' || isSignedOnly) return refusal;
			const {answer} = await send(await signIns.withoutToken(request));
			if (!answer.ok) return refusal;
			signIns.acceptedWithout(url);
			return answer;
		}

		// Tries again with a renewed token, with the token sent as old servers want it, and without refused tokens of URLs.
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
			// The token from one job's URL must not stop another job from being read that is open to all.
			if (refusal === null)
				return authorization?.isOfUrl && answer.fault.kind === 'forbidden' ? askedWithout(answer) : answer;
			const isBetter = await signIns.refused(url, authorization, refusal);
			// A cancel is sent once, whatever its outcome.
			if (isBetter && method === 'GET' && attempt < mostAttempts) continue;
			const explained = {...answer, fault: signIns.explained(url, authorization, answer.fault)};
			return authorization ? askedWithout(explained) : explained;
		}
	};
}

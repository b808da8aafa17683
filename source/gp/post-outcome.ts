import type {Fault} from './fault.ts';

/**
 * What is known about a POST that did not succeed. `not-sent`: the request did not reach the server. `refused`: the
 * server, or a proxy in front of it, rejected the request. `unknown`: the server may have acted on the request.
 */
export type PostOutcome = 'not-sent' | 'refused' | 'unknown';

/**
 * Decides whether a POST that failed may have had an effect. The rule is the same for submitting and cancelling:
 * neither is ever repeated automatically, and gpjobs must not deny what may have happened.
 *
 * @param fault why the POST brought no usable answer
 */
export function postOutcome(fault: Fault): PostOutcome {
	if (fault.isUnsent === true) return 'not-sent';
	switch (fault.kind) {
		case 'refused':
			return 'not-sent';
		case 'sign-in':
			// Without a code the fault is not an answer: gpjobs had no token to send.
			return fault.code === null ? 'not-sent' : 'refused';
		case 'forbidden':
		case 'not-found':
			return 'refused';
		case 'server':
			return isOpen(fault.code) || /\btim(?:ed?|ing)[ -]?out\b/i.test(fault.sentence) ? 'unknown' : 'refused';
		case 'http':
		case 'proxy':
			return fault.code !== null && fault.code >= 400 && fault.code < 500 && !isOpen(fault.code)
				? 'refused'
				: 'unknown';
		case 'offline':
		case 'tls':
		case 'trust':
		case 'local':
		case 'reset':
		case 'timeout':
		case 'redirect':
		case 'not-json':
		case 'unexpected':
		case 'too-large':
		case 'not-a-job':
			return 'unknown';
	}
}

/**
 * HTTP statuses after which the outcome is unknown: a gateway may have passed the request on before it gave up, and 408
 * and 499 end a request that was already in progress.
 */
const openCodes: ReadonlySet<number> = new Set([408, 499, 502, 503, 504]);

function isOpen(code: number | null): boolean {
	return code !== null && openCodes.has(code);
}

import type {Fault} from './fault.ts';

/**
 * What is known of a request that changes something and brought no good answer. `not-sent`: it never reached the server.
 * `refused`: the server, or what stands before it, said no. `unknown`: the server may have done what was asked.
 */
export type PostOutcome = 'not-sent' | 'refused' | 'unknown';

/**
 * Tells a refusal from an answer that leaves everything open. A submit and a cancel share this rule, since neither is
 * ever sent again by itself: what may have happened must not be denied.
 *
 * @param fault why the POST brought no good answer
 */
export function postOutcome(fault: Fault): PostOutcome {
	if (fault.isUnsent === true) return 'not-sent';
	switch (fault.kind) {
		case 'refused':
			return 'not-sent';
		case 'sign-in':
			// Without a code it was gpjobs that found no token to show.
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
 * and 499 end a request that was under way.
 */
const openCodes: ReadonlySet<number> = new Set([408, 499, 502, 503, 504]);

function isOpen(code: number | null): boolean {
	return code !== null && openCodes.has(code);
}

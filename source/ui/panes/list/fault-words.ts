import type {Fault} from '../../../gp/fault.ts';
import {coarseDuration} from '../../../text/duration.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';

/** Why a server or a job cannot be reached, and when gpjobs tries again. */
export type Outage = {
	readonly fault: Fault;
	/**
	 * The time of the next try in monotonic milliseconds; `undefined` if gpjobs does not try again until somebody acts.
	 */
	readonly nextTry: number | undefined;
};

/** Describes a fault in two or three words, for places that have no room for its sentence. */
export function faultWords({kind, code, proxy, isOfProtocol}: Fault): SafeText {
	switch (kind) {
		case 'offline':
			return safe`cannot find or reach server`;
		case 'refused':
			return safe`connection refused`;
		case 'proxy':
			return safe`proxy${proxy === undefined ? safe`` : safe` ${proxy}`}${code === null ? safe`` : safe` (${code})`}`;
		case 'reset':
			return safe`connection lost`;
		case 'timeout':
			return safe`timeout`;
		case 'tls':
			return isOfProtocol ? safe`TLS` : safe`certificate not trusted`;
		case 'http':
			return code === null ? safe`HTTP` : safe`HTTP ${code}`;
		case 'sign-in':
			return safe`sign-in needed`;
		case 'forbidden':
			return safe`forbidden`;
		case 'not-found':
			return safe`not found`;
		case 'server':
			return code === null ? safe`server error` : safe`server error ${code}`;
		case 'not-json':
			return safe`not a valid answer`;
		case 'unexpected':
			return safe`not understood`;
		case 'too-large':
			return safe`too large`;
		case 'redirect':
			return safe`redirected`;
		case 'not-a-job':
			return safe`not a GP job`;
		case 'trust':
			return safe`trust not readable`;
		case 'local':
			return safe`problem on this computer`;
	}
}

/**
 * Whether the sentence of a fault says more than {@link faultWords}. If it does, it is also shown wherever there is
 * room.
 */
export function needsSentence({kind}: Fault): boolean {
	return kind !== 'timeout' && kind !== 'sign-in' && kind !== 'offline' && kind !== 'refused' && kind !== 'reset';
}

const step = 5000;

/**
 * Formats the time until the next try: `next try 35 s`. It changes only every 5 s, because a countdown that changes
 * every second in each row would overload a slow connection.
 *
 * @param now monotonic milliseconds
 */
export function nextTryWords(nextTry: number | undefined, now: number): SafeText {
	if (nextTry === undefined) return safe`r checks again`;
	const left = Math.ceil((nextTry - now) / step) * step;
	return left <= 0 ? safe`trying now` : safe`next try ${coarseDuration(left)}`;
}

/**
 * Says why a job cannot be polled, and when gpjobs tries again or what the operator has to do first.
 *
 * @param now monotonic milliseconds
 */
export function outageWords({fault, nextTry}: Outage, now: number): readonly SafeText[] {
	return fault.kind === 'sign-in' ? [signInNeeded] : [faultWords(fault), nextTryWords(nextTry, now)];
}

/** Shown in the row of a job whose server requires signing in. */
export const signInNeeded: SafeText = safe`sign-in needed: press i`;

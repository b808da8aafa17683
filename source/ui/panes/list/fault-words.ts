import type {Fault} from '../../../gp/fault.ts';
import {formatAge} from '../../../text/duration.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';

/** Why a server or a job cannot be reached, and when the next try is. */
export type Outage = {
	readonly fault: Fault;
	/** Monotonic milliseconds; `undefined` where nothing is tried until somebody acts. */
	readonly nextTry: number | undefined;
};

/** A fault in two or three words, for a place where its sentence does not fit. */
export function faultWords({kind, code, proxy, isOfProtocol}: Fault): SafeText {
	switch (kind) {
		case 'offline':
			return safe`offline`;
		case 'refused':
			return safe`connection refused`;
		case 'proxy':
			return safe`proxy${proxy === undefined ? safe`` : safe` ${proxy}`}${code === null ? safe`` : safe` (${code})`}`;
		case 'reset':
			return safe`connection lost`;
		case 'timeout':
			return safe`timeout`;
		case 'tls':
			return isOfProtocol ? safe`TLS` : safe`certificate`;
		case 'http':
			return code === null ? safe`HTTP` : safe`HTTP ${code}`;
		case 'sign-in':
			return safe`sign in`;
		case 'forbidden':
			return safe`forbidden`;
		case 'not-found':
			return safe`not found`;
		case 'server':
			return code === null ? safe`server error` : safe`server error ${code}`;
		case 'not-json':
			return safe`no JSON`;
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
			return safe`fault on this machine`;
	}
}

/**
 * Whether the sentence of a fault says more than its words do, so that it should stand beside them where there is room.
 */
export function needsSentence({kind}: Fault): boolean {
	return kind !== 'timeout' && kind !== 'sign-in' && kind !== 'offline' && kind !== 'refused' && kind !== 'reset';
}

const step = 5000;
const minute = 60_000;

/**
 * When the next try is: `next try 35s`. In steps of 5 s, as a countdown that moves every second on every row would keep
 * a slow line busy with nothing else.
 *
 * @param now monotonic milliseconds
 */
export function nextTryWords(nextTry: number | undefined, now: number): SafeText {
	if (nextTry === undefined) return safe`r tries again`;
	const left = Math.ceil((nextTry - now) / step) * step;
	if (left <= 0) return safe`trying`;
	return left < minute ? safe`next try ${left / 1000}s` : safe`next try ${formatAge(left)}`;
}

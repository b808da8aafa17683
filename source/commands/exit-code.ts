import type {FaultKind} from '../gp/fault.ts';

/** Exit codes of design §3. Signals end with 128 and their number. */
export const exitCodes = {
	fine: 0,
	/** A job failed, timed out, is gone or was not found; a cancel was refused, not honoured or too late. */
	failed: 1,
	/** Wrong usage, nothing to work on, not a GP job. */
	usage: 2,
	cancelled: 3,
	signIn: 4,
	/** Any other fault. */
	fault: 5,
	notSaved: 6,
	timedOut: 124,
	hangUp: 129,
	interrupted: 130,
	terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const byWeight: readonly ExitCode[] = [
	exitCodes.usage,
	exitCodes.notSaved,
	exitCodes.signIn,
	exitCodes.fault,
	exitCodes.failed,
	exitCodes.cancelled,
];

/** The one code for several outcomes: the first of 2, 6, 4, 5, 1, 3 that is among them. */
export function worstOf(codes: Iterable<ExitCode>): ExitCode {
	const all = new Set(codes);
	return byWeight.find(code => all.has(code)) ?? exitCodes.fine;
}

/** What a command that reads ends with when a job brought this fault. */
export function exitCodeOf(kind: FaultKind): ExitCode {
	switch (kind) {
		case 'sign-in':
		case 'forbidden':
			return exitCodes.signIn;
		case 'not-found':
			return exitCodes.failed;
		case 'not-a-job':
			return exitCodes.usage;
		case 'offline':
		case 'refused':
		case 'reset':
		case 'timeout':
		case 'tls':
		case 'http':
		case 'server':
		case 'not-json':
		case 'unexpected':
		case 'too-large':
		case 'redirect':
		case 'local':
			return exitCodes.fault;
	}
}

import type {Fault, FaultKind} from '../gp/fault.ts';

/** Exit codes of design §4. Signals end with 128 and their number. */
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
	quit: 131,
	interrupted: 130,
	terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What help and manual say of the codes. */
export const exitCodeWords: ReadonlyArray<{readonly codes: string; readonly words: string}> = [
	{codes: '0', words: 'fine; wait: all have succeeded'},
	{codes: '1', words: 'a job failed, timed out, is gone or not found; a cancel was refused, not honoured or too late'},
	{codes: '2', words: 'wrong usage, nothing to work on, not a GP job'},
	{codes: '3', words: 'wait: a job was cancelled'},
	{codes: '4', words: 'sign-in needed or refused, forbidden'},
	{codes: '5', words: 'any other fault; it is unknown whether a cancel or submit reached the server'},
	{codes: '6', words: 'list, settings or a file could not be read or saved'},
	{codes: '124', words: '--timeout ran out'},
	{codes: '129, 130, 131, 143', words: 'ended by a signal'},
];

/** How several outcomes become one code. */
export const severalCodesWords = 'Of several the first of 2, 6, 4, 5, 1, 3.';

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

/** What a command ends with that a fault kept from changing a job: settings that hold it are those of exit code 6. */
export function exitCodeOfUnsent({kind, isHeld}: Fault): ExitCode {
	return isHeld ? exitCodes.notSaved : exitCodeOf(kind);
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
		case 'trust':
			return exitCodes.notSaved;
		case 'offline':
		case 'refused':
		case 'proxy':
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

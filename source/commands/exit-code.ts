import type {Fault, FaultKind} from '../gp/fault.ts';

/** The exit codes (design §4). The code of a signal is 128 plus its number. */
export const exitCodes = {
	fine: 0,
	/**
	 * A job failed, timed out, is gone or was not found; a cancel was refused, had no effect or came too late; a server
	 * did not send a result in full.
	 */
	failed: 1,
	/** The usage is wrong, no job was given or found, or a URL is not that of a GP job. */
	usage: 2,
	cancelled: 3,
	signIn: 4,
	/** A fault that has no other exit code. */
	fault: 5,
	notSaved: 6,
	timedOut: 124,
	hangUp: 129,
	quit: 131,
	interrupted: 130,
	terminated: 143,
} as const;

/** An exit code that gpjobs can return: one of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The explanations of the exit codes in the help and the manual page. */
export const exitCodeWords: ReadonlyArray<{readonly codes: string; readonly words: string}> = [
	{codes: '0', words: 'success; wait: all jobs succeeded'},
	{
		codes: '1',
		words:
			'a job failed, timed out, is gone or not found; a cancel was refused, had no effect or came too late; a result was not sent in full',
	},
	{codes: '2', words: 'wrong usage, nothing to work on, not a GP job'},
	{codes: '3', words: 'wait: a job was cancelled'},
	{codes: '4', words: 'sign-in needed or refused, forbidden'},
	{codes: '5', words: 'any other fault; a cancel or submit whose outcome is unknown'},
	{codes: '6', words: 'the list, settings, a record or a file could not be read or saved'},
	{codes: '124', words: '--timeout ran out'},
	{codes: '129, 130, 131, 143', words: 'ended by a signal'},
];

/** Explains which code a command with several outcomes returns. */
export const severalCodesWords = 'If several codes apply, the first of 2, 6, 4, 5, 1, 3 is returned.';

const byWeight: readonly ExitCode[] = [
	exitCodes.usage,
	exitCodes.notSaved,
	exitCodes.signIn,
	exitCodes.fault,
	exitCodes.failed,
	exitCodes.cancelled,
];

/**
 * Returns the code of a command with several outcomes: the first of 2, 6, 4, 5, 1, 3 that is among their codes,
 * otherwise 0.
 */
export function worstOf(codes: Iterable<ExitCode>): ExitCode {
	const all = new Set(codes);
	return byWeight.find(code => all.has(code)) ?? exitCodes.fine;
}

/**
 * Returns the code when a fault kept a command from changing a job: 6 if gpjobs itself did not send the request,
 * because it could not read its settings.
 */
export function exitCodeOfUnsent({kind, isHeld}: Fault): ExitCode {
	return isHeld ? exitCodes.notSaved : exitCodeOf(kind);
}

/** Returns the code for a fault that occurred while reading from a server. */
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

import {type ExitCode, exitCodes} from './exit-code.ts';

/** The time that `--timeout` gives. */
type TimeLimit = {
	/** Resolves with 124 once the time has run out; never where there is no limit. */
	readonly ranOut: Promise<ExitCode>;
	readonly clear: () => void;
};

/** Starts a timer that `clear` stops. */
export function timeLimit(milliseconds: number | undefined): TimeLimit {
	let timer: NodeJS.Timeout | undefined;
	const ranOut = new Promise<ExitCode>(resolve => {
		if (milliseconds !== undefined) timer = setTimeout(() => resolve(exitCodes.timedOut), milliseconds);
	});
	return {ranOut, clear: () => clearTimeout(timer)};
}

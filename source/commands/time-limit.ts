import {type ExitCode, exitCodes} from './exit-code.ts';

/** A running time limit. */
type TimeLimit = {
	/** Resolves with exit code 124 when the time has run out; never resolves if there is no limit. */
	readonly ranOut: Promise<ExitCode>;
	readonly clear: () => void;
};

/** Starts the time limit of `--timeout`; `undefined` means no limit. `clear` stops it. */
export function timeLimit(milliseconds: number | undefined): TimeLimit {
	let timer: NodeJS.Timeout | undefined;
	const ranOut = new Promise<ExitCode>(resolve => {
		if (milliseconds !== undefined) timer = setTimeout(() => resolve(exitCodes.timedOut), milliseconds);
	});
	return {ranOut, clear: () => clearTimeout(timer)};
}

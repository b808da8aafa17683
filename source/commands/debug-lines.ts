import process from 'node:process';
import type {OnRequest, RequestTrace} from '../gp/client/request-trace.ts';
import type {Home} from '../store/home.ts';
import {type LogFile, openLogFile} from '../store/log-file.ts';
import {booleanOf} from '../store/read-only.ts';
import {isoTime} from '../text/date.ts';
import {count} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import type {Flags} from './options.ts';
import {say} from './print.ts';

/*
 * The lines of `--debug` and `GPJOBS_DEBUG`: one for each request, on standard error, or in a file while the monitor uses the
 * terminal.
 */

let isOn = false;
let file: LogFile | undefined;
/** Whether debug lines are dropped, because the monitor uses the terminal and no log file can be written. */
let isMute = false;

/**
 * Turns debug lines on or off, according to the flag and the variable of this call. Any value of `GPJOBS_DEBUG` except
 * a clear no (`0`, `false`, …) turns the lines on.
 */
export function beginDebugLines({debug}: Flags, {GPJOBS_DEBUG: variable = ''}: NodeJS.ProcessEnv): void {
	isOn = debug === true || (variable !== '' && booleanOf(variable) !== false);
}

/** Returns the listener that writes a line for each request; `undefined` if debugging is off. */
export function debugRequests(): OnRequest | undefined {
	return isOn ? trace => writeLine(lineOf(trace)) : undefined;
}

/**
 * Writes the debug lines to a file in the home folder from now on, because the monitor uses the terminal. Changes
 * nothing if standard error is not the terminal.
 *
 * @returns a notice that says where the lines go; `undefined` if debugging is off or nothing changes
 */
export function debugBesideScreen(home: Home): SafeText | undefined {
	if (!isOn || process.stderr.isTTY !== true) return undefined;
	if (!home.ok) {
		isMute = true;
		return noPlaceForDebug;
	}
	file = openLogFile(home.path, 'gpjobs-debug.log');
	return debugWrittenTo(file.path);
}

/** Writes the debug lines to standard error again, because the monitor no longer uses the terminal. */
export function debugAfterScreen(): void {
	file = undefined;
	isMute = false;
}

function writeLine(line: SafeText): void {
	if (file) void file.append(line);
	else if (!isMute) say(line);
}

/** Formats a request: `2026-11-23T14:02:31.512Z GET https://… 200, 84 ms, 1,204 bytes`. */
export function lineOf({method, url, attempt, status, fault, took, bytes}: RequestTrace): SafeText {
	const facts = [
		...(status === null ? [] : [safe`${status}`]),
		...(fault === null ? [] : [safe`${safeText(fault.kind)} (${fault.sentence})`]),
		safe`${Math.round(took)} ms`,
		...(bytes === null ? [] : [safe`${count(bytes)} bytes`]),
		...(attempt === 1 ? [] : [safe`attempt ${attempt}`]),
	];
	return safe`${safeText(isoTime(Date.now()) ?? '')} ${safeText(method)} ${url} ${joinSafe(facts, safe`, `)}`;
}

/** The notice that no debug lines are written, because the monitor uses the terminal and no file can be written. */
export const noPlaceForDebug: SafeText = safe`--debug cannot write its lines: the monitor uses the terminal, and there is no folder for a log file. Redirect standard error to a file.`;

/** The notice that names the file of the debug lines. */
export function debugWrittenTo(path: string): SafeText {
	return safe`--debug writes a line for each request to ${safeText(path)}.`;
}

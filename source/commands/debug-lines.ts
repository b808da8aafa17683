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
 * What `--debug` and `GPJOBS_DEBUG` ask for: one line a request, on standard error, or in a file while a screen has the
 * terminal.
 */

let isOn = false;
let file: LogFile | undefined;
/** The screen has the terminal, and there is no file: then no line is written. */
let isMute = false;

/** Looks once at what the call asks for. Any value of the variable that is not a clear no is a yes. */
export function beginDebugLines({debug}: Flags, {GPJOBS_DEBUG: variable = ''}: NodeJS.ProcessEnv): void {
	isOn = debug === true || (variable !== '' && booleanOf(variable) !== false);
}

/** What takes the requests of this call; `undefined` where nobody asked for them. */
export function debugRequests(): OnRequest | undefined {
	return isOn ? trace => writeLine(lineOf(trace)) : undefined;
}

/**
 * A screen takes the terminal: from now on lines go into a file under the home, unless standard error goes elsewhere.
 *
 * @returns what the user should know; `undefined` where nobody asked for lines or nothing changes
 */
export function debugBesideScreen(home: Home): SafeText | undefined {
	if (!isOn || process.stderr.isTTY !== true) return undefined;
	if (!home.ok) {
		isMute = true;
		return safe`The lines of --debug have no place: there is no folder for them, and the screen has the terminal. Send standard error into a file.`;
	}
	file = openLogFile(home.path, 'gpjobs-debug.log');
	return safe`--debug writes a line for each request into ${safeText(file.path)}.`;
}

/** The screen has given the terminal back. */
export function debugAfterScreen(): void {
	file = undefined;
	isMute = false;
}

function writeLine(line: SafeText): void {
	if (file) void file.append(line);
	else if (!isMute) say(line);
}

/** `2026-11-23T14:02:31.512Z GET https://… 200, 84 ms, 1,204 bytes`. */
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

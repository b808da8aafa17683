import process from 'node:process';
import {type SafeText, safe} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {manPage} from './man-page.ts';
import {print, say} from './print.ts';

/** Runs `gpjobs man`: prints the manual page in the format of man(7). npm does not install manual pages everywhere. */
export async function man({operands, version}: Invocation): Promise<ExitCode> {
	if (operands.length > 0) {
		say(manTakesNothing);
		return exitCodes.usage;
	}
	await print(manPage(version));
	if (process.stdout.isTTY) say(readWithMan);
	return exitCodes.fine;
}

/** The error for an argument. */
export const manTakesNothing: SafeText = safe`gpjobs man prints the whole manual page. For one command, use gpjobs help COMMAND.`;

/** The notice after the page, if it went to a terminal. */
export const readWithMan: SafeText = safe`This is the source of the manual page. Read it with: gpjobs man | man -l -`;

import {jobAddress} from '../gp/job-url.ts';
import {openStorage} from '../session/opened-storage.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {type BashLine, readBashLine} from './completion/bash-line.ts';
import {candidatesFor, type ListFacts} from './completion/candidates.ts';
import {
	bashLines,
	filesReply,
	fishLines,
	powershellLines,
	reply,
	type Shell,
	shells,
	zshLines,
} from './completion/reply.ts';
import {completionScripts} from './completion/scripts.ts';
import {placeIn, type Slot} from './completion/slot.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {findJob} from './find-job.ts';
import type {Invocation} from './invocation.ts';
import {print, say} from './print.ts';

/**
 * Runs `gpjobs completion bash|zsh|fish|powershell`: prints the completion script for that shell. The script calls the same
 * command with the command line as more arguments; it then prints the possible completions.
 */
export async function completion(invocation: Invocation): Promise<ExitCode> {
	const [name, ...asked] = invocation.operands;
	const shell = shells.find(one => one === name);
	if (shell === undefined) {
		say(whichShell);
		return exitCodes.usage;
	}
	await print(asked.length === 0 ? completionScripts[shell] : await answer(shell, asked, invocation));
	return exitCodes.fine;
}

async function answer(shell: Shell, asked: readonly string[], invocation: Invocation): Promise<string> {
	const [line = '', breaks = ''] = asked;
	const bashLine = readBashLine(line, breaks);
	const words = wordsOf(shell, asked, bashLine);
	const {slot, prefix} = placeIn(words);
	if (slot.kind === 'files') return filesReply;
	const current = (words.at(-1) ?? '').slice(prefix.length);
	const candidates = candidatesFor(slot, current, await factsFor(slot, invocation));
	switch (shell) {
		case 'bash':
			return reply(bashLines(candidates, bashLine, prefix));
		case 'zsh':
			return reply(zshLines(candidates, prefix));
		case 'fish':
			return reply(fishLines(candidates, prefix));
		case 'powershell':
			return reply(powershellLines(candidates, prefix));
	}
}

/** Returns the words after the program's name, up to the one at the cursor. */
function wordsOf(shell: Shell, asked: readonly string[], bashLine: BashLine): readonly string[] {
	if (shell === 'bash') return bashLine.words.slice(1);
	if (shell === 'powershell') return asked.with(-1, (asked.at(-1) ?? '').replace(/^=/, ''));
	return asked;
}

/**
 * Reads from the saved list what completion needs. It prints no notices, because they would end up in the line that is
 * being typed.
 */
async function factsFor(slot: Slot, invocation: Invocation): Promise<ListFacts> {
	const {saved, storage} = await openStorage(invocation, 'reading');
	const jobs = saved.flatMap(({url, label, tags}) => {
		const address = jobAddress(url);
		return address ? [{address, label, tags}] : [];
	});
	if (slot.kind !== 'parameter') return {jobs, parameters: []};
	const search = findJob(slot.job, saved);
	const known = search.ok ? await storage?.readRecords([search.found.address.url]) : undefined;
	return {jobs, parameters: known?.records[0]?.[slot.of] ?? []};
}

/** The error for a missing or unknown shell. */
export const whichShell: SafeText = safe`Name the shell: gpjobs completion bash, zsh, fish or powershell.`;

import process from 'node:process';
import {text as readAll} from 'node:stream/consumers';
import {openStorage} from '../session/opened-storage.ts';
import {counted} from '../text/number-words.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {addToList, printAdded} from './added-jobs.ts';
import {type ExitCode, exitCodes, worstOf} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {labelNotices} from './label-notices.ts';
import {parseUrls, type TypedUrl} from './pasted-urls.ts';
import {say} from './print.ts';
import {withoutHome, withoutList} from './without-storage.ts';

/** Runs `gpjobs add URL… | -`: adds the job URLs to the saved list and prints an error for each text that is not a job URL. */
export async function add(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	const texts = operands.includes('-')
		? [...operands.filter(word => word !== '-'), ...(await standardInput())]
		: operands;
	if (texts.length === 0) {
		say(nothingToAdd);
		return exitCodes.usage;
	}
	if (flags.label !== undefined && texts.length > 1) {
		say(oneLabel(texts.length));
		return exitCodes.usage;
	}
	if (flags.label !== undefined && flags.label.trim() === '') {
		say(emptyLabel);
		return exitCodes.usage;
	}
	const parsed = parseUrls(texts, Date.now(), {label: flags.label, tags: flags.tag});
	for (const sentence of parsed.refused) say(sentence);
	const usage = parsed.refused.length > 0 ? [exitCodes.usage] : [];
	if (parsed.jobs.length === 0) return worstOf(usage);
	const opened = await openStorage(invocation, 'writing');
	const {storage, home, notices, listFault} = opened;
	for (const notice of notices) say(notice);
	if (listFault !== undefined) return worstOf([...usage, withoutList(opened)]);
	if (!storage || !home.ok) {
		return worstOf([...usage, withoutHome(opened)]);
	}
	const added = await addToList(storage, parsed.jobs);
	if (!added.ok) {
		say(added.sentence);
		return worstOf([...usage, exitCodes.notSaved]);
	}
	if (parsed.tokens.size > 0) say(tokenTakenOff);
	for (const notice of parsed.notices) say(notice);
	await printAdded(added.outcomes, flags);
	const count = added.outcomes.filter(({outcome}) => outcome === 'added').length;
	if (!flags.json && !flags.quiet && count > 1) say(addedCount(count));
	const labels = parsed.jobs.map(({label}) => label);
	for (const notice of labelNotices(labels, added.jobs)) say(notice);
	return worstOf(usage);
}

/** Reads standard input: one URL a line, optionally followed by a tab and a label. Skips blank lines and lines that start with `#`. */
async function standardInput(): Promise<readonly TypedUrl[]> {
	const lines = (await readAll(process.stdin)).split(/\r?\n/);
	return lines.flatMap((line, index) => {
		const text = line.trim();
		if (text === '' || text.startsWith('#')) return [];
		const [url = '', label = ''] = /^https?:/i.test(text) ? text.split(/\t+(.*)/s) : [text];
		return [{text: url.trim(), line: index + 1, ...(label.trim() === '' ? {} : {label: label.trim()})}];
	});
}

/** The error for `add` without a URL. */
export const nothingToAdd: SafeText = safe`Nothing to add. Give job URLs, or - to read them from standard input.`;

/** The error for `--label` together with several jobs. */
export function oneLabel(count: number): SafeText {
	return safe`--label names one job, but ${count} are given. Use --tag for several jobs.`;
}

/** The error for a label that is empty or blank. */
export const emptyLabel: SafeText = safe`The label is empty. Give --label a text, or leave it out.`;

/** The notice that a URL was saved without the token in it. */
export const tokenTakenOff: SafeText = safe`The token was removed from the URL and is not saved.`;

/** The notice after several jobs were added. */
export function addedCount(jobs: number): SafeText {
	return safe`Added ${counted(jobs, 'job')}.`;
}

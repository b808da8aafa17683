import process from 'node:process';
import {text as readAll} from 'node:stream/consumers';
import {toJson} from '../text/json-escape.ts';
import {counted} from '../text/number-words.ts';
import {safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodes, worstOf} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {parseUrls, tokenNotice} from './pasted-urls.ts';
import {print, say} from './print.ts';
import {openShelf} from './shelf.ts';

/** `gpjobs add URL… | -`: those that are job URLs are added, the others are said one by one. */
export async function add(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	const texts = operands.includes('-')
		? [...operands.filter(word => word !== '-'), ...(await standardInput())]
		: operands;
	if (texts.length === 0) {
		say(safe`Nothing to add: give job URLs, or - to read them from standard input.`);
		return exitCodes.usage;
	}
	if (flags.label !== undefined && texts.length > 1) {
		say(safe`--label names one job, and there are ${texts.length}. Use --tag for several.`);
		return exitCodes.usage;
	}
	const parsed = parseUrls(texts, Date.now(), {label: flags.label, tags: flags.tag});
	for (const sentence of parsed.refused) say(sentence);
	const usage = parsed.refused.length > 0 ? [exitCodes.usage] : [];
	if (parsed.jobs.length === 0) return worstOf(usage);
	const {list, home, notices} = await openShelf(invocation, 'writing');
	for (const notice of notices) say(notice);
	if (!list || !home.ok) {
		say(home.ok ? safe`The list cannot be kept.` : home.sentence);
		return worstOf([...usage, exitCodes.notSaved]);
	}
	const change = await list.add(parsed.jobs);
	if (!change.ok) {
		say(change.sentence);
		return worstOf([...usage, exitCodes.notSaved]);
	}
	const notice = tokenNotice(parsed);
	if (notice) say(safe`The token in the URL was taken off: it is not saved.`);
	const added = new Set(change.changed.map(({url}) => url));
	const outcomes = parsed.jobs.map(({url}) => ({url, outcome: added.has(url) ? 'added' : 'known'}));
	if (flags.json) await print(`${toJson({jobs: outcomes})}\n`);
	else
		await print(
			`${outcomes.map(({url, outcome}) => `${outcome === 'added' ? 'added' : 'already there'}  ${safeText(url)}`).join('\n')}\n`,
		);
	if (!flags.json && change.changed.length > 1) say(safe`${counted(change.changed.length, 'job')} added.`);
	return worstOf(usage);
}

async function standardInput(): Promise<readonly string[]> {
	const lines = (await readAll(process.stdin)).split(/\r?\n/);
	return lines.map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#'));
}

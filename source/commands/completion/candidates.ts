import type {JobAddress} from '../../gp/job-url.ts';
import {settingNames} from '../../store/settings.ts';
import {safeText} from '../../text/safe-text.ts';
import {type CommandEntry, commands} from '../command-table.ts';
import {optionOf} from '../options.ts';
import type {Slot} from './slot.ts';

/** A possible completion with its description. */
export type Candidate = {readonly value: string; readonly about: string};

/** The facts about the saved list that completion needs. */
export type ListFacts = {
	readonly jobs: ReadonlyArray<{
		readonly address: JobAddress;
		readonly label: string | undefined;
		readonly tags: readonly string[];
	}>;
	/** The names of the results or inputs of the job on the command line. */
	readonly parameters: readonly string[];
};

/** Returns the completions for a slot that start with the current word. */
export function candidatesFor(slot: Slot, current: string, facts: ListFacts): readonly Candidate[] {
	return allFor(slot, current, facts).filter(({value, about}) => value.startsWith(current) && isPlain(value + about));
}

function allFor(slot: Slot, current: string, {jobs, parameters}: ListFacts): readonly Candidate[] {
	switch (slot.kind) {
		case 'command':
			return Object.entries(commands).map(([value, {summary: about}]: [string, CommandEntry]) => ({value, about}));
		case 'option':
			return slot.names.map(name => ({value: `--${name}`, about: optionOf(name).help}));
		case 'choice':
			return bare(slot.words);
		case 'job':
			return jobWords(jobs, current);
		case 'server':
			return bare(jobs.map(({address}) => address.server));
		case 'tag':
			return bare(jobs.flatMap(({tags}) => tags));
		case 'setting':
			return bare(settingNames);
		case 'parameter':
			return bare(parameters);
		case 'files':
		case 'nothing':
			return [];
	}
}

/**
 * Returns the words that name jobs: the label if only one job has it, otherwise the id. URLs are offered only if the
 * user has begun to type one, because they would fill the screen.
 */
function jobWords(jobs: ListFacts['jobs'], current: string): readonly Candidate[] {
	const byLabel = Map.groupBy(jobs, ({label}) => label);
	return jobs.flatMap(({address, label}) => {
		const about = `${address.task} on ${address.serverName}`;
		const isNamed = label !== undefined && label !== '' && byLabel.get(label)?.length === 1;
		const words = [
			...(isNamed ? [label] : []),
			...(!isNamed || current !== '' ? [address.jobId] : []),
			...(current.startsWith('http') ? [address.url] : []),
		];
		return words.map(value => ({value, about}));
	});
}

function bare(words: readonly string[]): readonly Candidate[] {
	return [...new Set(words)].map(value => ({value, about: ''}));
}

/** Whether a text has no control characters. The shell writes completions to the terminal unchanged. */
function isPlain(text: string): boolean {
	return safeText(text) === text;
}

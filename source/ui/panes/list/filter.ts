import {statusWord} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import {jobName, type WatchedJob} from '../../../monitor/job.ts';
import {lookOf} from '../../symbols.ts';
import {isInDoubt} from './elapsed.ts';
import {lastWords} from './last-words.ts';

/** Where a word of a filter is looked for; without a name before it, everywhere. */
const fields = ['status', 'job', 'id', 'task', 'service', 'server', 'tag', 'message'] as const;

type Field = (typeof fields)[number];

/** One word of a filter: `kriging`, `server:acme`, `!status:succeeded`. */
type Term = {
	readonly field: Field | undefined;
	/** The text looked for, in lower case; never empty. */
	readonly text: string;
	readonly isExcluded: boolean;
};

/** All of them must hold. */
type Filter = readonly Term[];

const words = /(!?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S*))/giu;
const synonyms: Readonly<Record<string, Field>> = {label: 'job', state: 'status', tags: 'tag', host: 'server'};

/**
 * Reads a filter as a person types it: words with blanks between them, `"two words"` in quotes, `column:word` to look in
 * one column, `!` to exclude a word.
 *
 * After anything but a column's name, a colon is part of the word, so that `old:6443` finds a server. An unfinished
 * term, such as `server:`, filters nothing.
 */
export function readFilter(typed: string): Filter {
	const terms: Term[] = [];
	for (const [whole, not = '', name = '', quoted, plain = ''] of typed.matchAll(words)) {
		if (whole === '') continue;
		const field = fieldOf(name);
		const word = quoted ?? plain;
		const text = (field === undefined && name !== '' ? `${name}:${word}` : word).toLowerCase();
		if (text !== '') terms.push({field, text, isExcluded: not !== ''});
	}
	return terms;
}

/** The jobs that match a filter, in their order; the same array for an empty filter. */
export function filterJobs(jobs: readonly WatchedJob[], filter: Filter, now: Moment): readonly WatchedJob[] {
	return filter.length === 0 ? jobs : jobs.filter(job => matches(job, filter, now));
}

export function matches(job: WatchedJob, filter: Filter, now: Moment): boolean {
	return filter.every(({field, text, isExcluded}) => isFound(job, field, text, now) !== isExcluded);
}

function fieldOf(name: string): Field | undefined {
	const field = name.toLowerCase();
	return synonyms[field] ?? fields.find(known => known === field);
}

function isFound(job: WatchedJob, field: Field | undefined, text: string, now: Moment): boolean {
	const searched = searchedOf(job, now);
	if (field !== undefined) return searched[field].includes(text);
	return fields.some(name => searched[name].includes(text));
}

type Searched = Readonly<Record<Field, string>>;

/** The searched texts of each job, cached: with ten thousand jobs, a key must not build them all again. */
const searchedOnes = new WeakMap<WatchedJob, {readonly isInDoubt: boolean; readonly searched: Searched}>();

function searchedOf(job: WatchedJob, now: Moment): Searched {
	const inDoubt = job.state !== 'gone' && isInDoubt(job, now);
	const known = searchedOnes.get(job);
	if (known && known.isInDoubt === inDoubt) return known.searched;
	const {address, status, state, tags, isKept} = job;
	const doubt = inDoubt ? (isKept ? ' kept' : ' stale') : '';
	const texts: Searched = {
		status: `${state === 'gone' ? '' : statusWord(status?.safe ?? '')} ${state} ${lookOf(state, true).word}${doubt}`,
		job: jobName(job),
		id: address.jobId,
		task: address.task,
		service: address.service,
		server: address.serverName,
		tag: tags.join(' '),
		message: lastWords(job, now, undefined)
			.map(part => part.text)
			.join(' '),
	};
	const searched = Object.fromEntries(
		Object.entries(texts).map(([name, text]) => [name, text.toLowerCase()]),
	) as Record<Field, string>;
	searchedOnes.set(job, {isInDoubt: inDoubt, searched});
	return searched;
}

import {type State, statusWord} from '../gp/status.ts';
import type {Moment} from './clock.ts';
import {isInDoubt} from './elapsed.ts';
import {jobName, type WatchedJob} from './job.ts';
import {isUnread, needsALook} from './job-need.ts';
import {tellingMessage} from './telling-message.ts';

/** The fields in which a filter can search. A word without a field name is searched for in all of them. */
export const filterFields = ['status', 'job', 'id', 'task', 'service', 'server', 'tag', 'message'] as const;

type Field = (typeof filterFields)[number];

/** Words that test a property of a job instead of searching its texts. */
const questions = {problem: needsALook, unread: isUnread} as const;

type Question = keyof typeof questions;

/**
 * The fields whose values stay the same while a job runs. The values of the others change with each answer from the
 * server.
 */
const lastingFields: ReadonlySet<Field> = new Set(['job', 'id', 'task', 'service', 'server', 'tag']);

/** One alternative of a term: `kriging`, `server:acme`, `problem`. */
type Alternative = {
	readonly question: Question | undefined;
	readonly field: Field | undefined;
	/** The text searched for, in lower case; never empty. */
	readonly text: string;
	readonly isExcluded: boolean;
};

/** One word of a filter, such as `failed|stale` or `!status:succeeded`. A job matches if it matches one alternative. */
type Term = {readonly alternatives: readonly Alternative[]; readonly isExcluded: boolean};

/** A parsed filter. A job matches it if it matches all terms. */
export type Filter = readonly Term[];

const alternative = /(!?)(?:([a-z]+):)?(?:"([^"]*)"?|([^\s|]*))(\|*)/giu;
const synonyms: Readonly<Record<string, Field>> = {
	label: 'job',
	name: 'job',
	state: 'status',
	tags: 'tag',
	host: 'server',
};

/**
 * Reads a filter as the user types it: words separated by blanks, all of which must match; `a|b` for one or the
 * other, `!word` to exclude a word, `field:word` to search one field, `"two words"` in quotes. `problem` means jobs
 * that need a look, `unread` jobs that ended or got into trouble after the cursor was last on them.
 *
 * A `!` at the start of a word excludes all of its alternatives, and a field name applies to the alternatives after
 * it too: `!status:failed|cancelled`. After anything but a field name, a colon is part of the word, so that
 * `old:6443` finds a server. An unfinished word, such as `server:` or `a|`, filters by its finished part.
 */
export function readFilter(typed: string): Filter {
	const terms: Term[] = [];
	let alternatives: Alternative[] = [];
	let isExcluded = false;
	let field: Field | undefined;
	let isInside = false;
	for (const [whole, not = '', name = '', quoted, plain = '', bar = ''] of typed.matchAll(alternative)) {
		if (whole === '') continue;
		const isFirst = !isInside;
		if (isFirst) {
			alternatives = [];
			field = undefined;
			isExcluded = not !== '';
		}
		const named = fieldOf(name);
		if (named !== undefined) field = named;
		const said = quoted ?? plain;
		const text = (named === undefined && name !== '' ? `${name}:${said}` : said).toLowerCase();
		const question = quoted === undefined && name === '' ? questionOf(text) : undefined;
		if (text !== '') alternatives.push({question, field, text, isExcluded: !isFirst && not !== ''});
		isInside = bar !== '';
		if (isInside || alternatives.length === 0) continue;
		terms.push({alternatives, isExcluded});
		alternatives = [];
	}
	if (alternatives.length > 0) terms.push({alternatives, isExcluded});
	return terms;
}

/**
 * Returns the first part of a filter that is probably a mistake: one without a text (`tag:`, `a|`), or with an unknown field
 * (`stat:failed`). {@link readFilter} leaves out the one and searches for the other as it is, because the screen filters while
 * the user types. On a command line such a part, often a variable without a value, would select other jobs than the user means.
 */
export function doubtfulPart(typed: string): string | undefined {
	for (const match of typed.matchAll(alternative)) {
		const [whole, , name = '', quoted, plain = '', bar = ''] = match;
		const text = quoted ?? plain;
		const isUnfinished =
			whole !== '' && (text === '' || (bar !== '' && !/\S/.test(typed[match.index + whole.length] ?? '')));
		// A word like `old:6443` is a server with its port.
		const isUnknown = name !== '' && fieldOf(name) === undefined && !/^\d+$/.test(text);
		if (isUnfinished || isUnknown) return whole;
	}
	return undefined;
}

/** Returns the jobs that match a filter, in their order; the same array if the filter is empty. */
export function filterJobs(jobs: readonly WatchedJob[], filter: Filter, now: Moment): readonly WatchedJob[] {
	return filter.length === 0 ? jobs : jobs.filter(job => matches(job, filter, now));
}

/** Whether a job matches all terms of a filter. */
export function matches(job: WatchedJob, filter: Filter, now: Moment): boolean {
	return filter.every(({alternatives, isExcluded}) => alternatives.some(one => isMatch(job, one, now)) !== isExcluded);
}

/** Whether a filter has terms, and all of them test only facts that stay the same while a job runs. */
export function isLasting(filter: Filter): boolean {
	const alternatives = filter.flatMap(term => term.alternatives);
	return alternatives.length > 0 && alternatives.every(({field}) => field !== undefined && lastingFields.has(field));
}

function isMatch(job: WatchedJob, {question, field, text, isExcluded}: Alternative, now: Moment): boolean {
	const answer = question && questions[question](job, now);
	const isFound = question === undefined ? isFoundIn(job, field, text, now) : answer !== undefined && answer !== false;
	return isFound !== isExcluded;
}

function fieldOf(name: string): Field | undefined {
	const field = name.toLowerCase();
	return synonyms[field] ?? filterFields.find(known => known === field);
}

function questionOf(text: string): Question | undefined {
	return Object.hasOwn(questions, text) ? (text as Question) : undefined;
}

function isFoundIn(job: WatchedJob, field: Field | undefined, text: string, now: Moment): boolean {
	const searched = searchedOf(job, now);
	if (field !== undefined) return searched[field].includes(text);
	return filterFields.some(name => searched[name].includes(text));
}

type Searched = Readonly<Record<Field, string>>;

/**
 * A cache of the searched texts of each job, because building those of ten thousand jobs at each keystroke would be
 * slow.
 */
const searchedOnes = new WeakMap<WatchedJob, {readonly isInDoubt: boolean; readonly searched: Searched}>();

function searchedOf(job: WatchedJob, now: Moment): Searched {
	const inDoubt = job.state !== 'gone' && isInDoubt(job, now);
	const known = searchedOnes.get(job);
	if (known && known.isInDoubt === inDoubt) return known.searched;
	const {address, status, state, tags, isFromRecord} = job;
	const doubt = inDoubt ? (isFromRecord ? ' kept' : ' stale') : '';
	const texts: Searched = {
		status: `${state === 'gone' ? '' : statusWord(status?.safe ?? '')} ${state} ${otherWords[state] ?? ''}${doubt}`,
		job: jobName(job),
		id: address.jobId,
		task: address.task,
		service: address.service,
		server: address.serverName,
		tag: tags.join(' '),
		message: messageTexts(job),
	};
	const searched = Object.fromEntries(
		Object.entries(texts).map(([name, text]) => [name, text.toLowerCase()]),
	) as Record<Field, string>;
	searchedOnes.set(job, {isInDoubt: inDoubt, searched});
	return searched;
}

/** The words by which a filter finds a state, in addition to its name and the server's own word. */
const otherWords: {readonly [state in State]?: string} = {succeeded: 'ok done', 'timed-out': 'timed out'};

/** Returns all text that a row can show about a job, as one string: its progress, messages, fault and cancel. */
function messageTexts(job: WatchedJob): string {
	const {progress, messages, trouble, cancel, isDeletedOnServer} = job;
	return [
		progress?.message.safe,
		tellingMessage(job)?.text,
		messages.last?.text.safe.slice(0, longestMessage),
		messages.firstError?.text.safe.slice(0, longestMessage),
		messages.warnings > 0 ? 'warning' : '',
		trouble && `${trouble.fault.kind} ${trouble.fault.sentence}`,
		cancel && `cancel ${cancel.step} ${cancel.fault?.sentence ?? ''}`,
		isDeletedOnServer ? 'deleted' : '',
	].join('\n');
}

/** The number of characters of a message that are searched: a message can be one line of megabytes. */
const longestMessage = 1000;

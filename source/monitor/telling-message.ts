import type {Level, Message} from '../gp/message.ts';
import {hasEnded, type State} from '../gp/status.ts';
import {type SafeText, safeText} from '../text/safe-text.ts';
import type {WatchedJob} from './job.ts';
import {hasUnreadEnd} from './last-messages.ts';
import {
	codeOfLine,
	isBareException,
	isFailedToExecute,
	isRoutine,
	isSaidOfAnything,
	isToolCall,
	isUnspecific,
	kindsOfLines,
	type LineKind,
	looksLikeFailedToExecute,
	type TracebackState,
	withoutIntroduction,
} from './message-lines.ts';

/** The sentence about a job that the operator should read first. */
export type TellingMessage = {
	/** The sentence, on a single line. */
	readonly text: SafeText;
	readonly level: Level;
	/** The index of the message with this sentence among all messages of the job; `null` if the list is not in memory. */
	readonly index: number | null;
};

/**
 * The weights of lines. A line explains nothing, says only that a tool failed, says something general, or says what
 * happened.
 */
const weights = {nothing: 0, outcome: 1, general: 2, telling: 3} as const;

type Weight = (typeof weights)[keyof typeof weights];

type Candidate = {readonly text: string; readonly weight: Weight; readonly level: Level; readonly at: number};

/** Which message to look for: why the job failed, its newest one, or a warning about its success. */
type Aim = 'reason' | 'timeout' | 'newest' | 'warning';

/**
 * The number of messages that are examined, from the first error or from the end: a script can write a hundred
 * thousand.
 */
const mostMessages = 200;
/** The number of characters of one message that are examined at its start and at its end. */
const mostCharacters = 2 ** 16;
/** The maximum length of the sentence in characters, which is more than the width of any screen. */
const longestSentence = 1000;

/**
 * Finds the sentence that explains most about a job: why it failed or timed out; the first error or warning of a job
 * that succeeded; the newest message of any other job. Lines that ArcGIS writes for every tool are ignored. Of a
 * traceback, the exception is used; of an error that only says that something went wrong, its code and the next line.
 *
 * @returns `null` if no message explains anything
 */
export function tellingMessage(job: WatchedJob): TellingMessage | null {
	const {messages, state} = job;
	const {list, isRecalled, telling, before} = messages;
	const aim = aimOf(state);
	if (list === null || isRecalled) {
		if (telling !== null && telling.state === state) return {text: telling.text, level: telling.level, index: null};
		return fromFew(job, aim);
	}
	const found = tellingOf(list, aim, !hasUnreadEnd(job));
	if (before === 0) return found;
	return found === null ? fromFew(job, aim) : {...found, index: (found.index ?? 0) + before};
}

function aimOf(state: State): Aim {
	if (state === 'failed') return 'reason';
	if (state === 'timed-out') return 'timeout';
	return state === 'succeeded' ? 'warning' : 'newest';
}

/**
 * Chooses the sentence from the first error and the last message, which are known even if the list is not in memory.
 */
function fromFew(job: WatchedJob, aim: Aim): TellingMessage | null {
	const {firstError, last} = job.messages;
	const isCurrent = !hasUnreadEnd(job) && (!hasEnded(job.state) || job.isFromRecord || job.messages.list !== null);
	const few = [...(firstError && aim !== 'newest' ? [firstError] : []), ...(last && isCurrent ? [last] : [])];
	const found = tellingOf(few, aim, isCurrent);
	return found && {...found, index: null};
}

/** A cache of sentences by list, because rows are drawn far more often than messages arrive. */
const cache = new WeakMap<readonly Message[], Map<string, TellingMessage | null>>();

function tellingOf(list: readonly Message[], aim: Aim, hasEnd: boolean): TellingMessage | null {
	const known = cache.get(list) ?? new Map<string, TellingMessage | null>();
	cache.set(list, known);
	const key = `${aim} ${hasEnd}`;
	const before = known.get(key);
	if (before !== undefined) return before;
	const found = chosen(list, aim, hasEnd);
	const telling = found && {text: sentence(found.text), level: found.level, index: found.at};
	known.set(key, telling);
	return telling;
}

function chosen(list: readonly Message[], aim: Aim, hasEnd: boolean): Candidate | null {
	switch (aim) {
		case 'reason':
		case 'timeout': {
			const isLate = aim === 'timeout';
			const errors = candidatesOf(list, message => message.level === 'error', isLate ? 'end' : 'start');
			const reason = best(isLate ? errors.toReversed() : errors);
			if (reason && reason.weight >= weights.general) return reason;
			// A message from before the end is not the reason for it.
			const newest = hasEnd ? newestOf(list, weights.general) : null;
			return newest ?? (reason && reason.weight >= weights.outcome ? reason : null);
		}
		case 'warning': {
			const alert = best(candidatesOf(list, message => message.level !== 'info'));
			return alert?.weight === weights.telling ? alert : hasEnd ? newestOf(list, weights.telling) : null;
		}
		case 'newest':
			return newestOf(list, weights.general);
	}
}

/** Returns the first candidate among those with the greatest weight. */
function best(candidates: readonly Candidate[]): Candidate | null {
	let found: Candidate | null = null;
	for (const candidate of candidates) if (candidate.weight > (found?.weight ?? weights.nothing)) found = candidate;
	return found;
}

function newestOf(list: readonly Message[], least: Weight): Candidate | null {
	for (let at = list.length - 1; at >= Math.max(0, list.length - mostMessages); at--) {
		const message = list[at];
		if (message === undefined) continue;
		const found = best(candidatesOf([message], () => true));
		if (found && found.weight >= least) return {...found, at};
	}
	return null;
}

type Line = {readonly text: string; readonly kind: LineKind; readonly level: Level; readonly at: number};

/**
 * Returns the candidates in messages of the given levels: one for each line, and one for each exception. In a chain of
 * exceptions, the last one with a message is used, as in Python.
 */
function candidatesOf(
	list: readonly Message[],
	isAsked: (message: Message) => boolean,
	from: 'start' | 'end' = 'start',
): readonly Candidate[] {
	const lines = linesOf(list, isAsked, from);
	const candidates: Candidate[] = [];
	let lastException: number | undefined;
	let isChained = false;
	for (let index = 0; index < lines.length; index++) {
		const line = lines[index] as Line;
		if (line.kind === 'frame') continue;
		if (line.kind === 'chained') isChained = lastException !== undefined;
		if (line.kind !== 'exception') {
			candidates.push(candidateOf(line, lines[index + 1]));
			continue;
		}
		const own = [line];
		for (let next = lines[index + 1]; next !== undefined && isOfSame(line, next); next = lines[index + 1]) {
			own.push(next);
			index++;
		}
		const candidate = exceptionOf(own);
		if (isChained && lastException !== undefined) {
			if (candidate.weight === weights.telling) candidates[lastException] = candidate;
		} else {
			lastException = candidates.push(candidate) - 1;
		}
		isChained = false;
	}
	return candidates;
}

/** Whether a line belongs to an exception: it follows in the same message, before another traceback begins. */
function isOfSame(exception: Line, next: Line): boolean {
	return next.at === exception.at && (next.kind === 'text' || next.kind === 'routine') && next.text.trim() !== '';
}

/**
 * Returns the line of an exception that explains most. A line with an error code is from ArcGIS and explains more than
 * the lines around it.
 */
function exceptionOf(own: readonly Line[]): Candidate {
	const candidates = own.map((line, index) => candidateOf(line, own[index + 1]));
	const coded = own.findIndex(
		({text}, index) =>
			codeOfLine(withoutIntroduction(text)) !== undefined && candidates[index]?.weight === weights.telling,
	);
	return candidates[coded] ?? best(candidates) ?? (candidates[0] as Candidate);
}

function candidateOf({text, kind, level, at}: Line, next: Line | undefined): Candidate {
	const said = withoutIntroduction(text);
	if (kind === 'chained' || kind === 'heading') return {text: said, level, at, weight: weights.nothing};
	const code = codeOfLine(said);
	if (code === undefined || !isUnspecific(code)) return {text: said, level, at, weight: weightOf(said, text)};
	const cause = next === undefined || next.kind === 'frame' ? '' : withoutIntroduction(next.text);
	if (weightOf(cause, cause) < weights.telling) return {text: said, level, at, weight: weights.general};
	const end = said.indexOf(code) + code.length;
	return {text: `${said.slice(0, end)} · ${cause}`, level, at, weight: weights.telling};
}

/**
 * Rates how much a line explains.
 *
 * @param sent the line as it was sent, with its indentation
 */
function weightOf(said: string, sent: string): Weight {
	if (!/[\p{L}\p{N}]/u.test(said)) return weights.nothing;
	if (isFailedToExecute(said)) return weights.outcome;
	if (isRoutine(said)) return weights.nothing;
	const isGeneral =
		/^\s{2}/.test(sent) ||
		isToolCall(sent) ||
		isSaidOfAnything(said) ||
		isBareException(said) ||
		looksLikeFailedToExecute(said);
	return isGeneral ? weights.general : weights.telling;
}

/** Returns the lines of the first or last messages of the given levels. */
function linesOf(
	list: readonly Message[],
	isAsked: (message: Message) => boolean,
	from: 'start' | 'end',
): readonly Line[] {
	const indexes: number[] = [];
	for (let count = 0; count < list.length && indexes.length < mostMessages; count++) {
		const index = from === 'start' ? count : list.length - 1 - count;
		const message = list[index];
		if (message !== undefined && isAsked(message)) indexes.push(index);
	}
	let state: TracebackState = 'outside';
	const lines: Line[] = [];
	for (const at of indexes.toSorted((a, b) => a - b)) {
		const {level, text} = list[at] as Message;
		const texts = linesOfText(text.safe);
		const read = kindsOfLines(texts, state);
		state = read.state;
		for (const [index, kind] of read.kinds.entries()) lines.push({text: texts[index] ?? '', kind, level, at});
	}
	return lines;
}

/**
 * Splits a text into lines. Of a very long text, returns only lines at the start and at the end, because an exception
 * is at the end of its traceback.
 */
function linesOfText(text: string): readonly string[] {
	if (text.length <= 2 * mostCharacters) return text.split('\n');
	return [...text.slice(0, mostCharacters).split('\n'), ...text.slice(-mostCharacters).split('\n')];
}

function sentence(text: string): SafeText {
	return safeText(text.trim().slice(0, longestSentence));
}

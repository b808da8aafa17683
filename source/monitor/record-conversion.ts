import {type Fault, fault} from '../gp/fault.ts';
import type {JobRecord} from '../gp/job-record.ts';
import type {JobAddress} from '../gp/job-url.ts';
import {type Message, readMessages} from '../gp/message.ts';
import {messageText} from '../gp/message-text.ts';
import {linkTo} from '../gp/parameter-link.ts';
import {hasEnded, stateOf} from '../gp/status.ts';
import {isTime} from '../text/date.ts';
import {type SafeText, safeText, sentText, serverText} from '../text/safe-text.ts';
import type {Moment} from './clock.ts';
import {tookOf} from './elapsed.ts';
import {knownAt, newJob, type WatchedJob} from './job.ts';
import {recordedText} from './job-log.ts';
import {hasUnreadEnd, messagesFaultToKeep} from './last-messages.ts';
import {type MessagesTrouble, noMessages} from './message-summary.ts';
import {type MessageTimes, mostBatches, noTimes} from './message-times.ts';
import {type TellingMessage, tellingMessage} from './telling-message.ts';

/** Converts a job to its record, which the next run shows before the first answer. */
export function toRecord(job: WatchedJob): JobRecord {
	const {messages, progress} = job;
	return {
		url: job.address.url,
		status: sentText(job.status),
		hasAnswered: job.lastAnswer !== null,
		endStatus: hasEnded(job.state) ? sentText(job.status) : null,
		isGone: job.state === 'gone' || job.isDeletedOnServer,
		jobId: sentText(job.jobId),
		progress: progress && {
			type: sentText(progress.type) ?? '',
			message: sentText(progress.message) ?? '',
			percent: progress.percent,
		},
		messages: {
			total: messages.total,
			warnings: messages.warnings,
			errors: messages.errors,
			// The last message is recorded only if it is from the end: the next run would otherwise show an earlier
			// message as the last one.
			last: messages.last && !hasUnreadEnd(job) ? wireMessage(messages.last) : null,
			firstError: messages.firstError && wireMessage(messages.firstError),
			telling: tellingRecord(tellingMessage(job)),
			times: timesRecord(messages.times),
			fault: faultRecord(messagesFaultToKeep(job)),
		},
		inputs: job.inputs.map(({name}) => sentText(name)),
		results: job.results.map(({name}) => sentText(name)),
		firstSeen: job.firstSeen?.epoch ?? null,
		stateSince: job.stateSince?.epoch ?? null,
		metInState: job.metInState,
		runningSince: job.runningSince?.epoch ?? null,
		sawStart: job.sawStart,
		endedAt: job.endedAt?.epoch ?? null,
		took: tookOf(job) ?? null,
		lookedAt: job.lookedAt?.epoch ?? null,
		transitions: job.transitions.map(({at, state, status}) => ({
			at: at.epoch,
			status: sentText(status),
			isGone: state === 'gone',
		})),
		lastAnswer: knownAt(job) ?? null,
	};
}

/**
 * Converts a record from an earlier run back to a job.
 *
 * @param now the current moment, to convert recorded wall-clock times to the monotonic clock of this run
 */
export function fromRecord(
	record: JobRecord,
	address: JobAddress,
	listed: {readonly label: SafeText | null; readonly tags: readonly SafeText[]},
	now: Moment,
): WatchedJob {
	const job = newJob(address, listed.label, listed.tags);
	if (!record.hasAnswered) return job;
	const moment = (epoch: number | null) => (epoch === null ? null : {epoch, mono: now.mono - (now.epoch - epoch)});
	const {progress, messages} = record;
	const state = stateOf(record.endStatus ?? record.status);
	const isEnd = hasEnded(state);
	const shownState = record.isGone && !isEnd ? 'gone' : state;
	return {
		...job,
		jobId: record.jobId === null ? null : serverText(record.jobId),
		status: record.status === null ? null : serverText(record.status),
		state: shownState,
		isDeletedOnServer: record.isGone && isEnd,
		progress: progress && {
			type: serverText(progress.type),
			message: messageText(progress.message, 'line'),
			percent: progress.percent,
		},
		messages: {
			...noMessages,
			total: messages.total,
			warnings: messages.warnings,
			errors: messages.errors,
			last: firstOf(messages.last),
			firstError: firstOf(messages.firstError),
			telling: messages.telling
				? {text: safeText(messages.telling.text), level: messages.telling.level, state: shownState}
				: null,
			trouble: troubleOf(messages.fault, now),
			times: timesOf(messages.times),
		},
		results: record.results.map(name => linkTo(name, 'results')),
		inputs: record.inputs.map(name => linkTo(name, 'inputs')),
		firstSeen: moment(record.firstSeen),
		stateSince: moment(record.stateSince),
		metInState: record.metInState,
		runningSince: moment(record.runningSince),
		sawStart: record.sawStart,
		endedAt: moment(record.endedAt),
		took: record.took ?? null,
		// Earlier versions did not record when the cursor was on the job, so changes up to the last answer count as
		// seen.
		lookedAt: moment(record.lookedAt === undefined ? record.lastAnswer : record.lookedAt),
		transitions: record.transitions.map(({at, status, isGone}) => ({
			at: {epoch: at, mono: now.mono - (now.epoch - at)},
			state: isGone ? 'gone' : stateOf(status),
			status: status === null ? null : serverText(status),
		})),
		lastAnswer: moment(record.lastAnswer),
		isFromRecord: true,
	};
}

function wireMessage(message: Message): {type: string; text: string} {
	return {type: message.type, text: recordedText(message.text)};
}

function tellingRecord(telling: TellingMessage | null): JobRecord['messages']['telling'] {
	return telling && {level: telling.level, text: telling.text};
}

function timesRecord({readAt, batches}: MessageTimes): JobRecord['messages']['times'] {
	return {readAt, batches: batches.map(({from, after, until}) => [from, after, until])};
}

function timesOf(times: JobRecord['messages']['times']): MessageTimes {
	if (!times) return noTimes;
	const isTimed = ([from, after, until]: (typeof times.batches)[number]) =>
		from >= 0 && isTime(until) && (after === null || isTime(after));
	const batches = times.batches.filter(isTimed).slice(-mostBatches);
	return {
		readAt: times.readAt !== null && isTime(times.readAt) ? times.readAt : null,
		batches: batches.map(([from, after, until]) => ({from, after, until})),
	};
}

function faultRecord(why: Fault | null): JobRecord['messages']['fault'] {
	return why && {kind: why.kind, code: why.code, sentence: why.sentence};
}

/** Returns why an earlier run could not read the messages. They are due again at once. */
function troubleOf(why: JobRecord['messages']['fault'], {mono}: Moment): MessagesTrouble | null {
	return why && {fault: fault(why.kind, why.sentence, why.code), count: 0, since: mono, nextTry: mono};
}

function firstOf(wire: {readonly type: string; readonly text: string} | null): Message | null {
	return wire === null ? null : (readMessages([{type: wire.type, description: wire.text}])[0] ?? null);
}

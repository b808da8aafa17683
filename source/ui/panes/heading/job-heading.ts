import {hasEnded} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import {elapsedOf, isInDoubt} from '../../../monitor/elapsed.ts';
import {jobName, type WatchedJob} from '../../../monitor/job.ts';
import {isUnread} from '../../../monitor/job-need.ts';
import {isStale} from '../../../monitor/schedule.ts';
import {remainingOf} from '../../../monitor/usual-duration.ts';
import {displayWidth, type Ellipsis, fit} from '../../../text/display-width.ts';
import {joinSafe, type SafeText, safe} from '../../../text/safe-text.ts';
import {clockTimeExact} from '../../header/clock-time.ts';
import type {Span} from '../../line.tsx';
import {doubtful, drawingOf, drawn, type Look, lookOf} from '../../symbols.ts';
import {elapsedWords} from '../list/elapsed.ts';
import {nextTryWords, type Outage} from '../list/fault-words.ts';
import {keptUntilWords} from '../list/kept-until.ts';
import {percentOf} from '../list/progress-words.ts';
import {ending, statusText} from '../list/row.ts';
import {timeLeft, timeLeftShort} from '../list/timing-words.ts';

/**
 * The facts about a job that its heading shows: above the messages of the selected job, and in the first line of the
 * screen for an open job.
 */
export type JobHeading = {
	readonly name: SafeText;
	readonly look: Look;
	readonly isUnread: boolean;
	/** The status as the server names it. */
	readonly status: SafeText;
	/** The progress in whole percent; `null` if it is unknown. */
	readonly percent: number | null;
	/** The estimated time left, as `~32 min left`; empty if it cannot be estimated. */
	readonly left: SafeText;
	/** The estimated time left in the fewest cells, as `~32m`; empty if it cannot be estimated. */
	readonly leftShort: SafeText;
	/** How long an ended job took, as `after 3:12`; empty if that is unknown. */
	readonly took: SafeText;
	/** Since when the server has not answered; empty if it does answer, or if the job is no longer polled. */
	readonly silence: SafeText;
	/** Whether more messages may come. */
	readonly isLive: boolean;
	readonly warnings: number;
	readonly errors: number;
};

/**
 * Returns the current facts about a job for its heading.
 *
 * @param outage why the job's server cannot be reached, if it cannot
 */
export function jobHeading(job: WatchedJob, now: Moment, outage: Outage | undefined, isAscii: boolean): JobHeading {
	const hasDoubt = isInDoubt(job, now) && job.state !== 'gone';
	const isOver = hasEnded(job.state) || job.state === 'gone';
	const percent = percentOf(job);
	const remaining = hasDoubt ? undefined : remainingOf(job, now.mono);
	const took = hasEnded(job.state) ? elapsedWords(elapsedOf(job, now)) : safe``;
	const isSilent = isStale(job, now.mono) || job.trouble !== null || outage !== undefined;
	return {
		name: jobName(job),
		look: hasDoubt ? doubtful : lookOf(job.state, isAscii),
		isUnread: isUnread(job, now),
		status: statusText(job),
		// Rounded down, so that 100 % is shown only when all the work is done.
		percent: typeof percent === 'number' ? Math.floor(percent) : null,
		left: remaining ? timeLeft(remaining) : safe``,
		leftShort: remaining ? timeLeftShort(remaining) : safe``,
		took: took === '' ? safe`` : safe`after ${took}`,
		silence: !isOver && isSilent ? noAnswerSince(job.lastAnswer?.epoch) : safe``,
		isLive: !isOver && !isSilent,
		warnings: job.messages.warnings,
		errors: job.messages.errors,
	};
}

/**
 * Says since when a job's server has not answered.
 *
 * @param epoch the time of its last answer in epoch milliseconds; `undefined` if it never answered
 */
export function noAnswerSince(epoch: number | undefined): SafeText {
	return epoch === undefined ? safe`no answer yet` : safe`no answer since ${clockTimeExact(epoch)}`;
}

/** Makes the symbol and the word for the job's state, in the colour of the state. */
export function stateSpan({look, status}: JobHeading): Span {
	return {text: safe`${look.symbol} ${status}`, colour: look.colour};
}

/**
 * Says that a server requires signing in.
 *
 * @param server the name of the server
 */
export function signInNeededBy(server: SafeText): SafeText {
	return safe`${server} needs a sign-in: press i.`;
}

/** Says why a job cannot be polled, in the wording for the screen, which names the key that signs in. */
export function faultSentence({address}: WatchedJob, {fault}: Outage): SafeText {
	return fault.kind === 'sign-in' ? signInNeededBy(address.serverName) : fault.sentence;
}

type Piece = {readonly text: SafeText; readonly worth: number};

type IdentityLook = {
	/** The width of the line in cells, at most. */
	readonly width: number;
	readonly isAscii: boolean;
	/** The shortest name that distinguishes this server from the others in the list. */
	readonly server: SafeText;
};

/**
 * Makes the line below the heading. It says why the job cannot be polled; if it can, the line names its task, service,
 * server and id, and when the server will delete it, as far as they fit.
 */
export function identitySpan(
	job: WatchedJob,
	now: Moment,
	outage: Outage | undefined,
	{width, isAscii, server}: IdentityLook,
): Span {
	const {between, ellipsis} = drawingOf(isAscii);
	const dot = safe` ${between} `;
	const trouble = hasEnded(job.state) ? undefined : (outage ?? job.trouble ?? undefined);
	if (trouble) {
		const text = safe`${faultSentence(job, trouble)}${dot}${nextTryWords(trouble.nextTry, now.mono)}`;
		return {text: cutTo(drawn(text, isAscii), width, ellipsis), colour: 'yellow'};
	}
	const {task, service, jobId} = job.address;
	const pieces: readonly Piece[] = [
		{text: task, worth: 4},
		{text: service, worth: 1},
		{text: server, worth: 5},
		{text: ending(jobId, Math.min(jobId.length, 7), ellipsis), worth: 2},
		{text: keptUntilWords(job, now), worth: 3},
	];
	const shown = fitting(
		pieces.filter(({text}) => text !== ''),
		width,
		dot,
	);
	return {text: cutTo(shown, width, ellipsis), isDim: true};
}

function cutTo(text: SafeText, width: number, ellipsis: Ellipsis): SafeText {
	return displayWidth(text) <= width ? text : fit(text, width, {ellipsis});
}

/** The number of facts that are always shown, even if they have to be cut. */
const fewest = 1;

function fitting(pieces: readonly Piece[], width: number, dot: SafeText): SafeText {
	const text = joinSafe(
		pieces.map(piece => piece.text),
		dot,
	);
	if (pieces.length <= fewest || displayWidth(text) <= width) return text;
	const least = Math.min(...pieces.map(({worth}) => worth));
	return fitting(
		pieces.filter(({worth}) => worth > least),
		width,
		dot,
	);
}

import type {NotebookFacts} from '../../../gp/notebook.ts';
import type {ParameterLink} from '../../../gp/parameter-link.ts';
import type {Moment} from '../../../monitor/clock.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {unreadSentence} from '../../../monitor/last-messages.ts';
import {messagesSentence} from '../../../monitor/message-summary.ts';
import {count, counted} from '../../../text/number-words.ts';
import {joinSafe, type SafeText, type ServerText, safe, safeText, wasCleaned} from '../../../text/safe-text.ts';
import {dateAndTime} from '../../header/clock-time.ts';
import {firstLine} from '../list/last-words.ts';
import type {AboutFact, Section} from './about.ts';

/** The title of the section with the fields that the server sent in this run. */
export const sentByServer: SafeText = safe`Sent by the server`;

/** The title of the section with fields that an earlier run received. */
export const sentToEarlierRun: SafeText = safe`Sent by the server, to an earlier run of gpjobs`;

/** Makes the sections that list every field that the server sent. */
export function serverSections(job: WatchedJob, now: Moment): readonly Section[] {
	const {snapshot} = job;
	if (job.lastAnswer === null) return [];
	return [
		{
			title: snapshot === null ? sentToEarlierRun : sentByServer,
			facts: [...own(job), ...messages(job), ...parameters(job), ...others(job)],
		},
		...notebookSection(snapshot?.notebook ?? null, now),
	];
}

function own({snapshot, status, progress, address}: WatchedJob): readonly AboutFact[] {
	const facts: AboutFact[] = [];
	// A job id that equals the one in the URL is not repeated, because another section shows it.
	if (snapshot !== null && snapshot.jobId?.safe !== address.jobId) {
		facts.push({name: safe`jobId`, value: jobIdWords(snapshot.jobId)});
	}
	facts.push({name: safe`jobStatus`, value: words(snapshot === null ? status : snapshot.status)});
	if (progress === null) return facts;
	const isPresent = snapshot !== null && snapshot.progress !== null;
	const percent = progress.percent === null ? safe`` : safe`, ${progress.percent} %`;
	facts.push({
		name: isPresent ? safe`progress` : safe`progress before`,
		value: safe`${words(progress.type)}${percent}`,
	});
	if (progress.message.safe !== '') facts.push({name: safe``, value: words(progress.message)});
	return facts;
}

function jobIdWords(sent: ServerText | null): SafeText {
	return sent === null ? safe`not sent` : safe`${words(sent)}: differs from the URL's`;
}

function messages(job: WatchedJob): readonly AboutFact[] {
	const {messages: facts} = job;
	const {list, total, warnings, errors, firstError, last, areTooLarge, trouble, comeUnasked} = facts;
	const amount =
		list === null && total === 0
			? safe`not fetched`
			: safe`${count(total)}, ${counted(warnings, 'warning')}, ${counted(errors, 'error')}`;
	const told: AboutFact[] = [{name: safe`messages`, value: amount}];
	if (areTooLarge) told.push({name: safe``, value: safe`too large to be fetched`, colour: 'yellow'});
	if (trouble) told.push({name: safe``, value: unreadSentence(job) ?? messagesSentence(trouble), colour: 'yellow'});
	if (comeUnasked) told.push({name: safe``, value: safe`the server sends them although it is asked not to`});
	if (firstError) told.push({name: safe`first error`, value: firstLine(firstError.text.safe), colour: 'red'});
	if (last) told.push({name: safe`last message`, value: firstLine(last.text.safe)});
	return told;
}

function parameters({results, inputs}: WatchedJob): readonly AboutFact[] {
	return [
		{name: safe`results`, value: names(results)},
		{name: safe`inputs`, value: names(inputs)},
	];
}

function names(links: readonly ParameterLink[]): SafeText {
	return links.length === 0
		? safe`–`
		: joinSafe(
				links.map(link => words(link.name)),
				safe`, `,
			);
}

function others({snapshot}: WatchedJob): readonly AboutFact[] {
	return (snapshot?.others ?? []).map(({name, value}) => ({name: name.safe, value: words(value)}));
}

function notebookSection(notebook: NotebookFacts | null, now: Moment): readonly Section[] {
	if (notebook === null) return [];
	const {startTime, endTime, type, status, username, isCancelled, parameters: definitions} = notebook;
	const facts: AboutFact[] = [
		...time(safe`startTime`, startTime, now),
		...time(safe`endTime`, endTime, now),
		...text(safe`type`, type),
		...text(safe`status`, status),
		...text(safe`username`, username),
		...(isCancelled === null ? [] : [{name: safe`isCancelled`, value: isCancelled ? safe`true` : safe`false`}]),
		...definitions.map(({name, label, dataType, direction}, index) => ({
			name: index === 0 ? safe`parameters` : safe``,
			value: safe`${words(name)} (${words(label)}): ${words(dataType)}, ${safeText(direction)}`,
		})),
	];
	return [{title: safe`Sent by Notebook Server`, facts}];
}

/** Makes the fact about a time that the server sent, converted from its clock to this machine's. */
function time(name: SafeText, epoch: number | null, now: Moment): readonly AboutFact[] {
	if (epoch === null) return [];
	const isAhead = epoch > now.epoch;
	return [
		{
			name,
			value: safe`${dateAndTime(epoch)} by the server's clock${isAhead ? safe`, which is ahead of this one` : safe``}`,
		},
	];
}

function text(name: SafeText, value: ServerText | null): readonly AboutFact[] {
	return value === null ? [] : [{name, value: words(value)}];
}

/**
 * Formats a string from the server, with a mark if characters were removed or replaced because they are not safe to
 * show.
 */
function words(value: ServerText | null): SafeText {
	if (value === null) return safe`null`;
	return wasCleaned(value) ? safe`${value.safe} (made safe to show)` : value.safe;
}

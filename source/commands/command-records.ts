import type {WatchedJob} from '../monitor/job.ts';
import {recordedMessages} from '../monitor/job-log.ts';
import {toRecord} from '../monitor/record-conversion.ts';
import {FlightRecorder, notAllRecorded} from '../session/flight-recorder.ts';
import type {SafeText} from '../text/safe-text.ts';
import type {NamedJobs} from './named-jobs.ts';
import {say} from './print.ts';

/**
 * Starts recording the saved jobs, as the monitor does. Other jobs get no record. Prints a notice if the disk refuses records.
 *
 * @returns a function that writes the remaining records; it returns whether everything is on the disk
 */
export function beginRecording({
	opened: {storage, home, preferences},
	engine: {monitor},
	isSaved,
}: NamedJobs): (end: {readonly isHurried: boolean}) => Promise<boolean> {
	if (!storage || !home.ok) return async () => true;
	let isTrouble = false;
	const recorder = new FlightRecorder({
		monitor,
		storage,
		isRecorded: isSaved,
		keepsValues: preferences.keepsValues,
		onTrouble(sentence, isOver) {
			isTrouble = !isOver;
			say(sentence);
		},
	});
	return async end => {
		const isRecorded = await recorder.finish(end);
		if (!isRecorded && !isTrouble) say(notAllRecorded);
		return isRecorded;
	};
}

/**
 * Records the results of a single poll of saved jobs: their states, and their messages if the poll fetched them.
 *
 * @returns the error if the disk refused a record; a disk that refuses one record refuses all of them
 */
export async function recordAnswers(
	{opened: {storage}, isSaved}: NamedJobs,
	jobs: readonly WatchedJob[],
): Promise<SafeText | undefined> {
	let refusal: SafeText | undefined;
	for (const job of jobs) {
		if (!isSaved(job.address.url) || job.trouble !== null) continue;
		const {list, before, isRecalled} = job.messages;
		const log = list === null || isRecalled ? null : recordedMessages(list, Date.now(), before);
		const written = await storage?.writeRecord(toRecord(job), log);
		if (written?.ok === false) refusal ??= written.sentence;
	}
	return refusal;
}

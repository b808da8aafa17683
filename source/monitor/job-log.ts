import {fault} from '../gp/fault.ts';
import {type JobLog, lastMessages, logCaps, type RecordedParameter, type RecordedParameters} from '../gp/job-log.ts';
import {type Message, readMessages} from '../gp/message.ts';
import {readValue} from '../gp/parameter-value.ts';
import {isoTime} from '../text/date.ts';
import {toJson} from '../text/json-escape.ts';
import {isSecretName} from '../text/mask-secrets.ts';
import {type ServerText, sentText, serverName} from '../text/safe-text.ts';
import type {ParameterRow} from './parameter-table.ts';

/**
 * Converts the messages of a job to the form in which they are recorded.
 *
 * @param at when they were read, in epoch milliseconds
 * @param before how many messages came before the list
 */
export function recordedMessages(
	list: readonly Message[],
	at: number,
	before = 0,
): Pick<JobLog, 'messages' | 'messagesAt' | 'before'> {
	const messages = lastMessages(list, ({type, text}) => ({type, text: recordedText(text)}));
	return {messagesAt: at, before: before + list.length - messages.length, messages};
}

/** The note at the end of a recorded text that was cut. */
export const recordedEnd = '… [the saved copy ends here]';

/** Converts the text of a message to the form in which it is recorded. A very long text is cut. */
export function recordedText(text: ServerText): string {
	const whole = sentText(text);
	return whole.length <= logCaps.message ? whole : whole.slice(0, logCaps.message) + recordedEnd;
}

/**
 * Converts the recorded messages of a job back for the screen. The first line says that they were recorded, and how
 * many earlier ones are missing.
 *
 * @returns `undefined` if no messages were recorded
 */
export function messagesOfLog({messages, messagesAt, before}: JobLog): readonly Message[] | undefined {
	if (messagesAt === null) return undefined;
	const when = isoTime(messagesAt)?.slice(0, 16).replace('T', ' ');
	const marker = recordedMarker(when === undefined ? 'at an unknown time' : `${when} UTC`, before);
	return readMessages([marker, ...messages.map(({type, text}) => ({type, description: text}))]);
}

/**
 * The line above recorded messages.
 *
 * @param before how many earlier messages are missing
 */
export function recordedMarker(when: string, before: number): string {
	const gap = before === 0 ? '' : `; the first ${before} are missing`;
	return `[saved copy of ${when}${gap}]`;
}

/**
 * Converts results or inputs to the form in which they are recorded.
 *
 * @param at when they were read, in epoch milliseconds
 */
export function recordedParameters(rows: readonly ParameterRow[], at: number): RecordedParameters {
	let room = logCaps.values;
	return {
		at,
		rows: rows.map(({name, label, dataType, read}): RecordedParameter => {
			const row = {name: sentText(name), label: sentText(label), dataType: dataType && sentText(dataType)};
			if (!read.ok) return {...row, why: read.fault.sentence};
			const {json, kind, masked} = read.parameter.value;
			if (kind === 'hidden') return {...row, why: 'A hidden value is not saved.'};
			const size = sizeOf(json);
			if (size > Math.min(logCaps.value, room)) return {...row, why: 'The value was too large for the saved copy.'};
			room -= size;
			return {...row, value: json, ...(masked ? {isMasked: true} : {})};
		}),
	};
}

/** Converts the recorded results or inputs of a job back for the screen. */
export function rowsOfLog({rows}: RecordedParameters): readonly ParameterRow[] {
	return rows.map(row => {
		const name = serverName(row.name);
		const dataType = row.dataType === null ? null : serverName(row.dataType);
		const common = {name, label: serverName(row.label), dataType};
		if (row.why !== undefined) return {...common, read: {ok: false, fault: fault('unexpected', row.why)}};
		const read = readValue(row.dataType ?? undefined, row.value, isSecretName(row.name));
		// The record contains only the mask of a secret, so a rerun must not send this value to a server.
		const value = row.isMasked ? {...read, masked: {}} : read;
		return {...common, read: {ok: true, parameter: {name, dataType, value}}};
	});
}

function sizeOf(json: unknown): number {
	try {
		return toJson(json).length;
	} catch {
		return Number.POSITIVE_INFINITY;
	}
}

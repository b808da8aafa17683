import {hash} from 'node:crypto';
import * as z from 'zod/mini';
import {cutText} from '../text/cut.ts';
import {rewordedText, type SafeText, type ServerText, safeText, sentText, serverText} from '../text/safe-text.ts';
import {isJsonObject} from './json.ts';
import {messageText, objectText, textWithParameters} from './message-text.ts';
import {shownJson} from './shown-json.ts';

/** The levels of messages, the least severe first. */
export const levelsUpwards = ['info', 'warning', 'error'] as const;

/** How severe a message is: one of {@link levelsUpwards}. */
export type Level = (typeof levelsUpwards)[number];

/**
 * One message of a job. Only its position in the list identifies it, because the server sends neither an id nor a time.
 */
export type Message = {
	readonly level: Level;
	/** The type as sent, for example `esriJobMessageTypeWarning`; empty if the server sent none. */
	readonly type: SafeText;
	/** The text of the message, which may have several lines. */
	readonly text: ServerText;
};

/**
 * The levels of message types other than information. The keys are types without their prefix, which is
 * `esriJobMessageType` in the REST documentation and `esriGPMessageType` in ArcObjects. Types that the REST
 * documentation does not list come from `GPMessage` of the ArcGIS Maps SDK for JavaScript; the numbers are those of
 * ArcObjects.
 */
const levels: ReadonlyMap<string, Level> = new Map([
	['Warning', 'warning'],
	['Error', 'error'],
	['Abort', 'error'],
	['50', 'warning'],
	['100', 'error'],
	['102', 'error'],
	['200', 'error'],
]);

function levelOf(type: string | number | null | undefined): Level {
	return levels.get(String(type).replace(/^esri[A-Z]\w{0,20}MessageType(?=[A-Z])/, '')) ?? 'info';
}

const wireMessage = z.object({
	type: z.catch(z.nullish(z.union([z.string(), z.number()])), undefined),
	description: z.optional(z.unknown()),
	message: z.optional(z.unknown()),
});

/**
 * Reads the `messages` of a job ("GP Job", messages). They may be objects or plain strings, with or without a type.
 * Servers usually append messages. If the list begins with all `known` messages, these are reused and only the rest is
 * decoded, so that a poll is fast even for a job with 20,000 messages.
 *
 * @param wire the `messages` of the parsed JSON
 * @param known the messages of an earlier answer for the same job
 * @returns `known` itself if there are no new messages; otherwise a list that either begins with all of `known` or
 * reuses none of them
 */
export function readMessages(wire: readonly unknown[], known: readonly Message[] = []): readonly Message[] {
	const kept = beginsAs(wire, known) ? known : [];
	if (kept.length === wire.length && kept === known) return known;
	const messages = kept.slice();
	for (let index = kept.length; index < wire.length; index++) messages.push(readMessage(wire[index]));
	return messages;
}

/**
 * Returns the messages in `messages` of a job, which may be a list, one text, one message, or an object with a list.
 *
 * @returns `undefined` if it is none of these, for example `null`
 */
export function messageList(wire: unknown): readonly unknown[] | undefined {
	if (Array.isArray(wire)) return wire;
	if (typeof wire === 'string') return wire.trim() === '' ? [] : [wire];
	if (!isJsonObject(wire)) return undefined;
	const inner = wire.messages ?? wire.message;
	if (Array.isArray(inner)) return inner;
	return 'description' in wire || 'message' in wire ? [wire] : undefined;
}

/** Makes a message of an error that the server reports outside `messages`. */
export function errorMessage(text: string): Message {
	return {level: 'error', type: safeText(''), text: serverText(text, 'lines')};
}

/** Counts the warnings and errors, starting with message `from`. */
export function countLevels(messages: readonly Message[], from = 0): {warnings: number; errors: number} {
	let warnings = 0;
	let errors = 0;
	for (let index = from; index < messages.length; index++) {
		const level = messages[index]?.level;
		if (level === 'warning') warnings++;
		else if (level === 'error') errors++;
	}
	return {warnings, errors};
}

function readMessage(wire: unknown): Message {
	const message = decodedMessage(wire);
	if (!isPlainly(wire, message)) digests.set(message, digestOf(wire));
	return message;
}

function decodedMessage(wire: unknown): Message {
	if (typeof wire === 'string') return {level: 'info', type: safeText(''), text: messageText(cutText(wire))};
	const parsed = wireMessage.safeParse(wire);
	if (!parsed.success || !isJsonObject(wire)) return {level: 'info', type: safeText(''), text: textOf(wire, {})};
	const {type, description, message} = parsed.data;
	return {
		level: levelOf(type),
		type: internedType(String(type ?? '')),
		text: textOf((description === '' ? undefined : description) ?? message ?? description ?? '', wire),
	};
}

/**
 * Reads the text of one message.
 *
 * @param wire the message that contains the text and perhaps its code and parameters
 */
function textOf(value: unknown, wire: Readonly<Record<string, unknown>>): ServerText {
	if (typeof value === 'string') {
		const sent = cutText(value);
		return rewordedText(sent, cutText(textWithParameters(sent, wire)), 'lines');
	}
	const json = cutText(inJson(value));
	const words = isJsonObject(value) ? objectText(value) : undefined;
	return words === undefined ? serverText(json, 'lines') : rewordedText(json, words, 'lines');
}

function inJson(value: unknown): string {
	try {
		return JSON.stringify(shownJson(value)) ?? '';
	} catch {
		return '(nested too deeply to be shown)';
	}
}

/** Whether a list begins with all known messages. Each of them is compared, because a server may change any message. */
function beginsAs(wire: readonly unknown[], known: readonly Message[]): boolean {
	return wire.length >= known.length && known.every((message, index) => isMadeOf(wire[index], message));
}

function isMadeOf(wire: unknown, message: Message): boolean {
	if (isPlainly(wire, message)) return true;
	const digest = digests.get(message);
	return digest !== undefined && digest === digestOf(wire);
}

/**
 * Whether a message in an answer has exactly the type and the text of a known message, so that it need not be decoded.
 */
function isPlainly(wire: unknown, {level, type, text}: Message): boolean {
	const sent = sentText(text);
	if (typeof wire === 'string') return wire === sent && type === '' && level === 'info';
	if (!isJsonObject(wire) || wire.description !== sent || (wire.type ?? '') !== type) return false;
	for (const name in wire) if (name !== 'description' && name !== 'type') return false;
	return true;
}

/**
 * Digests of messages as they were sent, without secrets. They are used for messages whose displayed text differs from
 * the sent one.
 */
const digests = new WeakMap<Message, string | undefined>();

/**
 * Returns a digest of a message as the server sent it; `undefined` if the message is nested too deeply. Such a message
 * counts as new at every poll.
 */
function digestOf(wire: unknown): string | undefined {
	try {
		return hash('sha1', JSON.stringify(wire) ?? '');
	} catch {
		return undefined;
	}
}

const types = new Map<string, SafeText>();
const mostTypes = 64;

/**
 * Returns the same string object for all messages of a type, which saves memory: there are eight types and up to a
 * million messages.
 */
function internedType(type: string): SafeText {
	const known = types.get(type);
	if (known !== undefined) return known;
	const safe = safeText(type);
	if (types.size < mostTypes) types.set(type, safe);
	return safe;
}

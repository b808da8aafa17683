import {hash} from 'node:crypto';
import * as z from 'zod/mini';
import {cutText} from '../text/cut.ts';
import {rewordedText, type SafeText, type ServerText, safeText, sentText, serverText} from '../text/safe-text.ts';
import {isJsonObject} from './json.ts';
import {messageText, objectWords, textWithParameters} from './message-words.ts';
import {shownJson} from './shown-json.ts';

/** The levels, from information to errors. */
export const levelsUpwards = ['info', 'warning', 'error'] as const;

export type Level = (typeof levelsUpwards)[number];

/** One message of a job. Its place in the list is its only identity: the server gives it neither id nor time. */
export type Message = {
	readonly level: Level;
	/** The type as sent, `esriJobMessageTypeWarning` for example; empty where the server sent none. */
	readonly type: SafeText;
	/** Several lines where the server sent several. */
	readonly text: ServerText;
};

/**
 * Levels of the types that are not information, without what they begin with: `esriJobMessageType` on the REST pages,
 * `esriGPMessageType` in ArcObjects. The types that the REST pages do not list come from `GPMessage` of the ArcGIS Maps SDK
 * for JavaScript; numbers are those of ArcObjects.
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
 * Reads the `messages` of a job ("GP Job", messages), which come as objects, as plain strings, without a type.
 *
 * Servers append as a rule, so where the list begins with all of `known`, the known messages are taken over, and only the
 * rest is worked on: a job with 20,000 messages costs a poll little more than its new ones.
 *
 * @param wire the decoded `messages`
 * @param known what earlier answers for the same job brought
 * @returns `known` itself where nothing is new; else either all of its messages are the first, or none was taken over
 */
export function readMessages(wire: readonly unknown[], known: readonly Message[] = []): readonly Message[] {
	const kept = beginsAs(wire, known) ? known : [];
	if (kept.length === wire.length && kept === known) return known;
	const messages = kept.slice();
	for (let index = kept.length; index < wire.length; index++) messages.push(readMessage(wire[index]));
	return messages;
}

/**
 * The list that `messages` of a job is, whatever its form: a list, one text, one message, an object around them.
 *
 * @returns `undefined` where it is none of these, as `null`
 */
export function messageList(wire: unknown): readonly unknown[] | undefined {
	if (Array.isArray(wire)) return wire;
	if (typeof wire === 'string') return wire.trim() === '' ? [] : [wire];
	if (!isJsonObject(wire)) return undefined;
	const inner = wire.messages ?? wire.message;
	if (Array.isArray(inner)) return inner;
	return 'description' in wire || 'message' in wire ? [wire] : undefined;
}

/** An error that a server reports outside its messages, as a message. */
export function errorMessage(text: string): Message {
	return {level: 'error', type: safeText(''), text: serverText(text, 'lines')};
}

/** The number of warnings and of errors. */
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

/** @param wire the message that holds the text, and perhaps its code and parameters */
function textOf(value: unknown, wire: Readonly<Record<string, unknown>>): ServerText {
	if (typeof value === 'string') {
		const sent = cutText(value);
		return rewordedText(sent, cutText(textWithParameters(sent, wire)), 'lines');
	}
	const json = cutText(inJson(value));
	const words = isJsonObject(value) ? objectWords(value) : undefined;
	return words === undefined ? serverText(json, 'lines') : rewordedText(json, words, 'lines');
}

function inJson(value: unknown): string {
	try {
		return JSON.stringify(shownJson(value)) ?? '';
	} catch {
		return '(nested too deeply to be shown)';
	}
}

/** Whether a list begins with the known messages. Any line may have been rewritten, so each is compared. */
function beginsAs(wire: readonly unknown[], known: readonly Message[]): boolean {
	return wire.length >= known.length && known.every((message, index) => isMadeOf(wire[index], message));
}

function isMadeOf(wire: unknown, message: Message): boolean {
	if (isPlainly(wire, message)) return true;
	const digest = digests.get(message);
	return digest !== undefined && digest === digestOf(wire);
}

/** Whether a message says what was sent, letter for letter, so that it need not be read again to tell. */
function isPlainly(wire: unknown, {level, type, text}: Message): boolean {
	const sent = sentText(text);
	if (typeof wire === 'string') return wire === sent && type === '' && level === 'info';
	if (!isJsonObject(wire) || wire.description !== sent || (wire.type ?? '') !== type) return false;
	for (const name in wire) if (name !== 'description' && name !== 'type') return false;
	return true;
}

/** For messages whose words differ from what was sent: a short digest of what was sent, without secrets. */
const digests = new WeakMap<Message, string | undefined>();

/** @returns `undefined` for a message that is nested too deeply: it counts as new each time */
function digestOf(wire: unknown): string | undefined {
	try {
		return hash('sha1', JSON.stringify(wire) ?? '');
	} catch {
		return undefined;
	}
}

const types = new Map<string, SafeText>();
const mostTypes = 64;

/** One string for all messages of a type: there are eight, and up to a million messages. */
function internedType(type: string): SafeText {
	const known = types.get(type);
	if (known !== undefined) return known;
	const safe = safeText(type);
	if (types.size < mostTypes) types.set(type, safe);
	return safe;
}

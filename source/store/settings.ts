import * as z from 'zod/mini';
import {didYouMean} from '../text/did-you-mean.ts';
import {parseDuration} from '../text/duration.ts';
import {toJson} from '../text/json-escape.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {booleanIn, booleanOf, isLikeReadOnly} from './read-only.ts';

/** The shortest interval between polls in milliseconds; flags cannot set a shorter one either (design §4). */
const shortestInterval = 1000;

/** How gpjobs can report the end of a job outside its screen. */
export const notifyWays = ['bell', 'osc9', 'osc777', 'title', 'progress'] as const;

/** One of the ways to report the end of a job: see {@link notifyWays}. */
export type NotifyWay = (typeof notifyWays)[number];

/** The values of the setting `color`. With `auto` the background of the terminal decides between `dark` and `light`. */
export const colorChoices = ['auto', 'dark', 'light', 'off'] as const;

/** One of the values of the setting `color`: see {@link colorChoices}. */
export type ColorChoice = (typeof colorChoices)[number];

const settingsSchema = z.object({
	/** The time between two polls of a job, as a duration; `null` if gpjobs adapts it to the job. */
	interval: z.nullable(z.string().check(z.refine(isInterval))),
	/** Requests per second to one server. */
	rate: z.number().check(z.positive(), z.maximum(1000)),
	/** The largest answer that gpjobs reads, in MiB. */
	bodyCap: z.int().check(z.minimum(1), z.maximum(1024)),
	ascii: z.boolean(),
	/** Whether gpjobs prints plain lines for a screen reader instead of tables and bars. */
	accessible: z.boolean(),
	color: z.enum(colorChoices),
	readOnly: z.boolean(),
	/** Whether gpjobs fetches and saves the inputs and results of each job that ends. */
	keepValues: z.boolean(),
	/** Whether gpjobs may use the keyring of the operating system. */
	keyring: z.boolean(),
	/**
	 * The ways in which gpjobs reports the end of a job outside the screen, separated by commas ({@link notifyWays}).
	 */
	notify: z.string().check(z.refine(areNotifyWays)),
	/** The filter that selects the jobs to report, in the filter language of the list. */
	notifyRule: z.string().check(z.maxLength(500)),
	/** A program to run when a job is reported. */
	notifyCommand: z.string().check(z.maxLength(4096)),
	/** Names of hidden columns, separated by commas. Unknown names are ignored. */
	hiddenColumns: z.string().check(z.regex(/^[a-z,]{0,200}$/)),
});

/** The settings that the user can save; flags and the environment take precedence (design §4). */
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** The name of a setting, as in `gpjobs config set NAME VALUE`. */
export type SettingName = keyof Settings;

/** The settings that apply unless the user changes them. */
export const defaultSettings: Settings = {
	interval: null,
	rate: 20,
	bodyCap: 32,
	ascii: false,
	accessible: false,
	color: 'auto',
	readOnly: false,
	keepValues: true,
	keyring: true,
	notify: 'bell,title',
	notifyRule: '',
	notifyCommand: '',
	hiddenColumns: 'task,progress,age',
};

const yesOrNo = safe`true or false, which may also be written yes, no, on, off, 1 or 0`;

const expected: Readonly<Record<SettingName, SafeText>> = {
	interval: safe`adaptive, or a duration of 1s or more, like 5s`,
	rate: safe`requests per second to one server: a number up to 1000`,
	bodyCap: safe`MiB: a whole number from 1 to 1024`,
	ascii: yesOrNo,
	accessible: yesOrNo,
	color: safe`auto, dark, light or off; dark and light name the background of the terminal`,
	readOnly: yesOrNo,
	keepValues: yesOrNo,
	keyring: yesOrNo,
	notify: safe`none, or words with commas between them: ${joinSafe(notifyWays.map(safeText), safe`, `)}`,
	notifyRule: safe`none, or words as the list's filter takes them, like status:failed tag:nightly`,
	notifyCommand: safe`none, or the path of a program, without arguments`,
	hiddenColumns: safe`none, or names of columns with commas between them, like task,server`,
};

/** The names of all settings, in the order in which `gpjobs config` lists them. */
export const settingNames = Object.keys(settingsSchema.shape) as readonly SettingName[];

/**
 * Reads the settings of the file one by one.
 *
 * @param stored the settings in the file, by name
 * @returns all settings, with the default for those that are missing or invalid, and a sentence for each invalid or
 * unknown one. Only `readOnly` never falls back to its default: an unclear value or a misspelt name counts as yes
 */
export function readSettings(stored: Readonly<Record<string, unknown>>): {
	readonly settings: Settings;
	readonly notices: readonly SafeText[];
} {
	const good = new Map<string, unknown>();
	const notices: SafeText[] = [];
	let isReadOnly = false;
	for (const [key, value] of Object.entries(stored)) {
		const name = settingName(key);
		const typed = name.ok ? typedStored(name.name, value) : undefined;
		if (name.ok && isValue(name.name, typed)) {
			good.set(key, typed);
			continue;
		}
		if (name.ok && name.name !== 'readOnly') {
			notices.push(countsAsNotSet(name.name, storedText(value)));
			continue;
		}
		isReadOnly ||= (name.ok || isLikeReadOnly(key)) && booleanIn(value) !== false;
		if (name.ok) notices.push(ofSaved(unclearReadOnly(storedText(value))));
		else if (!isLikeReadOnly(key)) notices.push(ofSaved(name.sentence));
		else notices.push(ofSaved(booleanIn(value) === false ? nearlyReadOnly(key) : heldForName(key)));
	}

	if (isReadOnly) good.set('readOnly', true);
	return {settings: settingsSchema.parse({...defaultSettings, ...Object.fromEntries(good)}), notices};
}

/** The last sentence of the notices about a `readOnly` that gpjobs does not understand. */
const heldUntilClear = safe`Until that is corrected, gpjobs is read-only.`;

/** Adds an introduction to a sentence which says that it is about the saved settings. */
export function ofSaved(sentence: SafeText): SafeText {
	return safe`Saved settings: ${sentence}`;
}

/** The notice about an invalid value in the file, which is ignored. */
export function countsAsNotSet(name: SettingName, text: string): SafeText {
	return ofSaved(safe`${cannotBeSetTo(name, text)} It counts as not set.`);
}

/** The notice about a `readOnly` that is neither a clear yes nor a clear no. */
export function unclearReadOnly(text: string): SafeText {
	return safe`${cannotBeSetTo('readOnly', text)} ${heldUntilClear}`;
}

/** The notice about a misspelt `readOnly` whose value is a clear no. */
export function nearlyReadOnly(key: string): SafeText {
	return safe`There is no setting "${safeText(key)}"; the name is readOnly.`;
}

/** The notice about a misspelt `readOnly` whose value is not a clear no. */
export function heldForName(key: string): SafeText {
	return safe`${nearlyReadOnly(key)} ${heldUntilClear}`;
}

function storedText(value: unknown): string {
	return typeof value === 'string' ? value : toJson(value);
}

type NamedSetting = {readonly ok: true; readonly name: SettingName} | {readonly ok: false; readonly sentence: SafeText};

/** Finds the setting with a given name; otherwise returns a sentence that lists the settings. */
export function settingName(text: string): NamedSetting {
	const name = settingNames.find(name => name === text);
	if (name !== undefined) return {ok: true, name};
	return {ok: false, sentence: noSuchSetting(text)};
}

/** The error for an unknown setting. */
export function noSuchSetting(text: string): SafeText {
	return safe`There is no setting "${safeText(text)}". There are: ${joinSafe(settingNames.map(safeText), safe`, `)}.${didYouMean(text, settingNames)}`;
}

type ParsedSetting =
	| {readonly ok: true; readonly change: Partial<Settings>}
	| {readonly ok: false; readonly sentence: SafeText};

/** Reads a setting from `gpjobs config set NAME VALUE` or from an environment variable. */
export function parseSetting(name: string, text: string): ParsedSetting {
	const named = settingName(name);
	if (!named.ok) return named;
	const value = typedValue(named.name, text);
	if (!isValue(named.name, value)) return {ok: false, sentence: cannotBeSetTo(named.name, text)};
	return {ok: true, change: {[named.name]: value}};
}

/**
 * Reads `readOnly` from the environment. The setting protects other people's work, so everything except a clear no
 * counts as yes.
 *
 * @param text not empty
 */
export function readOnlyOf(text: string): {readonly isReadOnly: boolean; readonly sentence?: SafeText} {
	const meant = booleanOf(text);
	if (meant !== undefined) return {isReadOnly: meant};
	return {isReadOnly: true, sentence: unclearReadOnly(text)};
}

/** Formats a setting as `gpjobs config get` prints it and {@link parseSetting} reads it. */
export function settingText(settings: Settings, name: SettingName): SafeText {
	const value = settings[name] ?? 'adaptive';
	return safeText(value === '' ? 'none' : String(value));
}

function typedValue(name: SettingName, text: string): unknown {
	if (isBoolean(name)) return booleanOf(text) ?? text;
	const word = text.trim();
	if (name === 'color') return colorOf(booleanOf(word) ?? word.toLowerCase());
	if (word === 'adaptive') return null;
	if (word === 'none') return '';
	// A path or a rule is used exactly as the user typed it.
	return /^\d+(\.\d+)?$/.test(word) ? Number(word) : name === 'interval' ? word : text;
}

/**
 * Converts a value from the file to the type of its setting. A file that was made from a template may contain `"true"`
 * and `"20"` as texts.
 */
function typedStored(name: SettingName, value: unknown): unknown {
	if (isBoolean(name)) return booleanIn(value) ?? value;
	if (name === 'color') return colorOf(booleanIn(value) ?? value);
	return typeof value === 'string' && !isValue(name, value) ? typedValue(name, value) : value;
}

/** Reads the setting `color`. In earlier versions it was yes or no, and both words are still understood. */
function colorOf(value: unknown): unknown {
	if (typeof value !== 'boolean') return value;
	return value ? 'auto' : 'off';
}

function isBoolean(name: SettingName): boolean {
	return typeof defaultSettings[name] === 'boolean';
}

function isValue(name: SettingName, value: unknown): boolean {
	return settingsSchema.shape[name].safeParse(value).success;
}

function areNotifyWays(text: string): boolean {
	return text === '' || text.split(',').every(word => notifyWays.some(way => way === word));
}

function isInterval(text: string): boolean {
	const duration = parseDuration(text);
	return duration.ok && duration.ms >= shortestInterval;
}

/** The error for an invalid value of a setting. */
export function cannotBeSetTo(name: SettingName, text: string): SafeText {
	return safe`${safeText(name)} cannot be "${safeText(text)}": it is ${expected[name]}.`;
}

import {type CommandEntry, type CommandName, commands, isCommand} from '../command-table.ts';
import {firstOperand, type OptionName, optionOf, options, sharedOptions} from '../options.ts';

/** The kind of word that is expected at the cursor of a command line. */
export type Slot =
	| {readonly kind: 'command' | 'job' | 'server' | 'tag' | 'setting' | 'files' | 'nothing'}
	| {readonly kind: 'option'; readonly names: readonly OptionName[]}
	| {readonly kind: 'choice'; readonly words: readonly string[]}
	/** The name of a result or an input of the job `job`. */
	| {readonly kind: 'parameter'; readonly of: 'inputs' | 'results'; readonly job: string};

/**
 * The expected word at the cursor. `prefix` is the part of the current word that completion does not replace:
 * `--format=` in `--format=js`.
 */
type Place = {readonly slot: Slot; readonly prefix: string};

/**
 * Determines which kind of word is expected at the end of a command line, from the tables of commands and options.
 *
 * @param words the words after the program's name; the last one is at the cursor and may be empty
 */
export function placeIn(words: readonly string[]): Place {
	const before = words.slice(0, -1);
	const current = words.at(-1) ?? '';
	const command = commandIn(before);
	if (!before.includes('--')) {
		const [, prefix = '', option = ''] = /^(--([a-z-]+)=)/.exec(current) ?? [];
		if (prefix !== '') return {slot: valueSlot(option), prefix};
		const asked = optionIn(before.at(-1) ?? '');
		if (asked !== undefined && takesValue(asked)) return {slot: valueSlot(asked), prefix: ''};
		if (current.startsWith('-')) return {slot: optionSlot(command, before), prefix: ''};
	}
	const slot: Slot = command === undefined ? {kind: 'command'} : operandSlot(command, operandsAfter(command, before));
	return {slot, prefix: ''};
}

function commandIn(words: readonly string[]): CommandName | undefined {
	const at = firstOperand(words);
	const word = at === undefined ? undefined : words[at];
	if (word === undefined) return undefined;
	return isCommand(word) ? word : 'watch';
}

function operandsAfter(command: CommandName, words: readonly string[]): readonly string[] {
	const at = words.indexOf(command);
	const operands: string[] = [];
	let rest = words.slice(at + 1);
	for (let next = firstOperand(rest); next !== undefined; next = firstOperand(rest)) {
		operands.push(rest[next] ?? '');
		rest = rest.toSpliced(next, 1);
	}
	return operands;
}

function optionSlot(command: CommandName | undefined, words: readonly string[]): Slot {
	const entry: CommandEntry = commands[command ?? 'watch'];
	const isLeft = (name: OptionName) => optionOf(name).multiple === true || !words.includes(`--${name}`);
	return {kind: 'option', names: [...entry.options, ...sharedOptions(entry)].filter(isLeft)};
}

/** Returns the name of the option that a word ends with: `output` for `--output` and `-o`. */
function optionIn(word: string): string | undefined {
	const [, long, short] = /^--([a-z-]+)$|^-[a-z]*([a-z])$/.exec(word) ?? [];
	if (short === undefined) return long;
	return Object.keys(options).find(name => optionOf(name as OptionName).short === short);
}

function takesValue(name: string): boolean {
	return Object.hasOwn(options, name) && optionOf(name as OptionName).type === 'string';
}

function valueSlot(name: string): Slot {
	if (!takesValue(name)) return {kind: 'nothing'};
	if (name === 'tag') return {kind: 'tag'};
	const {value = ''} = optionOf(name as OptionName);
	return choiceOf(value) ?? {kind: /\b(DIR|FILE)\b/.test(value) ? 'files' : 'nothing'};
}

/** Parses a placeholder that lists its values: `json|csv|text`. */
function choiceOf(word: string): Slot | undefined {
	return /^[a-z]+(\|[a-z]+)+$/.test(word) ? {kind: 'choice', words: word.split('|')} : undefined;
}

/** Returns the slot of the next operand, from those forms of the command's usage that match the operands so far. */
function operandSlot(command: CommandName, operands: readonly string[]): Slot {
	const {usage}: CommandEntry = commands[command];
	const forms = usage.split(' | ').map(form => form.split(' ').map(word => word.replace(/^\[|\]$/g, '')));
	const fitting = forms.filter(form => operands.every((operand, at) => fits(wordAt(form, at), operand)));
	const next = fitting.map(form => wordAt(form, operands.length)).filter(word => word !== undefined);
	const literals = next.filter(isLiteral);
	if (literals.length > 0) return {kind: 'choice', words: literals};
	const [word] = next;
	const choice = choiceOf(word ?? '');
	if (choice) return choice;
	switch (word?.replace('…', '')) {
		case 'JOB':
			return {kind: 'job'};
		case 'COMMAND|commands|options|exit-codes|environment':
			return {kind: 'command'};
		case 'SERVER':
			return {kind: 'server'};
		case 'NAME':
			if (command === 'config') return {kind: 'setting'};
			return command === 'inputs' || command === 'results'
				? {kind: 'parameter', of: command, job: operands[0] ?? ''}
				: {kind: 'nothing'};
		default:
			return {kind: 'nothing'};
	}
}

function wordAt(form: readonly string[], at: number): string | undefined {
	const last = form.at(-1);
	return form[at] ?? (last?.endsWith('…') ? last : undefined);
}

function fits(word: string | undefined, operand: string): boolean {
	return word !== undefined && (!isLiteral(word) || word === operand);
}

function isLiteral(word: string): boolean {
	return /^[a-z]+$/.test(word);
}

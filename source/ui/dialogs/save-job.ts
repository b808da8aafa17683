import {type SafeText, safe} from '../../text/safe-text.ts';
import type {JobDocument} from '../saver.ts';
import type {DialogText} from './dialog-lines.ts';

const choices: readonly {readonly key: SafeText; readonly label: SafeText; readonly document: JobDocument}[] = [
	{key: safe`m`, label: safe`the messages, as text`, document: 'messages'},
	{key: safe`r`, label: safe`a report: what is known, messages, inputs, results`, document: 'report'},
	{key: safe`j`, label: safe`the same as JSON`, document: 'json'},
	{key: safe`k`, label: safe`KMZ, as the server draws its results`, document: 'kmz'},
];

/** What a key chooses; Enter takes the messages. */
export function jobDocument(name: string | undefined): JobDocument | undefined {
	return choices.find(({key}, index) => name === key || (name === 'Enter' && index === 0))?.document;
}

/** @param folder where the files go */
export function saveJobText(name: SafeText, folder: SafeText): DialogText {
	return {
		title: safe`Save ${name}`,
		facts: [[safe`into`, folder]],
		notes: [safe`Nothing that is there is replaced: a name that is taken gets a number.`],
		keys: [
			...choices.map(({key, label}, index) => [index === 0 ? safe`${key} Enter` : key, label] as const),
			[safe`Esc`, safe`do not save`],
		],
	};
}

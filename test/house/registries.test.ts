/**
 * That an action or a dialog cannot be added without the code behind it is a matter of types: tsc checks this file
 * (`npm run types`), and each line behind `@ts-expect-error` fails it once what stands there compiles.
 */
import {expect, test} from 'vitest';
import {safe} from '../../source/text/safe-text.ts';
import type {Action} from '../../source/ui/actions/action.ts';
import {actions} from '../../source/ui/actions/actions.ts';
import {type Dialog, type DialogTable, keysOnTheirWay} from '../../source/ui/dialogs/dialog.ts';
import type {DialogText} from '../../source/ui/dialogs/dialog-lines.ts';
import {dialogs} from '../../source/ui/dialogs/dialogs.ts';

const words = {
	keys: ['A'],
	label: safe`archive the job`,
	group: 'Job',
	footer: {word: safe`archive`, place: 9},
} as const;

test('an action that has keys, help and a place in the footer needs what it does', () => {
	// @ts-expect-error: no code
	const wordy: Action = words;
	// @ts-expect-error: in the table, too
	const table = {...actions, archive: words} satisfies Record<string, Action>;
	// @ts-expect-error: no such place
	const nowhere: Action = {...words, run: {archive() {}}};
	// @ts-expect-error: a place without code
	const idle: Action = {...words, run: {list: undefined}};
	// @ts-expect-error: no place at all
	const empty: Action = {...words, run: {}};
	const whole: Action = {...words, run: {list() {}}};
	expect([wordy, table, nowhere, idle, empty, whole]).toHaveLength(6);
});

type Trap = {readonly kind: 'trap'};
type Ambush = {readonly kind: 'ambush'; readonly openedAt: number};

const text = (): DialogText => ({title: safe`Caught`, facts: [], notes: [], keys: []});
const press = () => {};

test('a kind of dialog needs an entry in the table, with its keys and what it says', () => {
	// @ts-expect-error: no entry
	const without: DialogTable<Dialog | Trap> = dialogs;
	// @ts-expect-error: no keys, so that nobody comes out of it
	const trap: DialogTable<Dialog | Trap> = {...dialogs, trap: {deafFor: 0, text}};
	// @ts-expect-error: nothing that it says
	const silent: DialogTable<Dialog | Trap> = {...dialogs, trap: {deafFor: 0, press}};
	// @ts-expect-error: deaf, without knowing since when
	const deaf: DialogTable<Dialog | Trap> = {...dialogs, trap: {deafFor: keysOnTheirWay, press, text}};
	// @ts-expect-error: it knows when it opened, but not for how long it is deaf
	const ambush: DialogTable<Dialog | Ambush> = {...dialogs, ambush: {press, text}};
	const whole: DialogTable<Dialog | Trap | Ambush> = {
		...dialogs,
		trap: {deafFor: 0, press, text},
		ambush: {deafFor: keysOnTheirWay, press, text},
	};
	expect([without, trap, silent, deaf, ambush, whole]).toHaveLength(6);
	for (const [kind, dialog] of Object.entries(dialogs)) expect(dialog.press, kind).toBeTypeOf('function');
});

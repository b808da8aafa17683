import {optionalColumns, toggledColumn} from '../dialogs/columns.ts';
import type {Dialog} from '../dialogs/dialog.ts';
import {pressInField} from '../dialogs/field-keys.ts';
import {type LabelFields, wordsOf} from '../dialogs/label.ts';
import {paletteOffers} from '../dialogs/palette.ts';
import {jobDocument} from '../dialogs/save-job.ts';
import {inputText} from '../input/state.ts';
import type {ScreenController} from './controller.ts';
import {saveJobs} from './saving.ts';

/** Keys by which a menu is left without anything done. */
const leaving: ReadonlySet<string | undefined> = new Set(['Esc', 'q', 'n', 'N']);

export function pressInCopy(
	screen: ScreenController,
	{choices}: Dialog & {kind: 'copy'},
	name: string | undefined,
): void {
	const chosen = choices.find(({key}, index) => key === name || (name === 'Enter' && index === 0));
	if (chosen === undefined && !leaving.has(name)) return;
	screen.change({dialog: null});
	if (chosen) screen.notify(screen.world.copy(chosen.text));
}

export function pressInSaveJob(
	screen: ScreenController,
	{urls}: Dialog & {kind: 'save-job'},
	name: string | undefined,
): void {
	const document = jobDocument(name);
	if (document === undefined && !leaving.has(name)) return;
	screen.change({dialog: null});
	if (document) void saveJobs(screen, urls, document);
}

const steps: ReadonlyMap<string | undefined, number> = new Map([
	['↑', -1],
	['k', -1],
	['↓', 1],
	['j', 1],
	['PgUp', -10],
	['PgDn', 10],
	['Home', Number.NEGATIVE_INFINITY],
	['g', Number.NEGATIVE_INFINITY],
	['End', Number.POSITIVE_INFINITY],
	['G', Number.POSITIVE_INFINITY],
]);

export function pressInHex(screen: ScreenController, dialog: Dialog & {kind: 'hex'}, name: string | undefined): void {
	if (name === 'Enter' || name === 'X' || leaving.has(name)) return screen.change({dialog: null});
	const step = steps.get(name);
	if (step === undefined) return;
	screen.change({dialog: {...dialog, selected: within(dialog.selected + step, dialog.lines.length)}});
}

export function pressInColumns(
	screen: ScreenController,
	dialog: Dialog & {kind: 'columns'},
	name: string | undefined,
): void {
	const {hiddenColumns} = screen.state;
	const column = optionalColumns[dialog.selected];
	if (name === 'Space' && column) {
		const hidden = toggledColumn(hiddenColumns, column);
		return screen.change({hiddenColumns: hidden, dialog: {...dialog, selected: dialog.selected}});
	}
	if (name === 'Enter' || leaving.has(name)) {
		screen.change({dialog: null});
		return screen.edit(screen.world.edits.hideColumns(hiddenColumns));
	}
	const step = stepOf(name);
	if (step !== 0)
		screen.change({dialog: {...dialog, selected: within(dialog.selected + step, optionalColumns.length)}});
}

/** The keys of the field are typed; those that choose an offer move the cursor. */
export function pressInPalette(
	screen: ScreenController,
	dialog: Dialog & {kind: 'palette'},
	name: string | undefined,
	typed: string,
): void {
	if (name === 'Esc') return screen.change({dialog: null});
	const offers = paletteOffers(inputText(dialog.field), dialog.context, screen.situation);
	if (name === 'Enter') {
		screen.change({dialog: null});
		const offer = offers[dialog.selected];
		return offer && screen.doAction(offer.action);
	}
	const step = name === '↑' || name === '↓' ? stepOf(name) : 0;
	if (step !== 0) return screen.change({dialog: {...dialog, selected: within(dialog.selected + step, offers.length)}});
	const field = pressInField(dialog.field, name, typed);
	if (field !== dialog.field) screen.change({dialog: {...dialog, field, selected: 0}});
}

export function pressInLabel(
	screen: ScreenController,
	dialog: Dialog & {kind: 'label'},
	name: string | undefined,
	typed: string,
): void {
	const {fields, url} = dialog;
	if (name === 'Esc') return screen.change({dialog: null});
	if (name === 'Enter') {
		screen.change({dialog: null});
		return screen.edit(screen.world.edits.relabel(url, wordsOf(fields)));
	}
	screen.change({dialog: {...dialog, fields: typedInto(fields, name, typed)}});
}

function typedInto(fields: LabelFields, name: string | undefined, typed: string): LabelFields {
	const {focus} = fields;
	if (name === 'Tab' || name === 'Shift-Tab' || name === '↑' || name === '↓') {
		return {...fields, focus: focus === 'label' ? 'tags' : 'label'};
	}
	return {...fields, [focus]: pressInField(fields[focus], name, typed)};
}

function stepOf(name: string | undefined): number {
	if (name === '↑' || name === 'k') return -1;
	return name === '↓' || name === 'j' ? 1 : 0;
}

function within(index: number, length: number): number {
	return Math.max(0, Math.min(index, length - 1));
}

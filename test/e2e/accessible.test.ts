import {expect, test} from 'vitest';
import {safe} from '../../source/text/safe-text.ts';
import {actions, notNow} from '../../source/ui/actions/actions.ts';
import {alreadyEnded} from '../../source/ui/actions/job.ts';
import {cancelTitle} from '../../source/ui/dialogs/cancel.ts';
import {dialogClosed, filteredWords, greeting} from '../../source/ui/spoken/narrator.ts';
import {placeInList} from '../../source/ui/spoken/spoken-job.ts';
import {recordWords} from '../../source/ui/spoken/spoken-value.ts';
import {gpjobs} from './built-program.ts';
import {pass} from './monitor-screen.ts';
import {openScreen} from './screen.ts';

/** Bytes that a screen reader should never meet: all controls but the end of a line. */
const controls = /.{0,20}[\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F-\u009F].{0,20}/;
const size = {columns: 400, rows: 100, patience: 150_000};

test.each([
	['--accessible', ['--accessible'], {}],
	['ACCESSIBLE=1', [], {ACCESSIBLE: '1'}],
	['a terminal that can do nothing', ['--accessible'], {TERM: 'dumb'}],
])('with %s the monitor is lines that are only added, without a control byte', async (_, args, env) => {
	const screen = openScreen(gpjobs('demo', '--jobs', '15', ...args), {...size, env});
	await screen.shows(greeting);
	await screen.shows(/^15 jobs: .*\b\d+ running/m);
	await screen.press('j');
	await screen.shows(new RegExp(`^${placeInList(2, 15)} .*Name: .+ State: .+ Task: .+ Server: 127`, 'm'));
	await screen.press('Up', 'x');
	await screen.shows(cancelTitle);
	await screen.shows(/^task: 911 Calls Hotspot$/m);
	// Keys of the first 300 ms are not for the dialog.
	await pass(screen, 400);
	await screen.press('Escape');
	await screen.shows(dialogClosed);
	await screen.press('G', 'Enter', '2');
	await screen.shows(/^Job county\. Tab: Results\.$/m);
	await screen.shows(/^1 of 3\. Name: Parcel_Count/m);
	await screen.press('G', 'Enter');
	await screen.shows(`${recordWords(1, 100_000)} OBJECTID: 1. Parcel Number: `);
	await screen.press('j');
	await screen.shows(`${recordWords(2, 100_000)} OBJECTID: 2. `);
	await screen.press('?');
	await screen.shows(`x: ${actions.cancel.label}. ${notNow(alreadyEnded('succeeded'))}`);
	await screen.press('Escape', 'Ctrl-C');
	expect((await screen.ends()).code).toBe(0);
	expect(controls.exec(screen.output)?.[0]).toBeUndefined();
});

test('a filter that is typed is read back, with what it leaves', async () => {
	const screen = openScreen(gpjobs('demo', '--accessible'), size);
	await screen.shows(/^14 jobs: /m);
	await screen.press('/');
	await screen.shows(/^Filter, then Enter:$/m);
	await screen.type('parcels');
	await screen.shows(/^Typed: parcels$/m);
	await screen.shows(filteredWords(safe`parcels`, 1));
	await screen.press('Enter', 'Y');
	await screen.shows(/^http:\/\/127\.0\.0\.1:\d+\/arcgis\/rest\/services\/.*\/jobs\/\w+$/m);
	await screen.press('q');
	expect((await screen.ends()).code).toBe(0);
	expect(controls.exec(screen.output)?.[0]).toBeUndefined();
});

/** Each place and each dialog of the monitor once, on the built program: what each does in full is tested in `test/ui/`. */

import {expect, test} from 'vitest';
import {safe} from '../../source/text/safe-text.ts';
import type {Context} from '../../source/ui/actions/action.ts';
import {actions} from '../../source/ui/actions/actions.ts';
import {addText} from '../../source/ui/dialogs/add.ts';
import {cancelTitle} from '../../source/ui/dialogs/cancel.ts';
import {cancelMarkedTitle} from '../../source/ui/dialogs/cancel-marked.ts';
import {columnsText} from '../../source/ui/dialogs/columns.ts';
import {copyText} from '../../source/ui/dialogs/copy.ts';
import type {Dialog} from '../../source/ui/dialogs/dialog.ts';
import {paletteText} from '../../source/ui/dialogs/palette.ts';
import {pastedIn, pasteText} from '../../source/ui/dialogs/paste.ts';
import {rerunText} from '../../source/ui/dialogs/rerun.ts';
import {emptySignIn, signInText} from '../../source/ui/dialogs/sign-in.ts';
import {gpjobs} from '../e2e/built-program.ts';
import {homeWith, openMonitor, rowOf, selectedRow} from '../e2e/monitor-screen.ts';
import {openScreen, type Screen} from '../e2e/screen.ts';
import {startGpServer} from '../e2e/servers.ts';

/** A key that is pressed, or what must stand there before the next one. */
type Step = string | {readonly shows: string | RegExp};
/** A stop of the tour: how one comes there from the list, and what stands there. Esc leads back. */
type Stop = {readonly keys: readonly Step[]; readonly shows: string | RegExp};
/** Why it is no stop of this session. */
type NoStop = {readonly elsewhere: string};

const results = ['2', {shows: 'Affected_Parcels'}, 'g'];
/** Of the list: what stands over its columns, in capitals. */
const heading = /^ {3}[A-Z]+ +[A-Z]+ +[A-Z]+ /;
/** The tabs of a job that is open, whatever they are called. */
const tabs = / 1 \S+(?: \d+)? +2 \S+(?: \d+)? +3 \S+(?: \d+)? +4 \S+/;

/** On the report of parcels, which has succeeded with a result of each kind. */
const places: Readonly<Record<Context, Stop | NoStop>> = {
	list: {elsewhere: 'between all stops'},
	messages: {keys: ['1'], shows: tabs},
	parameters: {keys: results, shows: 'Affected_Parcels'},
	records: {keys: [...results, 'j', 'Enter'], shows: 'Lindqvist Holdings, LLC'},
	map: {keys: [...results, 'Enter', {shows: 'Parcel Number'}, 'm'], shows: /[\u2801-\u28FF]{3}/},
	tree: {keys: [...results, 'G', 'Enter'], shows: 'Class_Field · Class Field'},
	about: {keys: ['4'], shows: '/GPServer/'},
	help: {keys: ['?'], shows: actions.previousProblem.label},
};

const dialogs: Readonly<Record<Dialog['kind'], Stop | NoStop>> = {
	cancel: {keys: ['k', 'x'], shows: cancelTitle},
	quit: {elsewhere: 'a cancel that is planned, test/ui/dialogs/quit.test.ts'},
	paste: {elsewhere: 'a text is pasted, below'},
	copy: {keys: ['y'], shows: copyText([], 1).title},
	'save-job': {keys: ['S'], shows: 'KMZ'},
	columns: {keys: ['C'], shows: columnsText([], 0).title},
	palette: {keys: [':'], shows: paletteText([], 0).title},
	save: {keys: [...results, 'j', 'S'], shows: 'CSV'},
	'save-host': {elsewhere: 'a result that lies on another host, test/e2e/values.test.ts'},
	label: {keys: ['L'], shows: 'Tab'},
	'tag-marked': {elsewhere: 'marked jobs, test/ui/dialogs/menus.test.ts'},
	'sign-in': {elsewhere: 'a server that is secured, below'},
	hex: {elsewhere: 'a text from which something was taken, test/e2e/hostile-server.test.ts'},
	rerun: {
		keys: [':', ...(actions.rerun.label.split(' ')[0] ?? ''), 'Enter'],
		shows: rerunText(safe``, safe``, safe``).title,
	},
	away: {elsewhere: 'minutes without a key, test/ui/dialogs/away.test.ts'},
	add: {keys: ['a'], shows: addText('').title},
	filter: {keys: ['/', ...'parcels'], shows: '/parcels'},
	search: {keys: ['1', '/', ...'within'], shows: '/within'},
	// The last one, as it leaves a mark.
	'cancel-marked': {keys: ['k', 'Space', 'x'], shows: cancelMarkedTitle(1)},
};

test('places and dialogs', async () => {
	const server = await startGpServer({jobs: 2});
	const screen = await openMonitor(server, {rows: 40});
	await screen.until(() => rowOf(screen, 'parcels').includes('\u2714'), 'parcels to have succeeded');
	for (const [name, stop] of Object.entries({...places, ...dialogs})) {
		if ('elsewhere' in stop) continue;
		// Not the row where it stands, but that of the report, wherever the last stop has left the cursor.
		await screen.press('g', 'j');
		await screen.until(() => selectedRow(screen).includes('parcels'), `the cursor for ${name}`);
		await visit(screen, stop);
	}
	await screen.press('q');
	expect(await screen.ends()).toMatchObject({code: 0});
});

test('a text that is pasted, and a server that asks for a sign-in', async () => {
	const server = await startGpServer({jobs: 1, secured: {mode: 'standalone'}});
	const screen = openScreen(gpjobs(), {home: await homeWith(server), columns: 120, rows: 40});
	await screen.shows(` ${actions.signIn.footer.word} `);
	await visit(screen, {keys: ['i'], shows: signInText(safe``, emptySignIn).title.trim()});
	screen.paste('https://gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j77\n');
	const {title} = pasteText(pastedIn('', () => false));
	await screen.shows(title);
	await leave(screen, title);
});

async function visit(screen: Screen, {keys, shows}: Stop): Promise<void> {
	for (const step of keys) await (typeof step === 'string' ? screen.press(step) : screen.shows(step.shows));
	await screen.shows(shows);
	await leave(screen, shows);
}

/** Back to the list. Some dialogs are deaf to keys that were on their way as they opened, so Esc is pressed until it helps. */
async function leave(screen: Screen, shown: string | RegExp): Promise<void> {
	const isGone = (text: string) => (typeof shown === 'string' ? !text.includes(shown) : !shown.test(text));
	const isBack = () => selectedRow(screen).includes(' ') && screen.row(heading) !== undefined && isGone(screen.text());
	for (let tries = 0; tries < 50 && !isBack(); tries++) {
		await screen.press('Escape');
		await screen.until(isBack, 'the list', 400).catch(() => {});
	}
	expect(isBack(), screen.picture()).toBe(true);
}

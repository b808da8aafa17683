/**
 * Draws the pictures of `docs/screens/`: the built program in a pseudo-terminal, on the embedded server, driven by keys.
 * Run it with `npm run screens` after something was changed that is seen; the pictures are what the program showed.
 */
import {mkdirSync, writeFileSync} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';
import {cancelTitle} from '../source/ui/dialogs/cancel.ts';
import {gpjobs} from '../test/e2e/built-program.ts';
import {closeAll} from '../test/e2e/open-programs.ts';
import {openScreen, type Screen} from '../test/e2e/screen.ts';
import {paneOf} from '../test/e2e/screen-words.ts';
import {screenSvg} from './screen-svg.ts';

const folder = new URL('../docs/screens/', import.meta.url);
const size = {columns: 120, rows: 32};

function keep(screen: Screen, name: string, title: string): void {
	writeFileSync(new URL(`${name}.svg`, folder), screenSvg(screen.terminal, title));
	console.log(`docs/screens/${name}.svg`);
}

mkdirSync(folder, {recursive: true});
const screen = openScreen(gpjobs('demo', '--jobs', '15', '--speed', '3'), {...size, patience: 60_000});
await screen.shows(paneOf('hotspots-2026'));
await screen.shows(/✖ Failed/);
// The cursor on what went wrong: the pane says why.
await screen.press('g');
await screen.shows(/^ ▌.✖ .*:\d\d +\S/m);
// Rows are held for a second after a key.
await pause(2500);
keep(screen, 'list', 'The list of jobs with their states, and the messages of the selected one below');

await screen.press('/');
await screen.type('hotspots-2026');
await screen.press('Enter');
await screen.shows(paneOf('hotspots-2026'));
await screen.press('x');
await screen.shows(cancelTitle);
keep(screen, 'cancel', 'The question before a job is cancelled');
// Keys of the first 300 ms are not for the dialog.
await pause(400);
await screen.press('n');
await screen.hides(cancelTitle);
await screen.press('Escape');
await screen.hides('/hotspots-2026');

await screen.press('/');
await screen.type('county');
await screen.shows(/^ ▌.✔ .* county /m);
await screen.press('Enter', 'Enter', '2');
await screen.shows('100,000 polygons');
keep(screen, 'results', 'The results of a job');
await screen.press('G', 'Enter');
await screen.shows('OBJECTID');
keep(screen, 'table', 'A result of 100,000 records as a table');
await screen.press('m');
await screen.shows('km');
keep(screen, 'map', 'The same result as a map');
await screen.press('Escape', 'Escape', 'Escape', '?');
await screen.shows(/^ Keys /m);
keep(screen, 'help', 'The keys');
await closeAll();

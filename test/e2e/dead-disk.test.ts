import {execFileSync} from 'node:child_process';
import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {diskSilent} from '../../source/session/pending-edits.ts';
import {changesNotSaved, listSaved} from '../../source/session/storage-sync.ts';
import {openSavedList} from '../../source/store/saved-list.ts';
import {savingWords} from '../../source/ui/header/header.tsx';
import {helpKeys} from '../../source/ui/help/help-overlay.tsx';
import {saying, whatever} from '../saying.ts';
import {temporaryFolder} from './environment.ts';
import {homeWith, openMonitor} from './monitor-screen.ts';
import type {Screen} from './screen.ts';
import {addTitle} from './screen-words.ts';
import {jobUrl, startHandServer} from './servers.ts';

const fixture = fileURLToPath(new URL('fixtures/dead-disk.cjs', import.meta.url));

/** A monitor whose disk dies when the test wants it, and comes back. */
async function watched() {
	const server = await startHandServer({parcels: 'esriJobExecuting'});
	const home = await homeWith(server);
	const mark = join(temporaryFolder(), 'dead');
	execFileSync('mkfifo', [`${mark}.fifo`]);
	const env = {NODE_OPTIONS: `--require ${fixture}`, GPJOBS_TEST_DEAD: mark};
	const screen = await openMonitor(server, {home, env});
	return {
		server,
		home,
		screen,
		die: () => writeFileSync(mark, ''),
		revive() {
			rmSync(mark);
			// Who opens it for writing lets all readers go on.
			writeFileSync(`${mark}.fifo`, '');
		},
	};
}

async function addByHand(screen: Screen, url: string): Promise<void> {
	await screen.press('a');
	await screen.shows(addTitle);
	await screen.type(url);
	// Many characters in one chunk with an Enter are a paste to it.
	await screen.shows(url);
	await screen.press('Enter');
}

test('a disk that is dead stops neither screen nor polling; what was asked of it is done when it comes back', async () => {
	const {server, screen, home, die, revive} = await watched();
	die();
	await addByHand(screen, jobUrl(server.origin, 'j00000099'));
	await screen.shows(saying(`NOT SAVED YET: ${diskSilent(Number.NaN).replace('NaN', whatever)}`));
	await screen.until(() => screen.line(0).includes(savingWords), 'the first line to say that something is not saved');
	const polls = server.requests.length;
	await screen.until(() => server.requests.length > polls + 2, 'more polls');
	await screen.press('?');
	await screen.shows(helpKeys);
	await screen.press('Escape');
	revive();
	await screen.shows(listSaved);
	await screen.until(() => !screen.line(0).includes(savingWords), 'the first line to be as usual');
	expect((await openSavedList(home).read()).jobs.map(({url}) => url)).toContain(jobUrl(server.origin, 'j00000099'));
	await screen.press('q');
	expect(await screen.ends()).toMatchObject({code: 0});
});

test('SIGTERM ends a program whose disk is dead', async () => {
	const {server, screen, die} = await watched();
	die();
	await addByHand(screen, jobUrl(server.origin, 'j00000099'));
	await screen.shows(/NOT SAVED YET/);
	screen.kill('SIGTERM');
	expect(await screen.ends()).toMatchObject({code: 143});
	expect(screen.isAlternate()).toBe(false);
});

test('a program whose disk is dead ends all the same, and says what is not saved', async () => {
	const {server, screen, die} = await watched();
	die();
	await addByHand(screen, jobUrl(server.origin, 'j00000099'));
	await screen.shows(saying(`NOT SAVED YET: ${diskSilent(Number.NaN).replace('NaN', whatever)}`));
	await screen.press('q');
	expect(await screen.ends()).toMatchObject({code: 6});
	expect(screen.isAlternate()).toBe(false);
	await expect.poll(() => screen.text()).toContain(changesNotSaved(1));
});

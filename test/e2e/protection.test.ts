/** A monitor that is open while its settings change, or can no longer be read; and gpjobs in the home of another user. */

import {chmodSync, chownSync, mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {heldNothingSent, nothingSent, wasSet} from '../../source/session/read-only-guard.ts';
import {isFree} from '../../source/session/storage-sync.ts';
import {commandNotRun} from '../../source/store/list-contents.ts';
import {belongsToAnother} from '../../source/store/ownership.ts';
import {openSavedList} from '../../source/store/saved-list.ts';
import {isReadOnlyNow} from '../../source/ui/actions/action.ts';
import {notNow} from '../../source/ui/actions/actions.ts';
import {cancelTitle, notSentReadOnly} from '../../source/ui/dialogs/cancel.ts';
import {toldOfCancel} from '../monitor/told-cancel.ts';
import {saying, whatever} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {homeWith, openMonitor, rowOf} from './monitor-screen.ts';
import {needs} from './needs.ts';
import {run, runCli} from './run-cli.ts';
import {openScreen} from './screen.ts';
import {emptyList, unreadList} from './screen-words.ts';
import {executing} from './scripts.ts';
import {jobUrl, startGpServer} from './servers.ts';

/** What is told of a cancel that was confirmed and may not be sent: by the dialog, or by the look right before the POST. */
const heldSentences = [notSentReadOnly, toldOfCancel({step: 'not-sent', fault: fault('local', whatever)})].map(saying);

describe('a running monitor', () => {
	test('becomes read-only when somebody sets readOnly, also with a cancel dialog open', async () => {
		const server = await startGpServer({cast: [executing('flood')]});
		const home = await homeWith(server);
		await using screen = await openMonitor(server, {home});
		expect(screen.row(/gpjobs/)).not.toContain('read-only');
		await screen.press('x');
		await screen.shows(cancelTitle);
		expect(await openSavedList(home).setSetting('readOnly', 'true')).toMatchObject({ok: true});
		await screen.until(() => /read-only/.test(screen.lines()[0] ?? ''), 'the first line to say read-only');
		await screen.press('y');
		await screen.shows(notSentReadOnly);
		await screen.press('x');
		await screen.shows(notNow(isReadOnlyNow));
		await expect.poll(() => rowOf(screen, 'flood')).toMatch(/Executing/);
		expect(server.counts().cancels).toBe(0);
		await openSavedList(home).setSetting('readOnly', 'false');
		await screen.shows(isFree);
		await screen.press('q');
		expect(await screen.exited).toEqual({code: 0, signal: null});
	});

	test.each(['set', 'gone'])('sends nothing that is confirmed at once after readOnly was %s', async how => {
		const server = await startGpServer({cast: [executing('flood')]});
		const home = await homeWith(server);
		if (how === 'gone') {
			await openSavedList(home).setSetting('readOnly', 'true');
			await openSavedList(home).setSetting('readOnly', 'false');
		}
		await using screen = await openMonitor(server, {home});
		await screen.press('x');
		await screen.shows(cancelTitle);
		// A dialog hears nothing of keys for its first moment.
		await setTimeout(400);
		if (how === 'set') expect(await openSavedList(home).setSetting('readOnly', 'true')).toMatchObject({ok: true});
		else rmSync(join(home, 'config.json'));
		await screen.press('y');
		// Where the screen has heard of the list first, the dialog has gone with its job.
		const isHeld = () => heldSentences.some(held => held.test(screen.text())) || !screen.text().includes('flood');
		await screen.until(isHeld, 'that nothing was sent');
		expect(server.counts().cancels).toBe(0);
		await screen.press('q');
		expect(await screen.exited).toEqual({code: 0, signal: null});
	});

	test('becomes read-only when its settings cannot be read, keeps its jobs, and is as before afterwards', async () => {
		const server = await startGpServer({cast: [executing('flood')]});
		const home = await homeWith(server);
		await using screen = await openMonitor(server, {home});
		const file = join(home, 'config.json');
		renameSync(file, `${file}.away`);
		mkdirSync(file);
		await screen.shows('config.json');
		await screen.until(() => /read-only/.test(screen.lines()[0] ?? ''), 'the first line to say read-only');
		await screen.press('x');
		await screen.shows(notNow(isReadOnlyNow));
		await expect.poll(() => rowOf(screen, 'flood')).toMatch(/Executing/);
		rmSync(file, {recursive: true});
		renameSync(`${file}.away`, file);
		await screen.until(() => !/read-only/.test(screen.lines()[0] ?? ''), 'the first line to be as before');
		await screen.press('q');
		expect(await screen.exited).toEqual({code: 0, signal: null});
	});

	test('opens on a list that cannot be read, says so, and shows the jobs once it can', async () => {
		const server = await startGpServer({cast: [executing('flood')]});
		const home = await homeWith(server);
		const file = join(home, 'config.json');
		renameSync(file, `${file}.away`);
		writeFileSync(file, '{"version": 1, "jobs": [', {mode: 0o600});
		await using screen = openScreen(gpjobs(), {columns: 100, rows: 24, home});
		await screen.shows(unreadList);
		await screen.shows(/read-only/);
		expect(screen.lines().join('\n')).not.toContain(emptyList);
		rmSync(file);
		renameSync(`${file}.away`, file);
		await screen.until(() => rowOf(screen, 'flood').includes('Executing'), 'the job to come');
		await screen.press('q');
		expect(await screen.exited).toEqual({code: 0, signal: null});
	});
});

test('a question that somebody thought about too long sends nothing once readOnly was set', async () => {
	const server = await startGpServer({cast: [executing('flood')]});
	const home = await homeWith(server);
	await using screen = openScreen(gpjobs('cancel', 'flood'), {columns: 100, rows: 24, home});
	await screen.shows('[y/N]');
	expect(await openSavedList(home).setSetting('readOnly', 'true')).toMatchObject({ok: true});
	await screen.press('y', 'Enter');
	await screen.shows(saying(heldNothingSent(wasSet)));
	expect(await screen.exited).toEqual({code: 6, signal: null});
	expect(server.counts().cancels).toBe(0);
});

const nobody = 65_534;
const needsNobody = needs('root', 'setpriv');

/** Runs gpjobs as the user nobody, on the home of root. */
function asNobody(home: string, ...args: readonly string[]) {
	const user = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
	return run([...user, ...gpjobs(...args)], {home, env: {HOME: '/nonexistent'}});
}

needsNobody('a list in a folder of another user is an error, and nothing that changes a job is sent', async () => {
	const home = temporaryFolder();
	await runCli(['add', jobUrl('https://gis.acme.com'), '--label', 'flood'], {home});
	chmodSync(home, 0o700);
	for (const args of [['list', '--json'], ['list'], ['status', 'flood'], ['config', 'get', 'rate'], ['metrics']]) {
		const {code, stdout, stderr} = await asNobody(home, ...args);
		expect({args, code, stdout}).toEqual({args, code: 6, stdout: ''});
		expect(stderr).toMatch(new RegExp(`${home}.*EACCES`));
	}
	const {code, stderr} = await asNobody(home, 'cancel', '--yes', jobUrl('https://gis.acme.com'));
	expect(code).toBe(6);
	expect(stderr).toContain(nothingSent);
});

needsNobody('a file that only its owner may read, in a folder that others may look into', async () => {
	const home = temporaryFolder();
	await runCli(['add', jobUrl('https://gis.acme.com'), '--label', 'flood'], {home});
	chmodSync(home, 0o755);
	const {code, stdout, stderr} = await asNobody(home, 'list', '--json');
	expect({code, stdout}).toEqual({code: 6, stdout: ''});
	expect(stderr).toMatch(/config\.json.*EACCES/);
});

needsNobody('a program that another user named in a shared folder is not run', async () => {
	const home = temporaryFolder();
	const file = join(home, 'config.json');
	const settings = {notifyCommand: '/bin/true', notify: ''};
	writeFileSync(file, JSON.stringify({version: 1, jobs: [], settings}), {mode: 0o644});
	chmodSync(file, 0o644);
	chownSync(file, 1, 1);
	chmodSync(home, 0o1777);
	const {code, stdout, stderr} = await asNobody(home, 'doctor', '--notify');
	expect(code).toBe(6);
	expect(stdout + stderr).toContain(commandNotRun(belongsToAnother(file, 1)));
	expect(stdout).not.toMatch(/^ +command /m);
});

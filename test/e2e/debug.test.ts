import {existsSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {homeWith, openMonitor} from './monitor-screen.ts';
import {startHandServer} from './servers.ts';

test('beside the screen the lines of --debug go into a file for the user alone, and the screen says so', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const jobs = [{url: server.job('flood').url, label: 'flood'}];
	const home = await homeWith({jobs});
	const screen = await openMonitor({jobs}, {args: ['--debug'], home, env: {GPJOBS_KEYRING: 'false'}});
	const path = join(home, 'gpjobs-debug.log');
	await screen.shows('gpjobs-debug.log');
	await screen.until(() => existsSync(path) && /Z GET http/.test(readFileSync(path, 'utf8')), 'a line in the file');
	expect(statSync(path).mode & 0o777).toBe(0o600);
	expect(screen.output).not.toMatch(/Z GET http/);
	await screen.press('q');
	expect(await screen.ends()).toMatchObject({code: 0});
});

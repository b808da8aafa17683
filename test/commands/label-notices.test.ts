import {expect, test} from 'vitest';
import {addedCount} from '../../source/commands/add.ts';
import {labelNotices, sharedLabel, unusableLabel} from '../../source/commands/label-notices.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {jobUrl} from '../e2e/servers.ts';
import {said} from '../saying.ts';
import {runInProcess as runCli} from './run-in-process.ts';

const [first, second] = [jobUrl('https://gis.acme.com', 'j1111'), jobUrl('https://gis.acme.com', 'j2222')];
const saved = (label: string, url = first) => ({url, label, tags: [], addedAt: 0});

test.each([
	['a label of one job', 'flood', [saved('flood')], []],
	['a label of two jobs', 'flood', [saved('flood'), saved('flood', second)], [sharedLabel('flood', 2)]],
	['the id of another job', 'j2222', [saved('j2222'), saved('roads', second)], [unusableLabel('j2222')]],
	['the end of the id of another job', '2222', [saved('2222'), saved('roads', second)], [unusableLabel('2222')]],
	['the URL of another job', second, [saved(second), saved('roads', second)], [unusableLabel(second)]],
	['half a URL', 'https://gis', [saved('https://gis')], []],
	['no label', '', [saved('')], []],
])('%s: a notice if it cannot name the job alone', (_what, label, list, notices) => {
	expect(labelNotices([label, undefined], list)).toEqual(notices);
});

test('whoever gives a label that another job has is told, and the label is saved', async () => {
	const home = temporaryFolder();
	const shared = said(sharedLabel('flood', 2));
	expect(await runCli(['add', first, '--label', 'flood'], {home})).toMatchObject({code: 0, stderr: ''});
	expect(await runCli(['add', second, '--label', 'flood'], {home})).toMatchObject({code: 0, stderr: shared});
	expect(await runCli(['label', second, 'roads'], {home})).toMatchObject({code: 0, stderr: ''});
	expect(await runCli(['label', second, 'flood'], {home})).toMatchObject({code: 0, stderr: shared});
	const input = `${first}\tone\n${second}\tone\n`;
	expect((await runCli(['add', '-'], {home, input})).stderr).toBe(said(sharedLabel('one', 2)));
});

test('--quiet prints no confirmations, but JSON and errors', async () => {
	const home = temporaryFolder();
	const silent = {code: 0, stdout: '', stderr: ''};
	expect((await runCli(['add', first, second], {home})).stderr).toBe(said(addedCount(2)));
	await runCli(['remove', '--all'], {home});
	expect(await runCli(['add', first, second, '--quiet'], {home})).toMatchObject(silent);
	expect(await runCli(['label', first, 'flood', '--quiet'], {home})).toMatchObject(silent);
	expect(await runCli(['tag', first, '+nightly', '--quiet'], {home})).toMatchObject(silent);
	expect((await runCli(['remove', 'nobody', '--quiet'], {home})).code).toBe(2);
	const {stdout} = await runCli(['remove', first, '--quiet', '--json'], {home});
	expect(JSON.parse(stdout).jobs).toHaveLength(1);
	expect(await runCli(['remove', second, '--quiet'], {home})).toMatchObject(silent);
});

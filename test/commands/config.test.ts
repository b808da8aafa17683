import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {configUsage} from '../../source/commands/config.ts';
import {noSuchSetting, parseSetting} from '../../source/store/settings.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {said} from '../saying.ts';
import {changedSetting, settings} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';

test('path says where the settings are', async () => {
	const home = temporaryFolder();
	expect(await runCli(['config', 'path'], {home})).toMatchObject({code: 0, stdout: `${join(home, 'config.json')}\n`});
	const {stdout} = await runCli(['config', 'path', '--json'], {home});
	expect(JSON.parse(stdout)).toEqual({path: join(home, 'config.json')});
	const other = temporaryFolder();
	const flagged = await runCli(['--home', other, 'config', 'path'], {home});
	expect(flagged.stdout).toBe(`${join(other, 'config.json')}\n`);
});

test('get tells all settings, or one', async () => {
	const all = await runCli(['config', 'get']);
	expect(all.code).toBe(0);
	expect(all.stdout).toBe(
		'interval adaptive\nrate 20\nbodyCap 32\nascii false\naccessible false\ncolor auto\nreadOnly false\nkeepValues true\nkeyring true\nnotify bell,title\nnotifyRule none\nnotifyCommand none\nhiddenColumns task,progress,age\n',
	);
	expect(await runCli(['config', 'get', 'rate'])).toMatchObject({code: 0, stdout: '20\n'});
	const {stdout} = await runCli(['config', 'get', '--json']);
	expect(JSON.parse(stdout)).toEqual({
		interval: null,
		rate: 20,
		bodyCap: 32,
		ascii: false,
		accessible: false,
		color: 'auto',
		readOnly: false,
		keepValues: true,
		keyring: true,
		notify: 'bell,title',
		notifyRule: '',
		notifyCommand: '',
		hiddenColumns: 'task,progress,age',
	});
});

test('what is set is kept', async () => {
	const home = temporaryFolder();
	for (const [name, value] of [
		['interval', '10s'],
		['rate', '5'],
		['bodyCap', '64'],
		['ascii', 'yes'],
		['color', 'off'],
		['readOnly', 'true'],
		['hiddenColumns', 'task,age'],
	] as const) {
		expect(await runCli(['config', 'set', name, value], {home})).toMatchObject({code: 0, stdout: '', stderr: ''});
	}
	const all = await runCli(['config', 'get'], {home});
	expect(all.stdout).toBe(
		'interval 10s\nrate 5\nbodyCap 64\nascii true\naccessible false\ncolor off\nreadOnly true\nkeepValues true\nkeyring true\nnotify bell,title\nnotifyRule none\nnotifyCommand none\nhiddenColumns task,age\n',
	);
	await runCli(['config', 'set', 'interval', 'adaptive'], {home});
	expect((await runCli(['config', 'get', 'interval'], {home})).stdout).toBe('adaptive\n');
});

test.each([
	['interval', '500ms'],
	['interval', 'often'],
	['rate', '0'],
	['rate', 'fast'],
	['bodyCap', '1.5'],
	['ascii', 'perhaps'],
	['colour', 'true'],
])('set %s %s is refused with what would be right', async (name, value) => {
	const home = temporaryFolder();
	const {code, stdout, stderr} = await runCli(['config', 'set', name, value], {home});
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	const parsed = parseSetting(name, value);
	expect(stderr).toBe(said(parsed.ok ? '' : parsed.sentence));
});

test.each([
	[[]],
	[['get', 'rate', 'more']],
	[['set', 'rate']],
	[['set', 'rate', '1', 'more']],
	[['path', 'more']],
	[['list', 'rate']],
	[['unset']],
	[['unset', 'rate', '5']],
	[['show']],
])('config %j is wrong usage', async words => {
	const {code, stdout, stderr} = await runCli(['config', ...words]);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toBe(said(configUsage));
});

test('list shows what is in force, and where it comes from', async () => {
	const home = temporaryFolder();
	await runCli(['config', 'set', 'rate', '5'], {home});
	await runCli(['config', 'set', 'bodyCap', '64'], {home});
	const env = {GPJOBS_BODY_CAP: '16', GPJOBS_READONLY: '1', ACCESSIBLE: '1'};
	const {code, stdout} = await runCli(['config', 'list'], {home, env});
	expect(code).toBe(0);
	expect(stdout).toMatch(/^interval +adaptive +default$/m);
	expect(stdout).toMatch(/^rate +5 +saved$/m);
	expect(stdout).toMatch(/^bodyCap +16 +GPJOBS_BODY_CAP$/m);
	// A misspelt variable protects too.
	expect(stdout).toMatch(/^readOnly +true +GPJOBS_READONLY$/m);
	expect(stdout).toMatch(/^accessible +true +ACCESSIBLE$/m);
	const document = settings.parse(JSON.parse((await runCli(['config', 'list', '--json'], {home, env})).stdout));
	expect(document.settings).toMatchObject({
		interval: {value: null, source: 'default'},
		rate: {value: 5, source: 'saved'},
		bodyCap: {value: 16, source: 'GPJOBS_BODY_CAP'},
	});
});

test('unset restores the default, and removes a setting that gpjobs does not know', async () => {
	const home = temporaryFolder();
	await runCli(['config', 'set', 'rate', '5'], {home});
	await runCli(['config', 'set', 'readOnly', 'true'], {home});
	const file = join(home, 'config.json');
	const root = JSON.parse(readFileSync(file, 'utf8'));
	writeFileSync(file, JSON.stringify({...root, settings: {...root.settings, intervall: '5s'}}));
	for (const name of ['rate', 'intervall', 'interval'])
		expect(await runCli(['config', 'unset', name], {home})).toMatchObject({code: 0, stdout: ''});
	expect(JSON.parse(readFileSync(file, 'utf8')).settings).toEqual({readOnly: true});
	for (const name of ['intervall', 'toString'])
		expect(await runCli(['config', 'unset', name], {home})).toMatchObject({code: 2, stderr: said(noSuchSetting(name))});
});

test('set and unset say as JSON whether the setting has another value now', async () => {
	const home = temporaryFolder();
	const changed = async (...words: readonly string[]) =>
		changedSetting.parse(JSON.parse((await runCli(['config', ...words, '--json'], {home})).stdout)).changed;
	expect(await changed('set', 'rate', '5')).toBe(true);
	expect(await changed('set', 'rate', '5')).toBe(false);
	expect(await changed('unset', 'rate')).toBe(true);
	expect(await changed('unset', 'rate')).toBe(false);
	expect(await changed('set', 'rate', '20')).toBe(false);
});

test('unset readOnly does not settle a readOnly that cannot be read', async () => {
	const home = temporaryFolder();
	const file = join(home, 'config.json');
	writeFileSync(file, '{"version": 1, "jobs": [], "settings": {"readOnly": true, "readOnly": false}}');
	await runCli(['config', 'unset', 'readOnly'], {home});
	expect((await runCli(['config', 'list', '--json'], {home})).stdout).not.toContain('"readOnly":{"value":false');
});

test('where nothing can be kept set ends with 6', async () => {
	const file = join(temporaryFolder(), 'a-file');
	writeFileSync(file, 'left as it is');
	expect(await runCli(['config', 'set', 'rate', '5'], {home: file})).toMatchObject({code: 6, stdout: ''});
	expect(readFileSync(file, 'utf8')).toBe('left as it is');
});

test('a bad variable is said, and nothing breaks', async () => {
	const {code, stderr} = await runCli(['config', 'get', 'rate'], {env: {GPJOBS_RATE: 'fast'}});
	expect(code).toBe(0);
	const parsed = parseSetting('rate', 'fast');
	expect(parsed.ok).toBe(false);
	expect(stderr).toContain(`GPJOBS_RATE: ${parsed.ok ? '' : parsed.sentence}`);
});

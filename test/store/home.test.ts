import {
	chmodSync,
	existsSync,
	lutimesSync,
	mkdirSync,
	readdirSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {cannotKeepIn, diskSentence} from '../../source/store/disk-error.ts';
import {configPath, folderOpenToOthers, jobsPath, openHome} from '../../source/store/home.ts';
import {whyNotWritable} from '../../source/store/home-trial.ts';
import {thisProcess} from '../../source/store/process-identity.ts';
import {diskError} from './fixtures/disk-error.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const now = Date.now();
const mode = (path: string) => statSync(path).mode & 0o777;

let umask = 0;
beforeEach(() => {
	umask = process.umask(0);
});
afterEach(() => {
	process.umask(umask);
	vi.unstubAllEnvs();
});

test('the flag takes precedence over the environment, and that over the default folder', async () => {
	const folder = temporaryHome();
	vi.stubEnv('XDG_CONFIG_HOME', join(folder, 'xdg'));
	const [flag, environment] = [join(folder, 'flag'), join(folder, 'environment')];
	expect(await openHome({flag, environment}, now)).toEqual({ok: true, path: flag, notices: []});
	expect(await openHome({environment}, now)).toEqual({ok: true, path: environment, notices: []});
	for (const wish of [{}, {flag: '', environment: ''}]) {
		expect(await openHome(wish, now)).toEqual({ok: true, path: join(folder, 'xdg', 'gpjobs'), notices: []});
	}
});

test('a new folder is private, under any umask', async () => {
	const home = join(temporaryHome(), 'a', 'b');
	await openHome({flag: home}, now);
	expect(mode(home)).toBe(0o700);
});

test('the default folder is made private, and contains only files of gpjobs', async () => {
	vi.stubEnv('XDG_CONFIG_HOME', temporaryHome());
	const home = join(process.env.XDG_CONFIG_HOME ?? '', 'gpjobs');
	mkdirSync(home, {mode: 0o755});
	await openHome({}, now);
	expect(mode(home)).toBe(0o700);
	expect(readdirSync(home)).toEqual([]);
});

test('a folder that the user named keeps its mode, and one that others can write to is reported', async () => {
	const home = temporaryHome();
	chmodSync(home, 0o755);
	expect(await openHome({flag: home}, now)).toEqual({ok: true, path: home, notices: []});
	chmodSync(home, 0o777);
	expect(await openHome({flag: home}, now)).toEqual({
		ok: true,
		path: home,
		notices: [folderOpenToOthers(home)],
	});
	expect(mode(home)).toBe(0o777);
});

test('a config.json with the usual mode is made private', async () => {
	const home = temporaryHome();
	writeFileSync(configPath(home), '{}', {mode: 0o644});
	await openHome({flag: home}, now);
	expect(mode(configPath(home))).toBe(0o600);
});

test('a folder that cannot be made is a sentence', async () => {
	const file = join(temporaryHome(), 'file');
	writeFileSync(file, '');
	expect(await openHome({flag: join(file, 'home')}, now)).toEqual({
		ok: false,
		path: join(file, 'home'),
		sentence: diskSentence(cannotKeepIn(join(file, 'home')), diskError('ENOTDIR')),
	});
	expect(await openHome({flag: file}, now)).toEqual({
		ok: false,
		path: file,
		sentence: diskSentence(cannotKeepIn(file), diskError('EEXIST')),
	});
	if (process.platform === 'linux') {
		expect(await openHome({flag: '/proc/gpjobs/home'}, now)).toMatchObject({ok: false, path: '/proc/gpjobs/home'});
	}

	vi.stubEnv('XDG_CONFIG_HOME', file);
	expect(await openHome({}, now)).toMatchObject({
		ok: false,
		sentence: expect.stringContaining(join(file, 'gpjobs')),
	});
});

test.each([' ', '   ', '~', '~/gpjobs', '~ann/x', '$HOME/gpjobs', '%S/gpjobs', ' ~/x'])(
	'%j is no folder in the current one',
	async name => {
		for (const use of ['reading', 'writing'] as const) {
			for (const wish of [{flag: name}, {environment: name}]) {
				expect(await openHome(wish, now, use)).toEqual({ok: false, sentence: expect.stringContaining(name)});
			}
		}
		expect(existsSync(name)).toBe(false);
	},
);

test('temporary files of a killed gpjobs are removed once they are a minute old', async () => {
	const home = temporaryHome();
	mkdirSync(jobsPath(home));
	const old = now / 1000 - 3601;
	for (const folder of ['trust', 'credentials', 'durations']) mkdirSync(join(home, folder));
	for (const name of [...leftovers, ...others]) {
		writeFileSync(join(home, name), leftovers.includes(name) && name.includes('.lock') ? claim : '{}');
		utimesSync(join(home, name), old, old);
	}
	const young = `config.json.tmp-${uuid}`;
	writeFileSync(join(home, young), '');
	const link = `records.index.tmp-${uuid}`;
	symlinkSync(join(home, 'config.json'), join(home, link));
	lutimesSync(join(home, link), old, old);
	await openHome({flag: home}, now, 'reading');
	expect(leftovers.filter(name => !existsSync(join(home, name)))).toEqual([]);
	await openHome({flag: home}, now);
	expect(leftovers.filter(name => existsSync(join(home, name)))).toEqual([]);
	expect([...others, young, link].filter(name => !existsSync(join(home, name)))).toEqual([]);
});

const uuid = '01234567-89ab-4cde-8f01-23456789abcd';
const otherUuid = '11234567-89ab-4cde-8f01-23456789abcd';
const claim = JSON.stringify(thisProcess());
const record = '0123456789abcdef0123456789abcdef.json';
const leftovers = [
	'config.json.tmp-1234567890abcdef',
	`config.json.tmp-${otherUuid}`,
	`config.json.bak.tmp-${uuid}`,
	`config.json.lock.tmp-${uuid}`,
	`config.json.lock.takeover.tmp-${uuid}`,
	`last-session.json.tmp-${uuid}`,
	`jobs/${record}.tmp-${uuid}`,
	`trust/servers.json.tmp-${uuid}`,
	`credentials/servers.json.lock.tmp-${uuid}`,
	`durations/tasks.json.tmp-${uuid}`,
];
const others = [
	'config.json',
	'config.json.bak',
	'config.json.lock',
	'config.json.tmp-1',
	'config.json.tmp-backup',
	`config.json.tmp-${uuid}.docx`,
	`my-config.json.tmp-${uuid}`,
	`thesis.tmp-${uuid}`,
	'thesis.tmp-backup.docx',
	'survey.tmp-2025.gpkg',
	'jobs/run.tmp-1.csv',
	`jobs/ab.json.tmp-${uuid}`,
	// Of nobody that a claim names.
	`config.json.lock.tmp-${otherUuid}`,
	`jobs/config.json.tmp-${uuid}`,
	`jobs/${record}`,
];

test('for reading, a folder is not made, and nothing in it is changed', async () => {
	const home = temporaryHome();
	const none = join(home, 'none', 'home');
	expect(await openHome({flag: none}, now, 'reading')).toEqual({ok: true, path: none, notices: []});
	expect(await whyNotWritable(none)).toBeUndefined();
	expect(readdirSync(home)).toEqual([]);
	writeFileSync(configPath(home), '{}', {mode: 0o644});
	chmodSync(home, 0o755);
	expect(await openHome({flag: home}, now, 'reading')).toMatchObject({ok: true, notices: []});
	expect([mode(home), mode(configPath(home))]).toEqual([0o755, 0o644]);
	chmodSync(home, 0o777);
	expect(await openHome({flag: home}, now, 'reading')).toMatchObject({
		ok: true,
		notices: [expect.stringContaining(home)],
	});
	expect(mode(home)).toBe(0o777);
});

test.each(['{"database": "prod"}', '// mine\n{}', '[]', ''])(
	'a config.json that is not ours keeps its mode: %s',
	async text => {
		const home = temporaryHome();
		writeFileSync(configPath(home), text, {mode: 0o644});
		await openHome({flag: home}, now);
		expect(mode(configPath(home))).toBe(0o644);
	},
);

import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {isDamaged} from '../../../source/store/config-file.ts';
import {copyIsShown} from '../../../source/store/config-recovery.ts';
import {thisProcess} from '../../../source/store/process-identity.ts';
import type {FieldCase, HomeFile} from '../field-case.ts';

const old = (text: string, mode = 0o644): HomeFile => ({text, mode, olderByHours: 24 * 40});
const uuid = '01234567-89ab-4cde-8f01-23456789abcd';
const otherUuid = '11234567-89ab-4cde-8f01-23456789abcd';

/** What other programs and people keep in a folder that gpjobs is given with `--home`. */
const ofOthers = {
	'thesis.tmp-backup.docx': old('x'),
	'survey.tmp-2025.gpkg': old('x'),
	'jobs/run.tmp-1.csv': old('x'),
	'jobs/0123456789abcdef0123456789abcdef.json': old('{"theirs":1}'),
	'records.index': old('theirs'),
	'last-look': old('theirs'),
	'last-session.json': old('{"theirs":1}'),
	[`notes.json.tmp-${uuid}`]: old('x'),
	[`config.json.lock.tmp-${otherUuid}`]: old('my notes'),
	[`config.json.bak.lock.tmp-${uuid}`]: old('{"theirs":1}'),
	[`config.json.tmp-${otherUuid}`]: old('theirs'),
};

/** What a killed gpjobs left behind. */
const leftovers = {
	[`config.json.tmp-${uuid}`]: old('{'),
	[`config.json.lock.tmp-${uuid}`]: old(JSON.stringify(thisProcess())),
	'config.json.tmp-1234567890abcdef': old('{'),
	[`jobs/0123456789abcdef0123456789abcdef.json.tmp-${uuid}`]: old('{'),
};

const damaged = isDamaged('{home}/config.json');
const list = '{"version":1,"jobs":[{"url":"{jobs}/j9","tags":[],"addedAt":1}]}';

const reading = [
	['list'],
	['list', '--json'],
	['status', '{job}'],
	['messages', '{job}'],
	['inputs', '{job}'],
	['results', '{job}'],
	['wait', '{job}'],
	['doctor'],
	['config', 'get'],
	['config', 'path'],
	['completion', 'bash'],
	['completion', 'bash', 'gpjobs status ', ' '],
	['--help'],
];

const foreign: ReadonlyArray<readonly [string, string]> = [
	['another shape', '{"database":"prod","jobs":"nightly"}'],
	['JSON with comments', '// of another program\n{"database": "prod"}'],
	['jobs of its own', '{"jobs":[{"cron":"* * * * *"}],"database":"prod"}'],
	['settings and a version of its own', '{"name":"x","version":"1.2.0","settings":{"theme":"dark"}}'],
	['YAML', 'database: prod\njobs: nightly\n'],
	['a list', '["prod"]'],
];

export const cases: readonly FieldCase[] = [
	{
		name: 'commands that read change nothing, whatever lies in the folder',
		server: {},
		home: {...ofOthers, ...leftovers, 'config.json': {text: list, mode: 0o644}},
		runs: reading.map(args => ({args, exit: 0})),
		leavesHome: true,
	},
	{
		name: 'commands that read make no folder',
		server: {},
		runs: [
			['list'],
			['status', '{job}'],
			['doctor'],
			['config', 'get', 'rate'],
			['completion', 'bash', 'gpjobs status ', ' '],
		].map(args => ({args: [...args, '--home', '{home}/none/home'], exit: 0})),
		leavesHome: true,
	},
	{
		name: 'commands that read mend no damaged list',
		server: {},
		home: {...leftovers, 'config.json': '{"version":1,"jobs":[{"url":"htt', 'config.json.bak': list},
		runs: [
			{args: ['list'], exit: 0, says: [copyIsShown(damaged), 'j9']},
			{args: ['config', 'get'], exit: 6, says: [damaged]},
			{args: ['status', '{job}'], exit: 0, says: [copyIsShown(damaged)]},
		],
		leavesHome: true,
	},
	...foreign.map(
		([what, text]): FieldCase => ({
			name: `a config.json of another program is left as it is, and the command ends with 6: ${what}`,
			server: {},
			home: {'config.json': {text, mode: 0o644}},
			runs: [['list'], ['add', '{job}'], ['remove', '{job}'], ['config', 'set', 'rate', '3']].map(args => ({
				args,
				exit: 6,
				says: [/config\.json/],
			})),
			leavesHome: true,
		}),
	),
	{
		name: 'a command that changes the list clears away what a killed gpjobs left, and nothing else',
		server: {},
		home: {...ofOthers, ...leftovers},
		runs: [{args: ['add', '{job}'], exit: 0}],
		afterwards({home}) {
			const names = new Set(readdirSync(home, {recursive: true, encoding: 'utf8'}));
			for (const name of Object.keys(ofOthers)) if (!names.has(name)) throw new Error(`${name} is gone`);
			for (const name of Object.keys(leftovers)) if (names.has(name)) throw new Error(`${name} is still there`);
			if (existsSync(join(home, 'config.json.lock'))) throw new Error('the lock is still there');
		},
	},
	...['config.json.lock', 'config.json.bak'].map(
		(name): FieldCase => ({
			name: `a ${name} of another program is not replaced`,
			server: {},
			home: {'config.json': list, [name]: {text: '1234\n', olderByHours: 5}},
			runs: [{args: ['add', '{job}'], exit: 6, says: [name], patience: 150_000}],
			leavesHome: true,
		}),
	),
];

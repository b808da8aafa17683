/** What stays in force where settings or list cannot be read, or are not spelled as they should be. */

import {chownSync, existsSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {readOnlyCancel} from '../../../source/commands/cancel.ts';
import {listUnread} from '../../../source/commands/doctor-findings.ts';
import {noSuchJob} from '../../../source/commands/find-job.ts';
import {emptyList} from '../../../source/commands/list.ts';
import {nothingToWatch} from '../../../source/commands/watch.ts';
import {nothingSent} from '../../../source/session/read-only-guard.ts';
import {copyInPlace, howToSettle, isDamaged, settingsUnreadable} from '../../../source/store/config-file.ts';
import {wasSetAside} from '../../../source/store/config-recovery.ts';
import {commandNotRun, heldUntilSettled, notJobs, partlyRead} from '../../../source/store/list-contents.ts';
import {belongsToAnother} from '../../../source/store/ownership.ts';
import {notAFile} from '../../../source/store/regular-file.ts';
import {parseSetting} from '../../../source/store/settings.ts';
import {safe} from '../../../source/text/safe-text.ts';
import {saying, whatever} from '../../saying.ts';
import type {FieldCase, FieldRun, FieldServer, HomeFile} from '../field-case.ts';

const running: FieldServer = {
	job: {
		body: {
			jobId: 'j1',
			jobStatus: 'esriJobExecuting',
			messages: [],
			results: {},
			inputs: {In: {paramUrl: 'inputs/In'}},
		},
	},
	inputs: {In: {body: {paramName: 'In', dataType: 'GPString', value: 'x'}}},
};
const post = /^POST/;
const cancel = ['cancel', '--yes', '{job}'] as const;
const saved = '{"version":1,"jobs":[{"url":"{job}","label":"flood"}]';

/** A cancel that is not sent, under a setting that says so or is not understood. */
function held(name: string, run: Partial<FieldRun>, home: FieldCase['home'] = {}): FieldCase {
	return {
		name: `a cancel is not sent: ${name}`,
		server: running,
		home,
		runs: [{args: cancel, exit: 2, says: [readOnlyCancel], ...run}],
		neverSent: [post],
	};
}

/** Files of list and settings that tell nobody whether `readOnly` is set. */
const unknown: ReadonlyArray<readonly [string, Readonly<Record<string, string | HomeFile>>]> = [
	['damaged', {'config.json': '{"version":1,"settings":{"readOnly":tr'}],
	['empty', {'config.json': ''}],
	['JSON with a comma too many', {'config.json': '{"version":1,"settings":{"readOnly":true,},}'}],
	['another program’s', {'config.json': '{"database":"prod"}'}],
	['too large', {'config.json': `{"version":1,"pad":"${'x'.repeat(9_000_000)}"}`}],
	['of a newer gpjobs', {'config.json': `${saved.replace('1', '2')}}`}],
	['of no version', {'config.json': `${saved.replace('1', '"one"')}}`}],
	['with settings that are a list', {'config.json': `${saved},"settings":[{"readOnly":true}]}`}],
	['with settings null', {'config.json': `${saved},"settings":null}`}],
	[
		'damaged, with a copy from before readOnly was set',
		{'config.json': '{"version":1,"settings":{"readOnly":tr', 'config.json.bak': `${saved}}`},
	],
];

const config = '{home}/config.json';
const damaged = isDamaged(config);

/** The list as the reading commands find it; nothing of it is known. */
const unreadable = {'config.json': '{"version":1,"jobs":[{"url":"'};
const needingTheList: readonly (readonly string[])[] = [
	['list'],
	['list', '--json'],
	['status', 'flood', '--json'],
	['wait', 'flood', '--json'],
	['messages', 'flood'],
	['inputs', 'flood', '--json'],
	['results', 'flood', '--json'],
	['cancel', '--yes', 'flood'],
	['rerun', 'flood'],
	['remove', 'flood', '--json'],
	['remove', '--undo'],
	['add', '{job}', '--json'],
	['config', 'get'],
	['config', 'get', 'rate', '--json'],
	['config', 'set', 'rate', '5'],
	['metrics', '--listen', '127.0.0.1:0'],
	[],
	['--json'],
];
const noDocument = [/\{"jobs"/, emptyList, nothingToWatch, /^20$/m, saying(noSuchJob(whatever, safe``))];

const wrongReadOnly = parseSetting('readOnly', 'maybe');
const daemon = 1;
const ofDaemon = belongsToAnother(config, daemon);

export const cases: readonly FieldCase[] = [
	held('GPJOBS_READ_ONLY=1', {env: {GPJOBS_READ_ONLY: '1'}}),
	held('GPJOBS_READ_ONLY with a blank', {env: {GPJOBS_READ_ONLY: 'true '}}),
	held('GPJOBS_READ_ONLY that is not understood', {env: {GPJOBS_READ_ONLY: 'maybe'}, says: [/GPJOBS_READ_ONLY/]}),
	held('GPJOBS_READONLY', {env: {GPJOBS_READONLY: 'true'}, says: [/GPJOBS_READONLY .*GPJOBS_READ_ONLY/]}),
	held('a variable in the letters of the shell', {env: {gpjobs_read_only: '1', GPJOBS_READ_ONLY: '0'}}),
	held('"readOnly": "true"', {}, {'config.json': '{"version":1,"settings":{"readOnly":"true"}}'}),
	held('"readOnly": 1', {}, {'config.json': '{"version":1,"settings":{"readOnly":1}}'}),
	held('"readOnly": null', {}, {'config.json': '{"version":1,"settings":{"readOnly":null}}'}),
	held('"read_only"', {}, {'config.json': '{"version":1,"settings":{"read_only":true,"readOnly":false}}'}),
	held('"readOnly" beside the settings', {}, {'config.json': `${saved},"readOnly":true,"settings":{}}`}),
	held('--read-only=true', {args: [...cancel, '--read-only=true'], says: ['read-only']}),
	held('--readonly', {args: [...cancel, '--readonly'], says: ['readonly']}),
	held('--no-read-only', {args: [...cancel, '--no-read-only'], env: {GPJOBS_READ_ONLY: '1'}, says: ['read-only']}),
	held('a dash of a word processor', {args: [...cancel, '–read-only'], says: ['–read-only']}),
	{
		name: 'a cancel is sent where the no is clear',
		server: running,
		home: {'config.json': '{"version":1,"settings":{"readOnly":" No "}}'},
		runs: [{args: cancel, exit: 0, env: {GPJOBS_READ_ONLY: 'OFF', GPJOBS_READONLY: '0'}}],
		sent: [/^POST .*\/cancel/],
	},
	...unknown.map(
		([name, home]): FieldCase => ({
			name: `settings that are ${name}: what changes jobs is refused, and nothing is asked`,
			server: running,
			home,
			runs: [
				{args: cancel, exit: 6, says: [nothingSent, saying(heldUntilSettled(whatever))]},
				{args: ['submit', '{task}'], exit: 6, env: {GPJOBS_READ_ONLY: '0'}, says: [nothingSent]},
				{args: ['rerun', '{job}'], exit: 6, says: [nothingSent]},
				{args: ['config', 'get', 'readOnly'], exit: 6, silent: [/^(true|false)$/m]},
			],
			neverSent: [post],
			// A copy takes the place of a damaged file with the first command that may change the list.
			leavesHome: !('config.json.bak' in home),
		}),
	),
	{
		name: 'a job that is named by its URL can be read without the list',
		server: running,
		home: unreadable,
		runs: [
			{args: ['status', '{job}', '--json'], exit: 0, says: [damaged], json: {jobs: [{status: 'esriJobExecuting'}]}},
		],
		neverSent: [post],
		leavesHome: true,
	},
	{
		name: 'a list that cannot be read is an error wherever it is needed, and never empty',
		server: running,
		home: unreadable,
		runs: needingTheList.map(args => ({args, exit: 6, says: [damaged], silent: noDocument})),
		leavesHome: true,
		atMostRequests: 0,
	},
	{
		name: 'doctor tells of a list that cannot be read, and a Tab says nothing of it',
		home: unreadable,
		runs: [
			{args: ['doctor'], exit: 6, says: [saying(`saved list ${listUnread}`), damaged]},
			{args: ['doctor', '--json'], exit: 6, json: {paths: {jobs: null}}},
			{args: ['completion', 'fish', 'status', ''], exit: 0, silent: [damaged, /gpjobs:/]},
		],
		leavesHome: true,
	},
	{
		name: 'a folder in the place of the list',
		server: running,
		prepare: ({home}) => mkdirSync(join(home, 'config.json')),
		runs: [
			{args: ['list', '--json'], exit: 6, says: [notAFile('{home}/config.json')], silent: noDocument},
			{args: cancel, exit: 6, says: [nothingSent]},
			{args: ['add', '{job}'], exit: 6, says: [notAFile('{home}/config.json')]},
		],
		neverSent: [post],
		leavesHome: true,
	},
	{
		name: 'one bad part of the file hides no job, and is said',
		server: running,
		home: {
			'config.json':
				'{"version":"1","removed":null,"settings":null,"jobs":[null,{"url":"{job}","label":5,"tags":"a"},{"url":"x"}]}',
		},
		runs: [
			{
				args: ['list', '--json'],
				exit: 0,
				says: [
					/config\.json .* 1\.$/m,
					/"removed"/,
					settingsUnreadable(config),
					notJobs(2, config),
					partlyRead(1, config),
				],
				json: {jobs: [{label: null}]},
			},
			{args: ['status', '{job}'], exit: 0},
			{args: ['remove', '--undo'], exit: 2},
		],
	},
	{
		name: 'the copy that took the place of a damaged list holds until readOnly is settled',
		server: running,
		home: {'config.json': '{"version":1,', 'config.json.bak': `${saved}}`},
		runs: [
			{args: ['add', '{jobs}/j2'], exit: 0, says: [saying(wasSetAside(damaged, whatever).replace('{home}', whatever))]},
			{
				args: ['list', '--json'],
				exit: 0,
				says: [howToSettle],
				json: {jobs: [{label: 'flood'}, {label: null}]},
			},
			{args: cancel, exit: 6, says: [nothingSent, howToSettle]},
			{args: ['config', 'set', 'rate', '5'], exit: 0},
			{args: cancel, exit: 6, says: [nothingSent]},
			{args: ['config', 'set', 'readOnly', '0'], exit: 0},
			{args: ['config', 'get', 'readOnly'], exit: 0, says: [/^false$/m], silent: [damaged, copyInPlace(config)]},
		],
		neverSent: [post],
	},
	{
		name: 'config set takes every clear yes and no',
		runs: [
			{args: ['config', 'set', 'ascii', ' ON '], exit: 0},
			{args: ['config', 'set', 'readOnly', '1'], exit: 0},
			{args: ['config', 'set', 'keyring', 'No'], exit: 0},
			{args: ['config', 'set', 'readOnly', 'maybe'], exit: 2, says: [wrongReadOnly.ok ? '' : wrongReadOnly.sentence]},
			{args: ['config', 'get', '--json'], exit: 0, json: {ascii: true, readOnly: true, keyring: false}},
		],
	},
	{
		name: 'a home that is no folder of files is named, and nothing spins',
		runs: [
			...['/proc', '/dev/null', '/proc/self/environ'].map(
				(HOME): FieldRun => ({
					args: ['list', '--json'],
					env: {GPJOBS_HOME: undefined, XDG_CONFIG_HOME: undefined, HOME},
					exit: 6,
					says: [`${HOME}/.config/gpjobs`],
					silent: noDocument,
					patience: 150_000,
				}),
			),
			{
				args: ['add', 'https://gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1'],
				env: {GPJOBS_HOME: undefined, XDG_CONFIG_HOME: undefined, HOME: '/proc'},
				exit: 6,
				says: ['/proc/.config/gpjobs'],
				patience: 150_000,
			},
			{
				args: ['metrics', '--listen', '127.0.0.1:0'],
				env: {GPJOBS_HOME: undefined, XDG_CONFIG_HOME: undefined, HOME: '/proc'},
				exit: 6,
				says: ['/proc/.config/gpjobs'],
				silent: [/http:\S+\/metrics/],
				patience: 150_000,
			},
		],
	},
	{
		name: 'no list in the current folder by accident',
		runs: [
			{
				args: ['list', '--json'],
				env: {GPJOBS_HOME: undefined, XDG_CONFIG_HOME: undefined, HOME: 'here'},
				exit: 6,
				says: [/HOME is "here"/],
				silent: noDocument,
			},
			{
				args: ['add', 'https://gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1'],
				env: {GPJOBS_HOME: undefined, XDG_CONFIG_HOME: undefined, HOME: './here'},
				exit: 6,
				says: [/HOME is ".\/here"/],
			},
			{
				args: ['config', 'get', 'rate'],
				env: {GPJOBS_HOME: '~/gpjobs'},
				exit: 6,
				says: ['~/gpjobs'],
				silent: noDocument,
			},
			{
				args: ['cancel', '--yes', 'https://gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1'],
				env: {GPJOBS_HOME: '$HOME/gpjobs'},
				exit: 6,
				says: ['$HOME/gpjobs', nothingSent],
			},
			{
				args: ['config', 'path'],
				env: {GPJOBS_HOME: undefined, XDG_CONFIG_HOME: undefined, HOME: ''},
				exit: 0,
				says: [/^\/.*\/\.config\/gpjobs\/config\.json$/m],
			},
			{
				args: ['config', 'path'],
				env: {GPJOBS_HOME: undefined, XDG_CONFIG_HOME: 'xdg', HOME: '{home}'},
				exit: 0,
				says: [/XDG_CONFIG_HOME is "xdg"/, '{home}/.config/gpjobs/config.json'],
			},
		],
		afterwards() {
			for (const name of ['here', '.config', 'xdg', '~', '$HOME']) {
				if (existsSync(name)) throw new Error(`${name} was made in the current folder`);
			}
		},
	},
	{
		name: 'what another user wrote is read, but not obeyed: no program, no cancel, no change',
		needs: ['a POSIX system', 'root'],
		server: running,
		home: {'config.json': `${saved},"settings":{"notifyCommand":"/bin/true","rate":7}}`},
		prepare: ({home}) => chownSync(join(home, 'config.json'), daemon, daemon),
		runs: [
			{
				args: ['list', '--json'],
				exit: 0,
				says: [ofDaemon, commandNotRun(ofDaemon)],
				json: {jobs: [{label: 'flood'}]},
			},
			{args: cancel, exit: 6, says: [nothingSent]},
			{args: ['add', '{jobs}/j2'], exit: 6, says: [ofDaemon]},
			{args: ['config', 'set', 'rate', '5'], exit: 6, says: [ofDaemon]},
			{args: ['doctor'], exit: 6, says: [ofDaemon]},
		],
		neverSent: [post],
		leavesHome: true,
	},
	{
		name: 'a token that another user wrote is not shown to its server',
		needs: ['a POSIX system', 'root'],
		server: running,
		home: {
			'credentials/servers.json': {
				text: '{"version":1,"servers":{"{origin}":{"where":"file","credential":{"means":{"kind":"token","token":"PLANTED-abcdef"}}}}}',
			},
		},
		prepare({home}) {
			chownSync(join(home, 'credentials', 'servers.json'), daemon, daemon);
			chownSync(join(home, 'credentials'), daemon, daemon);
		},
		runs: [{args: ['status', '{job}'], exit: 0, says: [belongsToAnother('{home}/credentials/servers.json', daemon)]}],
		afterwards({requests}) {
			if (requests.some(({headers}) => JSON.stringify(headers).includes('PLANTED'))) throw new Error('it was shown');
		},
	},
];

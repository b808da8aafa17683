import {expect, test} from 'vitest';
import {preferencesOf} from '../../source/session/preferences.ts';
import {defaultSettings, readOnlyOf} from '../../source/store/settings.ts';

const read = (environment: NodeJS.ProcessEnv, saved = defaultSettings) => preferencesOf({}, environment, saved);
const readOnly = {...defaultSettings, readOnly: true};

test.each(['true', 'TRUE', 'True', ' true', 'true ', '\ttrue\n', '1', ' 1 ', 'yes', 'YES', 'on', 'On'])(
	'GPJOBS_READ_ONLY=%j is a clear yes',
	GPJOBS_READ_ONLY => {
		const {preferences, notices} = read({GPJOBS_READ_ONLY});
		expect(preferences.isReadOnly).toBe(true);
		expect(notices).toEqual([]);
	},
);

test.each(['false', 'FALSE', ' false ', '0', 'no', 'No', 'off', 'OFF\n'])(
	'GPJOBS_READ_ONLY=%j is a clear no, and beats what was saved',
	GPJOBS_READ_ONLY => {
		const {preferences, notices} = read({GPJOBS_READ_ONLY}, readOnly);
		expect(preferences.isReadOnly).toBe(false);
		expect(notices).toEqual([]);
	},
);

test.each([
	'maybe',
	'ture',
	'2',
	'-1',
	'00',
	'"true"',
	'"false"',
	"'0'",
	' ',
	'\t',
	'none',
	'null',
	'undefined',
	'y',
	'enabled',
	'disabled',
	'never',
	'yes please',
	'true false',
	'ja',
	'１',
	'\u0000',
	'$READ_ONLY',
])('GPJOBS_READ_ONLY=%j is not understood, so it is a yes, and it is said', GPJOBS_READ_ONLY => {
	const {preferences, notices} = read({GPJOBS_READ_ONLY});
	expect(preferences.isReadOnly).toBe(true);
	expect(notices).toEqual([`GPJOBS_READ_ONLY: ${readOnlyOf(GPJOBS_READ_ONLY).sentence}`]);
});

test('an empty variable is not set', () => {
	expect(read({GPJOBS_READ_ONLY: ''}).preferences.isReadOnly).toBe(false);
	expect(read({GPJOBS_READ_ONLY: ''}, readOnly).preferences.isReadOnly).toBe(true);
	expect(read({GPJOBS_READONLY: ''}).preferences.isReadOnly).toBe(false);
});

test.each([
	'GPJOBS_READONLY',
	'GPJOBS_READ_ONLY_',
	'GPJOBS__READ_ONLY',
	'GPJOBS-READ-ONLY',
	'GPJOB_READ_ONLY',
	'GP_JOBS_READ_ONLY',
	'GPJOBSREADONLY',
	'gpjobs_read_only',
	'Gpjobs_ReadOnly',
	'GPJOBS_READ_ONYL',
	'GPJOBS_RAED_ONLY',
	'GPJOBS_RED_ONLY',
	'GPJBOS_READ_ONLY',
	'GJOBS_READ_ONLY',
	'GPJOBS_READ_ONLY_MODE',
	'GPJOBS_IS_READ_ONLY',
])('%s is nearly GPJOBS_READ_ONLY, so it holds, and it is said', name => {
	const {preferences, notices} = read({[name]: '1', GPJOBS_READ_ONLY: '0'});
	expect(preferences.isReadOnly).toBe(true);
	expect(notices).toEqual([expect.stringMatching(new RegExp(`^${name} .*GPJOBS_READ_ONLY`))]);
	expect(read({[name]: 'no'}).preferences.isReadOnly).toBe(false);
});

test.each(['READ_ONLY', 'GPJOBS_RATE', 'GPJOBS_JOB_URL', 'GPJOBS_NODE', 'GPJOBS_FOO', 'READONLY', 'GIT_READ_ONLY'])(
	'%s is another variable',
	name => {
		expect(read({[name]: '1'}).preferences.isReadOnly).toBe(false);
	},
);

test.each([
	['GPJOBS_ASCII', 'isAscii'],
	['GPJOBS_ACCESSIBLE', 'isAccessible'],
	['GPJOBS_KEYRING', 'hasKeyring'],
	['GPJOBS_KEEP_VALUES', 'keepsValues'],
] as const)('%s takes every clear yes and no', (variable, name) => {
	for (const value of ['1', 'Yes', ' on', 'TRUE ']) expect(read({[variable]: value}).preferences[name]).toBe(true);
	for (const value of ['0', 'No', ' off', 'FALSE ']) expect(read({[variable]: value}).preferences[name]).toBe(false);
	expect(read({[variable]: 'perhaps'}).notices).toHaveLength(1);
});

test.each([
	['auto', 'auto'],
	['Dark', 'dark'],
	[' light ', 'light'],
	['OFF', 'off'],
	['false', 'off'],
	['0', 'off'],
	['true', 'auto'],
	['on', 'auto'],
])('GPJOBS_COLOR=%s means %s', (value, color) => {
	expect(read({GPJOBS_COLOR: value})).toMatchObject({preferences: {color}, notices: []});
});

test('a colour that does not exist is ignored with a notice', () => {
	const {preferences, notices} = read({GPJOBS_COLOR: 'blue'});
	expect(preferences.color).toBe('auto');
	expect(notices).toHaveLength(1);
});

import {describe, expect, test} from 'vitest';
import {
	cannotBeSetTo,
	countsAsNotSet,
	defaultSettings,
	heldForName,
	nearlyReadOnly,
	noSuchSetting,
	ofSaved,
	parseSetting,
	readSettings,
	type SettingName,
	settingNames,
	settingText,
	unclearReadOnly,
} from '../../source/store/settings.ts';
import {safeText} from '../../source/text/safe-text.ts';

test.each([
	['interval', '5s', {interval: '5s'}],
	['interval', '1s', {interval: '1s'}],
	['interval', 'adaptive', {interval: null}],
	['rate', '20', {rate: 20}],
	['rate', '0.5', {rate: 0.5}],
	['bodyCap', '64', {bodyCap: 64}],
	['ascii', 'true', {ascii: true}],
	['color', 'off', {color: 'off'}],
	['color', 'on', {color: 'auto'}],
	['color', ' Light ', {color: 'light'}],
	['readOnly', 'Yes', {readOnly: true}],
	['readOnly', ' ON ', {readOnly: true}],
	['readOnly', '1', {readOnly: true}],
	['readOnly', '0', {readOnly: false}],
	['keyring', 'No', {keyring: false}],
	['keepValues', '\tFALSE\n', {keepValues: false}],
	['rate', ' 5 ', {rate: 5}],
	['interval', ' 5s', {interval: '5s'}],
])('config set %s %s', (name, text, change) => {
	expect(parseSetting(name, text)).toEqual({ok: true, change});
});

test.each<[SettingName, string]>([
	['interval', '500ms'],
	['interval', '5'],
	['interval', 'true'],
	['rate', '0'],
	['rate', '1001'],
	['rate', 'adaptive'],
	['rate', '1e3'],
	['bodyCap', '1.5'],
	['ascii', '2'],
	['readOnly', 'maybe'],
	['keyring', '"true"'],
	['color', '\x1b[31mred'],
])('config set %s %j is refused with what it may be', (name, text) => {
	const parsed = parseSetting(name, text);
	expect(parsed).toEqual({ok: false, sentence: cannotBeSetTo(name, text)});
	expect(parsed.ok ? '' : parsed.sentence).toContain(`"${safeText(text)}"`);
});

test('each setting has its own error message', () => {
	const said = settingNames.map(name => cannotBeSetTo(name, 'x').slice(name.length));
	const booleans = settingNames.filter(name => typeof defaultSettings[name] === 'boolean');
	expect(new Set(said).size).toBe(settingNames.length - booleans.length + 1);
});

test('an unknown setting is refused with the known ones', () => {
	for (const name of ['colour', '__proto__', 'toString']) {
		const sentence = noSuchSetting(name);
		expect(parseSetting(name, 'x')).toEqual({ok: false, sentence});
		for (const known of [name, ...settingNames]) expect(sentence).toContain(known);
	}
});

test('what config get prints, config set takes', () => {
	for (const name of settingNames) {
		expect(parseSetting(name, settingText(defaultSettings, name))).toEqual({
			ok: true,
			change: {[name]: defaultSettings[name]},
		});
	}
});

describe('the settings of the file', () => {
	test('are the defaults if there are none', () => {
		expect(readSettings({})).toEqual({settings: defaultSettings, notices: []});
	});

	test('are each read separately', () => {
		const {settings, notices} = readSettings({interval: '2s', rate: 'fast', ascii: 5, readOnly: true, colour: false});
		expect(settings).toEqual({...defaultSettings, interval: '2s', readOnly: true});
		expect(notices).toEqual([
			countsAsNotSet('rate', 'fast'),
			countsAsNotSet('ascii', '5'),
			ofSaved(noSuchSetting('colour')),
		]);
	});

	test('may be spelled as config set accepts them', () => {
		const {settings, notices} = readSettings({ascii: 'yes', color: 0, keyring: ' Off', keepValues: '1', rate: '5'});
		expect(settings).toMatchObject({ascii: true, color: 'off', keyring: false, keepValues: true, rate: 5});
		expect(notices).toEqual([]);
	});

	test.each([[true], ['true'], ['TRUE '], [1], ['1'], ['yes'], ['on']])('readOnly %j is a clear yes', value => {
		expect(readSettings({readOnly: value})).toMatchObject({settings: {readOnly: true}, notices: []});
	});

	test.each([[false], ['false'], [' No '], [0], ['0'], ['off']])('readOnly %j is a clear no', value => {
		expect(readSettings({readOnly: value})).toMatchObject({settings: {readOnly: false}, notices: []});
	});

	test.each([
		['maybe'],
		['ture'],
		['"true"'],
		[''],
		[' '],
		['disabled'],
		[2],
		[-1],
		[null],
		[[]],
		[[false]],
		[{}],
		[{value: false}],
	])('readOnly %j is not understood, so it is a yes', value => {
		const {settings, notices} = readSettings({readOnly: value});
		expect(settings.readOnly).toBe(true);
		const text = typeof value === 'string' ? value : JSON.stringify(value);
		expect(notices).toEqual([ofSaved(unclearReadOnly(text))]);
	});

	test.each([
		'readonly',
		'read_only',
		'read-only',
		'READ_ONLY',
		'ReadOnly',
		'Readonly',
		' readOnly',
		'readOnly ',
		'read only',
		'readOnyl',
		'raedOnly',
		'redOnly',
		'reedOnly',
		'readOnlly',
		'readOnly\u200b',
		'ｒｅａｄＯｎｌｙ',
		'isReadOnly',
		'readOnlyMode',
		'gpjobs.readOnly',
		'GPJOBS_READ_ONLY',
	])('the name %j is nearly readOnly, so it holds', name => {
		for (const value of [true, 'true', 1, 'maybe', null]) {
			const {settings, notices} = readSettings({[name]: value});
			expect(settings.readOnly).toBe(true);
			expect(notices).toEqual([ofSaved(heldForName(name))]);
		}
		// The one that is spelled right does not take back what the other protects.
		expect(readSettings({readOnly: false, [name]: true}).settings.readOnly).toBe(true);
		const {settings, notices} = readSettings({[name]: false});
		expect(settings.readOnly).toBe(false);
		expect(notices).toEqual([ofSaved(nearlyReadOnly(name))]);
	});

	test.each(['only', 'read', 'reality', 'notifyOnly', 'rate', 'ready'])('the name %j is another one', name => {
		expect(readSettings({[name]: true}).settings.readOnly).toBe(false);
	});
});

test.each([
	['notifyRule', 500],
	['notifyCommand', 4096],
])('%s has %i characters at most', (name, most) => {
	const read = (length: number) => readSettings({[name]: 'x'.repeat(length)});
	expect(read(most)).toEqual({settings: {...defaultSettings, [name]: 'x'.repeat(most)}, notices: []});
	expect(read(most + 1)).toMatchObject({settings: defaultSettings, notices: [expect.any(String)]});
});

import {describe, expect, test} from 'vitest';
import {defaultSettings, parseSetting, readSettings, settingNames, settingText} from '../../source/store/settings.ts';

test.each([
	['interval', '5s', {interval: '5s'}],
	['interval', '1s', {interval: '1s'}],
	['interval', 'adaptive', {interval: null}],
	['rate', '20', {rate: 20}],
	['rate', '0.5', {rate: 0.5}],
	['bodyCap', '64', {bodyCap: 64}],
	['ascii', 'true', {ascii: true}],
	['color', 'off', {color: false}],
	['readOnly', 'Yes', {readOnly: true}],
])('config set %s %s', (name, text, change) => {
	expect(parseSetting(name, text)).toEqual({ok: true, change});
});

test.each([
	['interval', '500ms', 'adaptive, or a duration of 1s or more'],
	['interval', '5', 'adaptive, or a duration of 1s or more'],
	['interval', 'true', 'adaptive, or a duration of 1s or more'],
	['rate', '0', 'a number up to 1000'],
	['rate', '1001', 'a number up to 1000'],
	['rate', 'adaptive', 'a number up to 1000'],
	['rate', '1e3', 'a number up to 1000'],
	['bodyCap', '1.5', 'a whole number from 1 to 1024'],
	['ascii', '1', 'true or false'],
	['color', '\x1b[31mred', 'color cannot be "red": it is true or false.'],
])('config set %s %j is refused with what it may be', (name, text, sentence) => {
	expect(parseSetting(name, text)).toEqual({ok: false, sentence: expect.stringContaining(sentence)});
});

test('an unknown setting is refused with the known ones', () => {
	for (const name of ['colour', '__proto__', 'toString']) {
		expect(parseSetting(name, 'x')).toEqual({
			ok: false,
			sentence: `There is no setting "${name}". There are: interval, rate, bodyCap, ascii, accessible, color, readOnly, keepValues, keyring, notify, notifyRule, notifyCommand, hiddenColumns.`,
		});
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
	test('are the defaults where there are none', () => {
		expect(readSettings({})).toEqual({settings: defaultSettings, notices: []});
	});

	test('are each read by themselves', () => {
		const {settings, notices} = readSettings({interval: '2s', rate: 'fast', ascii: 1, readOnly: true, colour: false});
		expect(settings).toEqual({...defaultSettings, interval: '2s', readOnly: true});
		expect(notices).toEqual([
			'Saved settings: rate cannot be "fast": it is requests per second to one server: a number up to 1000. It counts as not set.',
			'Saved settings: ascii cannot be "1": it is true or false. It counts as not set.',
			'Saved settings: There is no setting "colour". There are: interval, rate, bodyCap, ascii, accessible, color, readOnly, keepValues, keyring, notify, notifyRule, notifyCommand, hiddenColumns.',
		]);
	});
});

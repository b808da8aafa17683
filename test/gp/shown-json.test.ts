import {afterEach, describe, expect, test} from 'vitest';
import {ExactNumber} from '../../source/gp/exact-json.ts';
import {hiddenBy, readParameter} from '../../source/gp/parameter.ts';
import {readValue} from '../../source/gp/parameter-value.ts';
import {isHiddenType, shownJson} from '../../source/gp/shown-json.ts';
import {readDefinitions} from '../../source/gp/task.ts';
import {forgetSecrets, knowSecret} from '../../source/text/known-secrets.ts';
import {serverText} from '../../source/text/safe-text.ts';

afterEach(forgetSecrets);

const secret = 'SECRETX';

describe('nothing of the secret is shown', () => {
	test.each<[string, unknown]>([
		['a member called token', {url: 'https://h/0', token: secret}],
		['in another case, by another name', [{Access_Token: secret}, {PWD: secret}, {apiKey: secret}]],
		['a list behind the name', {password: [secret, {x: secret}]}],
		['an object behind the name', {token: {value: secret, expires: 5}}],
		['in a URL', {url: `https://h/ImageServer?token=${secret}&f=json`}],
		['in a member that is a text of JSON', {definition: JSON.stringify({token: secret})}],
		['in the name of a member', {[`https://h?token=${secret}`]: 1}],
		[
			'a pair of name and value',
			[
				{name: 'password', value: secret},
				{key: 'token', value: [secret]},
			],
		],
		['a composite value', {dataType: 'GPStringHidden', value: secret}],
		['a composite value deep inside', {a: [{b: {dataType: 'GPMultiValue:GPEncryptedString', value: [secret]}}]}],
		['an attribute called so', {features: [{attributes: {OBJECTID: 1, PASSWORD: secret}}]}],
		[
			'an attribute whose alias is called so',
			{
				fields: [{name: 'F1', alias: 'Password', type: 'esriFieldTypeString'}],
				features: [{attributes: {F1: secret}}],
			},
		],
		[
			'the same in a feature collection',
			{
				layerDefinition: {fields: []},
				featureSet: {fields: [{name: 'F1', alias: 'API key'}], features: [{attributes: {F1: secret}}]},
			},
		],
	])('%s', (_, json) => {
		expect(JSON.stringify(shownJson(json))).not.toContain(secret);
		for (const type of ['GPString', 'GPFeatureRecordSetLayer', undefined]) {
			const value = readValue(type, json);
			// Where a file is fetched from is no text that is shown.
			const {masked, ...rest} = value.kind === 'place' ? {...value, place: value.place.words} : value;
			expect(JSON.stringify(rest)).not.toContain(secret);
			expect(value.kind === 'hidden' ? masked?.sent : masked?.sent?.()).toBe(
				value.kind === 'hidden' ? undefined : json,
			);
		}
	});

	test('a secret that gpjobs knows', () => {
		knowSecret('abc-def-1');
		expect(shownJson({a: ['abc-def-1', {'x abc-def-1': 5}]})).toEqual({a: ['•••', {'x •••': 5}]});
	});

	test('numbers and digits that were kept', () => {
		expect(shownJson({token: 12345, pwd: new ExactNumber('1.50'), hasToken: true, secret: null})).toEqual({
			token: '•••',
			pwd: '•••',
			hasToken: true,
			secret: null,
		});
	});
});

test('a value without secrets is returned itself', () => {
	const json = {features: [{attributes: {A: 'x', B: 1, C: null}, geometry: {rings: [[[0, 1]]]}}], tokens: 3, key: 'k'};
	expect(shownJson(json)).toBe(json);
	expect(readValue('GPRecordSet', json)).not.toHaveProperty('masked');
});

test('only secrets are masked, and the rest is not changed', () => {
	const json = {url: 'https://h/0', token: secret, n: new ExactNumber('9007199254740993'), __proto__x: 1};
	expect(shownJson(json)).toEqual({...json, token: '•••'});
	expect(Object.keys(shownJson(JSON.parse('{"__proto__":{"token":"a"},"token":"b"}')) as object)).toEqual([
		'__proto__',
		'token',
	]);
});

test.each(['GPStringHidden', 'GPMultiValue:GPStringHidden', 'GPEncryptedString', 'GPPassword', 'gpstringhidden'])(
	'%s is hidden',
	type => {
		expect(isHiddenType(type)).toBe(true);
		expect(readValue(type, secret)).toMatchObject({kind: 'hidden', json: null});
		expect(JSON.stringify(readValue(type, {a: [secret]}))).not.toContain(secret);
	},
);

test('a parameter with the name of a secret is masked, and can be sent again', () => {
	for (const name of ['Password', 'API_Key', 'portal_token']) {
		const read = readParameter({dataType: 'GPString', value: secret}, serverText(name));
		const value = read.ok ? read.parameter.value : undefined;
		expect(value).toMatchObject({kind: 'simple', gist: {safe: '•••'}, json: '•••'});
		expect(value?.masked?.sent?.()).toBe(secret);
	}
	expect(readParameter({dataType: 'GPString', value: ''}, serverText('Password'))).toMatchObject({
		parameter: {value: {json: ''}},
	});
});

test('a file is fetched from the URL as it was sent', () => {
	const url = `https://h/out.zip?token=${secret}`;
	const value = readValue('GPDataFile', {url});
	expect(value).toMatchObject({kind: 'place', place: {url}, json: {url: 'https://h/out.zip?token=•••'}});
});

describe('values that the task declares hidden', () => {
	const definitionOf = (wire: object) => {
		const [definition] = readDefinitions([{name: 'In', direction: 'esriGPParameterDirectionInput', ...wire}]);
		if (!definition) throw new Error('no definition');
		return definition;
	};
	const read = (body: object, wire: object) => {
		const parameter = readParameter(body, serverText('In'));
		if (!parameter.ok) throw new Error('not read');
		return hiddenBy(definitionOf(wire), parameter.parameter).value;
	};

	test.each([
		['where the answer names no type', {value: secret}],
		['where the answer calls it a GPString', {dataType: 'GPString', value: secret}],
	])('is hidden %s', (_, body) => {
		expect(read(body, {dataType: 'GPStringHidden'})).toMatchObject({kind: 'hidden', json: null});
	});

	const columns = [
		{name: 'user', displayName: 'User', dataType: 'GPString'},
		{name: 'pin', displayName: 'Code of entry', dataType: 'GPStringHidden'},
	];
	test.each<[string, unknown[]]>([
		['rows as lists', [['ann', secret]]],
		['rows as objects', [{user: 'ann', pin: secret}]],
		['rows as objects with labels', [{User: 'ann', 'Code of entry': secret}]],
		['cells that are more than texts', [['ann', {a: [secret]}]]],
	])('column of a value table: %s', (_, rows) => {
		const value = read({dataType: 'GPValueTable', value: rows}, {dataType: 'GPValueTable', parameterInfos: columns});
		const {masked, ...rest} = value;
		expect(JSON.stringify(rest)).not.toContain(secret);
		expect(JSON.stringify(rest)).toContain('ann');
		expect(value.kind).toBe('records');
		expect(masked?.sent?.()).toEqual(rows);
	});

	test('column that the server blanked cannot be sent again', () => {
		const value = read(
			{dataType: 'GPValueTable', value: [['ann', '']]},
			{dataType: 'GPValueTable', parameterInfos: columns},
		);
		expect(value.masked).toEqual({});
	});
});

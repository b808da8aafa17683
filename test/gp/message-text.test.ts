import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {readMessages} from '../../source/gp/message.ts';
import {messageText, readableText} from '../../source/gp/message-text.ts';
import {readSnapshot} from '../../source/gp/snapshot.ts';
import {wasCleaned} from '../../source/text/safe-text.ts';
import {often} from '../often.ts';

const words = (sent: string) => messageText(sent).safe;
const noFeatures = {messageCode: 'AB_0001', message: 'The layer {name} has no features', params: {name: 'Roads'}};

describe('a message that is JSON becomes a sentence', () => {
	test.each<readonly [string, unknown, string]>([
		['code, message, parameters', noFeatures, 'The layer Roads has no features (AB_0001)'],
		['parameters that the words do not name', {...noFeatures, message: 'None.'}, 'None. (AB_0001)'],
		['no parameters', {messageCode: 'AB_1', message: 'x'}, 'x (AB_1)'],
		['no code', {message: 'x {a}', params: {a: 1}}, 'x 1'],
		['a code that the words name', {messageCode: 'AB_1', message: 'AB_1: x'}, 'AB_1: x'],
		['a number for a code', {code: 400, message: 'x'}, 'x (400)'],
		['no code in the form of one', {code: 0, message: 'x'}, 'x'],
		['another name of the text', {messageCode: 'AB_1', description: 'x'}, 'x (AB_1)'],
		['more members beside a code', {...noFeatures, cost: 5}, 'The layer Roads has no features (AB_0001)'],
		['null for the parameters', {...noFeatures, params: null}, 'The layer {name} has no features (AB_0001)'],
		['a text for the parameters', {...noFeatures, params: 'x'}, 'The layer {name} has no features (AB_0001)'],
		['a parameter that is null', {...noFeatures, params: {name: null}}, 'The layer {name} has no features (AB_0001)'],
		['a list of parameters', {message: '{0} of {1}', params: ['a', 2]}, 'a of 2'],
		['a list for a parameter', {message: 'in {f}', params: {f: ['a', 'b']}}, 'in a, b'],
		['an object for a parameter', {message: 'in {f}', params: {f: {a: [1]}}}, 'in {"a":[1]}'],
		['two braces', {message: '{{ a }}', params: {a: 'x'}}, 'x'],
		// biome-ignore lint/suspicious/noTemplateCurlyInString: that is how some tools write it
		['a dollar', {message: '${a}', params: {a: '$&'}}, '$&'],
		['as Python has it', {message: '%(a)s', params: {a: false}}, 'false'],
		['a value like a placeholder', {message: '{a}', params: {a: '{b}', b: 'no'}}, '{b}'],
		['a name of every object', {message: '{constructor}', params: {}}, '{constructor}'],
		['an error around it', {error: noFeatures}, 'The layer Roads has no features (AB_0001)'],
		['several', [noFeatures, {message: 'x'}], 'The layer Roads has no features (AB_0001)\nx'],
		['JSON as a text in JSON', JSON.stringify(noFeatures), 'The layer Roads has no features (AB_0001)'],
		['escaped words', {message: '&quot;x&quot;'}, '"x"'],
		['escaped words in words', {message: '{a}', params: {a: 'a'}, code: 'C'}, 'a (C)'],
	])('%s', (_, json, read) => {
		const sent = JSON.stringify(json);
		expect(messageText(sent)).toEqual({safe: read, raw: sent});
	});

	test.each([
		['with words before it', 'ERROR: {"messageCode":"AB_1","message":"x"}', 'ERROR: x (AB_1)'],
		['with brackets before it', '[2026-01-02] {"messageCode":"AB_1","message":"x"}', '[2026-01-02] x (AB_1)'],
		['over several lines', '{\n\t"messageCode": "AB_1",\n\t"message": "x"\n}\n', 'x (AB_1)'],
		['escaped for HTML', '{&quot;messageCode&quot;:&quot;AB_1&quot;,&quot;message&quot;:&quot;x&quot;}', 'x (AB_1)'],
		['escaped once too often', String.raw`{\"messageCode\":\"AB_1\",\"message\":\"say \\\"x\\\"\"}`, 'say "x" (AB_1)'],
		[
			'of Python',
			"{'messageCode': 'AB_1', 'message': u'{a}, None {b}', 'params': {'a': True, 'b': None}}",
			'true, None {b} (AB_1)',
		],
		['of Python, as a list', "[{'message': 'x'}]", 'x'],
		['with a raw line break', '{"messageCode":"AB_1","message":"x\ny"}', 'x\ny (AB_1)'],
		['with all digits', '{"message":"{n}","params":{"n":12345678901234567890}}', '12345678901234567890'],
	])('%s', (_, sent, read) => {
		expect(words(sent)).toBe(read);
	});

	test.each([
		['numbers', '{"cost":1}'],
		['a message among data', '{"message":"x","rows":[1,2]}'],
		['a message that is no text', '{"message":{"a":1}}'],
		['an empty message', '{"messageCode":"AB_1","message":""}'],
		['no message', '{"messageCode":"AB_1","params":{"a":1}}'],
		['a list of other things', '["message",{"message":"x"}]'],
		['Python in both kinds of quotation marks', `{'message': "it's"}`],
		['Python that ends too early', "{'message': 'x"],
		['JSON that ends too early', '{"messageCode":"AB_1","message":"x'],
		['words behind it', '{"messageCode":"AB_1","message":"x"} failed.'],
		['a placeholder in words', 'The message {name} is {not} JSON}'],
		['much data', `{"message":"x","params":{"a":"${'x'.repeat(2 ** 20)}"}}`],
		['deep nesting', `${'{"error":'.repeat(5000)}"message"${'}'.repeat(5000)}`],
	])('%s is shown as it was sent', (_, sent) => {
		expect(messageText(sent)).toEqual({safe: sent});
	});

	test('a long value is cut, and the number of replacements is limited', () => {
		const long = {message: '{a}', params: {a: 'x'.repeat(10_000)}};
		expect(words(JSON.stringify(long))).toMatch(/^x{500}…$/);
		const many = {message: '{a}'.repeat(10_000), params: {a: 'x'.repeat(400)}};
		expect(words(JSON.stringify(many)).length).toBeLessThan(200_000);
	});

	test('it never throws, for any JSON', () => {
		const json = fc.jsonValue();
		const message = fc.record(
			{messageCode: json, message: fc.oneof(json, fc.string()), params: json, code: json, error: json},
			{requiredKeys: []},
		);
		fc.assert(
			fc.property(message, object => {
				expect(typeof words(JSON.stringify(object))).toBe('string');
				expect(readMessages([object, {description: object}, JSON.stringify(object)])).toHaveLength(3);
			}),
			{numRuns: often(500)},
		);
	});
});

describe('properties next to the text of a message', () => {
	test.each<readonly [string, unknown, string]>([
		['an object for a description', {description: noFeatures}, 'The layer Roads has no features (AB_0001)'],
		['the message itself', {type: 100, ...noFeatures}, 'The layer Roads has no features (AB_0001)'],
		['parameters of Notebook Server', {code: 0, description: '{argument1}', parameters: {argument1: 'a'}}, 'a'],
		['parameters that are null', {description: '{a}', parameters: null, messageCode: null}, '{a}'],
		['a password among them', {description: 'for {password}', params: {password: 'hunter22'}}, 'for •••'],
	])('%s', (_, wire, read) => {
		expect(readMessages([wire])[0]?.text.safe).toBe(read);
	});

	test('progress, and a reason outside the messages, are read in the same way', () => {
		const sent = JSON.stringify(noFeatures);
		const body = {jobId: 'j', jobStatus: 'esriJobFailed', error: sent, progress: {type: 'default', message: sent}};
		const read = readSnapshot(body);
		if (!read.ok) throw new Error(read.fault.sentence);
		expect(read.snapshot.reason?.text.safe).toBe('The layer Roads has no features (AB_0001)');
		expect(read.snapshot.progress?.message).toEqual({safe: 'The layer Roads has no features (AB_0001)', raw: sent});
	});
});

describe('the words are safe text', () => {
	test.each([
		['an escaped sequence', 'a&#27;[31mb&#x1b;]0;x&#7;c', 'abc'],
		['an escaped control character', '&#155;31m &#7;', ' ^G'],
		['an escaped override', 'a&#x202e;b', 'a<U+202E>b'],
		['a sequence in JSON', '{"message":"\\u001b[31mred\\u202e"}', 'red<U+202E>'],
		['a sequence in a parameter', '{"message":"{a}","params":{"a":"\\u001b[2Jx"}}', 'x'],
	])('%s', (_, sent, read) => {
		const text = messageText(sent);
		expect(text.safe).toBe(read);
		expect(wasCleaned(text)).toBe(true);
	});

	test.each([
		['in a parameter that is called so', '{"message":"with {token}","params":{"token":"s3cretvalue1"}}'],
		['in a parameter that is not shown', '{"message":"x","params":{"password":"s3cretvalue1"}}'],
		['in a URL of a parameter', '{"message":"at {u}","params":{"u":"https://h/?token=s3cretvalue1"}}'],
		['in a URL of the words', '{"message":"at https://h/?token=s3cretvalue1"}'],
		['put together by the words', '{"message":"at ?token={u}","params":{"u":"s3cretvalue1"}}'],
		['whose name is escaped', 'at ?&#116;oken=s3cretvalue1 &quot;x&quot;'],
		['between escaped quotation marks', '&quot;token&quot;: &quot;s3cretvalue1&quot;'],
		[
			'in escaped JSON',
			'{&quot;message&quot;:&quot;x&quot;,&quot;params&quot;:{&quot;token&quot;:&quot;s3cretvalue1&quot;}}',
		],
		['in a dictionary of Python', "{'message': 'x', 'params': {'token': 's3cretvalue1', 'password': 's3cretvalue1'}}"],
		[
			'in JSON that was escaped once too often',
			String.raw`{\"message\":\"x {token}\",\"params\":{\"token\":\"s3cretvalue1\"}}`,
		],
		['in JSON as a text', JSON.stringify('{"message":"x {t}","params":{"t":"token=s3cretvalue1"}}')],
	])('a secret %s is masked, in what was sent too', (_, sent) => {
		expect(JSON.stringify(messageText(sent))).not.toContain('s3cretvalue1');
		expect(JSON.stringify(readMessages([{description: sent}, sent]))).not.toContain('s3cretvalue1');
	});

	test('unescaped quotation marks alone are not marked as cleaned; omitted parameters are', () => {
		expect(wasCleaned(messageText('&quot;Roads&quot;'))).toBe(false);
		expect(wasCleaned(messageText(JSON.stringify(noFeatures)))).toBe(true);
	});
});

describe('a bound', () => {
	test('of a code: a hundred characters are one, more are data', () => {
		const of = (length: number) => readableText(JSON.stringify({message: 'x', messageCode: 'C'.repeat(length)}));
		expect(of(100)).toBe(`x (${'C'.repeat(100)})`);
		expect(of(101)).toBe('x');
	});

	test('of a list: a hundred messages are read, more are data', () => {
		const of = (count: number) => JSON.stringify(Array.from({length: count}, (_, n) => ({message: `m${n}`})));
		expect(readableText(of(100)).split('\n')).toHaveLength(100);
		expect(readableText(of(101))).toBe(of(101));
	});

	test('of a value: what is longer than five hundred characters is cut', () => {
		const of = (length: number) => readableText(JSON.stringify({message: '{a}', params: {a: 'v'.repeat(length)}}));
		expect(of(500)).toBe('v'.repeat(500));
		expect(of(501)).toBe(`${'v'.repeat(500)}…`);
	});
});

import type {FieldCase, FieldServer} from '../field-case.ts';

const coded = {messageCode: 'AB_0001', message: 'The layer {name} has no features', params: {name: 'Roads'}};
const read = 'The layer Roads has no features (AB_0001)';
const error = (description: unknown) => ({type: 'esriJobMessageTypeError', description});
const failedWith = (...messages: readonly unknown[]): FieldServer => ({
	job: {body: {jobId: 'j1', jobStatus: 'esriJobFailed', messages}},
});

/** Ways in which the same message is sent. */
const ways: ReadonlyArray<readonly [string, unknown]> = [
	['as JSON in the text', error(JSON.stringify(coded))],
	['as indented JSON', error(JSON.stringify(coded, null, 2))],
	['as JSON that was escaped for HTML', error(JSON.stringify(coded).replaceAll('"', '&quot;'))],
	['as an object', error(coded)],
	['as the message itself', {type: 'esriJobMessageTypeError', ...coded}],
	['as a list of one', error(JSON.stringify([coded]))],
	['as JSON in JSON', error(JSON.stringify(JSON.stringify(coded)))],
	[
		'with braces around the place of a parameter',
		error(JSON.stringify({...coded, message: 'The layer {{name}} has no features'})),
	],
];

export const cases: readonly FieldCase[] = [
	...ways.map(
		([way, message]): FieldCase => ({
			name: `a message ${way} is read by its words`,
			server: failedWith(message),
			runs: [
				{args: ['messages', '{job}'], exit: 0, says: [`ERROR: ${read}`], silent: ['messageCode', 'params']},
				{args: ['wait', '{job}'], exit: 1, says: [read], silent: ['params']},
			],
		}),
	),
	{
		name: 'JSON has a message as it was sent',
		server: failedWith(error(JSON.stringify(coded))),
		runs: [
			{args: ['messages', '{job}', '--json'], exit: 0, json: {level: 'error', text: JSON.stringify(coded)}},
			{args: ['status', '{job}', '--json'], exit: 0, says: [String.raw`"firstError":"{\"messageCode\"`]},
		],
	},
	{
		name: 'a reason outside the messages is read by its words',
		server: {job: {body: {jobId: 'j1', jobStatus: 'esriJobFailed', messages: [], error: JSON.stringify(coded)}}},
		runs: [{args: ['wait', '{job}'], exit: 1, says: [read], silent: ['messageCode']}],
	},
	{
		name: 'an error in place of the job is read by its words',
		server: {job: {body: {error: {code: 500, message: JSON.stringify(coded), details: []}}}},
		runs: [{args: ['status', '{job}'], exit: 5, says: [read], silent: ['messageCode']}],
	},
	...(
		[
			['names', 'Layer &quot;Roads&quot; &amp; &lt;all&gt;', 'Layer "Roads" & <all>'],
			['numbers', 'L&#39;outil &#xE9;choue', "L'outil échoue"],
			['blanks', '12&nbsp;km', '12 km'],
		] as const
	).map(
		([what, sent, shown]): FieldCase => ({
			name: `${what} that were escaped for HTML are decoded for a person, and kept for a script`,
			server: failedWith(error(sent)),
			runs: [
				{args: ['messages', '{job}'], exit: 0, says: [`ERROR: ${shown}`]},
				{args: ['messages', '{job}', '--json'], exit: 0, json: {text: sent}},
			],
		}),
	),
	{
		name: 'markup, and what was escaped twice, are not decoded',
		server: failedWith(error('<td>a &amp; b</td>'), error('&amp;quot;')),
		runs: [{args: ['messages', '{job}'], exit: 0, says: ['<td>a &amp; b</td>', 'ERROR: &quot;']}],
	},
	{
		name: 'what was escaped does nothing to a terminal',
		server: failedWith(error('a&#27;[31mb&#x202e;c'), error('{"message":"\\u001b[2J{x}","params":{"x":"\\u202e"}}')),
		runs: [
			{
				args: ['messages', '{job}'],
				exit: 0,
				says: ['ERROR: ab<U+202E>c', 'ERROR: <U+202E>'],
				silent: ['\u001B', '\u202E'],
			},
		],
	},
	{
		name: 'a secret among the parameters of a message is masked wherever it is read',
		server: failedWith(
			error('{"messageCode":"AB_1","message":"denied for {token}","params":{"token":"s3cretvalue1"}}'),
			error('{"messageCode":"AB_1","message":"at https://h/?token={t}","params":{"t":"s3cretvalue2"}}'),
			error('{&quot;message&quot;:&quot;x&quot;,&quot;params&quot;:{&quot;password&quot;:&quot;s3cretvalue3&quot;}}'),
		),
		runs: [
			{args: ['messages', '{job}'], exit: 0, says: ['denied for •••']},
			{args: ['messages', '{job}', '--json'], exit: 0, says: ['•••']},
			{args: ['status', '{job}', '--json'], exit: 0},
		],
		nowhere: ['s3cretvalue'],
	},
	{
		name: 'odd forms of a message spoil nothing',
		server: failedWith(
			error('{"messageCode":null,"message":"one {a}","params":null}'),
			error('{"messageCode":["x"],"message":{"a":1}}'),
			error(`{"messageCode":"AB_2","message":"two {a}","params":{"a":"${'x'.repeat(100_000)}"}}`),
			error('{"messageCode":"AB_3","message":"thr'),
			error([coded]),
			null,
			7,
		),
		runs: [{args: ['messages', '{job}'], exit: 0, says: ['one {a}', /two x+… \(AB_2\)/, 'thr', '7']}],
	},
];

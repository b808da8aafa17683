import {type FieldCase, type FieldRequest, type FieldServer, monitorThread} from '../field-case.ts';

const token = 'OWNTOKENabc123';

/** What the request carries, as a server that repeats it has it. */
function shownTo({headers, body}: FieldRequest): string {
	const header = String(headers['x-esri-authorization'] ?? '').replace('Bearer ', '');
	return header || (new URLSearchParams(body).get('token') ?? '');
}

function echoing(form: (secret: string) => string): FieldServer {
	return {
		job: request => ({
			body: {
				jobId: 'j1',
				jobStatus: 'esriJobFailed',
				messages: [
					{type: 'esriJobMessageTypeError', description: form(shownTo(request))},
					{type: 'esriJobMessageTypeError', description: 'ERROR 000732 of the tool'},
				],
				progress: {type: 'default', message: form(shownTo(request))},
				[form(shownTo(request)).slice(0, 60)]: form(shownTo(request)),
				results: {},
				inputs: {},
			},
		}),
	};
}

const kept = {args: ['login', '{origin}', '--token-stdin', '--yes'], input: `${token}\n`, exit: 0};

/** Every command that shows something of a server or writes it down. */
const everywhere = [
	{args: ['add', '{job}'], exit: 0},
	{args: ['status', '{job}'], exit: 0, says: [/failed/i]},
	{args: ['status', '--json', '{job}'], exit: 0},
	{args: ['messages', '{job}'], exit: 0, says: ['ERROR 000732']},
	{args: ['messages', '{job}', '--json'], exit: 0, says: ['ERROR 000732']},
	{args: ['{job}'], exit: 0},
	{args: ['wait', '{job}'], exit: 1},
	{args: ['list', '--json'], exit: 0},
	{args: ['doctor'], exit: 0},
	{args: ['doctor', '--json'], exit: 0},
] as const;

function nothingOf(how: string, form: (secret: string) => string, nowhere: readonly (string | RegExp)[]): FieldCase {
	return {
		name: `the token that a server was shown and repeats ${how} is masked in every output and on disk`,
		needsProcess: monitorThread,
		server: echoing(form),
		runs: [{...kept, env: {GPJOBS_KEYRING: 'false'}}, ...everywhere],
		nowhere,
	};
}

const refusing = (form: (secret: string) => string): FieldServer => ({
	any: request =>
		request.path.includes('/jobs/')
			? {body: {error: {code: 403, message: form(shownTo(request)), details: [`Token ${shownTo(request)} is bound`]}}}
			: undefined,
});

export const cases: readonly FieldCase[] = [
	nothingOf('in a sentence', secret => `arcpy: the user with ${secret} may not do this`, [token]),
	nothingOf('as JSON in JSON', secret => `{\\"token\\":\\"${secret}\\"}`, [token]),
	nothingOf('in capitals', secret => `KEY ${secret.toUpperCase()} REFUSED`, [/owntokenabc123/i]),
	nothingOf('with a zero-width character in it', secret => `of ${secret.slice(0, 5)}\u200b${secret.slice(5)}`, [
		/OWNTO(?:<U\+200B>|\\u200b|\u200b)?KENabc/i,
	]),
	nothingOf('as base64', secret => `of ${Buffer.from(secret).toString('base64')}`, ['T1dOVE9LRU5hYmMxMj']),
	nothingOf(
		'percent-encoded',
		secret => `a%20${[...secret].map(sign => `%${sign.charCodeAt(0).toString(16)}`).join('')}`,
		[/(?:%[0-9a-f]{2}){9}/i],
	),
	{
		name: 'the token that a server repeats in an error is masked, in doctor and on disk too',
		server: refusing(secret => `User with token '${secret}' may not do this`),
		runs: [
			{...kept, env: {GPJOBS_KEYRING: 'false'}},
			{args: ['add', '{job}'], exit: 0},
			{args: ['status', '{job}'], exit: 4, says: ['may not do this']},
			{args: ['status', '{job}', '--json'], exit: 4, says: ['may not do this']},
			{args: ['doctor'], exit: 4, says: ['may not do this']},
		],
		nowhere: [token],
	},
	{
		name: 'a token out of the environment is masked where a server repeats it, though it is used for another server',
		server: {
			job: {body: {jobId: 'j1', jobStatus: 'esriJobSucceeded', messages: [`it was ${token}`, 'the end']}},
		},
		runs: [
			{
				args: ['messages', '{job}'],
				env: {GPJOBS_TOKEN: token, GPJOBS_TOKEN_SERVER: 'https://elsewhere.invalid'},
				exit: 0,
				says: ['the end'],
			},
			{args: ['messages', '{job}'], env: {GPJOBS_TOKEN: token}, exit: 0, says: ['the end']},
		],
		nowhere: [token],
	},
	{
		name: 'a token that came with a URL is masked where the server repeats it',
		server: {
			job: {body: {jobId: 'j1', jobStatus: 'esriJobSucceeded', messages: [`it was ${token}`, 'the end']}},
		},
		runs: [
			{args: ['messages', `{job}?token=${token}`], exit: 0, says: ['the end']},
			{args: ['status', `{job}?f=json&token=${token}`, '--json'], exit: 0},
		],
		nowhere: [token],
	},
	{
		name: 'the password of a proxy is masked where a server repeats it',
		server: {
			job: {body: {jobId: 'j1', jobStatus: 'esriJobSucceeded', messages: ['it was prox@pass"1', 'the end']}},
		},
		runs: [
			{
				args: ['messages', '{job}'],
				env: {HTTPS_PROXY: 'http://ann:prox%40pass%221@127.0.0.1:9'},
				exit: 0,
				says: ['the end'],
			},
		],
		nowhere: ['prox@pass'],
	},
	{
		name: 'the password that was given on standard input is masked where the token service repeats it',
		server: {
			info: {body: {currentVersion: 11.3, authInfo: {tokenServicesUrl: '{origin}/arcgis/tokens/'}}},
			any: request =>
				/generateToken/i.test(request.path)
					? {
							body: {
								error: {
									code: 400,
									message: `no user with ${new URLSearchParams(request.body).get('password')}`,
									details: [],
								},
							},
						}
					: undefined,
		},
		runs: [
			{
				args: ['login', '{origin}', '--user', 'ann', '--yes'],
				input: 'hunter2-hunter2\n',
				exit: 4,
				says: ['no user with'],
			},
		],
		nowhere: ['hunter2-hunter2'],
	},
	{
		name: 'a known secret that is short does not mask the words of a server',
		server: {
			job: {body: {jobId: 'j1', jobStatus: 'esriJobSucceeded', messages: ['the gis of the county']}},
		},
		runs: [
			{
				args: ['messages', '{job}'],
				env: {GPJOBS_TOKEN: 'gis', GPJOBS_TOKEN_SERVER: 'https://elsewhere.invalid'},
				exit: 0,
				says: ['the gis of the county'],
			},
		],
	},
	{
		name: 'secrets of any form in messages are masked, with what stands around them',
		server: {
			job: {
				body: {
					jobId: 'j1',
					jobStatus: 'esriJobSucceeded',
					messages: [
						'token: SECRETX and on',
						{type: 'esriJobMessageTypeInformative', description: {url: 'https://h?sig=SECRETX', password: 'SECRETX'}},
						'Password = "two SECRETX", then more',
					],
				},
			},
		},
		runs: [
			{args: ['messages', '{job}'], exit: 0, says: ['and on', 'then more']},
			{args: ['messages', '{job}', '--json'], exit: 0, says: ['and on']},
		],
		nowhere: ['SECRETX'],
	},
	{
		name: 'doctor says of a proxy where it is, and nothing else of the variable',
		server: {},
		runs: ['user:SECRET-1@proxy:8080', 'http://u:SECR"ET-1@proxy:8080', "http://u:a'SECRET-1@proxy:8080"]
			.concat('http://u:SECRET-1/x#y@proxy:8080', 'http://u:SECRET-1 <x>@proxy:8080', 'socks5://u:SECRET-1@proxy:8080')
			.concat('http://proxy:8080/SECRET-1?x=SECRET-1', 'u:SECRET-1@', '//u:SECRET-1@proxy:8080')
			.map(HTTPS_PROXY => ({
				args: ['doctor'],
				env: {HTTPS_PROXY, https_proxy: undefined},
				exit: 0,
				says: ['HTTPS_PROXY'],
			})),
		nowhere: [/SECR"?ET-1/],
	},
	{
		name: 'an invisible character in a message is shown',
		server: {
			job: {
				body: {
					jobId: 'j1',
					jobStatus: 'esriJobSucceeded',
					messages: ['a\u034fb c\u2800d e\ufe0ff g\u200dh i\u{e0041}j \u4e2d\ufe00'],
				},
			},
		},
		runs: [
			{
				args: ['messages', '{job}'],
				exit: 0,
				says: ['a<U+034F>b c<U+2800>d e<U+FE0F>f g<U+200D>h i<U+E0041>j \u4e2d\ufe00'],
			},
		],
	},
];

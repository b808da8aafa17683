import {expect} from 'vitest';
import {signedIn} from '../../../source/commands/login.ts';
import {noPortal} from '../../../source/commands/login-place.ts';
import {tokenNotNeeded, tokenRefused} from '../../../source/gp/client/sign-ins.ts';
import {notFederated} from '../../../source/gp/client/token-services.ts';
import {fault} from '../../../source/gp/fault.ts';
import {tokenWithoutPortal} from '../../../source/session/environment-token.ts';
import {saying, whatever} from '../../saying.ts';
import type {FieldCase, FieldPlace, FieldServer} from '../field-case.ts';
import {neverReached, portal, publicServer, refusal, running, securedServer, tokenOf} from '../token-servers.ts';

/** No keyring of anybody is touched. */
const env = {GPJOBS_KEYRING: 'false'};
const isServerToken = (token: string) => token.startsWith('SERVER-TOKEN');
const anyToken = () => true;

/** A server on another address than the portal `B`, which it names; `info` says in which way. */
const named = (info: object, isGood = isServerToken): FieldServer => ({
	...securedServer(info, isGood),
	host: '127.0.0.2',
});
const owned = {owningSystemUrl: '{B.origin}/portal', authInfo: {isTokenBasedSecurity: true}};
const secrets = /PORTAL-TOKEN|USER-TOKEN|s3cretPW|app-s3cret/;

/** Ways in which a server may name somebody else's token service. */
const names: readonly (readonly [string, object])[] = [
	['owningSystemUrl', owned],
	['owningSystemUrl with /sharing/rest', {owningSystemUrl: '{B.origin}/portal/sharing/rest'}],
	['tokenServicesUrl of a portal', {authInfo: {tokenServicesUrl: '{B.origin}/portal/sharing/rest/generateToken'}}],
	['the same, encoded', {authInfo: {tokenServicesUrl: '{B.origin}/portal/%73haring/rest/generateToken'}}],
];

/** Ways to sign in to it. */
const ways: readonly (readonly [string, readonly string[], string])[] = [
	['a user', ['--user', 'ann', '--yes'], 's3cretPW\n'],
	['a user, at the portal that is named', ['--user', 'ann', '--portal', '{B.origin}/portal'], 's3cretPW\n'],
	[
		'a user, at a token service that is named',
		['--user', 'ann', '--token-url', '{B.origin}/portal/sharing/rest/generateToken'],
		's3cretPW\n',
	],
	['an application', ['--client-id', 'app', '--yes'], 'app-s3cret\n'],
	["a portal's token", ['--token-stdin', '--portal', '{B.origin}/portal'], 'USER-TOKEN-1\n'],
];

/** What the portal says of a server that it does not know. */
const notKnown = (fill: FieldPlace['fill']) =>
	saying(notFederated(fill('127.0.0.1:{B.port}'), fill('{origin}/arcgis'), fault('server', whatever)).sentence);

/** Tokens of portals: exchanged, and shown to nobody but their portal. */
const exchanges: readonly FieldCase[] = ways.flatMap(([way, flags, input]) => [
	{
		name: `login of ${way}: the server sees only the token that its portal made for it`,
		server: named(owned),
		servers: {B: portal({federated: '127.0.0.2'})},
		runs: [
			{
				args: ['login', '{job}', ...flags],
				env,
				input,
				exit: 0,
				says: [saying(signedIn(whatever, undefined, null, whatever))],
			},
			{args: ['status', '{job}', '--json'], env, exit: 0, json: {jobs: [{status: 'esriJobExecuting'}]}},
		],
		nowhere: [secrets],
		afterwards: neverReached('A', secrets),
	},
	{
		name: `login of ${way}: a server that its portal does not know gets nothing`,
		server: named(owned, anyToken),
		servers: {B: portal({federated: 'no.such.server'})},
		runs: [
			{args: ['login', '{job}', ...flags], env, input, exit: 4, says: [notKnown, '{B.port}', '127.0.0.2']},
			{args: ['status', '{job}'], env, exit: 4},
		],
		nowhere: [secrets],
		afterwards: neverReached('A', /TOKEN-|s3cret/),
	},
]);

/** A token of standard input for a server that has a portal. */
const givenTokens: readonly FieldCase[] = [
	{
		name: 'a token is told how it goes where the server names a portal on another host',
		server: named(owned, token => token === 'OWN-TOKEN-1'),
		servers: {B: portal({federated: ''})},
		runs: [{args: ['login', '{job}', '--token-stdin'], env, input: 'OWN-TOKEN-1\n', exit: 0, says: [/--portal/]}],
		afterwards: neverReached('B', /./),
	},
	...[
		['of the portal is exchanged', 'USER-TOKEN-1', /USER-TOKEN/],
		['of the server is shown as it is', 'SERVER-TOKEN-9', /never/],
	].map(([what, token, unseen]): FieldCase => {
		const both = portal({federated: '127.0.0.1'});
		const guarded = securedServer({owningSystemUrl: '{origin}/portal'}, isServerToken);
		const any: FieldServer['any'] = request =>
			request.path.startsWith('/portal/') ? both.any?.(request) : guarded.any?.(request);
		return {
			name: `a token ${what}, where the portal is on the server itself`,
			server: {...guarded, any},
			runs: [
				{args: ['login', '{job}', '--token-stdin'], env, input: `${token}\n`, exit: 0},
				{args: ['status', '{job}'], env, exit: 0},
			],
			afterwards({requests}) {
				const shown = requests.filter(({path}) => path.startsWith('/arcgis/')).map(tokenOf);
				expect(shown.join(' ')).not.toMatch(unseen as RegExp);
			},
		};
	}),
];

/** A password goes to a host that the user named or confirmed. */
const passwords: readonly FieldCase[] = [
	...names.map(
		([how, info]): FieldCase => ({
			name: `a password on standard input goes to no portal that only the server named: ${how}`,
			server: named(info, anyToken),
			servers: {B: portal({federated: ''})},
			runs: [
				{
					args: ['login', '{job}', '--user', 'ann'],
					env,
					input: 's3cretPW\n',
					exit: 2,
					says: ['{B.port}', /--portal/, /127\.0\.0\.2/],
				},
				{args: ['login', '{job}', '--client-id', 'app'], env, input: 'app-s3cret\n', exit: 2, says: [/--portal/]},
			],
			neverSent: [/generateToken|oauth2/],
			nowhere: [secrets],
			afterwards: neverReached('B', /./),
		}),
	),
	{
		name: 'a portal that the user names is used where the server names another one, and both are told',
		server: named({owningSystemUrl: 'https://portal.acme.com.evil.invalid/portal'}),
		servers: {B: portal({federated: '127.0.0.2'})},
		runs: [
			{
				args: ['login', '{job}', '--user', 'ann', '--portal', '{B.origin}/portal'],
				env,
				input: 's3cretPW\n',
				exit: 0,
				says: ['portal.acme.com.evil.invalid', '127.0.0.1:{B.port}'],
			},
		],
		afterwards: neverReached('A', secrets),
	},
	{
		name: 'a portal that is named by its host alone has the path that the server says',
		server: named(owned),
		servers: {B: portal({federated: '127.0.0.2'})},
		runs: [{args: ['login', '{job}', '--user', 'ann', '--portal', '{B.origin}'], env, input: 's3cretPW\n', exit: 0}],
		sent: ['POST /portal/sharing/rest/generateToken'],
	},
	...['ftp://x/portal', 'https://u:p@x/portal', 'https://'].map(
		(address): FieldCase => ({
			name: `--portal ${address} is no portal, and nothing is sent`,
			server: named(owned),
			runs: [
				{
					args: ['login', '{job}', '--user', 'ann', '--portal', address],
					env,
					input: 's3cretPW\n',
					exit: 2,
					says: [noPortal],
				},
				{args: ['login', '{job}', '--token-stdin', '--portal', address], env, input: 'USER-TOKEN-1\n', exit: 2},
			],
			neverSent: [/^POST/],
		}),
	),
];

/** The token service of another server that stands alone: its tokens are that server's. */
const services: readonly FieldCase[] = [
	{
		name: 'a token service on a host that cannot be found is not asked: the server itself is',
		server: {
			...securedServer(
				{authInfo: {tokenServicesUrl: 'http://gisint01.invalid:6080/arcgis/tokens/'}},
				token => token === 'T1',
			),
			any(request) {
				if (/\/arcgis\/tokens\/generateToken$/.test(request.path))
					return {body: {token: 'T1', expires: Date.now() + 9e5}};
				return securedServer({}, token => token === 'T1').any?.(request);
			},
		},
		runs: [
			{args: ['login', '{job}', '--user', 'ann'], env, input: 's3cretPW\n', exit: 0},
			{args: ['status', '{job}'], env, exit: 0},
		],
	},
	{
		name: 'where the server itself gives no tokens, the place that it names is told with the option that takes it',
		server: {
			...securedServer({authInfo: {tokenServicesUrl: 'http://gisint01.invalid:6080/arcgis/tokens/'}}, anyToken),
			any: ({path}) => (path.includes('generateToken') ? {status: 404, body: '<html></html>'} : undefined),
		},
		runs: [
			{
				args: ['login', '{job}', '--user', 'ann'],
				env,
				input: 's3cretPW\n',
				exit: 1,
				says: [/--token-url http:\/\/gisint01\.invalid:6080\/arcgis\/tokens\/generateToken/],
			},
		],
	},
	{
		name: 'a server gets no token of another one by naming its token service',
		server: {
			...securedServer({authInfo: {tokenServicesUrl: '{B.origin}/arcgis/tokens/generateToken'}}, anyToken),
			host: '127.0.0.2',
		},
		servers: {B: {any: () => ({body: {token: 'TOKEN-OF-B', expires: Date.now() + 9e5}})}},
		runs: [{args: ['login', '{job}', '--user', 'ann', '--yes'], env, input: 's3cretPW\n', exit: 4}],
		afterwards(place) {
			neverReached('B', /./)(place);
			neverReached('A', /TOKEN-OF-B/)(place);
		},
	},
	{
		name: 'unless the user names that place with --token-url',
		server: {...securedServer({}, token => token === 'TOKEN-OF-B'), host: '127.0.0.2'},
		servers: {B: {any: () => ({body: {token: 'TOKEN-OF-B', expires: Date.now() + 9e5}})}},
		runs: [
			{
				args: ['login', '{job}', '--user', 'ann', '--token-url', '{B.origin}/arcgis/tokens/'],
				env,
				input: 's3cretPW\n',
				exit: 0,
			},
			{args: ['status', '{job}'], env, exit: 0},
		],
	},
];

/** Windows sign-in, and HTTP Basic, are told before a password is read. */
const webServers: readonly FieldCase[] = ['Negotiate', 'NTLM', 'Kerberos', 'Basic realm="gis"'].map(challenge => ({
	name: `a web server that asks for ${challenge} is told before a password is sent`,
	server: {
		any: ({path}) =>
			path.includes('/rest/info')
				? {body: {authInfo: {isTokenBasedSecurity: false}}}
				: {status: 401, headers: {'www-authenticate': challenge}, body: ''},
	},
	runs: [
		{
			args: ['login', '{job}', '--user', 'ann'],
			env,
			input: 's3cretPW\n',
			exit: 4,
			says: [challenge.startsWith('Basic') ? /--basic/ : /IWA/],
		},
	],
	neverSent: [/^POST/],
}));

/** Tokens that came with URLs. */
const urls: readonly FieldCase[] = [
	{
		name: 'an expired token in a URL breaks no public job, neither its own nor others of the server',
		server: publicServer,
		runs: [
			{
				args: ['status', '{job}?token=OLD-TOKEN-1', '--json'],
				env,
				exit: 0,
				says: [tokenNotNeeded('127.0.0.1:{port}')],
				json: {jobs: [{status: 'esriJobExecuting'}]},
			},
			{args: ['status', '{jobs}/j1', '{jobs}/j2?f=json&token=OLD-TOKEN-1', '{jobs}/j3'], env, exit: 0},
			{args: ['messages', '{job}?token=OLD-TOKEN-1'], env, exit: 0},
			{args: ['results', '{job}?token=OLD-TOKEN-1'], env, exit: 0},
			{args: ['cancel', '--yes', '{job}?token=OLD-TOKEN-1'], env, exit: 0},
		],
		nowhere: ['OLD-TOKEN-1'],
	},
	{
		name: 'an expired token in a URL of a secured job is told as such, with a sign-in that is needed',
		server: securedServer({}, token => token === 'GOOD'),
		runs: [
			{
				args: ['status', '{job}?token=OLD-TOKEN-1'],
				env,
				exit: 4,
				says: [tokenRefused('127.0.0.1:{port}', 499)],
			},
		],
	},
	{
		name: 'of two tokens in URLs the good one counts',
		server: securedServer({}, token => token === 'GOOD-TOKEN'),
		runs: [
			{args: ['status', '{jobs}/j1?token=OLD-TOKEN-1', '{jobs}/j2?token=GOOD-TOKEN'], env, exit: 0},
			{args: ['status', '{jobs}/j1?token=GOOD-TOKEN', '{jobs}/j2?token=OLD-TOKEN-1'], env, exit: 0},
		],
	},
	{
		name: 'a sign-in that is kept goes before the token of a URL',
		server: securedServer({}, token => token === 'GOOD-TOKEN'),
		runs: [
			{args: ['login', '{job}', '--token-stdin'], env, input: 'GOOD-TOKEN\n', exit: 0},
			{args: ['status', '{job}?token=OLD-TOKEN-1'], env, exit: 0},
		],
		afterwards: neverReached('A', /OLD-TOKEN/),
	},
	{
		name: 'a login with a token that a public server refuses is refused, although it answers anybody',
		server: publicServer,
		runs: [
			{
				args: ['login', '{job}', '--token-stdin'],
				env,
				input: 'OLD-TOKEN-1\n',
				exit: 4,
				says: [/--referer/, /--portal/],
			},
		],
	},
	{
		name: 'a token of the environment that has expired hides no public job',
		server: publicServer,
		runs: [
			{
				args: ['status', '{job}', '--json'],
				env: {...env, GPJOBS_TOKEN: 'OLD-TOKEN-1', GPJOBS_TOKEN_SERVER: '{origin}'},
				exit: 0,
				json: {jobs: [{status: 'esriJobExecuting'}]},
			},
		],
	},
];

/** A token is bound to a referer: it is of use only with that. */
const bound = securedServer(
	{},
	(token, {headers}) => token === 'BOUND-1' && headers.referer === 'https://app.acme.com',
);
const ofEnvironment = {...env, GPJOBS_TOKEN: 'BOUND-1', GPJOBS_TOKEN_SERVER: '{origin}'};
const referers: readonly FieldCase[] = [
	{
		name: 'a token of the environment that is bound to a referer is sent with GPJOBS_REFERER',
		server: bound,
		runs: [
			{args: ['status', '{job}'], env: ofEnvironment, exit: 4, says: [/GPJOBS_REFERER/]},
			{args: ['status', '{job}'], env: {...ofEnvironment, GPJOBS_REFERER: 'https://app.acme.com'}, exit: 0},
			{
				args: ['status', '{job}'],
				env: {...ofEnvironment, GPJOBS_REFERER: 'https://app.acme.com\n x'},
				exit: 4,
				says: [/GPJOBS_REFERER/],
			},
		],
	},
	{
		name: 'a token of standard input that is bound to a referer is told how it goes',
		server: bound,
		runs: [
			{args: ['login', '{job}', '--token-stdin'], env, input: 'BOUND-1\n', exit: 4, says: [/--referer/]},
			{
				args: ['login', '{job}', '--token-stdin', '--referer', 'https://app.acme.com'],
				env,
				input: 'BOUND-1\n',
				exit: 0,
			},
		],
	},
	{
		name: 'a portal token of the environment is exchanged, or not used at all',
		server: named(owned),
		servers: {B: portal({federated: '127.0.0.2'})},
		runs: [
			{
				args: ['status', '{job}'],
				env: {
					...env,
					GPJOBS_TOKEN: 'USER-TOKEN-1',
					GPJOBS_TOKEN_SERVER: '{origin}',
					GPJOBS_TOKEN_PORTAL: '{B.origin}/portal',
				},
				exit: 0,
			},
			{
				args: ['status', '{job}'],
				env: {
					...env,
					GPJOBS_TOKEN: 'USER-TOKEN-1',
					GPJOBS_TOKEN_SERVER: '{origin}',
					GPJOBS_TOKEN_PORTAL: 'ftp://portal',
				},
				exit: 4,
				says: [tokenWithoutPortal],
			},
		],
		afterwards: neverReached('A', secrets),
	},
];

/** A file is fetched with the token of the job's own server, and with none where it lies elsewhere. */
const files: readonly FieldCase[] = [
	{
		name: 'a file on another host is fetched without a token, even where one is signed in to that host',
		server: {
			job: {body: {...running, jobStatus: 'esriJobSucceeded', results: {R: {paramUrl: 'results/R'}}, inputs: {}}},
			results: {R: {body: {paramName: 'R', dataType: 'GPDataFile', value: {url: '{B.origin}/files/roads.zip'}}}},
		},
		servers: {
			B: {
				host: '127.0.0.2',
				any: ({path}) =>
					path.includes('/files/')
						? {headers: {'content-type': 'application/zip'}, body: 'PK'}
						: {body: {services: []}},
			},
		},
		runs: [
			{args: ['login', '{B.origin}', '--token-stdin'], env, input: 'TOKEN-OF-B\n', exit: 0},
			{args: ['results', '{job}', 'R', '--output', '{home}/out', '--yes'], env, exit: 0},
		],
		afterwards({requests}) {
			const fetched = requests.filter(({path}) => path.startsWith('/files/'));
			expect(fetched.map(tokenOf)).toEqual([undefined]);
		},
	},
];

/** The end of a token as servers say it. */
const ends: readonly FieldCase[] = [8.64e15 + 1, 1e300, -1, 0, '9999999999999999', 'soon', null, [1], true].map(
	expires => ({
		name: `a token that ends at ${JSON.stringify(expires)} ends at a time that is not known`,
		server: named(owned),
		servers: {B: portal({federated: '127.0.0.2', expires})},
		runs: [
			{
				args: ['login', '{job}', '--user', 'ann', '--yes', '--json'],
				env,
				input: 's3cretPW\n',
				exit: 0,
				json: {expires: null},
			},
			{args: ['status', '{job}'], env, exit: 0},
		],
	}),
);

/** One service that wants a sign-in, and one result. */
const mixed: readonly FieldCase[] = [
	{
		name: 'a secured service hides no job of a public one on the same server',
		server: {
			any: ({path}) => (path.includes('/services/Secret/') ? refusal(499, 'Token Required') : undefined),
			job: {body: running},
		},
		runs: [
			{
				args: ['status', '{origin}/arcgis/rest/services/Secret/GPServer/T/jobs/j1', '{jobs}/j1', '{jobs}/j2', '--json'],
				env,
				exit: 4,
				json: {jobs: [{fault: {kind: 'sign-in'}}, {status: 'esriJobExecuting'}, {status: 'esriJobExecuting'}]},
			},
		],
	},
	{
		name: 'a job that is private hides no other of its service',
		server: {job: ({path}) => (path.includes('/j1?') ? refusal(499, 'Token Required') : {body: running})},
		runs: [
			{
				args: ['status', '{jobs}/j1', '{jobs}/j2', '{jobs}/j3', '--json'],
				env,
				exit: 4,
				json: {jobs: [{fault: {kind: 'sign-in'}}, {status: 'esriJobExecuting'}, {status: 'esriJobExecuting'}]},
			},
		],
	},
];

export const cases: readonly FieldCase[] = [
	...exchanges,
	...givenTokens,
	...passwords,
	...services,
	...webServers,
	...urls,
	...referers,
	...files,
	...ends,
	...mixed,
];

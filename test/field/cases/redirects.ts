import type {FieldCase, FieldRequest, Reply} from '../field-case.ts';

const path = '/arcgis/rest/services/F/S/GPServer/T/jobs/j1';

/** Every question is sent on. */
const to = (location: (asked: FieldRequest) => string, status = 301) => ({
	any: (asked: FieldRequest): Reply => ({status, headers: {location: location(asked)}, body: ''}),
});

function redirected(
	what: string,
	location: (asked: FieldRequest) => string,
	says: RegExp,
	silent: readonly RegExp[] = [],
): FieldCase {
	return {
		name: `a redirect is told by what it means: ${what}`,
		server: to(location),
		runs: ['status', 'messages', 'results', 'wait'].map(command => ({
			args: command === 'wait' ? ['wait', '{job}', '--timeout', '2s'] : [command, '{job}'],
			exit: command === 'wait' ? 124 : 5,
			says: [says],
			silent: [...silent, /SECRET/],
		})),
		nowhere: ['SECRET-token'],
	};
}

export const cases: readonly FieldCase[] = [
	redirected(
		'https on the same host',
		({path: asked, headers}) => `https://${headers.host}${asked}`,
		new RegExp(`wants https://.*https://127\\.0\\.0\\.1:\\d+${path}`),
		[/sign-in page/],
	),
	redirected(
		'a renamed web adaptor',
		({path: asked}) => asked.replace('/arcgis/', '/server/'),
		/moved to \/server\/rest\//,
		[/sign-in page/],
	),
	redirected('a sign-in page', () => '/portal/sharing/oauth2/authorize?client_id=x&token=SECRET-token', /sign-in page/),
	redirected(
		'another host',
		() => 'https://gis2.acme.invalid/x?token=SECRET-token',
		/another host, gis2\.acme\.invalid/,
	),
	{
		name: 'login is not sent on either',
		server: to(() => '/portal/signin'),
		runs: [
			{args: ['login', '{origin}', '--token-stdin', '--yes'], input: 'SECRET-token-123\n', exit: 0, says: [/redirect/]},
		],
		neverSent: [/signin/],
		nowhere: ['SECRET-token-123'],
	},
];

import {hasMoved, redirectsElsewhere, redirectsToHttps, redirectsToSignIn} from '../../../source/gp/client/redirect.ts';
import type {Fault} from '../../../source/gp/fault.ts';
import type {FieldCase, FieldRequest, Reply} from '../field-case.ts';

const path = '/arcgis/rest/services/F/S/GPServer/T/jobs/j1';

const host = '127.0.0.1:{port}';
const toSignIn = redirectsToSignIn(host, 301);

/** Every question is sent on. */
const to = (location: (asked: FieldRequest) => string, status = 301) => ({
	any: (asked: FieldRequest): Reply => ({status, headers: {location: location(asked)}, body: ''}),
});

function redirected(
	what: string,
	location: (asked: FieldRequest) => string,
	says: Fault,
	silent: readonly Fault[] = [],
): FieldCase {
	return {
		name: `a redirect is told by what it means: ${what}`,
		server: to(location),
		runs: ['status', 'messages', 'results', 'wait'].map(command => ({
			args: command === 'wait' ? ['wait', '{job}', '--timeout', '2s'] : [command, '{job}'],
			exit: command === 'wait' ? 124 : 5,
			says: [says.sentence],
			silent: [...silent.map(({sentence}) => sentence), /SECRET/],
		})),
		nowhere: ['SECRET-token'],
	};
}

export const cases: readonly FieldCase[] = [
	redirected(
		'https on the same host',
		({path: asked, headers}) => `https://${headers.host}${asked}`,
		redirectsToHttps(host, 301, `https://${host}${path}`),
		[toSignIn],
	),
	redirected(
		'a renamed web adaptor',
		({path: asked}) => asked.replace('/arcgis/', '/server/'),
		hasMoved(host, 301, path.replace('/arcgis/', '/server/')),
		[toSignIn],
	),
	redirected('a sign-in page', () => '/portal/sharing/oauth2/authorize?client_id=x&token=SECRET-token', toSignIn),
	redirected(
		'another host',
		() => 'https://gis2.acme.invalid/x?token=SECRET-token',
		redirectsElsewhere(host, 301, 'gis2.acme.invalid'),
	),
	{
		name: 'login is not sent on either',
		server: to(() => '/portal/signin'),
		runs: [
			{
				args: ['login', '{origin}', '--token-stdin', '--yes'],
				input: 'SECRET-token-123\n',
				exit: 0,
				says: [toSignIn.sentence],
			},
		],
		neverSent: [/signin/],
		nowhere: ['SECRET-token-123'],
	},
];

import {expect, test} from 'vitest';
import {
	hasMoved,
	redirectFault,
	redirectsElsewhere,
	redirectsNowhere,
	redirectsToHttps,
	redirectsToItself,
	redirectsToJob,
	redirectsToPlainHttp,
	redirectsToSignIn,
} from '../../../source/gp/client/redirect.ts';
import type {Fault} from '../../../source/gp/fault.ts';

const path = '/arcgis/rest/services/F/S/GPServer/T/jobs/j1';
const task = path.replace('/jobs/j1', '');
const plain = `http://gis.acme.com${path}`;
const secure = `https://gis.acme.com${path}`;

type Says = (host: string) => Fault;
const wantsTls =
	(url = secure): Says =>
	host =>
		redirectsToHttps(host, 302, url);
const moved =
	(origin?: string): Says =>
	host =>
		hasMoved(host, 302, path.replace('arcgis', 'server'), origin);
const signIn =
	(elsewhere?: string): Says =>
	host =>
		redirectsToSignIn(host, 302, elsewhere);
const elsewhere =
	(target: string): Says =>
	host =>
		redirectsElsewhere(host, 302, target);
const jobPage: Says = host => redirectsToJob(host, 302, path);
const nowhere: Says = host => redirectsNowhere(host, 302);

test.each<[string, string, string | undefined, Says]>([
	['https on the same host', plain, `${secure}?f=json`, wantsTls()],
	[
		'https on its own port',
		`http://gis.acme.com:6080${path}`,
		`https://gis.acme.com:6443${path}`,
		wantsTls(`https://gis.acme.com:6443${path}`),
	],
	['https in other letters', plain, `HTTPS://GIS.Acme.COM${path}`, wantsTls()],
	['https with a dot', plain, `https://gis.acme.com.${path}/`, wantsTls(`https://gis.acme.com.${path}`)],
	['https for a cancel', `${plain}/cancel`, `${secure}/cancel`, wantsTls()],
	['https for a result', `${plain}/results/Out`, `${secure}/results/Out`, wantsTls()],
	[
		'https for a submit',
		`http://gis.acme.com${task}/submitJob`,
		`https://gis.acme.com${task}/submitJob`,
		wantsTls(`https://gis.acme.com${task}`),
	],
	['the job after a submit', `http://gis.acme.com${task}/submitJob`, path, jobPage],
	['the job after a cancel', `${secure}/cancel`, path, jobPage],
	['a renamed web adaptor', plain, `${path.replace('arcgis', 'server')}?f=json&token=s3cret`, moved()],
	['a renamed one, absolute', secure, secure.replace('arcgis', 'server'), moved()],
	['a renamed one, and https', plain, secure.replace('arcgis', 'server'), moved()],
	[
		'a renamed one, at a port',
		secure,
		`https://gis.acme.com:6443${path.replace('arcgis', 'server')}`,
		moved('https://gis.acme.com:6443'),
	],
	['a portal that signs in', secure, '/portal/sharing/oauth2/authorize?client_id=x&redirect_uri=y', signIn()],
	['a form', secure, '/login.aspx?ReturnUrl=%2farcgis', signIn()],
	['ADFS elsewhere', secure, 'https://adfs.acme.com/adfs/ls/?wa=wsignin1.0', signIn('adfs.acme.com')],
	['SAML', secure, 'https://id.acme.com/saml2/idp?SAMLRequest=s3cret', signIn('id.acme.com')],
	['a host that signs in', secure, 'https://login.acme.com/', signIn('login.acme.com')],
	['a captive portal', plain, 'http://hotspot.acme.net/welcome', elsewhere('hotspot.acme.net')],
	['another host with the same path', secure, `https://gis2.acme.com${path}`, elsewhere('gis2.acme.com')],
	[
		'a host that only begins like it',
		secure,
		`https://gis.acme.com.evil.example${path}`,
		elsewhere('gis.acme.com.evil.example'),
	],
	['without encryption', secure, plain, host => redirectsToPlainHttp(host, 302, 'gis.acme.com')],
	['the same again', secure, `${secure}?f=json&x=1`, host => redirectsToItself(host, 302)],
	['nowhere', secure, undefined, nowhere],
	['a file', secure, 'file:///etc/passwd', nowhere],
	['a script', secure, 'javascript:alert(1)', nowhere],
	['nonsense', secure, 'http://[', nowhere],
])('to %s', (_, asked, location, says) => {
	const fault = redirectFault(asked, 302, location);
	expect(fault).toMatchObject({kind: 'redirect', code: 302});
	expect(fault).toEqual(says(new URL(asked).host));
	expect(fault.sentence).not.toContain('s3cret');
});

test('a long path is cut in the sentence', () => {
	const fault = redirectFault(secure, 302, `/${'x'.repeat(5000)}`);
	expect(fault.sentence.length).toBeLessThan(700);
	expect(fault).toEqual(hasMoved('gis.acme.com', 302, `/${'x'.repeat(5000)}`));
});

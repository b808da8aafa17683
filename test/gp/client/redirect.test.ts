import {expect, test} from 'vitest';
import {redirectFault} from '../../../source/gp/client/redirect.ts';

const path = '/arcgis/rest/services/F/S/GPServer/T/jobs/j1';
const plain = `http://gis.acme.com${path}`;
const secure = `https://gis.acme.com${path}`;

const wantsTls = /wants https:\/\/.*https:\/\/gis\.acme\.com\S*\/arcgis\/rest\/services\/F\/S\/GPServer\/T\/jobs\/j1 /;
const signIn = /sign-in page/;
const moved = /has moved to \/server\/rest\/services\/F\/S\/GPServer\/T\/jobs\/j1 /;
const elsewhere = /another host/;

test.each<[string, string, string | undefined, RegExp]>([
	['https on the same host', plain, `${secure}?f=json`, wantsTls],
	['https on its own port', `http://gis.acme.com:6080${path}`, `https://gis.acme.com:6443${path}`, wantsTls],
	['https in other letters', plain, `HTTPS://GIS.Acme.COM${path}`, wantsTls],
	['https with a dot', plain, `https://gis.acme.com.${path}/`, /wants https/],
	['https for a cancel', `${plain}/cancel`, `${secure}/cancel`, wantsTls],
	['https for a result', `${plain}/results/Out`, `${secure}/results/Out`, wantsTls],
	[
		'https for a submit',
		plain.replace(/jobs.*/, 'submitJob'),
		secure.replace(/jobs.*/, 'submitJob'),
		/GPServer\/T instead/,
	],
	['the job after a submit', plain.replace(/jobs.*/, 'submitJob'), path, /page of a job, \/arcgis\S*\/jobs\/j1 /],
	['the job after a cancel', `${secure}/cancel`, path, /page of a job/],
	['a renamed web adaptor', plain, `${path.replace('arcgis', 'server')}?f=json&token=s3cret`, moved],
	['a renamed one, absolute', secure, secure.replace('arcgis', 'server'), moved],
	['a renamed one, and https', plain, secure.replace('arcgis', 'server'), moved],
	['a portal that signs in', secure, '/portal/sharing/oauth2/authorize?client_id=x&redirect_uri=y', signIn],
	['a form', secure, '/login.aspx?ReturnUrl=%2farcgis', signIn],
	['ADFS elsewhere', secure, 'https://adfs.acme.com/adfs/ls/?wa=wsignin1.0', /sign-in page on adfs\.acme\.com/],
	['SAML', secure, 'https://id.acme.com/saml2/idp?SAMLRequest=s3cret', signIn],
	['a host that signs in', secure, 'https://login.acme.com/', signIn],
	['a captive portal', plain, 'http://hotspot.acme.net/welcome', elsewhere],
	['another host with the same path', secure, `https://gis2.acme.com${path}`, elsewhere],
	['a host that only begins like it', secure, `https://gis.acme.com.evil.example${path}`, elsewhere],
	['without encryption', secure, plain, /without encryption/],
	['the same again', secure, `${secure}?f=json&x=1`, /same address again/],
	['nowhere', secure, undefined, /not to where/],
	['a file', secure, 'file:///etc/passwd', /not to where/],
	['a script', secure, 'javascript:alert(1)', /not to where/],
	['nonsense', secure, 'http://[', /not to where/],
])('to %s', (_, asked, location, sentence) => {
	const fault = redirectFault(asked, 302, location);
	expect(fault).toMatchObject({kind: 'redirect', code: 302, sentence: expect.stringMatching(sentence)});
	expect(fault.sentence).not.toContain('s3cret');
	if (sentence !== signIn && !/sign-in/.test(sentence.source)) expect(fault.sentence).not.toMatch(/sign-in page/);
});

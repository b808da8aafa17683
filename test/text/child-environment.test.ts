import {afterEach, expect, test} from 'vitest';
import {childEnvironment, knowSecretsOf, withoutSecrets} from '../../source/text/child-environment.ts';
import {forgetSecrets, knowSecret} from '../../source/text/known-secrets.ts';
import {maskSecrets} from '../../source/text/mask-secrets.ts';

afterEach(forgetSecrets);

const ours = {PATH: '/usr/bin', HOME: '/home/ann', DISPLAY: ':0', GPJOBS_HOME: '/h', GPJOBS_READ_ONLY: 'true'};

test.each([
	'GPJOBS_TOKEN',
	'GPJOBS_TOKEN_SERVER',
	'GPJOBS_TOKEN_2',
	'GPJOBS_PORTAL_TOKEN',
	'GPJOBS_PASSWORD',
	'GPJOBS_CLIENT_SECRET',
	'ARCGIS_API_KEY',
	'AGOL_PASSWORD',
	'PORTAL_TOKEN',
	'PGPASSWORD',
	'smtp_password',
])('%s stays here', name => {
	expect(childEnvironment({...ours, [name]: 'SECRET'})).toEqual(ours);
});

test.each([
	['http_proxy', 'http://ann:SECRET@proxy:3128', 'http://proxy:3128'],
	['HTTPS_PROXY', 'ann:SECRET@proxy:3128', 'proxy:3128'],
	['ALL_PROXY', 'socks5://ann:SEC@RET/@[::1]:1080', 'socks5://[::1]:1080'],
	['HTTP_PROXY', 'http://proxy:3128', 'http://proxy:3128'],
	['NO_PROXY', 'localhost,.acme.com', 'localhost,.acme.com'],
])('of %s=%s a program gets %s', (name, value, told) => {
	expect(childEnvironment({...ours, [name]: value})).toEqual({...ours, [name]: told});
});

test('a variable in which a known secret stands stays here, whatever it is called', () => {
	knowSecret('owntoken-123');
	expect(childEnvironment({...ours, NOTE: 'it is owntoken-123', OTHER: 'fine'})).toEqual({...ours, OTHER: 'fine'});
});

test('a password that is a part of a path costs no program its path', () => {
	knowSecret('/usr/bin');
	expect(childEnvironment(ours)).toEqual(ours);
});

test('what the program is told comes on top', () => {
	expect(childEnvironment(ours, {GPJOBS_JOB_ID: 'j1', HOME: '/other'})).toEqual({
		...ours,
		GPJOBS_JOB_ID: 'j1',
		HOME: '/other',
	});
});

test('an environment is cleaned in place, and what it was is given back', () => {
	const environment: Record<string, string | undefined> = {...ours, GPJOBS_TOKEN: 'x', HTTP_PROXY: 'http://a:b@p:1'};
	const before = withoutSecrets(environment);
	expect(environment).toEqual({...ours, HTTP_PROXY: 'http://p:1'});
	expect(before).toEqual({...ours, GPJOBS_TOKEN: 'x', HTTP_PROXY: 'http://a:b@p:1'});
});

test.each([
	['GPJOBS_TOKEN', 'envtoken-1', 'envtoken-1'],
	['HTTPS_PROXY', 'http://ann:prox%40pass@p:1', 'prox@pass'],
	['https_proxy', 'ann:prox"pass@p:1', 'prox"pass'],
	['ALL_PROXY', 'socks5://ann:proxypass@p:1', Buffer.from('ann:proxypass').toString('base64')],
])('the secret of %s is known', (name, value, secret) => {
	knowSecretsOf({[name]: value});
	expect(maskSecrets(`x ${secret} y`)).toBe('x ••• y');
});

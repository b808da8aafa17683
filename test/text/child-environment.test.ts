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
	'DB_PASS',
	'DBPASS',
	'SMTP_PASS_2',
	'MYSQL_PWD',
	'ORACLE_PASSWD',
	'AWS_SECRET_ACCESS_KEY',
	'AWS_SESSION_TOKEN',
	'GITHUB_TOKEN',
	'NPM_AUTH_TOKEN',
	'npm_config__auth',
	'STRIPE_KEY',
	'OPENAI_APIKEY',
	'AZURE_CLIENT_SECRET',
	'FTP_CREDENTIALS',
	'KEY_PASSPHRASE',
	'spring.datasource.password',
	'BW_SESSION',
	'SESSION',
	'MY_PW',
	'CREDS',
	'DEPLOY_CRED',
	'BEARER',
	'PRIVKEY',
	'SIGNING_KEYS',
	'GITLAB_PAT',
	'AZURE_SAS',
	'COOKIES',
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

test.each([
	['DATABASE_URL', 'postgres://ann:hunter2secret@db.acme.com:5432/gis'],
	['SENTRY_DSN', 'https://0123456789abcdef@sentry.acme.com/1'],
	['STORAGE', 'DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=aGVsbG8gd29ybGQx;EndpointSuffix=acme.net'],
	['SQL', 'Server=db;Database=gis;User Id=ann;Password=hunter2secret;'],
	['CURL_OPTIONS', '-u ann -H "Authorization: Bearer abc123def456"'],
	['GREETING', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl'],
])('%s stays here for what is in it', (name, value) => {
	expect(childEnvironment({...ours, [name]: value})).toEqual(ours);
});

test('variables that programs need are passed on, even if their names resemble secrets', () => {
	const needed = {
		...{PWD: '/home/ann', OLDPWD: '/', SHELL: '/bin/bash', LANG: 'de_DE.UTF-8', TERM: 'xterm-256color'},
		...{SSH_AUTH_SOCK: '/tmp/ssh-XX/agent.1', SSH_ASKPASS: '/usr/bin/ssh-askpass', XAUTHORITY: '/run/x'},
		...{SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22', XDG_RUNTIME_DIR: '/run/user/1000', XDG_SESSION_ID: '3'},
		...{DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus,guid=0123456789abcdef0123456789abcdef'},
		...{PASSWORD_STORE_DIR: '/home/ann/.store', AWS_SHARED_CREDENTIALS_FILE: '/home/ann/.aws/credentials'},
		...{KRB5CCNAME: 'FILE:/tmp/krb5cc_1000', GPG_AGENT_INFO: '/run/gpg:0:1', DESKTOP_SESSION: 'gnome'},
		...{TOKENIZERS_PARALLELISM: 'false', BROWSER: 'firefox %s', NODE_OPTIONS: '--max-old-space-size=4096'},
		...{LESSOPEN: '| /usr/bin/lesspipe %s', LS_COLORS: 'rs=0:di=01;34:ln=01;36', WAYLAND_DISPLAY: 'wayland-0'},
		...{KEYBOARD: 'us', MONKEY: 'yes', TMUX: '/tmp/tmux-1000/default,3244,0', SMTP_HOST: 'mail.acme.com'},
	};
	expect(childEnvironment({...ours, ...needed})).toEqual({...ours, ...needed});
});

test('a variable that contains a known secret is not passed on, whatever its name', () => {
	knowSecret('owntoken-123');
	expect(childEnvironment({...ours, NOTE: 'it is owntoken-123', OTHER: 'fine'})).toEqual({...ours, OTHER: 'fine'});
});

test('a password that is part of a path does not remove the path', () => {
	knowSecret('/usr/bin');
	expect(childEnvironment(ours)).toEqual(ours);
});

test('the additional variables are added', () => {
	expect(childEnvironment(ours, {GPJOBS_JOB_ID: 'j1', HOME: '/other'})).toEqual({
		...ours,
		GPJOBS_JOB_ID: 'j1',
		HOME: '/other',
	});
});

test('an environment is cleaned in place, and a copy of the original is returned', () => {
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

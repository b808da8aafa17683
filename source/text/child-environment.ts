import {holdsKnownSecret, knowSecret} from './known-secrets.ts';
import {secretsIn} from './mask-secrets.ts';

/** Variables of an environment, as Node gives them. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of gpjobs and of ArcGIS that hold a secret, or say whose it is. */
const ownSecret =
	/^(?:GPJOBS|ARCGIS|AGS|AGOL|ESRI|PORTAL)_?.*(?:TOKEN|PASSW|PASSPHRASE|PWD|SECRET|API_?KEY|CREDENTIAL)/i;
/** What programs of others call their secrets: `PGPASSWORD`, `DB_PASS`, `AWS_SECRET_ACCESS_KEY`, `SLACK_TOKEN`, `DBPWD_2`. */
const othersSecret =
	/(?:PASSWORDS?|PASSWD|PASSPHRASE|PASSCODE|PWD|TOKENS?|SECRETS?|CREDENTIALS?|API_?KEYS?)(?:[_.-]|\d*$)|(?:PASS|(?:PRIV|PRIVATE|SSH|GPG|PGP|SIGN|SIGNING|ENC|ENCRYPTION|MASTER|ACCESS|ACCOUNT|AUTH|SHARED|DEPLOY|SERVER|CLIENT)KEYS?)[_.-]?\d*$|(?:^|[_.-])(?:PW|PSW|PSWD|CREDS?|KEYS?|AUTH|AUTHORIZATION|BEARER|COOKIES?|JWT|PAT|PIN|OTP|SAS)[_.-]?\d*$|^(?:BW_)?SESSION$/i;
/**
 * Names of variables that say where a secret lies, or which program asks for it: `PASSWORD_STORE_DIR`,
 * `AWS_SHARED_CREDENTIALS_FILE`, `SSH_ASKPASS`.
 */
const placeOfSecrets = /(?:DIR|DIRECTORY|FILE|PATH|HOME|SOCK|SOCKET|ASKPASS)$/i;
const proxyVariable = /_PROXY$/i;
/** Variables that every program needs. A password that happens to be part of a path does not make the path secret. */
const needed =
	/^(?:PATH|HOME|PWD|OLDPWD|USER|LOGNAME|SHELL|TERM|LANG|TMPDIR|TEMP|TMP|DISPLAY|SYSTEMROOT|USERPROFILE|(?:LOCAL)?APPDATA|GPJOBS_HOME|XDG_\w+)$/i;

/**
 * The environment of a program that gpjobs starts: the browser, `notifyCommand`, anything. It is that of gpjobs without
 * `GPJOBS_TOKEN` and other tokens of ArcGIS, without variables that are called as a secret is (`DB_PASS`, `SLACK_TOKEN`),
 * without any in which a secret of gpjobs stands or what looks like one (`postgres://user:password@host`), and with proxies
 * but not their users and passwords.
 *
 * Whoever starts a program takes this; `test/house/children.test.ts` holds them to it.
 *
 * @param environment that of gpjobs
 * @param more further variables for the program
 */
export function childEnvironment(environment: Environment, more: Environment = {}): Record<string, string> {
	const entries = Object.entries(environment).flatMap(([name, value]): [string, string][] => {
		if (value === undefined || holdsSecret(name)) return [];
		const told = proxyVariable.test(name) ? withoutUser(value) : value;
		return !needed.test(name) && (holdsKnownSecret(told) || secretsIn(told).length > 0) ? [] : [[name, told]];
	});
	const added = Object.entries(more).flatMap(([name, value]): [string, string][] =>
		value === undefined ? [] : [[name, value]],
	);
	return Object.fromEntries([...entries, ...added]);
}

function holdsSecret(name: string): boolean {
	if (ownSecret.test(name)) return true;
	return othersSecret.test(name) && !placeOfSecrets.test(name) && !needed.test(name);
}

/**
 * Takes out of an environment, in place, what {@link childEnvironment} leaves out: for libraries that start programs by
 * themselves.
 *
 * @returns what it was before
 */
export function withoutSecrets(environment: Record<string, string | undefined>): Environment {
	const before = {...environment};
	const told = childEnvironment(environment);
	for (const name of Object.keys(before)) {
		const value = told[name];
		if (value === undefined) delete environment[name];
		else if (value !== before[name]) environment[name] = value;
	}
	return before;
}

/** Remembers the secrets of an environment, used or not, so that they are masked wherever they would show. */
export function knowSecretsOf(environment: Environment): void {
	for (const [name, value] of Object.entries(environment)) {
		if (value === undefined) continue;
		if (proxyVariable.test(name)) knowUserOfProxy(value);
		else if (/^GPJOBS_/i.test(name) && ownSecret.test(name) && !/_SERVER$/i.test(name)) knowSecret(value);
	}
}

function knowUserOfProxy(value: string): void {
	const {user} = partsOf(value);
	if (user === undefined) return;
	const password = user.slice(user.indexOf(':') + 1);
	knowSecret(password);
	knowSecret(Buffer.from(user).toString('base64'));
	try {
		const decoded = decodeURIComponent(user);
		knowSecret(decoded.slice(decoded.indexOf(':') + 1));
		knowSecret(Buffer.from(decoded).toString('base64'));
	} catch {
		// A `%` that encodes nothing stands for itself.
	}
}

function withoutUser(value: string): string {
	const {scheme, place} = partsOf(value);
	return `${scheme}${place}`;
}

/** `scheme://user:password@place`; the password may hold anything, an `@` too. */
function partsOf(value: string): {readonly scheme: string; readonly user?: string; readonly place: string} {
	const [, scheme = '', rest = ''] = /^\s*((?:[a-z][a-z0-9+.-]*:\/\/)?)(.*)$/is.exec(value) ?? [];
	const at = rest.lastIndexOf('@');
	return at < 0 ? {scheme, place: rest} : {scheme, user: rest.slice(0, at), place: rest.slice(at + 1)};
}

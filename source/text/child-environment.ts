import {holdsKnownSecret, knowSecret} from './known-secrets.ts';
import {secretsIn} from './mask-secrets.ts';

/** Environment variables by name, as Node returns them. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Matches the names of variables of gpjobs and ArcGIS that contain a secret or the name of the server that a secret
 * belongs to.
 */
const ownSecret =
	/^(?:GPJOBS|ARCGIS|AGS|AGOL|ESRI|PORTAL)_?.*(?:TOKEN|PASSW|PASSPHRASE|PWD|SECRET|API_?KEY|CREDENTIAL)/i;
/**
 * Matches names that other programs use for variables with secrets: `PGPASSWORD`, `DB_PASS`, `AWS_SECRET_ACCESS_KEY`,
 * `SLACK_TOKEN`, `DBPWD_2`.
 */
const othersSecret =
	/(?:PASSWORDS?|PASSWD|PASSPHRASE|PASSCODE|PWD|TOKENS?|SECRETS?|CREDENTIALS?|API_?KEYS?)(?:[_.-]|\d*$)|(?:PASS|(?:PRIV|PRIVATE|SSH|GPG|PGP|SIGN|SIGNING|ENC|ENCRYPTION|MASTER|ACCESS|ACCOUNT|AUTH|SHARED|DEPLOY|SERVER|CLIENT)KEYS?)[_.-]?\d*$|(?:^|[_.-])(?:PW|PSW|PSWD|CREDS?|KEYS?|AUTH|AUTHORIZATION|BEARER|COOKIES?|JWT|PAT|PIN|OTP|SAS)[_.-]?\d*$|^(?:BW_)?SESSION$/i;
/**
 * Matches the endings of variables that are named like a secret but contain the path of a file or a program:
 * `PASSWORD_STORE_DIR`, `AWS_SHARED_CREDENTIALS_FILE`, `SSH_ASKPASS`.
 */
const placeOfSecrets = /(?:DIR|DIRECTORY|FILE|PATH|HOME|SOCK|SOCKET|ASKPASS)$/i;
const proxyVariable = /_PROXY$/i;
/** Variables that every program needs. They are passed on even if their value happens to contain a known password. */
const needed =
	/^(?:PATH|HOME|PWD|OLDPWD|USER|LOGNAME|SHELL|TERM|LANG|TMPDIR|TEMP|TMP|DISPLAY|SYSTEMROOT|USERPROFILE|(?:LOCAL)?APPDATA|GPJOBS_HOME|XDG_\w+)$/i;

/**
 * Returns the environment for a program that gpjobs starts, such as the browser or `notifyCommand`. It is the
 * environment of gpjobs without the variables that are named like a secret (`GPJOBS_TOKEN`, `DB_PASS`, `SLACK_TOKEN`)
 * and without those whose value contains a known secret or something that looks like one
 * (`postgres://user:password@host`). Proxy variables are passed on without user name and password. All code that starts
 * a program must use this function; `test/house/children.test.ts` checks that it does.
 *
 * @param environment the environment of gpjobs
 * @param more additional variables for the program
 */
export function childEnvironment(environment: Environment, more: Environment = {}): Record<string, string> {
	const entries = Object.entries(environment).flatMap(([name, value]): [string, string][] => {
		if (value === undefined || holdsSecret(name)) return [];
		const passed = proxyVariable.test(name) ? withoutUser(value) : value;
		return !needed.test(name) && (holdsKnownSecret(passed) || secretsIn(passed).length > 0) ? [] : [[name, passed]];
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
 * Removes from an environment, in place, everything that {@link childEnvironment} leaves out. It is for libraries that
 * start programs themselves.
 *
 * @returns a copy of the environment before the change
 */
export function withoutSecrets(environment: Record<string, string | undefined>): Environment {
	const before = {...environment};
	const safe = childEnvironment(environment);
	for (const name of Object.keys(before)) {
		const value = safe[name];
		if (value === undefined) delete environment[name];
		else if (value !== before[name]) environment[name] = value;
	}
	return before;
}

/** Remembers the secrets in an environment, whether gpjobs uses them or not, so that they are masked in every text. */
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
		// A `%` without two hexadecimal digits: the text is not percent-encoded.
	}
}

function withoutUser(value: string): string {
	const {scheme, place} = partsOf(value);
	return `${scheme}${place}`;
}

/**
 * Splits `scheme://user:password@place` into its parts. The password may contain any character, including `@`; `user`
 * is absent if there is none.
 */
function partsOf(value: string): {readonly scheme: string; readonly user?: string; readonly place: string} {
	const [, scheme = '', rest = ''] = /^\s*((?:[a-z][a-z0-9+.-]*:\/\/)?)(.*)$/is.exec(value) ?? [];
	const at = rest.lastIndexOf('@');
	return at < 0 ? {scheme, place: rest} : {scheme, user: rest.slice(0, at), place: rest.slice(at + 1)};
}

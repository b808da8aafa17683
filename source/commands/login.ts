import type {Credential, RenewableMeans, SignInMeans} from '../gp/credential.ts';
import {isReferer, isToken} from '../gp/sign-in.ts';
import {isOfSameServer, takesOnlineToken} from '../gp/token-scope.ts';
import {type Engine, startEngine} from '../session/engine.ts';
import {elsewhereHint, isOpenHttp, type UsablePlace} from '../session/sign-in-place.ts';
import {readGivenFile} from '../store/given-file.ts';
import {isoTime} from '../text/date.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {Secret} from '../text/secret.ts';
import {type ExitCode, exitCodeOf, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {listSignIns} from './login-list.ts';
import {confirmedPlace, placeOfFlags, tokenOfPortalHint} from './login-place.ts';
import {print, say} from './print.ts';
import {ask, askSecret, canAsk, confirm, firstLineOfInput} from './prompt.ts';
import type {NamedServer} from './server-named.ts';
import {withServer} from './with-server.ts';

type Given = {readonly means: SignInMeans} | {readonly basic: NonNullable<Credential['basic']>};
type Refusal = {readonly code: ExitCode; readonly sentence: SafeText};

/**
 * Runs `gpjobs login SERVER`: finds the token service, asks for the user name and the password, tries the sign-in and
 * saves it.
 */
export async function login(invocation: Invocation): Promise<ExitCode> {
	const {flags} = invocation;
	const ways = [
		flags.user ?? (flags.basic ? '' : undefined),
		flags['token-stdin'],
		flags['token-file'],
		flags['client-id'],
	];
	if (ways.filter(way => way !== undefined && way !== false).length > 1) {
		say(oneWay);
		return exitCodes.usage;
	}
	if (flags.basic && (flags.portal !== undefined || flags['token-url'] !== undefined)) {
		say(basicGoesToServer);
		return exitCodes.usage;
	}
	const usage = loginUsage;
	if (flags.list && invocation.operands.length === 0) return listSignIns(invocation);
	if (flags.list) {
		say(usage);
		return exitCodes.usage;
	}
	return withServer(invocation, usage, async (server, opened) => {
		const engine = await startEngine(invocation, opened);
		for (const notice of [...opened.notices, ...engine.access.notices]) say(notice);
		try {
			if (isOpenHttp(new URL(server.origin)) && !flags.yes && !(await confirm(httpQuestion(server.name)))) {
				say(httpNotMeant(server.name));
				return exitCodes.usage;
			}
			const given = await givenBy(invocation, server, engine);
			if ('code' in given) {
				say(given.sentence);
				return given.code;
			}
			return await signIn(invocation, server, engine, given);
		} finally {
			engine.monitor.close();
		}
	});
}

/** Tries the sign-in on the server, saves it unless `--no-save` is given, and prints the result. */
async function signIn(
	{flags}: Invocation,
	server: NamedServer,
	{access, signIns, probe}: Engine,
	given: Given,
): Promise<ExitCode> {
	const kept = await access.credentials?.of(server.origin);
	const credential: Credential = {...kept?.credential, server: server.origin, ...given};
	signIns.use(credential);
	const fault = await probe(server.restUrl);
	if (fault?.kind === 'sign-in' || fault?.kind === 'forbidden') {
		say(fault.sentence);
		return exitCodes.signIn;
	}
	if (fault) say(notTried(fault.sentence));
	const session = signIns.session(server.origin);
	const expires = session?.expires ?? null;
	let where: SafeText = notSavedAsAsked;
	let keptIn: 'keyring' | 'file' | 'none' = 'none';
	let code: ExitCode = exitCodes.fine;
	if (!flags['no-save']) {
		const saved = await access.credentials?.save(credential);
		if (saved?.ok) {
			keptIn = saved.where;
			where = saved.where === 'keyring' ? savedInKeyring : savedInFile(saved.path);
		} else {
			where = signInNotSaved(saved ? saved.sentence : noFolderForSignIns);
			code = exitCodes.notSaved;
		}
	}
	const time = isoTime(expires);
	if (flags.json) {
		await print(`${toJson({server: server.origin, user: session?.name ?? null, expires: time, kept: keptIn})}\n`);
	}
	say(signedIn(server.name, session?.name ? safeText(session.name) : undefined, time, where));
	return code;
}

async function givenBy(invocation: Invocation, server: NamedServer, engine: Engine): Promise<Given | Refusal> {
	const {flags} = invocation;
	if (flags['token-stdin'] || flags['token-file'] !== undefined) return tokenGiven(invocation, server, engine);
	if (flags.basic) {
		const user = flags.user ?? (await ask(userFor(server.name)));
		const password = user ? await askSecret(passwordQuestion) : undefined;
		return user && password ? {basic: {user, password}} : nothingGiven();
	}
	const found = await engine.signIns.find(server.restUrl);
	if (found.kind === 'fault') return {code: exitCodeOf(found.fault.kind), sentence: found.fault.sentence};
	const confirmed = await confirmedPlace(flags, server, found);
	if (!confirmed.ok) return confirmed;
	const {place, isNamedByUser} = confirmed;
	if (flags['client-id'] !== undefined) {
		if (place.kind !== 'federated') {
			return {
				code: exitCodes.usage,
				sentence: noPortalForApplication(server.name),
			};
		}
		const secret = await askSecret(applicationSecret);
		if (!secret) return nothingGiven();
		const means = {kind: 'app', clientId: flags['client-id'], secret, tokenUrl: place.oauthUrl} as const;
		return tried(engine, server, means, place);
	}
	const user = flags.user ?? (canAsk() ? await ask(userFor(server.name)) : undefined);
	if (!user) return {code: exitCodes.usage, sentence: whoSignsIn};
	const password = await askSecret(passwordOf(user));
	if (!password) return nothingGiven();
	const {tokenUrl} = place;
	const named = isNamedByUser ? ({isNamedByUser} as const) : {};
	return tried(engine, server, {kind: 'password', user, password, tokenUrl, ...named}, place);
}

/** Gets a token once, so that a wrong password or a portal that does not know the server is reported before anything is saved. */
async function tried(
	{signIns}: Engine,
	server: NamedServer,
	means: RenewableMeans,
	place: UsablePlace,
): Promise<Given | Refusal> {
	const obtained = await signIns.obtain(means, server.restUrl);
	if (obtained.ok) return {means};
	const {kind, sentence} = obtained.fault;
	return {code: exitCodeOf(kind), sentence: safe`${sentence}${elsewhereHint(place)}`};
}

/**
 * Reads the token. With `--portal` it is a token of that portal, which issues a token for the server; otherwise it is a
 * token of the server.
 */
async function tokenGiven(invocation: Invocation, server: NamedServer, engine: Engine): Promise<Given | Refusal> {
	const place = placeOfFlags(invocation.flags);
	if (place && 'sentence' in place) return {code: exitCodes.usage, sentence: place.sentence};
	if (place && place.kind !== 'federated') {
		return {
			code: exitCodes.usage,
			sentence: tokenWithTokenUrl,
		};
	}
	const given = await tokenOf(invocation);
	if ('code' in given) return given;
	if (place) return tried(engine, server, {...given, portalTokenUrl: place.tokenUrl}, place);
	const found = await engine.signIns.find(server.restUrl);
	if (found.kind !== 'federated' || takesOnlineToken(found.tokenUrl, server.origin)) return {means: given};
	if (!isOfSameServer(found.tokenUrl, server.origin)) {
		say(tokenOfPortalHint(server.name, found.portal));
		return {means: given};
	}
	// The portal is on the same server as the services, so gpjobs may send it the token, and it answers whether it
	// issued the token.
	const ofPortal = {...given, portalTokenUrl: found.tokenUrl};
	return {means: (await engine.signIns.obtain(ofPortal, server.restUrl)).ok ? ofPortal : given};
}

async function tokenOf({flags}: Invocation): Promise<Extract<SignInMeans, {readonly kind: 'token'}> | Refusal> {
	const file = flags['token-file'];
	let token: string | undefined;
	if (file === undefined) {
		token = (canAsk() ? await askSecret(tokenQuestion) : await firstLineOfInput())?.reveal();
	} else {
		const given = await readGivenFile(file);
		if (!given.ok) return {code: exitCodes.notSaved, sentence: given.sentence};
		token = given.text.split(/\r?\n/)[0];
	}
	const text = token?.trim() ?? '';
	if (text === '') return nothingGiven();
	if (!isToken(text))
		return {
			code: exitCodes.usage,
			sentence: notAToken,
		};
	const {referer} = flags;
	if (referer !== undefined && !isReferer(referer)) return {code: exitCodes.usage, sentence: noReferer};
	return {kind: 'token', token: new Secret(text), ...(referer === undefined ? {} : {referer})};
}

function nothingGiven(): Refusal {
	return {code: exitCodes.usage, sentence: nothingGivenToSignIn};
}

/** The question before a sign-in over http. */
export function httpQuestion(server: SafeText): SafeText {
	return safe`${server} is reached by http, without encryption: anybody on the network path can read what is sent. Sign in? [y/N] `;
}

/** The error for a missing server. */
export const loginUsage: SafeText = safe`Usage: gpjobs login SERVER, with the server's address or the URL of a job on it, or gpjobs login --list.`;

/** The error for two ways to sign in at once. */
export const oneWay: SafeText = safe`Give only one of --user, --token-stdin, --token-file and --client-id: each is another way to sign in.`;

/** The error for `--basic` together with a portal or token service. */
export const basicGoesToServer: SafeText = safe`With --basic, user and password go to the web server itself. Leave --portal and --token-url out.`;

/** The error for a token together with `--token-url`. */
export const tokenWithTokenUrl: SafeText = safe`--token-url is for user and password. For a token of a portal, give --portal URL.`;

/** The error for a referer that is not an address. */
export const noReferer: SafeText = safe`--referer needs an address without spaces, like https://app.acme.com.`;

/** The error for a sign-in over http that the user did not confirm. */
export function httpNotMeant(server: SafeText): SafeText {
	return safe`${server} is reached by http, without encryption: anybody on the network path can read what is sent. Give its https address, or --yes to use http.`;
}

/** The notice that a sign-in could not be tried, because the server did not answer. */
export function notTried(fault: SafeText): SafeText {
	return safe`The sign-in could not be tried: ${fault}`;
}

/** The end of the notice `signedIn` if the sign-in was saved in the keyring. */
export const savedInKeyring: SafeText = safe`saved in the keyring`;

/** The end of the notice `signedIn` if `--no-save` is given. */
export const notSavedAsAsked: SafeText = safe`not saved, because of --no-save`;

/** The end of the notice `signedIn` if the sign-in could not be saved. */
export function signInNotSaved(why: SafeText): SafeText {
	return safe`NOT SAVED: ${why}`;
}

/** The reason in `signInNotSaved` if there is no home folder. */
export const noFolderForSignIns: SafeText = safe`there is no folder for sign-ins.`;

/** The end of the notice `signedIn` if the sign-in was saved in a file. */
export function savedInFile(path: string): SafeText {
	return safe`saved in ${safeText(path)}, which only you can read`;
}

/**
 * The notice after a sign-in.
 *
 * @param until when the token expires, in ISO 8601
 * @param where where the sign-in is saved
 */
export function signedIn(
	server: SafeText,
	user: SafeText | undefined,
	until: string | null,
	where: SafeText,
): SafeText {
	// The reason why it is not saved is a sentence and ends with a full stop.
	const end = where.endsWith('.') ? safe`` : safe`.`;
	return safe`Signed in to ${server}${user ? safe` as ${user}` : safe``}${until === null ? safe`` : safe` until ${safeText(until)}`}: ${where}${end}`;
}

/** The prompt for the user name. */
export function userFor(server: SafeText): SafeText {
	return safe`User for ${server}: `;
}

/** The prompt for the password of `--basic`. */
export const passwordQuestion: SafeText = safe`Password: `;

/** The prompt for the secret that belongs to `--client-id`. */
export const applicationSecret: SafeText = safe`Secret of the application: `;

/** The prompt at which the user types or pastes a token. */
export const tokenQuestion: SafeText = safe`Token: `;

/** The prompt for a user's password. */
export function passwordOf(user: string): SafeText {
	return safe`Password of ${safeText(user)}: `;
}

/** The error for a sign-in without a user name, if there is no terminal to ask on. */
export const whoSignsIn: SafeText = safe`Give --user NAME, and the password on standard input.`;

/** The error for a text that cannot be a token. */
export const notAToken: SafeText = safe`This is not a token: it contains spaces or other characters that tokens do not have.`;

/** The error for an empty user name, password or token. */
export const nothingGivenToSignIn: SafeText = safe`No user, password or token was given. Nothing was changed.`;

/** The error for `--client-id` and a server without a portal. */
export function noPortalForApplication(server: SafeText): SafeText {
	return safe`${server} does not belong to a portal, so an application cannot sign in to it. Use --user or a token.`;
}

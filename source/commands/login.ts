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
import {confirmedPlace, placeOfFlags, tokenOfPortalHint} from './login-place.ts';
import {print, say} from './print.ts';
import {ask, askSecret, canAsk, confirm, firstLineOfInput} from './prompt.ts';
import type {NamedServer} from './server-named.ts';
import {withServer} from './with-server.ts';

type Given = {readonly means: SignInMeans} | {readonly basic: NonNullable<Credential['basic']>};
type Refusal = {readonly code: ExitCode; readonly sentence: SafeText};

/** `gpjobs login SERVER`: finds out how, asks for what is missing, tries it, and keeps it. */
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
		say(safe`User and password of --basic go to the web server itself: leave --portal and --token-url out.`);
		return exitCodes.usage;
	}
	const usage = loginUsage;
	return withServer(invocation, usage, async (server, opened) => {
		const engine = await startEngine(invocation, opened);
		for (const notice of [...opened.notices, ...engine.access.notices]) say(notice);
		try {
			if (isOpenHttp(new URL(server.origin)) && !flags.yes && !(await confirm(httpQuestion(server)))) {
				say(httpNotMeant(server.name));
				return exitCodes.usage;
			}
			const given = await givenBy(invocation, server, engine);
			if ('code' in given) {
				say(given.sentence);
				return given.code;
			}
			return await keep(invocation, server, engine, given);
		} finally {
			engine.monitor.close();
		}
	});
}

async function keep(
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
	if (fault) say(notTriedOut(fault.sentence));
	const session = signIns.session(server.origin);
	const expires = session?.expires ?? null;
	let where: SafeText = safe`not kept, as --no-save says`;
	let keptIn: 'keyring' | 'file' | 'none' = 'none';
	let code: ExitCode = exitCodes.fine;
	if (!flags['no-save']) {
		const saved = await access.credentials?.save(credential);
		if (saved?.ok) {
			keptIn = saved.where;
			where = saved.where === 'keyring' ? safe`kept in the keyring` : keptInFile(saved.path);
		} else {
			where = safe`NOT KEPT: ${saved ? saved.sentence : safe`there is no folder for it.`}`;
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
		const user = flags.user ?? (await ask(safe`User for ${server.name}: `));
		const password = user ? await askSecret(safe`Password: `) : undefined;
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
		const secret = await askSecret(safe`Secret of the application: `);
		if (!secret) return nothingGiven();
		const means = {kind: 'app', clientId: flags['client-id'], secret, tokenUrl: place.oauthUrl} as const;
		return tried(engine, server, means, place);
	}
	const user = flags.user ?? (canAsk() ? await ask(safe`User: `) : undefined);
	if (!user) return {code: exitCodes.usage, sentence: whoSignsIn};
	const password = await askSecret(passwordOf(user));
	if (!password) return nothingGiven();
	const {tokenUrl} = place;
	const named = isNamedByUser ? ({isNamedByUser} as const) : {};
	return tried(engine, server, {kind: 'password', user, password, tokenUrl, ...named}, place);
}

/** A wrong password, and a portal that does not know the server, are told before anything is kept. */
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

/** A token is the server's own, or with `--portal` that portal's, which makes one for the server. */
async function tokenGiven(invocation: Invocation, server: NamedServer, engine: Engine): Promise<Given | Refusal> {
	const place = placeOfFlags(invocation.flags);
	if (place && 'sentence' in place) return {code: exitCodes.usage, sentence: place.sentence};
	if (place && place.kind !== 'federated') {
		return {
			code: exitCodes.usage,
			sentence: safe`A token needs no --token-url. A token of a portal goes with --portal URL.`,
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
	// The portal is on the very server that the token is for: it may see it, and tells whether it is its own.
	const ofPortal = {...given, portalTokenUrl: found.tokenUrl};
	return {means: (await engine.signIns.obtain(ofPortal, server.restUrl)).ok ? ofPortal : given};
}

async function tokenOf({flags}: Invocation): Promise<Extract<SignInMeans, {readonly kind: 'token'}> | Refusal> {
	const file = flags['token-file'];
	let token: string | undefined;
	if (file === undefined) {
		token = (canAsk() ? await askSecret(safe`Token: `) : await firstLineOfInput())?.reveal();
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
	if (referer !== undefined && !isReferer(referer))
		return {code: exitCodes.usage, sentence: safe`--referer takes an address in one piece, like https://app.acme.com.`};
	return {kind: 'token', token: new Secret(text), ...(referer === undefined ? {} : {referer})};
}

function nothingGiven(): Refusal {
	return {code: exitCodes.usage, sentence: nothingGivenToSignIn};
}

function httpQuestion({name}: NamedServer): SafeText {
	return safe`${name} is reached by http: anybody on the way can read what is sent. Sign in? [y/N] `;
}

/** How `gpjobs login` is called. */
export const loginUsage: SafeText = safe`Say gpjobs login SERVER, with the server's address or the URL of a job on it.`;

/** The sentence about two ways to sign in at once. */
export const oneWay: SafeText = safe`Give one of --user, --token-stdin, --token-file and --client-id: they are ways to sign in that exclude each other.`;

/** The sentence about a sign-in that anybody on the way could read. */
export function httpNotMeant(server: SafeText): SafeText {
	return safe`${server} is reached by http: anybody on the way can read what is sent. Give its https address, or --yes if you mean http.`;
}

/** The sentence about a sign-in whose server gave no answer. */
export function notTriedOut(fault: SafeText): SafeText {
	return safe`Not tried out: ${fault}`;
}

/** Where a sign-in is. */
export function keptInFile(path: string): SafeText {
	return safe`kept in ${safeText(path)}, which only you can read`;
}

/** After a sign-in: as whom, until when (ISO 8601), and where it is kept. */
export function signedIn(
	server: SafeText,
	user: SafeText | undefined,
	until: string | null,
	where: SafeText,
): SafeText {
	// Why it is not kept is a sentence by itself.
	const end = where.endsWith('.') ? safe`` : safe`.`;
	return safe`Signed in to ${server}${user ? safe` as ${user}` : safe``}${until === null ? safe`` : safe` until ${safeText(until)}`}: ${where}${end}`;
}

/** Asked without echo. */
export function passwordOf(user: string): SafeText {
	return safe`Password of ${safeText(user)}: `;
}

/** Where nobody can be asked. */
export const whoSignsIn: SafeText = safe`Who signs in? Give --user NAME, and the password on standard input.`;

/** The sentence about a text that no server gives as a token. */
export const notAToken: SafeText = safe`That is not a token: it holds blanks, or characters that no token has.`;

/** The sentence about an empty password or token. */
export const nothingGivenToSignIn: SafeText = safe`Nothing was given to sign in with. Nothing was changed.`;

/** The sentence about an application that signs in to a server alone. */
export function noPortalForApplication(server: SafeText): SafeText {
	return safe`${server} belongs to no portal, so an application cannot sign in to it. Use --user or a token.`;
}

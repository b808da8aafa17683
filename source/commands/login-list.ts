import type {Credential} from '../gp/credential.ts';
import {environmentToken} from '../session/environment-token.ts';
import {openStorage} from '../session/opened-storage.ts';
import {openCredentials} from '../store/credentials.ts';
import {noKeyring, openKeyring} from '../store/keyring.ts';
import {alignedLines} from '../text/aligned-lines.ts';
import {isoTime} from '../text/date.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {print, say} from './print.ts';
import {withoutHome} from './without-storage.ts';

/** One way in which gpjobs signs in to a server. It contains no secret. */
type SignIn = {
	readonly server: string;
	/** `null` if the sign-in is saved but cannot be read. */
	readonly kind: 'token' | 'portal-token' | 'password' | 'app' | 'basic' | null;
	/** The user, or the id of the application. */
	readonly user: string | null;
	/** The token service that gets the secret, unless it is the server itself. */
	readonly tokenUrl: string | null;
	readonly expires: string | null;
	readonly place: 'keyring' | 'file' | 'environment';
};

/** Runs `gpjobs login --list`: prints the saved sign-ins and that of the environment, without their secrets. */
export async function listSignIns(invocation: Invocation): Promise<ExitCode> {
	const {flags, environment} = invocation;
	const opened = await openStorage(invocation, 'reading');
	for (const notice of opened.notices) say(notice);
	if (opened.home.path === undefined) return withoutHome(opened);
	const keyring = opened.preferences.hasKeyring ? openKeyring() : noKeyring;
	const credentials = openCredentials(opened.home.path, keyring);
	const saved = await credentials.places();
	if (!saved.ok) {
		say(saved.sentence);
		return exitCodes.notSaved;
	}
	const signIns: SignIn[] = [];
	for (const [server, place] of saved.places) {
		const {credential, sentence} = await credentials.of(server);
		if (sentence !== undefined) say(sentence);
		signIns.push(...(credential ? signInsOf(credential, place) : [unreadable(server, place)]));
	}
	const token = environmentToken(environment);
	if (token && 'sentence' in token) say(token.sentence);
	else if (token) signIns.push(...signInsOf(token, 'environment'));
	if (flags.json) await print(`${toJson({signIns})}\n`);
	else if (signIns.length === 0) say(noSignIns);
	else
		await print(
			alignedLines(signIns.map(cellsOf))
				.map(line => `${line}\n`)
				.join(''),
		);
	return exitCodes.fine;
}

function signInsOf({server, means, basic}: Credential, place: SignIn['place']): readonly SignIn[] {
	const empty = {server, kind: null, user: null, tokenUrl: null, expires: null, place};
	return [
		...(means ? [{...empty, ...factsOf(means)}] : []),
		...(basic ? [{...empty, kind: 'basic' as const, user: basic.user}] : []),
	];
}

function factsOf(means: NonNullable<Credential['means']>): Pick<SignIn, 'kind'> & Partial<SignIn> {
	switch (means.kind) {
		case 'token': {
			const expires = means.expires === undefined ? null : isoTime(means.expires);
			const {portalTokenUrl} = means;
			if (portalTokenUrl === undefined) return {kind: 'token', expires};
			return {kind: 'portal-token', expires, tokenUrl: portalTokenUrl};
		}
		case 'password':
			return {kind: 'password', user: means.user, tokenUrl: means.tokenUrl};
		case 'app':
			return {kind: 'app', user: means.clientId, tokenUrl: means.tokenUrl};
	}
}

function unreadable(server: string, place: SignIn['place']): SignIn {
	return {server, kind: null, user: null, tokenUrl: null, expires: null, place};
}

function cellsOf({server, kind, user, tokenUrl, expires, place}: SignIn): readonly SafeText[] {
	return [
		safeText(server),
		kind === null ? cannotBeRead : kindWords[kind],
		safeText(user ?? '-'),
		placeWords[place],
		expires === null ? safe`-` : expiresAt(expires),
		tokenUrl === null ? safe`-` : safeText(tokenUrl),
	];
}

const kindWords = {
	token: safe`token`,
	'portal-token': safe`token of a portal`,
	password: safe`password`,
	app: safe`application`,
	basic: safe`HTTP Basic`,
} as const;

const placeWords = {
	keyring: safe`in the keyring`,
	file: safe`in a file`,
	environment: safe`from GPJOBS_TOKEN`,
} as const;

const cannotBeRead: SafeText = safe`cannot be read`;

function expiresAt(time: string): SafeText {
	return safe`expires ${safeText(time)}`;
}

/** The notice if nothing is saved. */
export const noSignIns: SafeText = safe`No sign-in is saved. gpjobs login SERVER signs in.`;

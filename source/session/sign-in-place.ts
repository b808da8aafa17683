import {type ExitCode, exitCodes} from '../commands/exit-code.ts';
import type {Flags} from '../commands/options.ts';
import {say} from '../commands/print.ts';
import {canAsk, confirm} from '../commands/prompt.ts';
import type {NamedServer} from '../commands/server-named.ts';
import {namedPortalPlace, namedTokenPlace, type SignInPlace} from '../gp/sign-in.ts';
import {isOfSameServer} from '../gp/token-scope.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';

/** A place that a password may be sent to. */
export type UsablePlace = Exclude<SignInPlace, {readonly kind: 'refused'}>;

export type PlaceConfirmed =
	| {readonly ok: true; readonly place: UsablePlace; readonly isNamedByUser: boolean}
	| {readonly ok: false; readonly code: ExitCode; readonly sentence: SafeText};

/** http to this machine itself goes over no wire. */
export function isOpenHttp({protocol, hostname}: URL): boolean {
	return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** The place that `--portal` or `--token-url` names; `undefined` where neither is given. */
export function placeOfFlags(
	flags: Pick<Flags, 'portal' | 'token-url'>,
): UsablePlace | {readonly sentence: SafeText} | undefined {
	const {portal, 'token-url': tokenUrl} = flags;
	if (portal !== undefined && tokenUrl !== undefined) {
		return {sentence: safe`Give --portal or --token-url, not both: each says where the sign-in goes.`};
	}
	const named = portal === undefined ? tokenUrl && namedTokenPlace(tokenUrl) : namedPortalPlace(portal);
	if (portal === undefined && tokenUrl === undefined) return undefined;
	if (named && named.kind !== 'refused') return named;
	return {
		sentence: portal === undefined ? noTokenService : noPortal,
	};
}

/**
 * Where a password goes: a place that the user named or confirms, or the server itself.
 *
 * @param found what the server names
 */
export async function confirmedPlace(flags: Flags, server: NamedServer, found: SignInPlace): Promise<PlaceConfirmed> {
	const named = placeOfFlags(flags);
	if (named && 'sentence' in named) return {ok: false, code: exitCodes.usage, sentence: named.sentence};
	const isNamedByUser = named !== undefined;
	const place = named ? withPathOf(named, found) : found;
	if (place.kind === 'refused') return {ok: false, code: exitCodes.signIn, sentence: placeWords(place, server.origin)};
	const target = new URL(place.tokenUrl);
	if (isNamedByUser && found.kind === 'federated' && new URL(found.tokenUrl).host !== target.host) {
		say(
			safe`${server.name} names ${safeText(found.portal)} for sign-ins. The sign-in goes to ${safeText(target.host)}, as you said.`,
		);
	}
	const isElsewhere = !isOfSameServer(place.tokenUrl, server.origin) && !isNamedByUser;
	const isOpen = isOpenHttp(target) && !isOpenHttp(new URL(server.origin));
	const isConfirmed = flags.yes || (!isElsewhere && !isOpen) || (await confirm(placeQuestion(server.name, target)));
	if (isConfirmed) {
		say(placeWords(place, server.origin));
		return {ok: true, place, isNamedByUser};
	}
	const sentence = canAsk() ? nothingSent(target) : notConfirmed(server.name, target);
	return {ok: false, code: exitCodes.usage, sentence};
}

/** Of a portal that is named by its host alone the server knows the path. */
function withPathOf(named: UsablePlace, found: SignInPlace): UsablePlace {
	if (named.kind !== 'federated' || found.kind !== 'federated') return named;
	const [own, told] = [new URL(named.tokenUrl), new URL(found.tokenUrl)];
	return own.origin === told.origin && own.pathname.startsWith('/sharing/') ? found : named;
}

/** Asked before a password goes to a host that the user has not named. */
export function placeQuestion(server: SafeText, target: URL): SafeText {
	const host = safeText(target.host);
	return safe`${server} names ${host} for sign-ins. User and password go to ${host}, not to ${server}.${openWords(target)} Is ${host} right? [y/N] `;
}

function nothingSent(target: URL): SafeText {
	return safe`Nothing was sent to ${safeText(target.host)}, and nothing was changed.`;
}

/** Said where nobody can be asked whether a place that a server names is the right one. */
export function notConfirmed(server: SafeText, target: URL): SafeText {
	return safe`${server} names ${safeText(target.host)} for sign-ins, which you did not. Nothing was sent there. Name the portal with --portal URL, or give --yes if ${safeText(target.host)} is right.`;
}

/** Where a password will go, before it is typed. */
export function placeWords(place: SignInPlace, server: string): SafeText {
	if (place.kind === 'refused') {
		return place.reason === 'plain-http'
			? safe`The server names a portal that is not reached by https: anybody on the way could read a password. gpjobs does not send it. gpjobs login --portal URL takes the https address.`
			: safe`What the server names as its portal is not an address. gpjobs login --portal URL takes the right one.`;
	}
	const target = new URL(place.tokenUrl);
	const open = openWords(target);
	if (place.kind === 'federated') {
		return safe`User and password go to the portal of this server, ${safeText(target.host)}.${open}`;
	}
	if (isOfSameServer(place.tokenUrl, server)) return toServerItself(open);
	const name = safeText(new URL(server).host);
	return safe`User and password go to ${safeText(target.host)}, and its tokens to ${name}.${open}`;
}

/** What to do where the server's own place gave no token, and the server names another one. */
export function elsewhereHint(place: SignInPlace): SafeText {
	if (place.kind !== 'standalone' || place.elsewhere === undefined) return safe``;
	const host = safeText(new URL(place.elsewhere).host);
	return safe` The server names ${host} for sign-ins, which is another host. Only if both are one server, sign in with gpjobs login --token-url ${safeText(place.elsewhere)}.`;
}

/** Said where a token is given for a server that has a portal on another host: it may be that portal's. */
export function tokenOfPortalHint(server: SafeText, portal: string): SafeText {
	return safe`The token goes to ${server}, which names ${safeText(portal)} as its portal. If the token is that portal's own, sign in with --portal URL: then ${server} never sees it.`;
}

function openWords(target: URL): SafeText {
	return isOpenHttp(target) ? safe` It is reached by http: anybody on the way can read what is sent.` : safe``;
}

/** Said of `--portal` with what is no address of one. */
export const noPortal: SafeText = safe`--portal takes the address of a portal, like https://portal.acme.com/portal.`;

/** Where a password will go; `open` says whether others could read it. */
export function toServerItself(open: SafeText): SafeText {
	return safe`User and password go to this server itself.${open}`;
}

/** Said of `--token-url` with what is no address of one. */
export const noTokenService: SafeText = safe`--token-url takes the address of a token service, like https://gis.acme.com/arcgis/tokens/generateToken.`;

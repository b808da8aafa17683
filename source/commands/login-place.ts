import {namedPortalPlace, namedTokenPlace, type SignInPlace} from '../gp/sign-in.ts';
import {isOfSameServer} from '../gp/token-scope.ts';
import {isOpenHttp, placeWords, plainHttpWarning, type UsablePlace} from '../session/sign-in-place.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Flags} from './options.ts';
import {say} from './print.ts';
import {canAsk, confirm} from './prompt.ts';
import type {NamedServer} from './server-named.ts';

type PlaceConfirmed =
	| {readonly ok: true; readonly place: UsablePlace; readonly isNamedByUser: boolean}
	| {readonly ok: false; readonly code: ExitCode; readonly sentence: SafeText};

/** Returns the token service that `--portal` or `--token-url` names; `undefined` if neither is given. */
export function placeOfFlags(
	flags: Pick<Flags, 'portal' | 'token-url'>,
): UsablePlace | {readonly sentence: SafeText} | undefined {
	const {portal, 'token-url': tokenUrl} = flags;
	if (portal !== undefined && tokenUrl !== undefined) {
		return {sentence: portalOrTokenUrl};
	}
	const named = portal === undefined ? tokenUrl && namedTokenPlace(tokenUrl) : namedPortalPlace(portal);
	if (portal === undefined && tokenUrl === undefined) return undefined;
	if (named && named.kind !== 'refused') return named;
	return {
		sentence: portal === undefined ? noTokenService : noPortal,
	};
}

/**
 * Returns where the password may be sent: to the server itself, or to a token service that the user named or confirms.
 *
 * @param found the token service that the server names for sign-ins
 */
export async function confirmedPlace(flags: Flags, server: NamedServer, found: SignInPlace): Promise<PlaceConfirmed> {
	const named = placeOfFlags(flags);
	if (named && 'sentence' in named) return {ok: false, code: exitCodes.usage, sentence: named.sentence};
	const isNamedByUser = named !== undefined;
	const place = named ? withPathOf(named, found) : found;
	if (place.kind === 'refused') return {ok: false, code: exitCodes.signIn, sentence: placeWords(place, server.origin)};
	const target = new URL(place.tokenUrl);
	if (isNamedByUser && found.kind === 'federated' && new URL(found.tokenUrl).host !== target.host) {
		say(notWhatServerNames(server.name, found.portal, target));
	}
	const isElsewhere = !isOfSameServer(place.tokenUrl, server.origin) && !isNamedByUser;
	const isOpen = isOpenHttp(target) && !isOpenHttp(new URL(server.origin));
	const isConfirmed = flags.yes || (!isElsewhere && !isOpen) || (await confirm(placeQuestion(server.name, target)));
	if (isConfirmed) {
		say(placeWords(place, server.origin));
		return {ok: true, place, isNamedByUser};
	}
	const sentence = canAsk() ? nothingSentTo(target) : notConfirmed(server.name, target);
	return {ok: false, code: exitCodes.usage, sentence};
}

/** Completes a portal that the user named only by its host: adds the path that the server names. */
function withPathOf(named: UsablePlace, found: SignInPlace): UsablePlace {
	if (named.kind !== 'federated' || found.kind !== 'federated') return named;
	const [own, told] = [new URL(named.tokenUrl), new URL(found.tokenUrl)];
	return own.origin === told.origin && own.pathname.startsWith('/sharing/') ? found : named;
}

/** The question before a password is sent to a host that the user did not name. */
export function placeQuestion(server: SafeText, target: URL): SafeText {
	const host = safeText(target.host);
	return safe`${server} names ${host} for sign-ins. User and password would be sent to ${host}, not to ${server}.${plainHttpWarning(target)} Is ${host} right? [y/N] `;
}

/** Printed after the user answered no to `placeQuestion`. */
export function nothingSentTo(target: URL): SafeText {
	return safe`Nothing was sent to ${safeText(target.host)}, and nothing was changed.`;
}

/** The error if a server names another host for sign-ins and there is no terminal to ask on. */
export function notConfirmed(server: SafeText, target: URL): SafeText {
	return safe`${server} names ${safeText(target.host)} for sign-ins, and you did not name that host. Nothing was sent there. If it is right, give --portal URL or --yes.`;
}

/** The notice for a token given to a server whose portal is on another host: the token may be one of the portal. */
export function tokenOfPortalHint(server: SafeText, portal: string): SafeText {
	return safe`The token is sent to ${server}, whose portal is ${safeText(portal)}. If the token comes from that portal, sign in with --portal URL instead; then ${server} never sees it.`;
}

/**
 * The notice that a sign-in is sent to the portal that the user named, although the server names another token service.
 */
export function notWhatServerNames(server: SafeText, portal: string, target: URL): SafeText {
	return safe`${server} names ${safeText(portal)} for sign-ins. As you asked, the sign-in goes to ${safeText(target.host)}.`;
}

/** The error for `--portal` and `--token-url` together. */
export const portalOrTokenUrl: SafeText = safe`Give --portal or --token-url, not both: each names the place of the sign-in.`;

/** The error for `--portal` without the address of a portal. */
export const noPortal: SafeText = safe`--portal needs the address of a portal, like https://portal.acme.com/portal.`;

/** The error for `--token-url` without the address of a token service. */
export const noTokenService: SafeText = safe`--token-url needs the address of a token service, like https://gis.acme.com/arcgis/tokens/generateToken.`;

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

/** Adds the path to a portal that was named by its host only, as the server gives it. */
function withPathOf(named: UsablePlace, found: SignInPlace): UsablePlace {
	if (named.kind !== 'federated' || found.kind !== 'federated') return named;
	const [own, told] = [new URL(named.tokenUrl), new URL(found.tokenUrl)];
	return own.origin === told.origin && own.pathname.startsWith('/sharing/') ? found : named;
}

/** Asked before a password goes to a host that the user has not named. */
export function placeQuestion(server: SafeText, target: URL): SafeText {
	const host = safeText(target.host);
	return safe`${server} names ${host} for sign-ins. User and password go to ${host}, not to ${server}.${plainHttpWarning(target)} Is ${host} right? [y/N] `;
}

function nothingSent(target: URL): SafeText {
	return safe`Nothing was sent to ${safeText(target.host)}, and nothing was changed.`;
}

/** The sentence where nobody can be asked whether a place that a server names is the right one. */
export function notConfirmed(server: SafeText, target: URL): SafeText {
	return safe`${server} names ${safeText(target.host)} for sign-ins, which you did not. Nothing was sent there. Name the portal with --portal URL, or give --yes if ${safeText(target.host)} is right.`;
}

/** The sentence where a token is given for a server that has a portal on another host: it may be that portal's. */
export function tokenOfPortalHint(server: SafeText, portal: string): SafeText {
	return safe`The token goes to ${server}, which names ${safeText(portal)} as its portal. If the token is that portal's own, sign in with --portal URL: then ${server} never sees it.`;
}

/** The sentence about `--portal` that is not the address of a portal. */
export const noPortal: SafeText = safe`--portal takes the address of a portal, like https://portal.acme.com/portal.`;

/** The sentence about `--token-url` that is not the address of a token service. */
export const noTokenService: SafeText = safe`--token-url takes the address of a token service, like https://gis.acme.com/arcgis/tokens/generateToken.`;

import type {SignInPlace} from '../gp/sign-in.ts';
import {isOfSameServer} from '../gp/token-scope.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';

/** A token service to which a password may be sent. */
export type UsablePlace = Exclude<SignInPlace, {readonly kind: 'refused'}>;

/** Whether others could read the data that is sent to a URL: it uses http and does not lead to this machine. */
export function isOpenHttp({protocol, hostname}: URL): boolean {
	return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** Says where a password will be sent, before the user types it. */
export function placeWords(place: SignInPlace, server: string): SafeText {
	if (place.kind === 'refused') {
		return place.reason === 'plain-http'
			? safe`The server names a portal that is not reached by https: anybody on the way could read a password. gpjobs does not send it. gpjobs login --portal URL takes the https address.`
			: safe`What the server names as its portal is not an address. gpjobs login --portal URL takes the right one.`;
	}
	const target = new URL(place.tokenUrl);
	const open = plainHttpWarning(target);
	if (place.kind === 'federated') {
		return safe`User and password go to the portal of this server, ${safeText(target.host)}.${open}`;
	}
	if (isOfSameServer(place.tokenUrl, server)) return toServerItself(open);
	const name = safeText(new URL(server).host);
	return safe`User and password go to ${safeText(target.host)}, and its tokens to ${name}.${open}`;
}

/** Says what to do if the server's own token service did not issue a token and the server names another service. */
export function elsewhereHint(place: SignInPlace): SafeText {
	if (place.kind !== 'standalone' || place.elsewhere === undefined) return safe``;
	const host = safeText(new URL(place.elsewhere).host);
	return safe` The server names ${host} for sign-ins, which is another host. Only if both are one server, sign in with gpjobs login --token-url ${safeText(place.elsewhere)}.`;
}

/** The warning that a token service uses plain http; empty if it does not. */
export function plainHttpWarning(target: URL): SafeText {
	return isOpenHttp(target) ? safe` It is reached by http: anybody on the way can read what is sent.` : safe``;
}

/**
 * Says that a password is sent to the GP server itself.
 *
 * @param open a warning if others could read the password; otherwise empty
 */
export function toServerItself(open: SafeText): SafeText {
	return safe`User and password go to this server itself.${open}`;
}

import type {Credential, SignInMeans} from '../gp/credential.ts';
import {jobAddress} from '../gp/job-url.ts';
import {isToken, type SignInPlace} from '../gp/sign-in.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {Secret} from '../text/secret.ts';
import {clockTime} from '../ui/header/clock-time.ts';
import type {SignInDesk} from '../ui/sign-in-desk.ts';
import type {Engine} from './engine.ts';

/** Signs in from the screen: tries it, keeps it, and has the server asked again. */
export function signInDesk({monitor, signIns, access}: Engine): SignInDesk {
	const places = new Map<string, SignInPlace>();

	async function meansOf(restUrl: string, user: string, secret: Secret): Promise<SignInMeans | SafeText> {
		if (user === '') {
			const token = secret.reveal().trim();
			return isToken(token)
				? {kind: 'token', token: new Secret(token)}
				: safe`A token has no blanks and none but ASCII characters in it.`;
		}
		const place = places.get(restUrl);
		if (place === undefined || place.kind === 'refused') return safe`Where the server gives its tokens is not known.`;
		const means = {kind: 'password', user, password: secret, tokenUrl: place.tokenUrl} as const;
		const obtained = await signIns.obtain(means);
		return obtained.ok ? means : obtained.fault.sentence;
	}

	return {
		async find(jobUrl) {
			const address = jobAddress(jobUrl);
			if (!address) return {ok: false, said: safe`The job has no address.`};
			const place = await signIns.find(address.restUrl);
			if (place.kind === 'fault') return {ok: false, said: place.fault.sentence};
			places.set(address.restUrl, place);
			const said = placeWords(place, address.server);
			return {ok: place.kind !== 'refused', said};
		},
		async signIn(jobUrl, user, secret) {
			const address = jobAddress(jobUrl);
			if (!address) return {ok: false, said: safe`The job has no address.`};
			const means = await meansOf(address.restUrl, user, secret);
			if (typeof means === 'string') return {ok: false, said: means};
			const before = await access.credentials?.of(address.server);
			const credential: Credential = {...before?.credential, server: address.server, means};
			const saved = await access.credentials?.save(credential);
			signIns.use(credential);
			monitor.retry(address.server);
			const kept =
				saved?.ok === true
					? saved.where === 'keyring'
						? safe`kept in the keyring`
						: safe`kept in ${safeText(saved.path)}`
					: safe`for this run only (${saved ? saved.sentence : safe`nothing can be kept here`})`;
			return {ok: saved?.ok === true, said: safe`Signed in to ${address.serverName}, ${kept}.`};
		},
		standing(server) {
			const standing = signIns.standing(server);
			if (!standing) return undefined;
			const {as, name, expires} = standing;
			const who =
				name === undefined
					? safe`with a token`
					: safe`as ${safeText(name)}${as === 'app' ? safe` (application)` : safe``}`;
			return expires === null ? who : safe`${who}, until ${safeText(clockTime(expires))}`;
		},
	};
}

/** http to this machine itself goes over no wire. */
export function isOpenHttp({protocol, hostname}: URL): boolean {
	return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** Where a password will go, before it is typed. */
export function placeWords(place: SignInPlace, server: string): SafeText {
	if (place.kind === 'refused') {
		return place.reason === 'plain-http'
			? safe`The server names a place for sign-ins that is not https: a password would go there readable by all. gpjobs does not send it.`
			: safe`What the server names as its place for sign-ins is no address.`;
	}
	const target = new URL(place.tokenUrl);
	const plain = isOpenHttp(target) ? safe` It is http: whoever listens on the way can read it.` : safe``;
	if (place.kind === 'federated')
		return safe`User and password go to the portal of this server, ${safeText(target.host)}.${plain}`;
	const host = target.origin === server ? safe`this server itself` : safeText(target.host);
	return safe`User and password go to ${host}.${plain}`;
}

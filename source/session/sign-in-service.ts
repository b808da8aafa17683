import type {Credential, SignInMeans} from '../gp/credential.ts';
import {type JobAddress, jobAddress} from '../gp/job-url.ts';
import {isToken, type SignInPlace} from '../gp/sign-in.ts';
import {isOfSameServer, takesOnlineToken} from '../gp/token-scope.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {Secret} from '../text/secret.ts';
import {clockTime} from '../ui/header/clock-time.ts';
import type {SignInPlaceWords, SignInService} from '../ui/sign-in-service.ts';
import type {Engine} from './engine.ts';
import {elsewhereHint, isOpenHttp, placeWords, type UsablePlace} from './sign-in-place.ts';

/** Signs in for the screen: gets a token, saves the credential, and polls the server again. */
export function signInService({monitor, signIns, access}: Engine): SignInService {
	const places = new Map<string, SignInPlace>();

	async function meansOf(restUrl: string, user: string, secret: Secret): Promise<SignInMeans | SafeText> {
		if (user === '') {
			const token = secret.reveal().trim();
			return isToken(token)
				? {kind: 'token', token: new Secret(token)}
				: safe`A token has no blanks in it, and only ASCII characters.`;
		}
		const place = places.get(restUrl);
		if (place === undefined || place.kind === 'refused') return safe`Where the server gives its tokens is not known.`;
		const means = {kind: 'password', user, password: secret, tokenUrl: place.tokenUrl} as const;
		const obtained = await signIns.obtain(means, restUrl);
		return obtained.ok ? means : safe`${obtained.fault.sentence}${elsewhereHint(place)}`;
	}

	return {
		async find(jobUrl) {
			const address = jobAddress(jobUrl);
			if (!address) return notUsable(safe`The job has no address.`);
			const place = await signIns.find(address.restUrl);
			if (place.kind === 'fault') return notUsable(place.fault.sentence);
			places.set(address.restUrl, place);
			const notice = placeWords(place, address.server);
			return place.kind === 'refused' ? notUsable(notice) : {ok: true, notice, ...questionsOf(place, address)};
		},
		async signIn(jobUrl, user, secret) {
			const address = jobAddress(jobUrl);
			if (!address) return {ok: false, isSignedIn: false, notice: safe`The job has no address.`};
			const means = await meansOf(address.restUrl, user, secret);
			if (typeof means === 'string') return {ok: false, isSignedIn: false, notice: means};
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
			return {ok: saved?.ok === true, isSignedIn: true, notice: safe`Signed in to ${address.serverName}, ${kept}.`};
		},
		signedInAs(server) {
			const session = signIns.session(server);
			if (!session) return undefined;
			const {as, name, expires} = session;
			const who =
				name === undefined
					? safe`with a token`
					: safe`as ${safeText(name)}${as === 'app' ? safe` (application)` : safe``}`;
			return expires === null ? who : safe`${who}, until ${safeText(clockTime(expires))}`;
		},
	};
}

function notUsable(notice: SafeText): SignInPlaceWords {
	return {ok: false, notice, passwordQuestion: null, tokenQuestion: null};
}

/** Returns what the operator must know and confirm before a secret is sent. */
function questionsOf(
	place: UsablePlace,
	{server, serverName}: JobAddress,
): Pick<SignInPlaceWords, 'passwordQuestion' | 'tokenQuestion'> {
	const {tokenUrl} = place;
	const target = new URL(tokenUrl);
	const host = safeText(target.host);
	const isElsewhere = !isOfSameServer(tokenUrl, server);
	const elsewhere = safe`${serverName} names ${host} for sign-ins. User and password go to ${host}, not to ${serverName}.`;
	const readable = isOpenHttp(target)
		? safe`${host} is reached by http: anybody on the way can read what is sent.`
		: isOpenHttp(new URL(server))
			? readableServer(serverName)
			: null;
	const parts = [...(isElsewhere ? [elsewhere] : []), ...(readable === null ? [] : [readable])];
	const isPortalElsewhere = place.kind === 'federated' && isElsewhere && !takesOnlineToken(tokenUrl, server);
	const tokenParts = [
		...(isPortalElsewhere ? [portalsToken(serverName, host)] : []),
		...(isOpenHttp(new URL(server)) ? [readableServer(serverName)] : []),
	];
	return {
		passwordQuestion: parts.length === 0 ? null : safe`${joinSafe(parts, safe` `)} Send them?`,
		tokenQuestion: tokenParts.length === 0 ? null : safe`${joinSafe(tokenParts, safe` `)} Send the token?`,
	};
}

function portalsToken(server: SafeText, portal: SafeText): SafeText {
	return safe`The token goes to ${server}, which names ${portal} as its portal. With a token of that portal ${server} could act as you there: send only one that was made for ${server}.`;
}

function readableServer(server: SafeText): SafeText {
	return safe`${server} is reached by http: anybody on the way can read the token, at each poll.`;
}

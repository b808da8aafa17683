import {knownTime} from '../../text/date.ts';
import type {Secret} from '../../text/secret.ts';
import {
	type BasicCredential,
	type Credential,
	isRenewable,
	isSameCredential,
	type RenewableMeans,
} from '../credential.ts';
import type {Fault} from '../fault.ts';
import type {Obtained} from './token-services.ts';

/** A token and how it is sent: in a header, or in the form for a server that reads it only there. */
export type Authorization = {
	readonly token: Secret;
	readonly by: 'header' | 'form';
	readonly referer: string | undefined;
	/** The token came with a URL. It is dropped when the server rejects it. */
	readonly isOfUrl: boolean;
};

/** Who is signed in to a server and until when, for display. */
export type Session = {
	readonly as: 'token' | 'user' | 'app' | 'basic';
	readonly name: string | undefined;
	/** When the session expires, in epoch milliseconds; `null` if not known. */
	readonly expires: number | null;
};

type ServerSignInOptions = {
	/**
	 * Reads the saved credential for the server. Each call reads it again, because the user may have signed in
	 * meanwhile.
	 */
	readonly load: () => Promise<Credential | undefined>;
	/** Requests a token for the server. */
	readonly obtain: (means: RenewableMeans, basic: BasicCredential | undefined) => Promise<Obtained>;
	/** Returns the tokens from URLs of this server that were pasted in this run. */
	readonly urlTokens: () => readonly Secret[];
	/** Returns the time in epoch milliseconds. */
	readonly now: () => number;
};

/**
 * A token is renewed this many milliseconds before its expiry. A token with a short lifetime is renewed in the last
 * tenth of it.
 */
const renewBefore = 60_000;
/**
 * The time in milliseconds before a rejected password is tried again, because servers lock accounts after several
 * attempts.
 */
const noRetryWithin = 5 * 60_000;

type Held = {
	readonly secret: Secret;
	readonly expires: number | null;
	readonly referer: string | undefined;
	readonly renewAt: number;
};

/**
 * The sign-in to one server. Keeps the token and renews it before it expires, with one request for all callers that
 * wait. If the server rejects a token, it is renewed once. If the new token is rejected too, no further ones are
 * requested until the user signs in again. A saved sign-in takes precedence over tokens from URLs.
 */
export class ServerSignIn {
	readonly #options: ServerSignInOptions;
	#credential: Credential | undefined;
	#isLoaded = false;
	#held: Held | undefined;
	#by: Authorization['by'] = 'header';
	/** Whether the server has accepted the token in the place where it is now sent (`#by`). */
	#isProven = false;
	/** Whether the server rejected the saved credential and a token from a URL is used instead. */
	#isSpent = false;
	#hasTriedForm = false;
	readonly #droppedOfUrls: Secret[] = [];
	#renewal: {readonly means: RenewableMeans; readonly outcome: Promise<Fault | undefined>} | undefined;
	#failure: {readonly fault: Fault; readonly at: number} | undefined;

	constructor(options: ServerSignInOptions) {
		this.#options = options;
	}

	/** Signs in with a credential that the user has just entered. */
	use(credential: Credential): void {
		this.#isLoaded = true;
		this.#credential = credential;
		this.#held = undefined;
		this.#failure = undefined;
		this.#by = 'header';
		this.#isProven = false;
		this.#isSpent = false;
		this.#hasTriedForm = false;
		const {means} = credential;
		if (means && !isRenewable(means)) this.#hold(means.token, knownTime(means.expires), means.referer);
	}

	get session(): Session | undefined {
		const {means, basic} = this.#credential ?? {};
		const expires = this.#held?.expires ?? null;
		if (means?.kind === 'password') return {as: 'user', name: means.user, expires};
		if (means?.kind === 'app') return {as: 'app', name: means.clientId, expires};
		if (means?.kind === 'token') return {as: 'token', name: undefined, expires};
		return basic ? {as: 'basic', name: basic.user, expires: null} : undefined;
	}

	/** The saved credential; `undefined` if there is none or it has not been loaded yet. */
	get credential(): Credential | undefined {
		return this.#credential;
	}

	/** Whether a token from a URL has been rejected. */
	get hasDropped(): boolean {
		return this.#droppedOfUrls.length > 0;
	}

	/** Returns user name and password for HTTP Basic authentication; `undefined` if there are none. */
	async basic(): Promise<BasicCredential | undefined> {
		await this.#ensureLoaded();
		return this.#credential?.basic;
	}

	/**
	 * Returns the authorization for the next request; `undefined` if there is no sign-in for this server. A fault means
	 * that the required token could not be obtained, and the request must not be sent without it.
	 */
	async authorization(): Promise<{readonly authorization: Authorization | undefined} | {readonly fault: Fault}> {
		await this.#ensureLoaded();
		// The user may have signed in with another gpjobs process since the failure.
		if (this.#failure) await this.#reload();
		const means = this.#credential?.means;
		const ofUrl = this.#ofUrl();
		if (!means || (this.#isSpent && ofUrl)) return {authorization: ofUrl};
		const isDue = this.#held === undefined || this.#options.now() >= this.#held.renewAt;
		if (isRenewable(means) && isDue) {
			const why = await this.#renew(means);
			// The user has signed in again meanwhile.
			if (this.#credential?.means !== means) return this.authorization();
			const {expires} = this.#held ?? {};
			const isOver = this.#held === undefined || (typeof expires === 'number' && expires <= this.#options.now());
			if (why && isOver) return ofUrl ? {authorization: ofUrl} : {fault: why};
		}
		const held = this.#held;
		return {authorization: held && {token: held.secret, by: this.#by, referer: held.referer, isOfUrl: false}};
	}

	/** Records that the server accepted a request with this authorization. */
	accepted(authorization: Authorization | undefined): void {
		if (authorization) this.#isProven = true;
	}

	/**
	 * Records that the server rejected a request.
	 *
	 * @param authorization the authorization of that request
	 * @param code 401, 498 or 499
	 * @returns whether the request should be sent again with another authorization
	 */
	async refused(authorization: Authorization | undefined, code: number | null): Promise<boolean> {
		// The user has signed in since the request was sent.
		if (!authorization && this.#credential?.means) return true;
		if (
			authorization?.isOfUrl
				? this.#isDropped(authorization.token)
				: authorization && this.#held && !authorization.token.equals(this.#held.secret)
		) {
			return true;
		}
		if (authorization && code === 499 && authorization.by === 'header' && !this.#hasTriedForm) {
			// An old server does not read the header and reports that there was no token.
			this.#hasTriedForm = true;
			this.#by = 'form';
			return true;
		}
		if (this.#by === 'form' && !this.#isProven) this.#by = 'header';
		if (authorization?.isOfUrl) {
			this.#droppedOfUrls.push(authorization.token);
			this.#hasTriedForm = false;
			return true;
		}
		if (await this.#reload()) return true;
		return (await this.#isRenewedAfterRefusal()) || this.#turnsToUrls();
	}

	async #isRenewedAfterRefusal(): Promise<boolean> {
		const means = this.#credential?.means;
		if (!means || !isRenewable(means) || !this.#isProven) return false;
		this.#isProven = false;
		this.#held = undefined;
		return (await this.#renew(means)) === undefined;
	}

	/**
	 * Switches from the saved credential to the tokens from URLs, if there are any.
	 *
	 * @returns whether it switched now
	 */
	#turnsToUrls(): boolean {
		const isNew = !this.#isSpent && this.#credential?.means !== undefined && this.#ofUrl() !== undefined;
		this.#isSpent ||= isNew;
		return isNew;
	}

	#ofUrl(): Authorization | undefined {
		const token = this.#options.urlTokens().find(each => !this.#isDropped(each));
		return token && {token, by: this.#by, referer: undefined, isOfUrl: true};
	}

	#isDropped(token: Secret): boolean {
		return this.#droppedOfUrls.some(each => each.equals(token));
	}

	/**
	 * Loads the saved credential again, and uses it if it has changed.
	 *
	 * @returns whether it has changed
	 */
	async #reload(): Promise<boolean> {
		const before = this.#credential;
		const loaded = await this.#options.load();
		if (!loaded) return false;
		// Two callers may have loaded it at the same time. The second one finds the credential of the first.
		const now = this.#credential;
		if (now && isSameCredential(now, loaded)) return now !== before;
		this.use(loaded);
		return true;
	}

	async #ensureLoaded(): Promise<void> {
		if (this.#isLoaded) return;
		const loaded = await this.#options.load();
		// Two callers may have waited for the credential, or the user may have signed in meanwhile.
		if (this.#isLoaded) return;
		if (loaded) this.use(loaded);
		this.#isLoaded = true;
	}

	#renew(means: RenewableMeans): Promise<Fault | undefined> {
		const underWay = this.#renewal;
		if (underWay?.means === means) return underWay.outcome;
		const outcome = this.#obtain(means).finally(() => {
			if (this.#renewal?.means === means) this.#renewal = undefined;
		});
		this.#renewal = {means, outcome};
		return outcome;
	}

	async #obtain(means: RenewableMeans): Promise<Fault | undefined> {
		const now = this.#options.now();
		if (this.#failure && refusesPassword(this.#failure.fault) && now - this.#failure.at < noRetryWithin) {
			return this.#failure.fault;
		}
		const obtained = await this.#options.obtain(means, this.#credential?.basic);
		// The user has signed in again meanwhile, so this token belongs to the earlier sign-in.
		if (this.#credential?.means !== means) return undefined;
		if (!obtained.ok) {
			this.#failure = {fault: obtained.fault, at: now};
			return obtained.fault;
		}
		this.#failure = undefined;
		const {token, expires, referer} = obtained.given;
		this.#hold(token, expires, referer);
		return undefined;
	}

	#hold(secret: Secret, expires: number | null, referer: string | undefined): void {
		const now = this.#options.now();
		const life = expires === null ? Number.POSITIVE_INFINITY : expires - now;
		// With a wrong clock the token would be renewed for every request. It is then renewed only after the server
		// rejects it.
		const renewAt =
			life <= 0 || expires === null ? Number.POSITIVE_INFINITY : expires - Math.min(renewBefore, life / 10);
		this.#held = {secret, expires: life <= 0 ? null : expires, referer, renewAt};
	}
}

/** Whether a fault means that the password was rejected, so that it must not soon be sent again. */
function refusesPassword({kind}: Fault): boolean {
	return kind === 'sign-in' || kind === 'forbidden' || kind === 'redirect' || kind === 'not-found';
}

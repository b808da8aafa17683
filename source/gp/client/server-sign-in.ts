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

/** The token of a request: in a header, or in the form for a server that looks only there. */
export type Authorization = {
	readonly token: Secret;
	readonly by: 'header' | 'form';
	readonly referer: string | undefined;
	/** The token came with a URL: it is dropped when it is refused. */
	readonly isOfUrl: boolean;
};

/** Who is signed in to a server, and until when; to be shown to a person. */
export type Session = {
	readonly as: 'token' | 'user' | 'app' | 'basic';
	readonly name: string | undefined;
	/** Epoch milliseconds; `null` where it is not known. */
	readonly expires: number | null;
};

type ServerSignInOptions = {
	/** Reads the credential that is kept for the server, each time again: the user may have signed in meanwhile. */
	readonly load: () => Promise<Credential | undefined>;
	/** Asks for a token for the server. */
	readonly obtain: (means: RenewableMeans, basic: BasicCredential | undefined) => Promise<Obtained>;
	/** Tokens that came with URLs of this server, in this run. */
	readonly urlTokens: () => readonly Secret[];
	/** Epoch milliseconds. */
	readonly now: () => number;
};

/** Milliseconds before its end at which a token is renewed, or in the last tenth of its life where that is shorter. */
const renewBefore = 60_000;
/** No password is tried again sooner: servers lock accounts for less. */
const noRetryWithin = 5 * 60_000;

type Held = {
	readonly secret: Secret;
	readonly expires: number | null;
	readonly referer: string | undefined;
	readonly renewAt: number;
};

/**
 * The sign-in of one server. It holds the token and renews it before its end, by one request for all that wait.
 *
 * After a refusal it renews the token once. If the new token is refused too, it gives up until the user signs in again. A kept
 * sign-in goes before tokens of URLs.
 */
export class ServerSignIn {
	readonly #options: ServerSignInOptions;
	#credential: Credential | undefined;
	#isLoaded = false;
	#held: Held | undefined;
	#by: Authorization['by'] = 'header';
	/** Whether the server has accepted the token as it is sent now. */
	#isProven = false;
	/** The server has refused the kept credential for good. */
	#isSpent = false;
	#hasTriedForm = false;
	readonly #droppedOfUrls: Secret[] = [];
	#renewal: {readonly means: RenewableMeans; readonly outcome: Promise<Fault | undefined>} | undefined;
	#failure: {readonly fault: Fault; readonly at: number} | undefined;

	constructor(options: ServerSignInOptions) {
		this.#options = options;
	}

	/** Signs in with a credential that was just given. */
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

	/** The kept credential; `undefined` also until it was needed. */
	get credential(): Credential | undefined {
		return this.#credential;
	}

	/** Whether a token that came with a URL has been refused. */
	get hasDropped(): boolean {
		return this.#droppedOfUrls.length > 0;
	}

	/** The user and password for HTTP Basic, if any. */
	async basic(): Promise<BasicCredential | undefined> {
		await this.#ensureLoaded();
		return this.#credential?.basic;
	}

	/**
	 * The authorization of the next request; `undefined` where nothing is known for this server; a fault where there should be a
	 * token that could not be obtained: then the request must not be sent without it.
	 */
	async authorization(): Promise<{readonly authorization: Authorization | undefined} | {readonly fault: Fault}> {
		await this.#ensureLoaded();
		// The user may have signed in elsewhere since the failure.
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

	/** The server accepted the authorization. */
	accepted(authorization: Authorization | undefined): void {
		if (authorization) this.#isProven = true;
	}

	/**
	 * The server refused a request.
	 *
	 * @param authorization of that request
	 * @param code 401, 498 or 499
	 * @returns whether another authorization is worth trying now
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
			// The server says that there was no token at all: an old server, which does not read the header.
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

	/** The kept credential is refused for good: a token of a URL may be accepted. */
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

	/** Loads the kept credential again, and uses it if it differs from the known one. */
	async #reload(): Promise<boolean> {
		const before = this.#credential;
		const loaded = await this.#options.load();
		if (!loaded) return false;
		// Two may have loaded it at once: then the second finds the credential of the first.
		const now = this.#credential;
		if (now && isSameCredential(now, loaded)) return now !== before;
		this.use(loaded);
		return true;
	}

	async #ensureLoaded(): Promise<void> {
		if (this.#isLoaded) return;
		const loaded = await this.#options.load();
		// Two may have waited for it, or the user may have signed in meanwhile.
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
		// The user has signed in again meanwhile: this token belongs to the sign-in before.
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
		// With a wrong clock it would be renewed at every request: then gpjobs waits for the server to refuse it.
		const renewAt =
			life <= 0 || expires === null ? Number.POSITIVE_INFINITY : expires - Math.min(renewBefore, life / 10);
		this.#held = {secret, expires: life <= 0 ? null : expires, referer, renewAt};
	}
}

/** Whether the receiver of the password has refused it: then it is not sent there again soon. */
function refusesPassword({kind}: Fault): boolean {
	return kind === 'sign-in' || kind === 'forbidden' || kind === 'redirect' || kind === 'not-found';
}

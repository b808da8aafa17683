import {Secret} from '../../text/secret.ts';
import type {Credential, SignInMeans} from '../credential.ts';
import type {Fault} from '../fault.ts';
import type {GivenToken} from '../sign-in.ts';

/** What a request shows to its server: in a header, or in the form of a server that knows only that. */
export type Pass = {readonly token: Secret; readonly by: 'header' | 'form'; readonly referer: string | undefined};

/** What a server was signed in to as, and until when it counts; for a person. */
export type Standing = {
	readonly as: 'token' | 'user' | 'app' | 'basic';
	readonly name: string | undefined;
	/** Epoch milliseconds; `null` where nobody knows. */
	readonly expires: number | null;
};

export type Obtained = {readonly ok: true; readonly given: GivenToken} | {readonly ok: false; readonly fault: Fault};

export type ServerSignInOptions = {
	/** What is kept for the server, read anew: somebody may have signed in meanwhile. */
	readonly load: () => Promise<Credential | undefined>;
	/** Asks for a token. */
	readonly obtain: (means: Extract<SignInMeans, {readonly kind: 'password' | 'app'}>) => Promise<Obtained>;
	/** Epoch milliseconds. */
	readonly now: () => number;
};

/** The `Referer` of gpjobs: its tokens are bound to it, so that one that is stolen alone is of no use in a browser. */
export const ownReferer = 'gpjobs';

/** A token is renewed so long before its end, or in the last tenth of its life where that is shorter. */
const renewBefore = 60_000;
/** No password is tried again sooner: servers lock accounts for less. */
const noRetryWithin = 5 * 60_000;

type Held = {readonly secret: Secret; readonly expires: number | null; readonly renewAt: number};

/**
 * The sign-in of one server: holds its token, renews it before its end, one request at a time for all that wait.
 *
 * After a refusal it renews once; a new token that is refused too is the end, until somebody signs in again.
 */
export class ServerSignIn {
	readonly #options: ServerSignInOptions;
	#credential: Credential | undefined;
	#isLoaded = false;
	#held: Held | undefined;
	#by: Pass['by'] = 'header';
	/** Whether the server has answered to the token as it is sent now. */
	#isProven = false;
	#hasTriedForm = false;
	#renewal: Promise<Fault | undefined> | undefined;
	#failure: {readonly fault: Fault; readonly at: number} | undefined;

	constructor(options: ServerSignInOptions) {
		this.#options = options;
	}

	/** Signs in anew with what somebody gave. */
	use(credential: Credential): void {
		this.#isLoaded = true;
		this.#credential = credential;
		this.#held = undefined;
		this.#failure = undefined;
		this.#by = 'header';
		this.#isProven = false;
		this.#hasTriedForm = false;
		const {means} = credential;
		if (means?.kind === 'token') this.#hold(means.token, means.expires ?? null);
	}

	get standing(): Standing | undefined {
		const {means, basic} = this.#credential ?? {};
		const expires = this.#held?.expires ?? null;
		if (means?.kind === 'password') return {as: 'user', name: means.user, expires};
		if (means?.kind === 'app') return {as: 'app', name: means.clientId, expires};
		if (means?.kind === 'token') return {as: 'token', name: undefined, expires};
		return basic ? {as: 'basic', name: basic.user, expires: null} : undefined;
	}

	/** The user and password of HTTP Basic, where there are. */
	async basic(): Promise<Credential['basic']> {
		await this.#ensureLoaded();
		return this.#credential?.basic;
	}

	/**
	 * What the next request shows. `undefined`: nothing is known for this server. A fault: there should be a token, and
	 * it could not be had; the request is not to be sent without.
	 */
	async pass(): Promise<{readonly pass: Pass | undefined} | {readonly fault: Fault}> {
		await this.#ensureLoaded();
		// Somebody may have signed in elsewhere since it went wrong here.
		if (this.#failure) await this.#reload();
		const means = this.#credential?.means;
		if (!means) return {pass: undefined};
		const isDue = this.#held === undefined || this.#options.now() >= this.#held.renewAt;
		if (means.kind !== 'token' && isDue) {
			const why = await this.#renew(means);
			const {expires} = this.#held ?? {};
			const isOver = this.#held === undefined || (typeof expires === 'number' && expires <= this.#options.now());
			if (why && isOver) return {fault: why};
		}
		return {pass: this.#held && {token: this.#held.secret, by: this.#by, referer: refererOf(means)}};
	}

	/** The server answered to the pass. */
	accepted(): void {
		this.#isProven = true;
	}

	/**
	 * The server refused a request.
	 *
	 * @param pass what it was shown
	 * @param code 401, 498 or 499
	 * @returns whether there is something else now that is worth showing
	 */
	async refused(pass: Pass | undefined, code: number | null): Promise<boolean> {
		if (pass && this.#held && !pass.token.equals(this.#held.secret)) return true;
		if (pass && code === 499 && pass.by === 'header' && !this.#hasTriedForm) {
			// It says that there was no token at all: an old server, which does not look into the header.
			this.#hasTriedForm = true;
			this.#by = 'form';
			return true;
		}
		if (this.#by === 'form' && !this.#isProven) this.#by = 'header';
		if (await this.#reload()) return true;
		const means = this.#credential?.means;
		if (!means || means.kind === 'token' || !this.#isProven) return false;
		this.#isProven = false;
		this.#held = undefined;
		return (await this.#renew(means)) === undefined;
	}

	/** Takes over what is kept, where it is something else than what is known. */
	async #reload(): Promise<boolean> {
		const before = this.#credential;
		const loaded = await this.#options.load();
		if (!loaded || (before && isSame(before, loaded))) return false;
		this.use(loaded);
		return true;
	}

	async #ensureLoaded(): Promise<void> {
		if (this.#isLoaded) return;
		const loaded = await this.#options.load();
		// Two may have waited for it, or somebody may have signed in meanwhile.
		if (this.#isLoaded) return;
		if (loaded) this.use(loaded);
		this.#isLoaded = true;
	}

	#renew(means: Extract<SignInMeans, {readonly kind: 'password' | 'app'}>): Promise<Fault | undefined> {
		this.#renewal ??= this.#obtain(means).finally(() => {
			this.#renewal = undefined;
		});
		return this.#renewal;
	}

	async #obtain(means: Extract<SignInMeans, {readonly kind: 'password' | 'app'}>): Promise<Fault | undefined> {
		const now = this.#options.now();
		if (this.#failure?.fault.kind === 'sign-in' && now - this.#failure.at < noRetryWithin) return this.#failure.fault;
		const obtained = await this.#options.obtain(means);
		if (!obtained.ok) {
			this.#failure = {fault: obtained.fault, at: now};
			return obtained.fault;
		}
		this.#failure = undefined;
		this.#hold(new Secret(obtained.given.token), obtained.given.expires);
		return undefined;
	}

	#hold(secret: Secret, expires: number | null): void {
		const now = this.#options.now();
		const life = expires === null ? Number.POSITIVE_INFINITY : expires - now;
		// A clock that is wrong would have it renewed at every request: then the server's refusal is waited for.
		const renewAt =
			life <= 0 || expires === null ? Number.POSITIVE_INFINITY : expires - Math.min(renewBefore, life / 10);
		this.#held = {secret, expires: life <= 0 ? null : expires, renewAt};
	}
}

function refererOf(means: SignInMeans): string | undefined {
	if (means.kind === 'token') return means.referer;
	return means.kind === 'password' ? ownReferer : undefined;
}

function isSame(one: Credential, other: Credential): boolean {
	return describe(one) === describe(other);
}

/** All that a credential holds as one text, to be compared and thrown away. */
function describe({means, basic}: Credential): string {
	const of = (secret: Secret | undefined) => secret?.reveal() ?? null;
	const parts =
		means?.kind === 'token'
			? [of(means.token), means.referer]
			: means?.kind === 'password'
				? [means.user, of(means.password), means.tokenUrl]
				: [means?.clientId, of(means?.secret), means?.tokenUrl];
	return JSON.stringify([...parts, basic?.user, of(basic?.password)]);
}

import type {SafeText} from '../text/safe-text.ts';
import type {Secret} from '../text/secret.ts';
import type {Outcome} from './list-edits.ts';

/** Where a sign-in will be sent, in words for the operator before a password is typed. */
export type SignInPlaceWords = {
	readonly ok: boolean;
	readonly said: SafeText;
	/** What the operator must confirm before user and password are sent; `null` if nothing. */
	readonly passwordQuestion: SafeText | null;
	/** What the operator must confirm before a token or an API key is sent. */
	readonly tokenQuestion: SafeText | null;
};

/** `isSignedIn`: the sign-in is valid in this run, even if it could not be saved. */
type SignInOutcome = Outcome & {readonly isSignedIn: boolean};

/** How the screen signs in to servers. Whoever opens the screen implements it. */
export type SignInService = {
	/** Finds out where the server of a job issues tokens. */
	readonly find: (jobUrl: string) => Promise<SignInPlaceWords>;
	/**
	 * Signs in to the server of a job, saves the credential, and polls the server again.
	 *
	 * @param user empty if the secret is a token or an API key
	 */
	readonly signIn: (jobUrl: string, user: string, secret: Secret) => Promise<SignInOutcome>;
	/** The user name with which gpjobs is signed in to a server, and until when; `undefined` if it is not. */
	readonly signedInAs: (server: string) => SafeText | undefined;
};

import type {SafeText} from '../text/safe-text.ts';
import type {Secret} from '../text/secret.ts';
import type {Outcome} from './list-edits.ts';

/** Where a credential will be sent, in words that the operator reads before typing a password. */
export type SignInPlaceWords = {
	readonly ok: boolean;
	readonly notice: SafeText;
	/** The question that the operator must confirm before user name and password are sent; `null` if there is none. */
	readonly passwordQuestion: SafeText | null;
	/** The question that the operator must confirm before a token or an API key is sent; `null` if there is none. */
	readonly tokenQuestion: SafeText | null;
};

/**
 * The outcome of a sign-in. `isSignedIn` is true if the sign-in is valid in this run, even if it could not be saved.
 */
type SignInOutcome = Outcome & {readonly isSignedIn: boolean};

/** How the screen signs in to servers. The caller that opens the screen provides it. */
export type SignInService = {
	/** Finds out where the server of a job issues tokens. */
	readonly find: (jobUrl: string) => Promise<SignInPlaceWords>;
	/**
	 * Signs in to the server of a job, saves the credential, and polls the server again.
	 *
	 * @param user the user name; empty if the secret is a token or an API key
	 */
	readonly signIn: (jobUrl: string, user: string, secret: Secret) => Promise<SignInOutcome>;
	/**
	 * Returns the user name under which gpjobs is signed in to a server, and until when; `undefined` if it is not
	 * signed in.
	 */
	readonly signedInAs: (server: string) => SafeText | undefined;
};

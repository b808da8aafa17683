import type {SafeText} from '../text/safe-text.ts';
import type {Secret} from '../text/secret.ts';
import type {Outcome} from './list-edits.ts';

/** Where a sign-in is to go, in words for the operator before a password is typed. */
export type SignInPlaceWords = {
	readonly ok: boolean;
	readonly said: SafeText;
	/** What has to be confirmed before user and password are sent; `null` where nothing has. */
	readonly passwordQuestion: SafeText | null;
	/** What has to be confirmed before a token or an API key is sent. */
	readonly tokenQuestion: SafeText | null;
};

/** `isSignedIn`: it counts in this run, also where it could not be kept. */
type SignInOutcome = Outcome & {readonly isSignedIn: boolean};

/** How the screen signs in to servers. Who opens the screen knows how, and where it is kept. */
export type SignInService = {
	/** Finds out where the server of a job gives its tokens. */
	readonly find: (jobUrl: string) => Promise<SignInPlaceWords>;
	/**
	 * Signs in to the server of a job, keeps that, and has the server asked again.
	 *
	 * @param user an empty one: the secret is a token or an API key
	 */
	readonly signIn: (jobUrl: string, user: string, secret: Secret) => Promise<SignInOutcome>;
	/** As whom gpjobs is signed in to a server, and until when; `undefined` if it is not. */
	readonly signedInAs: (server: string) => SafeText | undefined;
};

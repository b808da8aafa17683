import type {OnRequest} from '../gp/client/request-trace.ts';
import type {SafeText} from '../text/safe-text.ts';
import type {PreferenceFlags} from './preferences.ts';

/** What a session needs from the program that opens it: the options of the call, and where sentences and errors go. */
export type SessionHost = {
	readonly version: string;
	readonly environment: NodeJS.ProcessEnv;
	readonly flags: PreferenceFlags & {readonly home?: string | undefined};
	/** Shows the user a sentence, separately from the program's output. */
	readonly say: (sentence: SafeText) => void;
	/** Called with an exception inside gpjobs after which the program continues. */
	readonly reportError: (error: unknown) => void;
	/** Sets the home folder to which stack traces of exceptions are written from now on. */
	readonly keepErrorsIn: (home: string) => void;
	/** Called after each request, for `--debug`; `undefined` without it. */
	readonly onRequest: OnRequest | undefined;
};

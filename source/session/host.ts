import type {OnRequest} from '../gp/client/request-trace.ts';
import type {SafeText} from '../text/safe-text.ts';
import type {PreferenceFlags} from './preferences.ts';

/**
 * The options of a call, and the functions that receive its sentences and errors. The program passes them when it opens
 * a session.
 */
export type SessionHost = {
	readonly version: string;
	readonly environment: NodeJS.ProcessEnv;
	readonly flags: PreferenceFlags & {readonly home?: string | undefined};
	/** Shows a sentence to the user, separately from the program's output. */
	readonly say: (sentence: SafeText) => void;
	/** Called with an exception inside gpjobs after which the program continues. */
	readonly reportError: (error: unknown) => void;
	/** Sets the home folder to which stack traces of exceptions are written. */
	readonly keepErrorsIn: (home: string) => void;
	/** Called after each request, for `--debug`; `undefined` without this option. */
	readonly onRequest: OnRequest | undefined;
};

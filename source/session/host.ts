import type {OnRequest} from '../gp/client/request-trace.ts';
import type {SafeText} from '../text/safe-text.ts';
import type {PreferenceFlags} from './preferences.ts';

/** What a session gets from the program that opens it: what was asked for, and where sentences and errors go. */
export type SessionHost = {
	readonly version: string;
	readonly environment: NodeJS.ProcessEnv;
	readonly flags: PreferenceFlags & {readonly home?: string | undefined};
	/** Shows a person a sentence, apart from the data that the program prints. */
	readonly say: (sentence: SafeText) => void;
	/** Takes an error of gpjobs itself that one part met while the others go on. */
	readonly reportError: (error: unknown) => void;
	/** From now on the stacks of such errors go under this home. */
	readonly keepErrorsIn: (home: string) => void;
	/** Takes each request once it is over; `undefined` where nobody asked for that. */
	readonly onRequest: OnRequest | undefined;
};

import type {Flags} from './options.ts';

/** One call of a command: what was said, and the world as it was then. */
export type Invocation = {
	readonly operands: readonly string[];
	readonly flags: Flags;
	readonly environment: NodeJS.ProcessEnv;
	readonly version: string;
};

import type {SessionHost} from '../session/host.ts';
import type {Flags} from './options.ts';

/** One call of a command: what was said, and the world as it was then. */
export type Invocation = SessionHost & {
	readonly operands: readonly string[];
	readonly flags: Flags;
};

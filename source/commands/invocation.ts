import type {SessionHost} from '../session/host.ts';
import type {Flags} from './options.ts';

/** One call of a command: its arguments, and the environment in which it runs. */
export type Invocation = SessionHost & {
	readonly operands: readonly string[];
	readonly flags: Flags;
};

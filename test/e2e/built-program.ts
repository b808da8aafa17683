import process from 'node:process';
import {fileURLToPath} from 'node:url';

/** `GPJOBS_LAUNCHER` names another build: while several people build into `dist/`, a test may want one of its own. */
const launcher = process.env.GPJOBS_LAUNCHER ?? fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/**
 * The command line that runs the built program, `npm run build` having been there before.
 *
 * The tests themselves run on the Node of the project, which strips types. The program runs on any that is promised:
 * `GPJOBS_TEST_NODE` is the path of the one it is tried on.
 */
export function gpjobs(...args: string[]): string[] {
	return [process.env.GPJOBS_TEST_NODE ?? process.execPath, launcher, ...args];
}

import process from 'node:process';
import {fileURLToPath} from 'node:url';

/** `GPJOBS_LAUNCHER` names another build: while several people build into `dist/`, a test may want one of its own. */
const launcher = process.env.GPJOBS_LAUNCHER ?? fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** The command line that runs the built program, `npm run build` having been there before. */
export function gpjobs(...args: string[]): string[] {
	return [process.execPath, launcher, ...args];
}

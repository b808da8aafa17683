import process from 'node:process';
import {fileURLToPath} from 'node:url';

const launcher = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** The command line that runs the built program, `npm run build` having been there before. */
export function gpjobs(...args: string[]): string[] {
	return [process.execPath, launcher, ...args];
}

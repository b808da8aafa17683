import {existsSync} from 'node:fs';
import {join} from 'node:path';

/**
 * The environment of a program that something happens to from inside, when it gets the signal SIGUSR2.
 *
 * @param code JavaScript; where it does not end the program, {@link hasHappened} tells when it has run
 */
export function accident(code: string): {readonly NODE_OPTIONS: string} {
	const tells = `process.getBuiltinModule('fs').writeFileSync(process.env.GPJOBS_HOME + '/${mark}', '')`;
	const source = `import {isMainThread} from 'node:worker_threads'; if (isMainThread) process.on('SIGUSR2', () => { ${code}; ${tells}; });`;
	return {NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(source)}`};
}

const mark = 'accident';

/** Whether the accident of a program with this home has happened. */
export function hasHappened(home: string): boolean {
	return existsSync(join(home, mark));
}

/** The environment of a program that something happens to from inside, when it gets the signal SIGUSR2. @param code JavaScript */
export function accident(code: string): {readonly NODE_OPTIONS: string} {
	const source = `import {isMainThread} from 'node:worker_threads'; if (isMainThread) process.on('SIGUSR2', () => { ${code} });`;
	return {NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(source)}`};
}

import {spawn} from 'node:child_process';
import {gpjobs} from './built-program.ts';
import {environment, temporaryFolder, type Variables} from './environment.ts';
import {remember} from './open-programs.ts';

export type RunOptions = {
	/** Variables that differ from `environment()`; `undefined` takes one out, `{CI: 'true'}` is a build server. */
	env?: Variables;
	/** The folder for `GPJOBS_HOME`; a temporary one if left out. Two runs that share it share the saved list. */
	home?: string;
	/** What it finds on its standard input, which ends there. */
	input?: string;
	/** The longest time that it may take, in milliseconds. */
	patience?: number;
};

export type Run = {code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string};

/** Runs the built program without a terminal, as a script or a build server does, to its end. */
export async function runCli(args: readonly string[], options: RunOptions = {}): Promise<Run> {
	return run(gpjobs(...args), options);
}

/**
 * Runs any program without a terminal: three pipes.
 *
 * @throws when it has not ended in time; it is killed then, and the message holds what it wrote
 */
export async function run(command: readonly string[], options: RunOptions = {}): Promise<Run> {
	const {home = temporaryFolder(), input = '', patience = 100_000} = options;
	const [program = '', ...args] = command;
	const child = spawn(program, args, {env: environment(home, options.env), stdio: 'pipe'});
	const ended = new Promise<Pick<Run, 'code' | 'signal'>>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => resolve({code, signal}));
	});
	const forget = remember({
		close: async () => {
			child.kill('SIGKILL');
			await ended;
		},
		abandon: () => child.kill('SIGKILL'),
	});

	let stdout = '';
	let stderr = '';
	child.stdout.setEncoding('utf8').on('data', data => {
		stdout += data;
	});
	child.stderr.setEncoding('utf8').on('data', data => {
		stderr += data;
	});
	// A program that does not read its input may have closed it already.
	child.stdin.on('error', () => {});
	child.stdin.end(input);

	const late = new Error();
	let isLate = false;
	const deadline = setTimeout(() => {
		isLate = true;
		child.kill('SIGKILL');
	}, patience);
	try {
		const {code, signal} = await ended;
		late.message = `${command.join(' ')} had not ended after ${patience} ms.\nstdout: ${stdout}\nstderr: ${stderr}`;
		if (isLate) throw late;
		return {code, signal, stdout, stderr};
	} finally {
		clearTimeout(deadline);
		forget();
	}
}

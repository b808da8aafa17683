/**
 * One process that tries mutants: vitest with its configuration, the files under test with their mutants in them, and
 * the runner of `test-runner.ts`. Started by `scripts/mutation.ts`, which ends it where a mutant never ends.
 */
import {readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {startVitest} from 'vitest/node';
import {instrument, type NumberedMutant} from './instrument.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const {mutants} = JSON.parse(readFileSync(process.env.GPJOBS_MUTATION_MUTANTS ?? '', 'utf8')) as {
	readonly mutants: readonly NumberedMutant[];
};
const byFile = Map.groupBy(mutants, ({file}) => file);

const entry = 'test/text/cut.test.ts';
const vitest = await startVitest(
	'test',
	[entry],
	{
		root,
		include: [entry],
		runner: join(root, 'scripts/mutation/test-runner.ts'),
		watch: false,
		maxWorkers: 1,
		fileParallelism: false,
		isolate: false,
		reporters: [],
		silent: true,
		disableConsoleIntercept: true,
		dangerouslyIgnoreUnhandledErrors: true,
		update: false,
		// It would give files with the mutants of another run.
		fsModuleCache: false,
	},
	{
		plugins: [
			{
				name: 'mutants',
				enforce: 'pre',
				load(id) {
					const file = relative(root, id.split('?')[0] ?? '').replaceAll('\\', '/');
					const here = byFile.get(file);
					return here ? instrument(file, readFileSync(join(root, file), 'utf8'), here) : undefined;
				},
			},
		],
	},
);
await vitest.close();

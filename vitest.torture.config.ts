import {defineConfig, mergeConfig} from 'vitest/config';
import usual from './vitest.config.ts';

/** What takes minutes, and is run before a release: `npm run torture`. Properties are tried ten times as often there. */
export default mergeConfig(
	{...usual, test: {...usual.test, include: []}},
	defineConfig({
		test: {
			include: [
				'test/torture/**/*.torture.{ts,tsx}',
				'test/{commands,demo,gp,monitor,scripts,session,store,terminal,text,ui}/**/*.test.{ts,tsx}',
				'test/e2e/storms.test.ts',
			],
			env: {GPJOBS_THOROUGH: '1'},
			testTimeout: 3_600_000,
			maxWorkers: 2,
			// Some play a test of the short runs once more, longer: in one process that module would be there already, and play nothing.
			isolate: true,
		},
	}),
);

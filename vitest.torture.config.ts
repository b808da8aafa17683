import {defineConfig, mergeConfig} from 'vitest/config';
import usual from './vitest.config.ts';

/** What takes minutes, and is run before a release: `npm run torture`. */
export default mergeConfig(
	{...usual, test: {...usual.test, include: []}},
	defineConfig({test: {include: ['test/torture/**/*.torture.ts'], testTimeout: 3_600_000, maxWorkers: 2}}),
);

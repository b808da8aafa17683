import {configDefaults, defineConfig, mergeConfig} from 'vitest/config';
import {rewordedSource} from './scripts/reworded.ts';
import usual from './vitest.config.ts';

/**
 * The suite with every sentence of the program in other words, `npm run test:reworded`: a test that fails here pins a wording.
 * Left out are tests whose subject the words are, `*.wording.test.ts`: they show how a few sentences read, or a whole page (a
 * sentence stands in one of them at most).
 */
export default mergeConfig(
	usual,
	defineConfig({
		plugins: [rewordedSource],
		test: {
			exclude: [...configDefaults.exclude, 'test/**/*.wording.test.{ts,tsx}'],
		},
	}),
);

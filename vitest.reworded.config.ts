import {configDefaults, defineConfig, mergeConfig} from 'vitest/config';
import {rewordedSource} from './scripts/reworded.ts';
import usual from './vitest.config.ts';

/**
 * The suite with every sentence of the program in other words, `npm run test:reworded`: a test that fails here pins a wording.
 * Left out is what holds a document of the repository, or a whole text, against the program: there the words are the subject.
 * What shows how a few sentences read, or a whole page, is called `*.wording.test.ts`: a sentence stands in one of them at most.
 */
export default mergeConfig(
	usual,
	defineConfig({
		plugins: [rewordedSource],
		test: {
			exclude: [
				...configDefaults.exclude,
				'test/**/*.wording.test.{ts,tsx}',
				'test/house/**',
				'test/scripts/**',
				'test/commands/man-page.test.ts',
			],
		},
	}),
);

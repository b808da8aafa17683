import {defineConfig} from 'vitest/config';

export default defineConfig({
	// React as it is in dist/: the development build keeps a record of every render.
	oxc: {jsx: {runtime: 'automatic', development: false}},
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		setupFiles: ['test/e2e/close-programs.ts'],
		// A test that keeps others from running fails instead.
		allowOnly: false,
		// Most tests of whole programs wait for them: more files at once than there are cores.
		maxWorkers: 4,
		testTimeout: 30_000,
		hookTimeout: 20_000,
		env: {FORCE_COLOR: '3', NODE_ENV: 'production', TZ: 'UTC'},
	},
});

import {defineConfig} from 'vitest/config';

export default defineConfig({
	// React as it is in dist/: the development build keeps a record of every render.
	oxc: {jsx: {runtime: 'automatic', development: false}},
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		setupFiles: ['test/e2e/close-programs.ts'],
		// A test that keeps others from running fails instead.
		allowOnly: false,
		testTimeout: 20_000,
		hookTimeout: 20_000,
		env: {FORCE_COLOR: '3', NODE_ENV: 'production', TZ: 'UTC'},
	},
});

import {defineConfig} from 'vitest/config';

export default defineConfig({
	// React as it is in dist/: the development build keeps a record of every render.
	oxc: {jsx: {runtime: 'automatic', development: false}},
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		setupFiles: ['test/e2e/close-programs.ts', 'test/forget-secrets.ts'],
		reporters: ['default', './test/e2e/needs-reporter.ts', './test/e2e/second-tries-reporter.ts'],
		// A test that keeps others from running fails instead.
		allowOnly: false,
		// Most tests of whole programs wait for them: more files at once than there are cores.
		maxWorkers: 8,
		// No test leaves anything behind in a module; loading the same ones for each file took a third of the time.
		isolate: false,
		// Bounds against what never ends, not measures: a machine may be ten times as slow as the one where a test was written.
		testTimeout: 240_000,
		hookTimeout: 120_000,
		expect: {poll: {timeout: 60_000, interval: 50}},
		// Where a stream of a test knows no size, Ink would start a program at each frame to ask for it.
		env: {FORCE_COLOR: '3', NODE_ENV: 'production', TZ: 'UTC', COLUMNS: '100', LINES: '100'},
	},
});

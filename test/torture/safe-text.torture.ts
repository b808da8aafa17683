process.env.GPJOBS_TEXT_RUNS = '1000000';
// The properties of the short run, a million times each.
await import('../text/safe-text.test.ts');

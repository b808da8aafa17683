process.env.GPJOBS_DOWNLOAD_MIB = '1024';
// The short run's test, with a gibibyte.
await import('../store/saved-file/save-download-memory.slow.test.ts');

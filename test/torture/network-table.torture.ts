process.env.GPJOBS_GRACE = '500';
// The tables of the short run, with the half second that a time-out may be late, on a machine that has nothing else to do.
await import('../gp/client/transport-faults.test.ts');

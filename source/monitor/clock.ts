/** A moment on two clocks, in milliseconds: wall time, for display, and a monotonic clock, which never jumps, for durations. */
export type Moment = {readonly epoch: number; readonly mono: number};

/** The monitor gets its time as an argument, so that tests can advance it. */
export type Clock = {
	readonly now: () => Moment;
	/** Calls once, after a delay in milliseconds. @returns a function that cancels the call */
	readonly after: (milliseconds: number, call: () => void) => () => void;
};

/** The machine's own time. */
export const systemClock: Clock = {
	now: () => ({epoch: Date.now(), mono: performance.now()}),
	after(milliseconds, call) {
		// A timer counts whole milliseconds of a clock that is up to one behind, and would wake up too early: then again for the rest.
		const timer = setTimeout(call, milliseconds <= 0 ? 0 : Math.ceil(milliseconds) + 1);
		return () => clearTimeout(timer);
	},
};

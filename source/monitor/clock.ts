/**
 * A moment on two clocks, in milliseconds. `epoch` is the time of the wall clock, for display. `mono` is the time of a
 * monotonic clock, which never jumps, for durations.
 */
export type Moment = {readonly epoch: number; readonly mono: number};

/** The source of time. Tests pass a clock that they can advance. */
export type Clock = {
	readonly now: () => Moment;
	/** Calls a function once after a delay. Returns a function that cancels the call. */
	readonly after: (milliseconds: number, call: () => void) => () => void;
};

/** The clock and timers of this machine. */
export const systemClock: Clock = {
	now: () => ({epoch: Date.now(), mono: performance.now()}),
	after(milliseconds, call) {
		// A Node timer counts whole milliseconds and may fire up to one millisecond early, which would only start another short wait.
		const timer = setTimeout(call, milliseconds <= 0 ? 0 : Math.ceil(milliseconds) + 1);
		return () => clearTimeout(timer);
	},
};

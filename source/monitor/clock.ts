/** A moment on both clocks: the wall's, for display, and one that never jumps, for durations. Milliseconds. */
export type Moment = {readonly epoch: number; readonly mono: number};

/** Time as the monitor takes it as an argument, so that tests can turn it by hand. */
export type Clock = {
	readonly now: () => Moment;
	/** Calls once after so many milliseconds; gives what stops it. */
	readonly after: (milliseconds: number, call: () => void) => () => void;
};

/** The machine's own time. */
export const systemClock: Clock = {
	now: () => ({epoch: Date.now(), mono: performance.now()}),
	after(milliseconds, call) {
		// A timer counts whole milliseconds, of a clock that is up to one behind: it would wake up once more for the rest.
		const timer = setTimeout(call, milliseconds <= 0 ? 0 : Math.ceil(milliseconds) + 1);
		return () => clearTimeout(timer);
	},
};

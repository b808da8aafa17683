/** A clock that stands still until a test moves it. */
export type HandClock = {now: () => number; forward: (milliseconds: number) => void};

export function handClock(): HandClock {
	let time = 1_000_000;
	return {
		now: () => time,
		forward: milliseconds => {
			time += milliseconds;
		},
	};
}

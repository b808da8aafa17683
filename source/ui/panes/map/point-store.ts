/** Points as one array of coordinates. */
export type Points = {
	/** The coordinates of all points: x, y, x, y, … */
	readonly xy: Float64Array;
	/** Whether points were dropped because there were too many. */
	readonly isThinned: boolean;
};

/** Collects points one by one. */
export type PointStore = {
	readonly add: (x: number, y: number) => void;
	readonly done: () => Points;
};

/**
 * Makes a store that collects points in limited memory: whenever there are more than `most`, it drops every second one.
 */
export function pointStore(most: number): PointStore {
	let xy = new Float64Array(1024);
	let length = 0;
	let isThinned = false;

	function thin(): void {
		isThinned = true;
		const left = Math.floor(length / 2);
		for (let index = 0; index < left; index++) {
			xy[2 * index] = xy[4 * index] ?? 0;
			xy[2 * index + 1] = xy[4 * index + 1] ?? 0;
		}

		length = left;
	}

	return {
		add(x, y) {
			if (length >= most) thin();
			if (2 * length >= xy.length) {
				const old = xy;
				xy = new Float64Array(2 * old.length);
				xy.set(old);
			}

			xy[2 * length] = x;
			xy[2 * length + 1] = y;
			length++;
		},
		done: () => ({xy: xy.slice(0, 2 * length), isThinned}),
	};
}

/**
 * Lines in flat arrays: part i consists of the positions from `starts[i]` up to, but not including, `starts[i + 1]`.
 */
export type StoredLines = {
	/** The coordinates of all positions: x, y, x, y, … */
	readonly xy: Float64Array;
	readonly starts: Uint32Array;
	/** For each part, the index of its record, in ascending order. */
	readonly records: Uint32Array;
	/** For each part, 1 if it is a ring of a polygon, otherwise 0. */
	readonly areRings: Uint8Array;
	/** For each part, its bounding box: xmin, ymin, xmax, ymax. */
	readonly boxes: Float64Array;
	/** Whether positions were dropped because there were too many. */
	readonly isThinned: boolean;
};

/** Collects lines position by position, one part after the other. */
export type LineStore = {
	/** Ends the current part and begins a new one. */
	readonly begin: (record: number, isRing: boolean) => void;
	readonly add: (x: number, y: number) => void;
	readonly done: () => StoredLines;
};

/**
 * Makes a store that collects lines in limited memory. If there are more than `most` positions, it drops those that are
 * closest to the position before them: first those that would not be visible separately even at a zoom of 65,536, then
 * more of them, and finally every second part.
 */
export function lineStore(most: number): LineStore {
	let xy = new Float64Array(1024);
	let length = 0;
	let starts: number[] = [];
	let records: number[] = [];
	let areRings: number[] = [];
	let tolerance = 0;
	let [xmin, ymin, xmax, ymax] = [Infinity, Infinity, -Infinity, -Infinity];

	function thin(): void {
		const size = Math.max(xmax - xmin, ymax - ymin);
		tolerance = Math.max(tolerance, size / 65_536, Number.MIN_VALUE);
		for (let isThin = false; !isThin; tolerance *= 2) {
			keepPositions();
			if (length > most / 2 && tolerance > size) keepEverySecondPart();
			isThin = length <= most / 2;
		}
	}

	/**
	 * Keeps the first and last position of each part, and between them every position that is farther than the
	 * tolerance from the last kept position.
	 */
	function keepPositions(): void {
		let kept = 0;
		for (let part = 0; part < starts.length; part++) {
			const from = starts[part] ?? 0;
			const to = starts[part + 1] ?? length;
			starts[part] = kept;
			let lastX = Infinity;
			let lastY = Infinity;
			for (let index = from; index < to; index++) {
				const x = xy[2 * index] ?? 0;
				const y = xy[2 * index + 1] ?? 0;
				const isNear = Math.abs(x - lastX) <= tolerance && Math.abs(y - lastY) <= tolerance;
				if (isNear && index < to - 1) continue;
				lastX = x;
				lastY = y;
				xy[2 * kept] = x;
				xy[2 * kept + 1] = y;
				kept++;
			}
		}

		length = kept;
	}

	/** Drops every second part, except the last one, which may be incomplete. */
	function keepEverySecondPart(): void {
		const stays = (_: number, part: number) => (starts.length - 1 - part) % 2 === 0;
		const ends = [...starts.slice(1), length].filter(stays);
		records = records.filter(stays);
		areRings = areRings.filter(stays);
		let kept = 0;
		starts = starts.filter(stays).map((from, part) => {
			const start = kept;
			const to = ends[part] ?? from;
			xy.copyWithin(2 * kept, 2 * from, 2 * to);
			kept += to - from;
			return start;
		});
		length = kept;
	}

	return {
		begin(record, isRing) {
			starts.push(length);
			records.push(record);
			areRings.push(isRing ? 1 : 0);
		},
		add(x, y) {
			if (length >= most) thin();
			if (2 * length >= xy.length) {
				const larger = new Float64Array(Math.min(2 * xy.length, 2 * most));
				larger.set(xy);
				xy = larger;
			}

			xy[2 * length] = x;
			xy[2 * length + 1] = y;
			length++;
			// Assigned only if it changes, because each assignment allocates a number on the heap.
			if (x < xmin) xmin = x;
			if (y < ymin) ymin = y;
			if (x > xmax) xmax = x;
			if (y > ymax) ymax = y;
		},
		done() {
			const lines = {
				xy: xy.slice(0, 2 * length),
				starts: Uint32Array.from([...starts, length]),
				records: Uint32Array.from(records),
				areRings: Uint8Array.from(areRings),
				isThinned: tolerance > 0,
			};
			return {...lines, boxes: boxesOf(lines)};
		},
	};
}

function boxesOf({xy, starts}: Pick<StoredLines, 'xy' | 'starts'>): Float64Array {
	const parts = starts.length - 1;
	const boxes = new Float64Array(4 * parts);
	for (let part = 0; part < parts; part++) {
		let [xmin, ymin, xmax, ymax] = [Infinity, Infinity, -Infinity, -Infinity];
		for (let index = starts[part] ?? 0; index < (starts[part + 1] ?? 0); index++) {
			const x = xy[2 * index] ?? 0;
			const y = xy[2 * index + 1] ?? 0;
			if (x < xmin) xmin = x;
			if (x > xmax) xmax = x;
			if (y < ymin) ymin = y;
			if (y > ymax) ymax = y;
		}

		boxes.set([xmin, ymin, xmax, ymax], 4 * part);
	}

	return boxes;
}

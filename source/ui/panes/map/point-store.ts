/** Points in flat arrays. */
export type Points = {
	/** x, y, x, y, … */
	readonly xy: Float64Array;
	/** The record index of each point, ascending. */
	readonly records: Uint32Array;
	/** Some points were dropped because there were too many. */
	readonly isThinned: boolean;
};

export type PointStore = {
	readonly add: (x: number, y: number, record: number) => void;
	readonly done: () => Points;
};

/** Collects points in limited memory: whenever there are more than `most`, it drops every second one. */
export function pointStore(most: number): PointStore {
	let xy = new Float64Array(1024);
	let records = new Uint32Array(512);
	let length = 0;
	let isThinned = false;

	function thin(): void {
		isThinned = true;
		const kept = Math.floor(length / 2);
		for (let index = 0; index < kept; index++) {
			xy[2 * index] = xy[4 * index] ?? 0;
			xy[2 * index + 1] = xy[4 * index + 1] ?? 0;
			records[index] = records[2 * index] ?? 0;
		}

		length = kept;
	}

	return {
		add(x, y, record) {
			if (length >= most) thin();
			if (length >= records.length) {
				const [oldXy, oldRecords] = [xy, records];
				records = new Uint32Array(2 * oldRecords.length);
				records.set(oldRecords);
				xy = new Float64Array(2 * oldXy.length);
				xy.set(oldXy);
			}

			xy[2 * length] = x;
			xy[2 * length + 1] = y;
			records[length] = record;
			length++;
		},
		done: () => ({xy: xy.slice(0, 2 * length), records: records.slice(0, length), isThinned}),
	};
}

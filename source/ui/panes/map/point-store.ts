/** Points as flat numbers. */
export type Points = {
	/** x, y, x, y … */
	readonly xy: Float64Array;
	/** The index of the record of each point, ascending. */
	readonly records: Uint32Array;
	/** There were too many to keep them all. */
	readonly isThinned: boolean;
};

export type PointStore = {
	readonly add: (x: number, y: number, record: number) => void;
	readonly done: () => Points;
};

/** Collects points in bounded memory: where more than `most` come, every second one goes. */
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

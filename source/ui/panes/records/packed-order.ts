/** A stable order of items. `isNew` shows where groups of equal items begin. */
export type GroupedOrder = {
	/** The index of the item at each position of the order. */
	readonly order: Uint32Array;
	/** For each position, 1 if its item differs from the one before it, otherwise 0. */
	readonly isNew: Uint8Array;
};

/** A part of the order in which all sequences have the same first `depth` codes. */
type Stretch = {readonly from: number; readonly to: number; readonly depth: number};

/** A part of at most this length is sorted by comparing its sequences. */
const few = 24;

/**
 * Sorts sequences of small numbers lexicographically; a prefix comes before a longer sequence.
 *
 * The first codes of each sequence are packed together with its index into 64 bits, because a typed array sorts these
 * without comparisons in JavaScript. Sequences that are equal so far are packed again from the next code on.
 *
 * @param codes all sequences one after the other; no code is 0
 * @param starts where each sequence begins, followed by where the last one ends
 */
export function packedOrder(codes: Uint16Array, starts: Uint32Array): GroupedOrder {
	const count = starts.length - 1;
	const order = new Uint32Array(count);
	for (let place = 0; place < count; place++) order[place] = place;
	const isNew = new Uint8Array(count).fill(1);
	const packing = packingFor(codes, count);
	const stretches: Stretch[] = count > 1 ? [{from: 0, to: count, depth: 0}] : [];
	for (let stretch = stretches.pop(); stretch !== undefined; stretch = stretches.pop()) {
		const depth = stretch.depth + commonLength(order, stretch, codes, starts);
		const deeper = {...stretch, depth};
		if (stretch.to - stretch.from <= few) sortFew(order, isNew, deeper, codes, starts);
		else stretches.push(...sortPacked(order, isNew, deeper, codes, starts, packing));
	}
	return {order, isNew};
}

type Packing = {readonly codeBits: number; readonly indexBits: number; readonly codesAtOnce: number};

function packingFor(codes: Uint16Array, count: number): Packing {
	let greatest = 1;
	for (let at = 0; at < codes.length; at++) greatest = Math.max(greatest, codes[at] ?? 0);
	const codeBits = 32 - Math.clz32(greatest);
	const indexBits = 32 - Math.clz32(count);
	return {codeBits, indexBits, codesAtOnce: Math.max(1, Math.floor((64 - indexBits) / codeBits))};
}

/** Returns how many codes after the first `depth` ones all sequences of a part have in common. */
function commonLength(order: Uint32Array, {from, to, depth}: Stretch, codes: Uint16Array, starts: Uint32Array): number {
	const first = order[from] ?? 0;
	const start = (starts[first] ?? 0) + depth;
	let common = (starts[first + 1] ?? 0) - start;
	for (let place = from + 1; place < to && common > 0; place++) {
		const sequence = order[place] ?? 0;
		const at = (starts[sequence] ?? 0) + depth;
		common = Math.min(common, (starts[sequence + 1] ?? 0) - at);
		let equal = 0;
		while (equal < common && codes[at + equal] === codes[start + equal]) equal++;
		common = equal;
	}
	return Math.max(0, common);
}

function sortFew(
	order: Uint32Array,
	isNew: Uint8Array,
	{from, to, depth}: Stretch,
	codes: Uint16Array,
	starts: Uint32Array,
): void {
	const compare = (a: number, b: number) => {
		let [at, other] = [(starts[a] ?? 0) + depth, (starts[b] ?? 0) + depth];
		const [end, otherEnd] = [starts[a + 1] ?? 0, starts[b + 1] ?? 0];
		for (; at < end && other < otherEnd; at++, other++) {
			const difference = (codes[at] ?? 0) - (codes[other] ?? 0);
			if (difference !== 0) return difference;
		}
		return end - at - (otherEnd - other);
	};
	order.subarray(from, to).sort(compare);
	for (let place = from + 1; place < to; place++) {
		if (compare(order[place - 1] ?? 0, order[place] ?? 0) === 0) isNew[place] = 0;
	}
}

/**
 * Sorts one part of the order.
 *
 * @returns the smaller parts whose sequences are still equal, each with a greater `depth`
 */
function sortPacked(
	order: Uint32Array,
	isNew: Uint8Array,
	{from, to, depth}: Stretch,
	codes: Uint16Array,
	starts: Uint32Array,
	{codeBits, indexBits, codesAtOnce}: Packing,
): readonly Stretch[] {
	const size = to - from;
	const packed = new BigUint64Array(size);
	const halves = new Uint32Array(packed.buffer);
	const before = order.slice(from, to);
	for (let place = 0; place < size; place++) {
		const sequence = before[place] ?? 0;
		const start = (starts[sequence] ?? 0) + depth;
		const end = starts[sequence + 1] ?? 0;
		let high = 0;
		let low = 0;
		for (let at = 0; at < codesAtOnce; at++) {
			const code = start + at < end ? (codes[start + at] ?? 0) : 0;
			high = ((high << codeBits) | (low >>> (32 - codeBits))) >>> 0;
			low = ((low << codeBits) | code) >>> 0;
		}
		halves[2 * place] = ((low << indexBits) | place) >>> 0;
		halves[2 * place + 1] = ((high << indexBits) | (low >>> (32 - indexBits))) >>> 0;
	}
	packed.sort();
	const mask = 2 ** indexBits - 1;
	const alike: Stretch[] = [];
	let begun = 0;
	for (let place = 0; place < size; place++) {
		order[from + place] = before[(halves[2 * place] ?? 0) & mask] ?? 0;
		const isAlike =
			place > 0 &&
			halves[2 * place + 1] === halves[2 * place - 1] &&
			(halves[2 * place] ?? 0) >>> indexBits === (halves[2 * place - 2] ?? 0) >>> indexBits;
		if (isAlike) continue;
		closeStretch(begun, place);
		begun = place;
	}
	closeStretch(begun, size);
	return alike;

	function closeStretch(start: number, end: number): void {
		if (end - start < 2) return;
		const last = order[from + start] ?? 0;
		const isExhausted = (starts[last] ?? 0) + depth + codesAtOnce > (starts[last + 1] ?? 0);
		if (isExhausted) isNew.fill(0, from + start + 1, from + end);
		else alike.push({from: from + start, to: from + end, depth: depth + codesAtOnce});
	}
}

import type {GroupedOrder} from './packed-order.ts';

const digit = 0x10000;

/**
 * Sorts numbers by a radix sort of their bits, which needs no comparisons in JavaScript and is stable.
 *
 * @param numbers without NaN
 */
export function numberOrder(numbers: Float64Array): GroupedOrder {
	const count = numbers.length;
	// Turns −0 into 0.
	const values = numbers.map(number => number + 0);
	const halves = new Uint32Array(values.buffer);
	for (let at = 1; at < halves.length; at += 2) {
		const high = halves[at] ?? 0;
		// Makes the bits sort like the numbers: inverts all bits of negative numbers, and the sign bit of the others.
		const isNegative = high >= 0x80000000;
		if (isNegative) halves[at - 1] = ~(halves[at - 1] ?? 0);
		halves[at] = isNegative ? ~high : high ^ 0x80000000;
	}
	let order = new Uint32Array(count);
	for (let at = 0; at < count; at++) order[at] = at;
	for (const [half, shift] of [
		[0, 0],
		[0, 16],
		[1, 0],
		[1, 16],
	] as const) {
		order = sortedByDigit(order, halves, half, shift);
	}
	const isNew = new Uint8Array(count);
	for (let place = 0; place < count; place++) {
		const [a, b] = [order[place - 1] ?? 0, order[place] ?? 0];
		isNew[place] = place === 0 || (numbers[a] ?? 0) !== (numbers[b] ?? 0) ? 1 : 0;
	}
	return {order, isNew};
}

function sortedByDigit(
	order: Uint32Array<ArrayBuffer>,
	halves: Uint32Array,
	half: 0 | 1,
	shift: 0 | 16,
): Uint32Array<ArrayBuffer> {
	const starts = new Uint32Array(digit + 1);
	const count = order.length;
	for (let place = 0; place < count; place++) {
		const after = (((halves[2 * place + half] ?? 0) >>> shift) & (digit - 1)) + 1;
		starts[after] = (starts[after] ?? 0) + 1;
	}
	// All digits are equal, so the order does not change.
	if (starts.includes(count)) return order;
	for (let value = 1; value < digit; value++) starts[value] = (starts[value] ?? 0) + (starts[value - 1] ?? 0);
	const sorted = new Uint32Array(count);
	for (let place = 0; place < count; place++) {
		const index = order[place] ?? 0;
		const value = ((halves[2 * index + half] ?? 0) >>> shift) & (digit - 1);
		const at = starts[value] ?? 0;
		sorted[at] = index;
		starts[value] = at + 1;
	}
	return sorted;
}

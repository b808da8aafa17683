/** A hundred elements of a large array, which the tree shows as one row that can be unfolded. */
export class Chunk {
	readonly array: readonly unknown[];
	readonly from: number;
	/** The index after the last element. */
	readonly to: number;

	constructor(array: readonly unknown[], from: number, to: number) {
		this.array = array;
		this.from = from;
		this.to = to;
	}
}

const chunkSize = 100;

/** The values directly below a value. Each of them is read only when it is requested by its index. */
export type TreeLevel =
	| {readonly kind: 'members'; readonly value: object; readonly keys: readonly string[]; readonly count: number}
	| {readonly kind: 'elements'; readonly array: readonly unknown[]; readonly from: number; readonly count: number}
	| {readonly kind: 'chunks'; readonly array: readonly unknown[]; readonly count: number};

/** The label of a value in its parent: a name, an index, or a range of indexes. */
export type Label =
	| {readonly kind: 'name'; readonly name: string}
	| {readonly kind: 'index'; readonly index: number}
	| {readonly kind: 'range'; readonly from: number; readonly to: number};

/** Returns the values directly below a value; `undefined` if there are none, as for an empty object or array. */
export function levelOf(value: unknown): TreeLevel | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	if (value instanceof Chunk) {
		return {kind: 'elements', array: value.array, from: value.from, count: value.to - value.from};
	}
	if (Array.isArray(value)) {
		const array: readonly unknown[] = value;
		const {length} = array;
		if (length === 0) return undefined;
		if (length <= chunkSize) return {kind: 'elements', array, from: 0, count: length};
		return {kind: 'chunks', array, count: Math.ceil(length / chunkSize)};
	}
	const keys = keysOf(value);
	return keys.length === 0 ? undefined : {kind: 'members', value, keys, count: keys.length};
}

/** Returns the value at an index of a level. */
export function valueAt(level: TreeLevel, place: number): unknown {
	switch (level.kind) {
		case 'members':
			return Reflect.get(level.value, level.keys[place] ?? '');
		case 'elements':
			return level.array[level.from + place];
		case 'chunks': {
			const from = place * chunkSize;
			return new Chunk(level.array, from, Math.min(from + chunkSize, level.array.length));
		}
	}
}

/** Returns the label of the value at an index of a level. */
export function labelAt(level: TreeLevel, place: number): Label {
	switch (level.kind) {
		case 'members':
			return {kind: 'name', name: level.keys[place] ?? ''};
		case 'elements':
			return {kind: 'index', index: level.from + place};
		case 'chunks': {
			const from = place * chunkSize;
			return {kind: 'range', from, to: Math.min(from + chunkSize, level.array.length) - 1};
		}
	}
}

/** Returns the number of members of an object, or of elements of an array. */
export function sizeOf(value: object): number {
	return Array.isArray(value) ? value.length : keysOf(value).length;
}

const many = 1000;
const knownKeys = new WeakMap<object, readonly string[]>();

/** Returns the member names of an object from a cache: listing a million names takes most of a second. */
function keysOf(value: object): readonly string[] {
	const known = knownKeys.get(value);
	if (known) return known;
	const keys = Object.keys(value);
	if (keys.length >= many) knownKeys.set(value, keys);
	return keys;
}

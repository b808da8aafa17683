import type {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8';

/** What of `node:v8` is needed. */
export type Heap = {
	readonly getHeapSpaceStatistics: typeof getHeapSpaceStatistics;
	readonly setFlagsFromString: typeof setFlagsFromString;
};

/** Bytes of room for new objects that are enough: polls and frames leave little behind. */
const enough = 8 * 2 ** 20;
/** Bytes below which it may grow again: V8 makes it smaller where there is little to do. */
const tooLittle = enough / 2;
/** Milliseconds between two looks. */
const lookEvery = 1000;
/** As the program starts the room doubles with each collection, and the first answers may be large. */
const atFirst = {every: 100, looks: 20};

/**
 * Keeps the room that V8 takes for new objects from growing up to 128 MiB, most of which a program that polls for days only
 * holds: some 70 MiB less with 1,000 jobs, at the same processor time. Looks at it until the process ends.
 *
 * `--max-semi-space-size` does that too, but only where somebody gives it to Node. By how much the room grows V8 asks each
 * time that it does, so that can be said while the program runs (Node, "v8.setFlagsFromString"): not at all, once there is
 * enough.
 *
 * @param load gives `node:v8`, which the first frame need not wait for
 */
export function boundNewObjects(load: () => Promise<Heap> = () => import('node:v8')): void {
	let isBounded = false;
	let looks = 0;
	setTimeout(() => void look(), atFirst.every).unref();

	async function look(): Promise<void> {
		const heap = await load();
		const room = heap.getHeapSpaceStatistics().find(({space_name}) => space_name === 'new_space')?.space_size ?? 0;
		const isToBeBounded = room >= (isBounded ? tooLittle : enough);
		if (isToBeBounded !== isBounded) heap.setFlagsFromString(`--semi-space-growth-factor=${isToBeBounded ? 1 : 2}`);
		isBounded = isToBeBounded;
		setTimeout(() => void look(), ++looks < atFirst.looks ? atFirst.every : lookEvery).unref();
	}
}

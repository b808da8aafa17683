import type {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8';

/** The functions of `node:v8` that {@link boundNewObjects} needs. */
export type Heap = {
	readonly getHeapSpaceStatistics: typeof getHeapSpaceStatistics;
	readonly setFlagsFromString: typeof setFlagsFromString;
};

/**
 * The size in bytes that is enough for new objects, because most objects that polls and frames create are short-lived.
 */
const enough = 8 * 2 ** 20;
/** V8 shrinks the space when few objects are made. Below this size in bytes, it may grow again. */
const tooLittle = enough / 2;
/** The interval between two checks of the space for new objects, in milliseconds. */
const lookEvery = 1000;
/**
 * The interval in milliseconds and the number of the first checks. They are more frequent than later ones, because the
 * space doubles with each collection and the first answers may be large.
 */
const atFirst = {every: 100, looks: 20};

/**
 * Keeps V8's space for new objects from growing to 128 MiB, most of which a program that polls for days does not
 * need. This saves some 70 MiB with 1,000 jobs and costs no processor time. Checks the space until the process ends.
 *
 * `--max-semi-space-size` does the same, but only as an option of Node itself. V8 reads the growth factor each time
 * the space grows, so it can be changed while the program runs (Node, "v8.setFlagsFromString"): to 1 when the space
 * is large enough.
 *
 * @param load loads `node:v8`, so that the first frame does not wait for it
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

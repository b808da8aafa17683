/** A spot in the text of a message: the message by its index, and an offset into its text in UTF-16 units. */
export type Place = {readonly message: number; readonly at: number};

/**
 * Places in rising order, as two arrays of numbers: there may be a million of them.
 *
 * The arrays only ever grow and are shared by the states that came one after the other; each sees the first `count`
 * entries. So a list that grows by ten does not copy the million that it has.
 */
export type PlaceList = {
	readonly messages: readonly number[];
	readonly offsets: readonly number[];
	readonly count: number;
};

export const noPlaces: PlaceList = {messages: [], offsets: [], count: 0};

/** Takes in the places behind those of a list; {@link PlaceAppender.list} is the list with them. */
export class PlaceAppender {
	readonly #messages: number[];
	readonly #offsets: number[];

	constructor(list: PlaceList) {
		// Who appended to these arrays before has gone on from the same state in another way: then the two part here.
		const isNewest = list.count > 0 && list.messages.length === list.count;
		this.#messages = (isNewest ? list.messages : list.messages.slice(0, list.count)) as number[];
		this.#offsets = (isNewest ? list.offsets : list.offsets.slice(0, list.count)) as number[];
	}

	add(message: number, at: number): void {
		this.#messages.push(message);
		this.#offsets.push(at);
	}

	get list(): PlaceList {
		return {messages: this.#messages, offsets: this.#offsets, count: this.#messages.length};
	}
}

/** Less than 0 where `a` comes before `b`, 0 where they are one place. */
export function comparePlaces(a: Place, b: Place): number {
	return a.message - b.message || a.at - b.at;
}

/** The entry with this number. */
export function placeAt(list: PlaceList, index: number): Place | undefined {
	const message = list.messages[index];
	const at = list.offsets[index];
	return index >= list.count || message === undefined || at === undefined ? undefined : {message, at};
}

/** The number of the first entry that is not before `place`; `count` where none follows. */
export function firstNotBefore(list: PlaceList, place: Place): number {
	let low = 0;
	let high = list.count;
	while (low < high) {
		const middle = (low + high) >> 1;
		const entry = placeAt(list, middle);
		if (entry && comparePlaces(entry, place) < 0) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** The entry after `place`, or the one at it where that counts too. */
export function placeAfter(list: PlaceList, place: Place, isAtEnough: boolean): Place | undefined {
	return placeAt(list, firstNotBefore(list, isAtEnough ? place : {message: place.message, at: place.at + 1}));
}

/** The last entry before `place`. */
export function placeBefore(list: PlaceList, place: Place): Place | undefined {
	return placeAt(list, firstNotBefore(list, place) - 1);
}

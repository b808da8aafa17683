/** A position in the text of a message: the index of the message, and an offset in its text in UTF-16 units. */
export type Place = {readonly message: number; readonly at: number};

/**
 * Places in ascending order, stored as two arrays of numbers because there may be a million of them. The arrays only
 * grow, and successive states share them: each state uses the first `count` entries. So adding ten entries does not
 * copy a million.
 */
export type PlaceList = {
	readonly messages: readonly number[];
	readonly offsets: readonly number[];
	readonly count: number;
};

/** A list without places. */
export const noPlaces: PlaceList = {messages: [], offsets: [], count: 0};

/** Appends places to a list. {@link PlaceAppender.list} is the longer list. */
export class PlaceAppender {
	readonly #messages: number[];
	readonly #offsets: number[];

	constructor(list: PlaceList) {
		// If a list that shares these arrays has already been extended, they have to be copied.
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

/** Compares two places: negative if `a` comes before `b`, 0 if they are equal, positive if `a` comes after `b`. */
export function comparePlaces(a: Place, b: Place): number {
	return a.message - b.message || a.at - b.at;
}

/** Returns the place at an index of the list; `undefined` beyond its end. */
export function placeAt(list: PlaceList, index: number): Place | undefined {
	const message = list.messages[index];
	const at = list.offsets[index];
	return index >= list.count || message === undefined || at === undefined ? undefined : {message, at};
}

/** Returns the index of the first place in the list that is not before `place`; `count` if there is none. */
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

/** Returns the first place in the list after `place`; `place` itself counts too if `isAtEnough`. */
export function placeAfter(list: PlaceList, place: Place, isAtEnough: boolean): Place | undefined {
	return placeAt(list, firstNotBefore(list, isAtEnough ? place : {message: place.message, at: place.at + 1}));
}

/** Returns the last place in the list before `place`. */
export function placeBefore(list: PlaceList, place: Place): Place | undefined {
	return placeAt(list, firstNotBefore(list, place) - 1);
}

/**
 * The style of a cell: the parameters of the SGR sequence (ECMA-48, "Select Graphic Rendition") that sets this style on
 * a terminal in its default style. Their order is fixed, so that equal styles are equal strings. The default style is
 * the empty string.
 */
export type CellStyle = string;

/**
 * The attributes that are on. The key is the parameter that switches the attribute on (38, 48 and 58 for every colour),
 * the value its full parameters.
 */
type Slots = Map<number, string>;

/** The default style of a terminal: no colours and no attributes. */
export const plain: CellStyle = '';

const [bold, dim, foreground, background, underlineColour] = [1, 2, 38, 48, 58];

/** How many results are cached. A screen uses a few dozen styles; if there are ever more, the cache is cleared. */
const longestMemory = 1000;

/** Returns the style after an SGR sequence. `parameters` is the text between `CSI` and `m`. */
export const styleAfter = remembered((style: CellStyle, parameters: string): CellStyle => {
	const slots = slotsOf(style);
	apply(slots, parameters);
	return [...slots]
		.sort(([a], [b]) => a - b)
		.map(([, codes]) => codes)
		.join(';');
});

/** Returns the shortest SGR sequence that changes one style into another. */
export const sequenceBetween = remembered((from: CellStyle, to: CellStyle): string => {
	if (from === to) return '';
	if (to === plain) return '\u001B[m';
	const anew = `0;${to}`;
	const change = changeBetween(slotsOf(from), slotsOf(to)).join(';');
	return `\u001B[${change.length < anew.length ? change : anew}m`;
});

function slotsOf(style: CellStyle): Slots {
	const slots: Slots = new Map();
	if (style !== plain) apply(slots, style);
	return slots;
}

function apply(slots: Slots, parameters: string): void {
	const codes = parameters.split(';');
	for (let at = 0; at < codes.length; at++) {
		const code = Number(codes[at]);
		if (code === foreground || code === background || code === underlineColour) {
			const length = codes[at + 1] === '5' ? 3 : 5;
			slots.set(code, codes.slice(at, at + length).join(';'));
			at += length - 1;
		} else {
			applyCode(slots, code);
		}
	}
}

function applyCode(slots: Slots, code: number): void {
	if (code === 0) slots.clear();
	else if (code === 21) slots.set(4, '21');
	else if (code === 22) {
		slots.delete(bold);
		slots.delete(dim);
	} else if (code >= 23 && code <= 29) slots.delete(code - 20);
	else if (code === 39 || code === 49 || code === 59) slots.delete(code - 1);
	else if (code === 55) slots.delete(53);
	else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) slots.set(foreground, String(code));
	else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) slots.set(background, String(code));
	else if (code < 10 || code === 53) slots.set(code, String(code));
}

function changeBetween(from: Slots, to: Slots): string[] {
	const off = new Set([...from.keys()].filter(slot => !to.has(slot)).map(offCode));
	// One parameter (22) switches off both bold and dim.
	const on = [...to].filter(([slot, codes]) => from.get(slot) !== codes || (off.has(22) && slot <= dim));
	return [...[...off].map(String), ...on.map(([, codes]) => codes)];
}

function offCode(slot: number): number {
	if (slot <= dim) return 22;
	if (slot < 10) return slot + 20;
	return slot === 53 ? 55 : slot + 1;
}

function remembered(find: (one: string, other: string) => string): (one: string, other: string) => string {
	const memory = new Map<string, string>();
	return (one, other) => {
		const key = `${one}>${other}`;
		let found = memory.get(key);
		if (found === undefined) {
			found = find(one, other);
			if (memory.size >= longestMemory) memory.clear();
			memory.set(key, found);
		}
		return found;
	};
}

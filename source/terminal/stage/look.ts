/**
 * How a cell looks: the parameters of one SGR sequence (ECMA-48, "Select Graphic Rendition") that make it from nothing, in
 * a fixed order, so that equal looks are equal strings. Empty: as the terminal shows text by itself.
 */
export type Look = string;

/** What is switched, by the parameter that switches it on; of colours by 38, 48 and 58, whichever colour it is. */
type Slots = Map<number, string>;

export const plain: Look = '';

const [bold, dim, foreground, background, underlineColour] = [1, 2, 38, 48, 58];

/** A screen has a few dozen looks. Were there ever more, they would be found out anew. */
const longestMemory = 1000;

/** The look after an SGR sequence. @param parameters what stands between `CSI` and `m` */
export const lookAfter = remembered((look: Look, parameters: string): Look => {
	const slots = slotsOf(look);
	apply(slots, parameters);
	return [...slots]
		.sort(([a], [b]) => a - b)
		.map(([, codes]) => codes)
		.join(';');
});

/** What turns one look into another: the shortest sequence that does. */
export const sequenceBetween = remembered((from: Look, to: Look): string => {
	if (from === to) return '';
	if (to === plain) return '\u001B[m';
	const anew = `0;${to}`;
	const change = changeBetween(slotsOf(from), slotsOf(to)).join(';');
	return `\u001B[${change.length < anew.length ? change : anew}m`;
});

function slotsOf(look: Look): Slots {
	const slots: Slots = new Map();
	if (look !== plain) apply(slots, look);
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
	// Bold and dim are switched off together.
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

/** A part of a text: `from` is the position of its first UTF-16 unit, `to` the position after its last. */
export type TextSpan = {readonly from: number; readonly to: number};

/** Sorts spans by their position in the text, and merges spans that overlap or touch. */
export function mergedSpans(spans: readonly TextSpan[]): readonly TextSpan[] {
	const merged: TextSpan[] = [];
	for (const span of spans.toSorted((one, other) => one.from - other.from)) {
		const last = merged.at(-1);
		if (last && span.from <= last.to) merged[merged.length - 1] = {from: last.from, to: Math.max(last.to, span.to)};
		else merged.push(span);
	}
	return merged;
}

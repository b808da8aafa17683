/** What Ink wrote to its stream in one write. Valid for Ink 8 with `incrementalRendering` off and `interactive` on. */
type InkWrite =
	/** The beginning or the end of a batch, or an empty write. Of all frames in a batch, only the last one is drawn. */
	| {readonly kind: 'begin' | 'end' | 'nothing'}
	/** Sequences that switch modes of the terminal. They are passed on. */
	| {readonly kind: 'modes'; readonly bytes: string}
	/** Ink removes its frame, for example before it gives the terminal to another program. */
	| {readonly kind: 'clear'}
	| {readonly kind: 'frame'; readonly lines: readonly string[]};

const modes = /^(?:\u001B\[\?[\d;]+[hl]|\u001B\[[<>?][\d;]*u)+$/;

/**
 * Matches the beginning of a frame: cursor movements and erasing, either upwards over the previous frame or from the
 * top left corner.
 */
const prefix = /^(?:\u001B\[\d*[ABGH]|\u001B\[1;1H|\u001B\[[02]?[JK]|\u001B\[\?25l)*/;

/** Parses one write of Ink, which is always complete. Frames do not position the cursor, because it is hidden. */
export function readInkWrite(written: string): InkWrite {
	if (written === '') return {kind: 'nothing'};
	if (written === '\u001B[?2026h') return {kind: 'begin'};
	if (written === '\u001B[?2026l') return {kind: 'end'};
	if (modes.test(written)) return {kind: 'modes', bytes: written};
	const text = written.replace(prefix, '');
	if (text === '') return {kind: 'clear'};
	return {kind: 'frame', lines: (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')};
}

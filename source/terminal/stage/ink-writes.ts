/** What Ink writes to its stream: Ink 8, `incrementalRendering` off, `interactive` on. */
type InkWrite =
	/** A batch: of the frames between `begin` and `end` only the last counts. */
	| {readonly kind: 'begin' | 'end' | 'nothing'}
	/** Switches of the terminal, to be handed on. */
	| {readonly kind: 'modes'; readonly bytes: string}
	/** Ink removes its frame, as before it hands the terminal to another program. */
	| {readonly kind: 'clear'}
	| {readonly kind: 'frame'; readonly lines: readonly string[]};

const modes = /^(?:\u001B\[\?[\d;]+[hl]|\u001B\[[<>?][\d;]*u)+$/;

/** Before a frame: cursor movements and erasing, over the last frame from its end upwards, or from the corner on. */
const prefix = /^(?:\u001B\[\d*[ABGH]|\u001B\[1;1H|\u001B\[[02]?[JK]|\u001B\[\?25l)*/;

/** Reads one write of Ink; each is whole. The cursor is hidden, so no frame says where to put it. */
export function readInkWrite(written: string): InkWrite {
	if (written === '') return {kind: 'nothing'};
	if (written === '\u001B[?2026h') return {kind: 'begin'};
	if (written === '\u001B[?2026l') return {kind: 'end'};
	if (modes.test(written)) return {kind: 'modes', bytes: written};
	const text = written.replace(prefix, '');
	if (text === '') return {kind: 'clear'};
	return {kind: 'frame', lines: (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')};
}

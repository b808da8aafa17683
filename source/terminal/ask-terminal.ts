import {backgroundQuestion, parseBackground} from './background.ts';
import type {Answers, Questions} from './capabilities.ts';
import {sortInput} from './reports.ts';

/** The input of a terminal, such as `process.stdin`. */
type Input = Pick<NodeJS.ReadStream, 'setRawMode' | 'setEncoding' | 'read' | 'unshift' | 'on' | 'off'>;

type Output = {write(bytes: string): unknown};

/** Milliseconds that a terminal has for its answers. */
const answersWithin = 200;

/** Asks for the attributes of the terminal (DA1). Nearly every terminal answers this, and answers in order. */
const attributesQuestion = '\x1B[c';
const attributes = /^\x1B\[\?[\d;]*c$/;

const positionQuestion = '\x1B[6n';
const position = /^\x1B\[(\d+);(\d+)R$/;

/**
 * A character that takes one column if the terminal decodes UTF-8, and two columns if it shows bytes. Its width is the
 * same with fonts for Chinese, Japanese and Korean (UAX #11: not "ambiguous"), and its second byte is not a control
 * character in ISO 8859-1.
 */
const twoBytes = 'ç';

/**
 * Writes a character between two questions for the position of the cursor, and erases it. The cursor is saved and
 * restored (DECSC, DECRC), so that nothing on the screen has changed.
 */
const utf8Question = `\x1B7${positionQuestion}${twoBytes}${positionQuestion}\x1B8\x1B[K`;

/**
 * Asks the terminal for its background and whether it decodes UTF-8, in one round trip. Nearly every terminal answers the
 * last question, so gpjobs need not wait for a terminal that does not answer the others.
 *
 * The terminal stays in raw mode. What the user types meanwhile stays in the input.
 *
 * @param limit milliseconds after which gpjobs stops waiting for answers
 */
export async function askTerminal(
	questions: Questions,
	{input, output}: {readonly input: Input; readonly output: Output},
	limit = answersWithin,
): Promise<Answers> {
	// Raw mode comes first, so that the answers are not echoed.
	input.setRawMode(true);
	input.setEncoding('utf8');
	let text = '';
	const isComplete = Promise.withResolvers<void>();
	const read = () => {
		for (let chunk: unknown = input.read(); chunk !== null; chunk = input.read()) text += String(chunk);
		if (sortInput(text).reports.some(report => attributes.test(report))) isComplete.resolve();
	};
	const give = () => isComplete.resolve();
	// If an answer arrived while this process was busy, it is read before the wait ends.
	const timer = setTimeout(() => setImmediate(give), limit);
	input.on('readable', read);
	// If the terminal is gone, nothing will answer. The screen handles that when it opens.
	input.on('end', give);
	input.on('error', give);
	output.write(
		(questions.background ? backgroundQuestion : '') + (questions.utf8 ? utf8Question : '') + attributesQuestion,
	);
	try {
		await isComplete.promise;
	} finally {
		clearTimeout(timer);
		input.off('readable', read);
		input.off('end', give);
		input.off('error', give);
	}
	const {keys, reports, unfinished} = sortInput(text);
	if (keys + unfinished !== '') input.unshift(keys + unfinished);
	return {background: backgroundIn(reports), isUtf8: utf8In(reports)};
}

function backgroundIn(reports: readonly string[]): Answers['background'] {
	for (const report of reports) {
		const background = parseBackground(report);
		if (background) return background;
	}
	return undefined;
}

/**
 * Returns whether the cursor moved by one column for {@link twoBytes}; `undefined` unless both positions were answered.
 */
function utf8In(reports: readonly string[]): boolean | undefined {
	const [before, after] = reports.flatMap(report => {
		const [, row, column] = position.exec(report) ?? [];
		return row === undefined || column === undefined ? [] : [{row: Number(row), column: Number(column)}];
	});
	if (!before || !after) return undefined;
	return before.row === after.row && after.column - before.column === 1;
}

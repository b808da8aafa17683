/**
 * Classifies the lines of GP messages: lines that ArcGIS writes for every tool, lines of a Python traceback, and
 * other text. Servers answer in the language of their installation, so the structure is used where possible: a tool
 * in parentheses, a date with a time, an error code. Sources: "Understanding messages in script tools", the messages
 * of `arcpy.GetMessages`, and Python's `traceback` module.
 */

/**
 * The kind of a line. `heading`: the first line of a traceback. `chained`: the line between two tracebacks of which the
 * second follows from the first. `frame`: a line inside a traceback. `exception`: the line after the frames, which
 * names the error. `routine`: a line that ArcGIS writes for every tool. `text`: any other line.
 */
export type LineKind = 'heading' | 'chained' | 'frame' | 'exception' | 'routine' | 'text';

/**
 * The number of characters of a line that are examined: a tool's own lines are shorter, but a message can be one line
 * of megabytes.
 */
const longest = 2000;

/**
 * Where the end of a message is relative to a traceback. The next message needs this, because the server may send a
 * traceback as one message, or as one message for each of its lines.
 */
export type TracebackState = 'outside' | 'inside' | 'after-file';

/**
 * Returns the kind of each line of a message.
 *
 * @param lines the lines of the message, in order
 * @param before the state after the previous message
 */
export function kindsOfLines(
	lines: readonly string[],
	before: TracebackState = 'outside',
): {readonly kinds: readonly LineKind[]; readonly state: TracebackState} {
	const kinds: LineKind[] = [];
	let state = before;
	for (const whole of lines) {
		const line = whole.slice(0, longest);
		const kind = kindOf(line, state);
		kinds.push(kind);
		state = stateAfter(line, kind);
	}
	return {kinds, state};
}

function kindOf(line: string, state: TracebackState): LineKind {
	if (tracebackHeading.test(line)) return 'heading';
	if (chainedHeading.test(line)) return 'chained';
	if (file.test(line)) return 'frame';
	if (state !== 'outside') {
		// The line is code, the carets below code, or the bars of an exception group. A server that sends each line
		// separately may trim it.
		if (line.trim() === '' || /^[\s|+]/.test(line)) return 'frame';
		return state === 'after-file' && !exception.test(line) ? 'frame' : 'exception';
	}
	return isRoutine(line) ? 'routine' : 'text';
}

function stateAfter(line: string, kind: LineKind): TracebackState {
	switch (kind) {
		case 'heading':
			return 'inside';
		case 'frame':
			return file.test(line) ? 'after-file' : 'inside';
		case 'chained':
		case 'exception':
		case 'routine':
		case 'text':
			return 'outside';
	}
}

const tracebackHeading = /^[\s|+-]{0,40}(?:Exception Group )?Traceback (?:\(most recent call last\)|info):?\s*$/;
const chainedHeading =
	/^[\s|]{0,40}(?:During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):\s*$/;
const file = /^[\s|+]{0,40}File "[^"]{1,1000}", line \d{1,9}/;
/** Matches `ValueError: …`, `arcgisscripting.ExecuteError: …`, `KeyboardInterrupt`. */
const exception =
	/^(?:[A-Za-z_]\w{0,80}\.){0,10}[A-Za-z_]\w{0,80}(?:Error|Exception|Exit|Interrupt|Warning|Iteration|Failure)(?::|$)/;

/** Matches `ERROR 000258: …` and the same in the server's language, such as `FEHLER 000258: …`. */
const coded = /^\s{0,20}\p{L}{1,20}[ \u00A0]?(\d{6})\s?[:：]/u;

/** Returns the six-digit code of an ArcGIS error or warning at the start of a line; `undefined` if there is none. */
export function codeOfLine(line: string): string | undefined {
	return coded.exec(line)?.[1];
}

/** Whether a code only says that something went wrong. The next line may name the cause. */
export function isUnspecific(code: string): boolean {
	return code === '999999' || code === '999998' || code === '000582';
}

/**
 * Matches the first messages of each job, and the last ones of some, in English: `Submitted.`, `Executing...`,
 * `Cancel complete.`
 */
const lifecycle =
	/^(?:submitted|executing|waiting|cancell?ed|cancell?ing|cancel complete|failed|succeeded|completed|deleted|deleting|timed out)\s?[.…。]{0,3}$/i;
/** Matches the line that a tool writes when it fails, which gives no reason, in the languages of ArcGIS. */
const failedToExecute = [
	/^failed to execute(?: \((?:[^()]|\([^()]{0,80}\)){1,200}\))?\.?(?: parameters are not valid\.?)?$/i,
	/^fehler beim ausf.{1,3}hren(?: von)? \((?:[^()]|\([^()]{0,80}\)){1,200}\)\.?$/iu,
	/^(?:.{1,3}chec de l.ex.{1,3}cution|impossible d.ex.{1,3}cuter)(?: de)? ?\((?:[^()]|\([^()]{0,80}\)){1,200}\)\.?$/iu,
	/^(?:error al ejecutar|no se pudo ejecutar|fallo al ejecutar) \((?:[^()]|\([^()]{0,80}\)){1,200}\)\.?$/iu,
	/^(?:impossibile eseguire|falha ao executar|.{1,40} executar) \((?:[^()]|\([^()]{0,80}\)){1,200}\)\.?$/iu,
	/^\((?:[^()]|\([^()]{0,80}\)){1,200}\) ?の実行に失敗しました。?$/u,
	/^执行 ?[(（](?:[^()（）]|[(（][^()（）]{0,80}[)）]){1,200}[)）] ?失败。?$/u,
];
const scriptLine = /^(?:running|completed|failed|cancell?ed) script .{1,200}\.\.\.$/i;
const timeOfDay = /\d{1,2}[:.]\d\d[:.]\d\d/;
const year = /(?<!\d)(?:19|20)\d\d(?!\d)/;
/** Matches the label of a line such as `Start Time: Monday, November 23, 2026 1:02:11 PM`. */
const labelled = /^\P{Nd}{1,40}[:：]/u;
/** Matches `(Elapsed Time: 3 minutes 12 seconds)` at the end of a line. */
const elapsed = /[(（][^()（）]{1,60}[:：][^()（）]{0,60}\d[^()（）]{0,60}[)）]\.?$/;

/** Whether a line is one that ArcGIS writes for every tool, so that it says nothing about this job except times. */
export function isRoutine(line: string): boolean {
	const text = line.trim();
	if (text.length > 300) return false;
	return lifecycle.test(text) || scriptLine.test(text) || isFailedToExecute(text) || isTimeOfTool(text);
}

/** Whether a line only says that a tool failed. Such a line is used only if no other reason is known. */
export function isFailedToExecute(line: string): boolean {
	const text = line.trim();
	return failedToExecute.some(form => form.test(text));
}

/** Whether a line is the time at which a tool began or ended, in any language. */
export function isTimeOfTool(text: string): boolean {
	if (!timeOfDay.test(text) || !year.test(text)) return false;
	return elapsed.test(text) || (labelled.test(text) && /\p{L}/u.test(text.replace(labelled, '')));
}

/**
 * Whether a line has the form of {@link isFailedToExecute} in a language that is not listed: words around the name of
 * a tool in parentheses.
 */
export function looksLikeFailedToExecute(line: string): boolean {
	return (
		line.length <= 80 && /^[\p{L}\s'’.。]*[(（]\p{Lu}\w{2,60}(?: ?\(\d{1,4}\))?[)）][\p{L}\s'’.。]*$/u.test(line.trim())
	);
}

/** Matches a few words with a colon: `PYTHON ERRORS:`, `Error Info:` in the template of the ArcPy documentation. */
const section = /^\p{L}[\p{L} -]{0,40}[:：]$/u;
const general = /^(?:unknown error|unexpected error|error executing function|general function failure|error)\.?$/i;
const oneWord = /^\p{L}+[.…!。]{0,3}$/u;

/** Whether a line could be in the messages of any job: one word, the title of a section, an error without details. */
export function isSaidOfAnything(line: string): boolean {
	const text = line.trim();
	return section.test(text) || general.test(text) || oneWord.test(text);
}

/**
 * Matches `Executing (Buffer): Buffer roads …` in any language. ModelBuilder adds a number to the name of a tool that a
 * model uses twice: `Executing (Buffer (2)): Buffer roads …`.
 */
const toolCall = /^\P{Nd}{0,30}?\((\w{1,80})(?: ?\([^()]{0,80}\))?\)[:：]\s*(?=\1\b)/u;

/**
 * Removes the prefix of a line if it adds nothing to the words after it: `Executing (Buffer): `,
 * `arcgisscripting.ExecuteError: `.
 */
export function withoutIntroduction(line: string): string {
	const text = line.trim();
	const call = toolCall.exec(text);
	if (call) return text.slice(call[0].length);
	const rest = text.replace(/^(?:arcgisscripting\.|arcpy\.)?ExecuteError:\s*/, '');
	return rest === '' ? text : rest;
}

/** Whether a line says which tool began, with its parameters. */
export function isToolCall(line: string): boolean {
	return toolCall.test(line.trim());
}

/** Whether a line is an exception without a message: `ExecuteError`, `SystemExit: 1`. */
export function isBareException(line: string): boolean {
	return /^(?:[\w]{1,80}\.){0,10}(?:\w{1,80}(?:Error|Exception|Interrupt)|SystemExit)(?::\s*\d{0,3})?$/.test(
		line.trim(),
	);
}

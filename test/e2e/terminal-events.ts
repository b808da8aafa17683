import type xterm from '@xterm/headless';

/** What a program made a terminal do besides showing text. */
export type TerminalEvent =
	| {kind: 'title'; text: string}
	| {kind: 'bell'}
	/** The terminal answered a question of the program, and so typed something into it. */
	| {kind: 'reply'; bytes: string}
	/** OSC 52: the program set the clipboard; `text` is what a paste would give now. */
	| {kind: 'clipboard'; selection: string; text: string}
	/** Another operating system command: links (8), notifications (9, 99, 777), and what has no business here. */
	| {kind: 'command'; code: number; data: string};

const commands = [4, 5, 6, 7, 8, 9, 10, 11, 12, 22, 99, 104, 133, 633, 777, 1337];

/**
 * Listens to a terminal.
 *
 * @param events where each event is added when it happens
 */
export function recordEvents(terminal: xterm.Terminal, events: TerminalEvent[]): void {
	terminal.onTitleChange(text => events.push({kind: 'title', text}));
	terminal.onBell(() => events.push({kind: 'bell'}));
	terminal.onData(bytes => events.push({kind: 'reply', bytes}));
	// What the monitor asked before it opened its screen is no event: the terminal was meant to answer that.
	terminal.parser.registerCsiHandler({prefix: '?', final: 'h'}, parameters => {
		if (parameters.includes(1049)) events.splice(0, events.length, ...events.filter(event => !isAsked(event)));
		return false;
	});
	// A handler that returns false leaves the command to the terminal's own.
	terminal.parser.registerOscHandler(52, data => {
		const [selection = '', encoded = ''] = data.split(';');
		events.push({kind: 'clipboard', selection, text: Buffer.from(encoded, 'base64').toString()});
		return false;
	});
	for (const code of commands)
		terminal.parser.registerOscHandler(code, data => {
			events.push({kind: 'command', code, data});
			return false;
		});
}

function isAsked(event: TerminalEvent): boolean {
	if (event.kind === 'reply') return /^\u001B\[(?:\?[\d;]*c|\d+;\d+R)$/.test(event.bytes);
	return event.kind === 'command' && event.code === 11 && event.data === '?';
}

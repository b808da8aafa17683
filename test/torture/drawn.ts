import {PassThrough} from 'node:stream';
import {render} from 'ink';
import {createElement} from 'react';
import {OutputStage, type StageGate} from '../../source/terminal/output-stage.ts';
import {LineMarks} from '../../source/ui/line-marks.ts';
import {App} from '../../source/ui/screen/app.tsx';
import type {ScreenController} from '../../source/ui/screen/controller.ts';

export type Drawn = {
	/** Characters and frames that were written. */
	readonly drawn: () => number;
	readonly frames: () => number;
	readonly close: () => void;
};

/** Draws the whole screen, of 120×36, on a terminal that takes everything and keeps nothing. */
export function drawOnNothing(screen: ScreenController): Drawn {
	let [drawn, frames] = [0, 0];
	const gate = {
		write(bytes: string) {
			drawn += bytes.length;
			return true;
		},
		isBlocked: () => false,
		on() {},
		columns: 120,
		rows: 36,
	} as unknown as StageGate;
	const stdin = Object.assign(new PassThrough(), {isTTY: true, setRawMode() {}, ref() {}, unref() {}});
	const marks = new LineMarks();
	const stage = new OutputStage(gate, marks.lineOf, () => {
		frames++;
	});
	const app = createElement(App, {screen, marks, appearance: {isAscii: false, scheme: 'dark', interval: undefined}});
	const ink = render(app, {
		stdout: stage as unknown as NodeJS.WriteStream,
		stdin: stdin as unknown as NodeJS.ReadStream,
		interactive: true,
		exitOnCtrlC: false,
		maxFps: 250,
		patchConsole: false,
	});
	return {
		drawn: () => drawn,
		frames: () => frames,
		close() {
			screen.close();
			ink.unmount();
		},
	};
}

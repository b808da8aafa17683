import {Box} from 'ink';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {safeText} from '../../source/text/safe-text.ts';
import {Line} from '../../source/ui/line.tsx';
import {LineMarks, WholeLines} from '../../source/ui/line-marks.ts';

const rowsOf = (frame: string | undefined, marks: LineMarks) => (frame ?? '').split('\n').map(marks.lineOf);

function Screen({marks, lines}: {readonly marks: LineMarks; readonly lines: readonly string[]}) {
	return (
		<WholeLines value={marks}>
			<Box flexDirection="column" width={40} overflow="hidden">
				{lines.map((text, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a line of the screen is its place
					<Line key={index} spans={[{text: safeText(text)}]} />
				))}
			</Box>
		</WholeLines>
	);
}

test('Ink lays out one character for each line, and the lines are restored from its output', () => {
	const marks = new LineMarks();
	const {lastFrame} = render(<Screen marks={marks} lines={['flood-2026', '', '漢字 👩‍💻']} />);
	expect([...(lastFrame() ?? '')]).toHaveLength(3 + 2);
	expect(rowsOf(lastFrame(), marks)).toEqual(['flood-2026', '', '漢字 👩‍💻']);
});

test('a changed line changes the frame, even if it changes back', () => {
	const marks = new LineMarks();
	const {lastFrame, rerender} = render(<Screen marks={marks} lines={['a', 'b']} />);
	const first = lastFrame();
	rerender(<Screen marks={marks} lines={['a', 'c']} />);
	const second = lastFrame();
	expect(second).not.toBe(first);
	expect(rowsOf(second, marks)).toEqual(['a', 'c']);
	rerender(<Screen marks={marks} lines={['a', 'b']} />);
	expect(lastFrame()).not.toBe(second);
	expect(rowsOf(lastFrame(), marks)).toEqual(['a', 'b']);
});

test('the mark of a removed line is released, and there are no more marks than lines', () => {
	const marks = new LineMarks();
	const {lastFrame, rerender, unmount} = render(<Screen marks={marks} lines={['first']} />);
	const first = lastFrame();
	for (let turn = 0; turn < 70_000; turn += 10_000) {
		for (let index = 0; index < 10_000; index++) marks.release(marks.mark('on its way'));
		rerender(<Screen marks={marks} lines={[`turn ${turn}`]} />);
		// All marks have been used once, and those in use were left alone.
		expect(rowsOf(lastFrame(), marks)).toEqual([`turn ${turn}`]);
	}
	expect(rowsOf(first, marks)).not.toContain('first');
	unmount();
});

test('a text from a server cannot be read as a mark', () => {
	const marks = new LineMarks();
	const mark = marks.mark('secret');
	const {lastFrame} = render(
		<WholeLines value={null}>
			<Line spans={[{text: safeText(`${mark} of a cell`)}]} />
		</WholeLines>,
	);
	expect(rowsOf(lastFrame(), marks)).toEqual(['\uFFFD of a cell']);
});

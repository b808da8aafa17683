import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {Table} from '../../source/ui/ink-table.ts';

test('ink-table draws, with the Ink that the program uses', () => {
	const {lastFrame, unmount} = render(<Table data={[{name: 'one', value: 2}]} />);
	expect(stripVTControlCharacters(lastFrame() ?? '')).toBe(
		['┌──────┬───────┐', '│ name │ value │', '├──────┼───────┤', '│ one  │ 2     │', '└──────┴───────┘'].join('\n'),
	);
	unmount();
});

import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {safeText} from '../../../../source/text/safe-text.ts';
import {MessagePane} from '../../../../source/ui/panes/messages/pane.tsx';
import type {MessagesState} from '../../../../source/ui/panes/messages/state.ts';
import {updateMessages} from '../../../../source/ui/panes/messages/state.ts';
import {message, paneAfter} from './any-messages.ts';

const title = [[{text: safeText('flood')}]];
const pane = (state: MessagesState) => (
	<MessagePane state={state} title={title} placeholder={safeText('No messages yet.')} isAscii={false} />
);

test('the pane draws its title and its lines, and follows new messages', () => {
	const messages = [message('Executing (Kriging)'), message('WARNING 000117: 漢字', 'warning')];
	const state = paneAfter(messages.slice(0, 1), {type: 'resize', size: {width: 60, height: 3}});
	const {lastFrame, rerender, unmount} = render(pane(state));
	const shown = () =>
		stripVTControlCharacters(lastFrame() ?? '')
			.split('\n')
			.map(line => line.trimEnd());
	expect(shown()).toEqual(['flood', '   Executing (Kriging)', '', '']);
	rerender(pane(updateMessages(state, {type: 'messages', messages})));
	expect(shown()).toEqual(['flood', '   Executing (Kriging)', ' ⚠ WARNING 000117: 漢字', '']);
	unmount();
});

test.each([
	[1, 1],
	[2, 5],
	[11, 2],
	[100, 30],
])('a pane of %i × %i is one line higher, and its lines no wider', (width, height) => {
	const state = paneAfter(
		[message('漢字 '.repeat(30), 'error')],
		{type: 'resize', size: {width, height}},
		{type: 'toggle-wrap'},
	);
	const {lastFrame, unmount} = render(pane(state));
	const lines = stripVTControlCharacters(lastFrame() ?? '').split('\n');
	expect(lines.length).toBe(height + 1);
	expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(width);
	unmount();
});

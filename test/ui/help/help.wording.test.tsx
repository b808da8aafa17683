/** The help as a person reads it. */
import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {HelpOverlay} from '../../../source/ui/help/help-overlay.tsx';
import {someSituation} from '../panes/list/some-situation.ts';

test('the help at 80 cells', () => {
	const {lastFrame} = render(
		<HelpOverlay width={80} height={12} top={3} situation={{...someSituation, canUndo: true}} ascii={false} />,
	);
	expect(stripVTControlCharacters(lastFrame() ?? '')).toMatchInlineSnapshot(`
		" Keys                                                    4-14 of 47  Esc closes
		  g Home    top                           :         rerun with the same inputs
		  G End     bottom                        o         open its page in the browser
		  PgUp      page up                       S         save messages or a report
		  PgDn      page down                     y         copy: URL, id, last message
		  Ctrl-U    half a page up                L         label; tags of marked jobs
		  Ctrl-D    half a page down              Y         copy its URL
		  ← h       left in long lines
		  → l       right in long lines          Messages                               
		                                          X         hidden characters as hex
		 Open                                     f         follow new messages
		  Enter     open                          w         wrap long lines"
	`);
});

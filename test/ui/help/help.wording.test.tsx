/** The help as a person reads it. */
import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {HelpOverlay} from '../../../source/ui/help/help-overlay.tsx';
import {someSituation} from '../panes/list/some-situation.ts';

test('the help at 80 cells', () => {
	const {lastFrame} = render(
		<HelpOverlay
			width={80}
			height={12}
			top={3}
			here="list"
			situation={{...someSituation, canUndo: true}}
			ascii={false}
		/>,
	);
	expect(stripVTControlCharacters(lastFrame() ?? '')).toMatchInlineSnapshot(`
		" Keys                                           4-14 of 82  / search  Esc close
		  i         sign in to its server (its    w         wrap long lines
		            server asks for no sign-in)   v         level: all, warnings,
		  :         rerun with the same inputs              errors
		  o         open its page in the          &         matches: all, only, context
		            browser                       t         times of messages on/off
		  S         save messages or a report     e         next error or warning
		  y         copy: URL, id, error, line    E         previous error or warning
		  L         label; tags of marked jobs    z         full-height messages on/off
		  Y         copy its URL                  X         hidden characters as hex

		 Open                                    Polling                                "
	`);
});

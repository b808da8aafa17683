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
		  i         sign in to its server (its    f F       follow new messages
		            server asks for no sign-in)   w         wrap long lines
		  :         rerun with the same inputs    v         level: all, warnings,
		  o         open its page in the                    errors
		            browser                       &         matches: all, only, context
		  S         save messages or a report     t         times of messages on/off
		  y         copy: URL, id, error, line    e         next error or warning
		  L         label; tags of marked jobs    E         previous error or warning
		  Y         copy its URL                  z         full-height messages on/off

		 Open                                    Polling                                "
	`);
});

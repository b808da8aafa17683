import {type SafeText, safe} from '../../text/safe-text.ts';
import type {SaveRequest} from '../saver.ts';
import type {ScreenPort} from '../screen/port.ts';
import {type DialogDefinition, keysOnTheirWay} from './dialog.ts';
import {type DialogText, saysNo} from './dialog-lines.ts';
import {saveValue} from './save.ts';

/** The dialog that asks for confirmation before a file is downloaded from another host than the job's. */
export type SaveHostDialog = {
	readonly kind: 'save-host';
	readonly request: SaveRequest;
	/** The sentence that names the host. */
	readonly notice: SafeText;
	readonly openedAt: number;
};

/** The text and the keys of the dialog that asks for confirmation before a download from another host. */
export const saveHostDialog: DialogDefinition<SaveHostDialog> = {
	deafFor: keysOnTheirWay,
	press,
	text: ({notice}) => hostText(notice),
};

function press(screen: ScreenPort, {request}: SaveHostDialog, name: string | undefined): void {
	if (name === 'y') {
		screen.change({dialog: null});
		void saveValue(screen, {...request, isHostConfirmed: true});
	} else if (name === 'n' || name === 'Enter' || name === 'Esc' || name === 'q') {
		screen.change({dialog: null});
	}
}

/**
 * Makes the text of the dialog that asks before a download from another host.
 *
 * @param notice the sentence that names the host
 */
export function hostText(notice: SafeText): DialogText {
	return {
		title: safe`Download from another host?`,
		facts: [],
		notes: [notice],
		keys: [
			[safe`y`, safe`download`],
			[safe`n Enter Esc`, saysNo],
		],
	};
}

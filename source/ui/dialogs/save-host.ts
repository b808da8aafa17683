import {type SafeText, safe} from '../../text/safe-text.ts';
import type {SaveRequest} from '../saver.ts';
import type {ScreenPort} from '../screen/port.ts';
import {type DialogDefinition, keysOnTheirWay} from './dialog.ts';
import {type DialogText, saysNo} from './dialog-lines.ts';
import {saveValue} from './save.ts';

/** A file lies on another host than the job. */
export type SaveHostDialog = {
	readonly kind: 'save-host';
	readonly request: SaveRequest;
	/** Which host that is. */
	readonly said: SafeText;
	readonly openedAt: number;
};

export const saveHostDialog: DialogDefinition<SaveHostDialog> = {
	deafFor: keysOnTheirWay,
	press,
	text: ({said}) => hostText(said),
};

function press(screen: ScreenPort, {request}: SaveHostDialog, name: string | undefined): void {
	if (name === 'y') {
		screen.change({dialog: null});
		void saveValue(screen, {...request, isHostConfirmed: true});
	} else if (name === 'n' || name === 'Enter' || name === 'Esc' || name === 'q') {
		screen.change({dialog: null});
	}
}

/** Asks before a file is fetched from another host than the job's. */
export function hostText(said: SafeText): DialogText {
	return {
		title: safe`Download from another host?`,
		facts: [],
		notes: [said],
		keys: [
			[safe`y`, safe`download`],
			[safe`n Enter Esc`, saysNo],
		],
	};
}

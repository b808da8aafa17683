import type {ColourScheme} from '../../terminal/capabilities.ts';
import type {ScreenController} from './controller.ts';
import type {Layout} from './layout.ts';

/** The properties of the terminal and the options that determine how the screen is drawn. */
export type Appearance = {
	readonly isAscii: boolean;
	readonly scheme: ColourScheme;
	/** The interval in milliseconds that `--interval` sets; `undefined` if it is not set. */
	readonly interval: number | undefined;
};

/** The properties of each part of the screen. */
export type PartProps = {readonly screen: ScreenController; readonly appearance: Appearance; readonly layout: Layout};

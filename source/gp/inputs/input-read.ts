import type {SafeText} from '../../text/safe-text.ts';

/** The value of an input as it will be sent, or what is wrong with it. */
export type InputRead =
	| {
			readonly ok: true;
			/** A string is sent as it is, anything else as JSON. */
			readonly value: unknown;
			/** What gpjobs made of a text that has several readings, each to be shown to the user. */
			readonly understood?: readonly SafeText[];
	  }
	| {
			readonly ok: false;
			/** What the value can be, as the end of a sentence with "it is". */
			readonly wanted: SafeText;
			/** The part of the value that is wrong, if it is not all of it: `row 2, column Length`. */
			readonly place?: SafeText;
			/** The text of that part. */
			readonly text?: string;
	  };

import {type SafeText, safe} from '../../text/safe-text.ts';
import {doubtful, drawingOf, lookOf, uncheckedLook} from '../symbols.ts';

type SignGroup = {readonly title: SafeText; readonly signs: readonly (readonly [SafeText, SafeText])[]};

const states = [
	'queued',
	'running',
	'cancelling',
	'succeeded',
	'failed',
	'timed-out',
	'cancelled',
	'deleted',
	'gone',
] as const;

const stateMeanings: Readonly<Record<(typeof states)[number], SafeText>> = {
	queued: safe`queued: New, Submitted or Waiting`,
	running: safe`running: Executing`,
	cancelling: safe`cancel accepted, stopping`,
	succeeded: safe`succeeded`,
	failed: safe`failed`,
	'timed-out': safe`timed out`,
	cancelled: safe`cancelled`,
	deleted: safe`deleted on the server`,
	gone: safe`gone: the server no longer knows it`,
};

/**
 * Returns the symbols on the screen and their meanings, in groups.
 *
 * @param isAscii whether only ASCII is drawn
 */
export function legend(isAscii: boolean): readonly SignGroup[] {
	const {cursor, mark, unread, warning, full, empty, none} = drawingOf(isAscii);
	return [
		{
			title: safe`State`,
			signs: [
				...states.map(state => [lookOf(state, isAscii).symbol, stateMeanings[state]] as const),
				[doubtful.symbol, safe`no fresh answer`],
				[uncheckedLook(isAscii).symbol, uncheckedLook(isAscii).word],
			],
		},
		{
			title: safe`Row`,
			signs: [
				[cursor, safe`cursor`],
				[mark, safe`marked`],
				[unread, safe`news since the cursor was last on it`],
				[safe`>0:12`, safe`running at least this long; gpjobs did not see the start`],
				[safe`~8 min`, safe`estimated`],
				[safe`${warning} 4`, safe`4 warnings`],
				[safe`${full}${full}${empty} 62%`, safe`progress, as the job reports it`],
				[none, safe`nothing to show`],
			],
		},
		{
			title: safe`Filter`,
			signs: [
				[safe`word`, safe`in any column`],
				[safe`task:word`, safe`in this column`],
				[safe`!word`, safe`not this word`],
				[safe`a|b`, safe`either word`],
				[safe`problem`, safe`jobs that need a look`],
				[safe`unread`, safe`jobs with news`],
			],
		},
	];
}

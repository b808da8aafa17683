/** Messages for the tests of the pane: plain ones by level, and any at all. */
import fc from 'fast-check';
import type {Level, Message} from '../../../../source/gp/message.ts';
import {safeText, serverText} from '../../../../source/text/safe-text.ts';
import {
	initialMessages,
	type MessagesAction,
	type MessagesState,
	updateMessages,
} from '../../../../source/ui/panes/messages/state.ts';

export function message(text: string, level: Level = 'info'): Message {
	return {level, type: safeText(''), text: serverText(text, 'lines')};
}

/** `m0`, `m1` …; one in `every` is a warning, one in ten times that an error. */
export function plainMessages(count: number, every = 10): Message[] {
	return Array.from({length: count}, (_, index) =>
		message(`m${index}`, index % (every * 10) === 5 ? 'error' : index % every === 5 ? 'warning' : 'info'),
	);
}

/** The state after some actions, in a pane of 40 × 10 unless they say otherwise. */
export function paneAfter(messages: readonly Message[], ...actions: readonly MessagesAction[]): MessagesState {
	return [
		{type: 'resize', size: {width: 40, height: 10}} as const,
		{type: 'messages', messages} as const,
		...actions,
	].reduce(updateMessages, initialMessages);
}

/** Text with what is hard on a terminal: wide, combined, long, broken over lines. */
export const anyText = fc
	.array(
		fc.oneof(
			fc.string({unit: 'grapheme', maxLength: 6}),
			fc.string({unit: 'binary', maxLength: 4}),
			fc.constantFrom(
				'word',
				'Word',
				' ',
				'   ',
				'\n',
				'\n\n',
				'字',
				'👩‍👩‍👧‍👦',
				'e\u0301',
				'\u0d4e',
				'\u{1f3fb}',
				'\u001b[31m',
				'ﾞ',
				'x'.repeat(30),
			),
		),
		{maxLength: 12},
	)
	.map(pieces => pieces.join(''));

export const anyMessage = fc
	.record({text: anyText, level: fc.constantFrom<Level>('info', 'info', 'warning', 'error')})
	.map(({text, level}) => message(text, level));

export const anyMessages = fc.array(anyMessage, {maxLength: 30});

export const anyKey: fc.Arbitrary<MessagesAction> = fc.oneof(
	fc.record({
		type: fc.constant('scroll' as const),
		by: fc.constantFrom('line' as const, 'half-page' as const, 'page' as const),
		direction: fc.constantFrom('up' as const, 'down' as const),
	}),
	fc.record({type: fc.constant('go' as const), to: fc.constantFrom('top' as const, 'bottom' as const)}),
	fc.record({type: fc.constant('pan' as const), direction: fc.constantFrom('left' as const, 'right' as const)}),
	fc.constantFrom<MessagesAction>(
		{type: 'toggle-follow'},
		{type: 'toggle-wrap'},
		{type: 'cycle-level'},
		{type: 'cycle-matching'},
		{type: 'toggle-times'},
		{type: 'first-error'},
		{type: 'count'},
	),
	fc
		.constantFrom('word', 'e', '字', ' ', '.', '', 'not there', '/w.r/', '/x*$/', '/(/')
		.map(query => ({type: 'search' as const, query: safeText(query)})),
	fc.record({
		type: fc.constantFrom('hit' as const, 'alert' as const),
		direction: fc.constantFrom('next' as const, 'previous' as const),
	}),
);

export const anySize: fc.Arbitrary<MessagesAction> = fc.record({
	type: fc.constant('resize' as const),
	size: fc.record({width: fc.integer({min: 0, max: 60}), height: fc.integer({min: 0, max: 14})}),
});

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Message} from '../../../../source/gp/message.ts';
import {type MessageSummary, noMessages} from '../../../../source/monitor/message-summary.ts';
import type {MessageTimes} from '../../../../source/monitor/message-times.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import {clockTime} from '../../../../source/ui/header/clock-time.ts';
import {type MessagesState, updateMessages} from '../../../../source/ui/panes/messages/state.ts';
import {silenceLine} from '../../../../source/ui/panes/messages/times.ts';
import {visibleRows} from '../../../../source/ui/panes/messages/visible-rows.ts';
import {messagePaneLines} from '../../../../source/ui/panes/messages/window.ts';
import {often} from '../../../often.ts';
import {anyKey, anyMessages, message, paneAfter} from './any-messages.ts';
import {cellsOf, textOf} from './span-cells.ts';

type MessageBatch = MessageTimes['batches'][number];

const minute = 60_000;
const look = {placeholder: safeText('none'), isAscii: false};

function summaryOf(list: readonly Message[], batches: readonly MessageBatch[]): MessageSummary {
	return {...noMessages, list, total: list.length, times: {batches, readAt: null}};
}

function withTimes(list: readonly Message[], batches: readonly MessageBatch[], height = 10): MessagesState {
	return [
		{type: 'toggle-times'} as const,
		{type: 'resize', size: {width: 50, height}} as const,
		{type: 'messages', messages: list, summary: summaryOf(list, batches)} as const,
	].reduce(updateMessages, paneAfter(list));
}

const lines = (state: MessagesState) => messagePaneLines(state, look).map(spans => textOf(spans).trimEnd());
const list = ['a', 'b', 'c', 'd', 'e'].map(text => message(text));
/** a and b with the first answer, c a minute later, d and e nine minutes after that. */
const batches: readonly MessageBatch[] = [
	{from: 0, after: null, until: 0},
	{from: 2, after: 0, until: minute},
	{from: 3, after: 10 * minute, until: 11 * minute},
];
const [first, second, third] = [0, minute, 11 * minute].map(epoch => `≤${clockTime(epoch)}`);
const silence = silenceLine(9 * minute);

describe('the times of messages', () => {
	test('are shown before the messages, once for those that arrived together, and a line mentions a pause', () => {
		expect(lines(withTimes(list, batches))).toEqual([
			`${first}    a`,
			'          b',
			`${second}    c`,
			expect.stringMatching(new RegExp(`^ ── ${silence} ─+$`)),
			`${third}    d`,
			'          e',
			...Array.from({length: 4}, () => ''),
		]);
	});

	test('are shown in the first visible line, too', () => {
		const state = updateMessages(withTimes(list, batches, 2), {type: 'scroll', by: 'line', direction: 'up'});
		expect(lines(state)[0]).toContain(silence);
		const end = withTimes(list, batches, 1);
		expect(lines(end)).toEqual([`${third}    e`]);
	});

	test('are left out if they are unknown, if the pane is narrow, and after another t', () => {
		expect(lines(withTimes(list, []))[0]).toBe('          a');
		const narrow = updateMessages(withTimes(list, batches), {type: 'resize', size: {width: 39, height: 10}});
		expect(lines(narrow)[0]).toBe('   a');
		expect(lines(updateMessages(withTimes(list, batches), {type: 'toggle-times'})).slice(0, 5)).toEqual(
			['a', 'b', 'c', 'd', 'e'].map(text => `   ${text}`),
		);
	});

	test('scrolling line by line visits every line, the one about a pause too', () => {
		const top = updateMessages(withTimes(list, batches, 2), {type: 'go', to: 'top'});
		const seen = (state: MessagesState) => lines(state)[0];
		const downwards: (string | undefined)[] = [];
		let state = top;
		while (!state.follows) {
			downwards.push(seen(state));
			state = updateMessages(state, {type: 'scroll', by: 'line', direction: 'down'});
		}
		expect(downwards).toHaveLength(4);
		expect(downwards[3]).toContain(silence);
		for (let step = 0; step < 4; step++) state = updateMessages(state, {type: 'scroll', by: 'line', direction: 'up'});
		expect(lines(state)).toEqual(lines(top));
	});

	test('do not change the size of the pane, whatever is shown', () => {
		const anyBatches = fc
			.array(fc.record({from: fc.nat(30), after: fc.nat(20), until: fc.nat(20)}), {maxLength: 6})
			.map(all =>
				all
					.toSorted((a, b) => a.from - b.from)
					.map(({from, after, until}) => ({from, after: after * minute, until: until * minute})),
			);
		fc.assert(
			fc.property(anyMessages, anyBatches, fc.array(anyKey, {maxLength: 15}), (messages, some, keys) => {
				let state = withTimes(messages, some, 6);
				for (const key of keys) {
					state = updateMessages(state, key);
					const shown = messagePaneLines(state, look);
					expect(shown.map(cellsOf)).toEqual(Array.from({length: 6}, () => 50));
					expect(visibleRows(state).length).toBeLessThanOrEqual(6);
				}
			}),
			{numRuns: often(300)},
		);
	});
});

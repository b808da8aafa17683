import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {safeText} from '../../../../source/text/safe-text.ts';
import type {Span} from '../../../../source/ui/line.tsx';
import {notFoundNote} from '../../../../source/ui/panes/messages/search-notes.ts';
import type {MessagesAction, MessagesState} from '../../../../source/ui/panes/messages/state.ts';
import {followWords, levelWords, messageTitle} from '../../../../source/ui/panes/messages/title.ts';
import {often} from '../../../often.ts';
import {anyKey, anyMessages, anyText, message, paneAfter, plainMessages} from './any-messages.ts';
import {cellsOf, textOf} from './span-cells.ts';

const {following, notFollowing} = followWords;
const top: MessagesAction = {type: 'go', to: 'top'};
const level: MessagesAction = {type: 'cycle-level'};
const search = (query: string): MessagesAction => ({type: 'search', query: safeText(query)});
const hit = (direction: 'next' | 'previous'): MessagesAction => ({type: 'hit', direction});

function spans(state: MessagesState, width: number, {label = 'flood-2026', isAscii = false} = {}): readonly Span[] {
	return messageTitle(state, {width, label: safeText(label), isFocused: true, isAscii});
}

const title = (...given: Parameters<typeof spans>) => textOf(spans(...given));

const messages = plainMessages(1204, 10_000).map((entry, index) =>
	message(entry.text.safe, index % 600 === 9 && index < 1000 ? 'warning' : 'info'),
);

describe('the title', () => {
	test.each<[string, MessagesAction[], string]>([
		['at the start', [], `1,204 lines · 2 ⚠ · ${following} · ${levelWords.info}`],
		['scrolled', [top], `1,204 lines · 2 ⚠ · ${notFollowing} · ${levelWords.info}`],
		['of one level', [level], `2 of 1,204 lines · 2 ⚠ · ${following} · ${levelWords.warning}`],
		['of another', [level, level], `0 of 1,204 lines · 2 ⚠ · ${following} · ${levelWords.error}`],
		['wrapped', [{type: 'toggle-wrap'}], `1,204 lines · 2 ⚠ · ${following} · ${levelWords.info} · wrapped`],
		[
			'with a search',
			[top, search('m120'), hit('next')],
			`"m120" 2 of 5 · 1,204 lines · 2 ⚠ · ${notFollowing} · ${levelWords.info}`,
		],
		[
			'with a search for nothing',
			[search('q')],
			`${notFoundNote} · "q" none · 1,204 lines · 2 ⚠ · ${following} · ${levelWords.info}`,
		],
		[
			'with hits but none gone to',
			[search('m120'), top, level],
			`"m120" none · 2 of 1,204 lines · 2 ⚠ · ${notFollowing} · ${levelWords.warning}`,
		],
	])('%s', (_, actions, facts) => {
		const shown = title(paneAfter(messages, ...actions), 110);
		expect(shown).toMatch(/^ ─ Messages · flood-2026 ─+ /);
		expect(shown.replace(/^ ─ Messages · flood-2026 ─+ /, '')).toBe(`${facts} ─`);
	});

	test('without messages', () => {
		expect(title(paneAfter([]), 51)).toBe(` ─ Messages · flood-2026 ─ ${following} · ${levelWords.info} ─`);
	});

	test('panned, with errors', () => {
		const state = paneAfter([message('x'.repeat(400)), message('bad', 'error')], top, {
			type: 'pan',
			direction: 'right',
		});
		expect(title(state, 90)).toMatch(new RegExp(` 2 lines · 1 ✖ · ${notFollowing} · ${levelWords.info} · → 18 ─$`));
	});

	test('in ASCII', () => {
		expect(title(paneAfter(messages), 76, {isAscii: true})).toBe(
			` - Messages | flood-2026 ------ 1,204 lines | 2 ! | ${following} | ${levelWords.info} -`,
		);
	});

	test('counts on', () => {
		const state = paneAfter(plainMessages(200_000), top, search('m'));
		expect(title(state, 110)).toContain(' "m" 1 of 70,000+ · ');
	});

	test.each([
		[76, ` ─ Messages · flood-2026 ────── 1,204 lines · 2 ⚠ · ${following} · ${levelWords.info} ─`],
		[71, ` ─ Messages · flood-2026 ─ 1,204 lines · 2 ⚠ · ${following} · ${levelWords.info} ─`],
		[70, ` ─ Messages · flood-2026 ───────────── 1,204 lines · 2 ⚠ · ${following} ─`],
		[66, ` ─ Messages · flood-2026 ───────── 1,204 lines · 2 ⚠ · ${following} ─`],
		[50, ' ─ Messages · flood-2026 ───── 1,204 lines · 2 ⚠ ─'],
		[40, ' ─ Messages · flood-2026 ───────── 2 ⚠ ─'],
		[30, ' ─ Messages · flood-2026 ─────'],
		[20, ' ─ Messages · flo… ─'],
		[10, ' ─ Mess… ─'],
		[6, ' ─ … ─'],
		[5, 'Mess…'],
		[1, '…'],
		[0, ''],
	])('gives way at %i', (width, expected) => {
		expect(title(paneAfter(messages), width)).toBe(expected);
	});

	test('is as wide as it should be, whatever it says', () => {
		fc.assert(
			fc.property(anyMessages, fc.array(anyKey, {maxLength: 10}), fc.nat(120), anyText, fc.boolean(), (...given) => {
				const [some, keys, width, label, isAscii] = given;
				expect(cellsOf(spans(paneAfter(some, ...keys), width, {label, isAscii}))).toBe(width);
			}),
			{numRuns: often(2000)},
		);
	});
});

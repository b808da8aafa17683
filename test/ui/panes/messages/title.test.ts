import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {safe, safeText} from '../../../../source/text/safe-text.ts';
import type {Span} from '../../../../source/ui/line.tsx';
import {type JobHeading, noAnswerSince} from '../../../../source/ui/panes/heading/job-heading.ts';
import {notFoundNote} from '../../../../source/ui/panes/messages/search-notes.ts';
import type {MessagesAction, MessagesState} from '../../../../source/ui/panes/messages/state.ts';
import {followWords, levelWords, messageTitle} from '../../../../source/ui/panes/messages/title.ts';
import {doubtful, lookOf} from '../../../../source/ui/symbols.ts';
import {often} from '../../../often.ts';
import {anyKey, anyMessages, anyText, message, paneAfter, plainMessages} from './any-messages.ts';
import {cellsOf, textOf} from './span-cells.ts';

const {following, notFollowing} = followWords;
const top: MessagesAction = {type: 'go', to: 'top'};
const level: MessagesAction = {type: 'cycle-level'};
const search = (query: string): MessagesAction => ({type: 'search', query: safeText(query)});
const hit = (direction: 'next' | 'previous'): MessagesAction => ({type: 'hit', direction});

/** What is known of a job that runs, unless a test says otherwise. */
function heading(known: Partial<JobHeading> = {}): JobHeading {
	return {
		name: safe`flood-2026`,
		look: lookOf('running', false),
		isUnread: false,
		status: safe`Executing`,
		percent: null,
		left: safe``,
		leftShort: safe``,
		took: safe``,
		silence: safe``,
		isLive: true,
		warnings: 0,
		errors: 0,
		...known,
	};
}

function spans(
	state: MessagesState,
	width: number,
	known: Partial<JobHeading> = {},
	{isAscii = false, isFocused = false} = {},
): readonly Span[] {
	return messageTitle(state, {width, heading: heading(known), isFocused, isAscii});
}

const title = (...given: Parameters<typeof spans>) => textOf(spans(...given));

const messages = plainMessages(1204, 10_000).map((entry, index) =>
	message(entry.text.safe, index % 600 === 9 && index < 1000 ? 'warning' : 'info'),
);

describe('the title', () => {
	test.each<[string, MessagesAction[], string]>([
		['at the start', [], `2 ⚠ of 1,204 messages · ${following}`],
		['scrolled', [top], `2 ⚠ of 1,204 messages · ${notFollowing}`],
		['of one level', [level], `2 of 1,204 messages · ${following} · ${levelWords.warning}`],
		['of another', [level, level], `0 of 1,204 messages · ${following} · ${levelWords.error}`],
		['wrapped', [{type: 'toggle-wrap'}], `2 ⚠ of 1,204 messages · ${following} · wrapped`],
		['with a search', [top, search('m120'), hit('next')], `2 ⚠ of 1,204 messages · "m120" 2 of 5 · ${notFollowing}`],
		['with a search for nothing', [search('q')], `2 ⚠ of 1,204 messages · ${notFoundNote} · "q" none · ${following}`],
		[
			'with hits but none gone to',
			[search('m120'), top, level],
			`2 of 1,204 messages · "m120" none · ${notFollowing} · ${levelWords.warning}`,
		],
	])('%s', (_, actions, facts) => {
		const shown = title(paneAfter(messages, ...actions), 110);
		expect(shown).toMatch(/^ ─ flood-2026 ─+ ● Executing · /);
		expect(shown.replace(/^ ─ flood-2026 ─+ ● Executing · /, '')).toBe(`${facts} ─`);
	});

	test.each<[string, Partial<JobHeading>, string]>([
		['how far a job is, and how long still', {percent: 33, left: safe`~32 min left`}, '● Executing 33% · ~32 min left'],
		[
			'how a job ended, without a word of following',
			{look: lookOf('failed', false), status: safe`Failed`, took: safe`after 3:12`, isLive: false},
			'✖ Failed after 3:12 ─',
		],
		[
			'since when its server is silent, without a word of following',
			{look: doubtful, silence: noAnswerSince(0), isLive: false},
			`? Executing · ${noAnswerSince(0)} ─`,
		],
	])('tells %s', (_, known, facts) => {
		expect(title(paneAfter([]), 90, known)).toContain(` ${facts}`);
	});

	test('says that it shows the first error', () => {
		const state = paneAfter([message('x'), message('bad', 'error')], {type: 'first-error'});
		const shown = title(state, 100, {look: lookOf('failed', false), status: safe`Failed`, isLive: false});
		expect(shown).toContain(` ✖ Failed · 1 ✖ of 2 messages · ${followWords.fromFirstError} ─`);
	});

	test('without messages', () => {
		expect(title(paneAfter([]), 45)).toBe(` ─ flood-2026 ───── ● Executing · ${following} ─`);
	});

	test('has a thick line if the pane receives the keys', () => {
		expect(title(paneAfter([]), 45, {}, {isFocused: true})).toBe(` ━ flood-2026 ━━━━━ ● Executing · ${following} ━`);
	});

	test('panned', () => {
		const state = paneAfter([message('x'.repeat(400))], top, {type: 'pan', direction: 'right'});
		expect(title(state, 90)).toMatch(new RegExp(` 1 message · ${notFollowing} · → 18 ─$`));
	});

	test('in ASCII', () => {
		const known = {look: lookOf('running', true)};
		expect(title(paneAfter(messages), 76, known, {isAscii: true})).toBe(
			` - flood-2026 ------------ @ Executing | 2 ! of 1,204 messages | ${following} -`,
		);
	});

	test('counts new messages', () => {
		const state = paneAfter(plainMessages(200_000), top, search('m'));
		expect(title(state, 140)).toContain(' "m" 1 of 70,000+ · ');
	});

	test.each([
		[80, ` ─ flood-2026 ──────────────── ● Executing · 2 ⚠ of 1,204 messages · ${following} ─`],
		[65, ` ─ flood-2026 ─ ● Executing · 2 ⚠ of 1,204 messages · ${following} ─`],
		[64, ' ─ flood-2026 ──────────── ● Executing · 2 ⚠ of 1,204 messages ─'],
		[50, ' ─ flood-2026 ──────────────── ● Executing · 2 ⚠ ─'],
		[34, ' ─ flood-2026 ────── ● Executing ─'],
		[24, ' ─ flood-2026 ────── ● ─'],
		[20, ' ─ flood-2026 ── ● ─'],
		[10, ' ─ floo… ─'],
		[6, ' ─ … ─'],
		[1, '…'],
		[0, ''],
	])('gives way at %i', (width, expected) => {
		expect(title(paneAfter(messages), width)).toBe(expected);
	});

	test('is as wide as the pane, whatever it says', () => {
		fc.assert(
			fc.property(
				anyMessages,
				fc.array(anyKey, {maxLength: 10}),
				fc.nat(120),
				anyText,
				fc.boolean(),
				fc.boolean(),
				(...given) => {
					const [some, keys, width, name, isAscii, isFocused] = given;
					const state = paneAfter(some, ...keys);
					expect(cellsOf(spans(state, width, {name: safeText(name)}, {isAscii, isFocused}))).toBe(width);
				},
			),
			{numRuns: often(2000)},
		);
	});
});

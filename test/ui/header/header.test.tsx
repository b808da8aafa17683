import {stripVTControlCharacters} from 'node:util';
import fc from 'fast-check';
import {render} from 'ink-testing-library';
import {describe, expect, test} from 'vitest';
import {fault} from '../../../source/gp/fault.ts';
import type {State} from '../../../source/gp/status.ts';
import {displayWidth} from '../../../source/text/display-width.ts';
import {safeText} from '../../../source/text/safe-text.ts';
import {
	eachJobEvery,
	type HeaderFacts,
	HeaderLine,
	headerSpans,
	markedWords,
	pausedWords,
	savingWords,
	serversSilent,
} from '../../../source/ui/header/header.tsx';
import {type Tally, tallyOf} from '../../../source/ui/header/tally.ts';
import {faultWords} from '../../../source/ui/panes/list/fault-words.ts';
import {drawingOf, lookOf} from '../../../source/ui/symbols.ts';
import {often} from '../../often.ts';
import {noon, sampleJobs} from '../panes/list/sample-jobs.ts';

const none: Readonly<Record<State, number>> = {
	queued: 0,
	running: 0,
	cancelling: 0,
	succeeded: 0,
	failed: 0,
	'timed-out': 0,
	cancelled: 0,
	deleted: 0,
	gone: 0,
	unknown: 0,
};
const tally: Tally = {
	jobs: 14,
	counts: {...none, running: 4, queued: 2, succeeded: 6, failed: 1},
	unread: none,
	stale: 1,
	kept: 0,
	unchecked: 0,
};
const facts: HeaderFacts = {
	tally,
	marked: 0,
	interval: undefined,
	slowedTo: undefined,
	position: null,
	isPaused: false,
	isReadOnly: false,
	troubled: [],
	isUnsaved: false,
	filter: null,
	time: noon.epoch,
};
const troubled = [
	{name: safeText('gis.acme.com'), fault: fault('sign-in', 'Token required', 499)},
	{name: safeText('old:6443'), fault: fault('timeout', 'No answer')},
];
const [signIn, timeout] = troubled.map(({fault: why}) => faultWords(why));
const line = (more: Partial<HeaderFacts>, width: number, ascii = false) =>
	headerSpans({...facts, ...more}, width, ascii)
		.map(({text}) => text)
		.join('');

describe('the first line', () => {
	test.each([
		[
			110,
			' gpjobs   ✖ 1 failed  ? 1 no answer  ● 4 running  ○ 2 queued  ✔ 6 ok                         14 jobs  14:02:31',
		],
		[80, ' gpjobs   ✖ 1 failed  ? 1 no answer  ● 4 running  ○ 2 queued  ✔ 6 ok    14:02:31'],
		[60, ' gpjobs   ✖ 1 failed  ? 1 no answer  ●4 ○2  ✔ 6 ok  14:02:31'],
		[40, ' gpjobs   ✖1 failed ?1 no answer  ●4 ○2 '],
	])('at %i cells: %s', (width, text) => {
		expect(line({}, width)).toBe(text);
	});

	test('jobs with a problem come first and are kept longest; ended jobs are last and dim', () => {
		const failed = lookOf('failed', false);
		const ok = lookOf('succeeded', false);
		const wide = headerSpans(facts, 120, false);
		expect(wide.findIndex(({text}) => text.includes(failed.word))).toBe(2);
		expect(wide.find(({text}) => text.includes(ok.word))?.isDim).toBe(true);
		const lines = Array.from({length: 120}, (_, index) => line({}, index + 20));
		expect(lines.filter(text => text.includes(ok.symbol) && !text.includes(failed.symbol))).toEqual([]);
	});

	test('at 80 cells the jobs that have ended are counted before active jobs keep all their words', () => {
		const counts = {...none, failed: 3, 'timed-out': 1, running: 5, queued: 2, succeeded: 2, cancelled: 1};
		const text = line({tally: {...tally, counts, stale: 0}, position: {first: 1, last: 13, of: 14}}, 80);
		for (const state of ['failed', 'timed-out', 'running', 'queued', 'succeeded', 'cancelled'] as const)
			expect(text).toContain(`${lookOf(state, false).symbol}${counts[state]}`);
		expect(text).toContain('1–13 of 14');
	});

	test('if not all rows are visible, it says which are, and that more follow', () => {
		const {below} = drawingOf(false);
		const at = (first: number, last: number) => line({position: {first, last, of: 60}}, 120);
		expect(at(1, 20)).toContain(`1–20 of 60 ${below}`);
		expect(at(41, 60)).toMatch(/41–60 of 60 {2}14:/);
		expect(line({position: {first: 1, last: 12, of: 14}}, 80)).toContain(below);
	});

	test.each<[string, Partial<HeaderFacts>]>([
		['every 5s', {interval: 5000}],
		['every 90s', {interval: 90_000}],
		['every 2m', {interval: 120_000}],
		['every 1h', {interval: 3_600_000}],
		['every 1.5s', {interval: 1500}],
		[eachJobEvery(41_000), {slowedTo: 41_000}],
		['read-only', {isReadOnly: true}],
	])('says %s before how many jobs there are', (words, more) => {
		expect(line(more, 140).trimEnd().endsWith(`  ${words}  14 jobs  14:02:31`)).toBe(true);
	});

	test('the interval of a slow server is given in words', () => {
		expect(eachJobEvery(41_000)).toContain('~40 s');
		expect(eachJobEvery(4200)).toContain('~4 s');
		expect(eachJobEvery(180_000)).toContain('~3 min');
	});

	test.each<[string, Partial<HeaderFacts>]>([
		[` gpjobs    ${pausedWords}   ✖`, {isPaused: true}],
		[markedWords(3), {marked: 3}],
		[' /status:running acme  4 of 14', {filter: {text: safeText('status:running acme'), shown: 4}}],
		[`gis.acme.com: ${signIn}  old:6443: ${timeout}`, {troubled}],
		[savingWords, {isUnsaved: true}],
	])('holds %s', (part, more) => {
		expect(line(more, 200)).toContain(part);
	});

	test('a filter does not move the facts before it', () => {
		const filter = {text: safeText('status:running acme'), shown: 4};
		for (const width of [40, 60, 80, 120]) expect(line({filter}, width).startsWith(' gpjobs ')).toBe(true);
	});

	test('in ASCII', () => {
		const text = line({slowedTo: 40_000, position: {first: 1, last: 9, of: 14}, isUnsaved: true}, 160, true);
		expect(text).toMatch(/^[ -~]*$/);
		expect(line({}, 40, true)).toBe(' gpjobs   x 1 ? 1  @ 4 o 2      14:02:31');
	});

	test('PAUSED is reversed, and the last to go', () => {
		const paused = {...facts, isPaused: true, troubled, isReadOnly: true, marked: 2, slowedTo: 40_000};
		for (const width of [200, 80, 40, 12, 6]) {
			const banner = headerSpans(paused, width, false).find(({text}) => text.includes('PAUSED'));
			expect(banner, `at ${width}`).toMatchObject({isInverse: true, isBold: true});
		}
	});

	test('a server in trouble is named at 120 cells, and counted where there is less room', () => {
		expect(line({troubled}, 80)).toContain(serversSilent(2));
		expect(line({troubled}, 120)).toContain(`gis.acme.com: ${signIn}`);
		// Between the two the first one is named, and the others are counted.
		const countsOthers = (servers: typeof troubled) =>
			Array.from({length: 120}, (_, more) => line({troubled: servers}, 80 + more)).some(text =>
				text.includes(`${signIn} +1`),
			);
		expect([countsOthers(troubled), countsOthers(troubled.slice(0, 1))]).toEqual([true, false]);
	});
});

test('it is exactly as wide as the screen, for all facts', () => {
	const text = fc.string({unit: 'grapheme', maxLength: 60}).map(safeText);
	const any: fc.Arbitrary<HeaderFacts> = fc.record({
		tally: fc
			.tuple(fc.array(fc.nat(20_000), {minLength: 10, maxLength: 10}), fc.nat(9), fc.nat(9), fc.nat(9))
			.map(([amounts, stale, kept, unchecked]): Tally => {
				const counts = Object.fromEntries(Object.keys(none).map((state, index) => [state, amounts[index] ?? 0]));
				return {jobs: 7, counts: {...none, ...counts}, unread: none, stale, kept, unchecked};
			}),
		marked: fc.nat(100),
		interval: fc.option(fc.nat(1_000_000), {nil: undefined}),
		slowedTo: fc.option(fc.double({min: 0, max: 1e9, noNaN: true}), {nil: undefined}),
		position: fc.option(fc.record({first: fc.nat(9), last: fc.nat(99), of: fc.nat(20_000)})),
		isPaused: fc.boolean(),
		isUnsaved: fc.boolean(),
		isReadOnly: fc.boolean(),
		troubled: fc.array(fc.record({name: text, fault: fc.constant(fault('tls', 'x'))}), {maxLength: 4}),
		filter: fc.option(fc.record({text, shown: fc.nat(100)})),
		time: fc.nat(4e12),
	});
	fc.assert(
		fc.property(any, fc.integer({min: 1, max: 250}), fc.boolean(), (some, width, ascii) => {
			const spans = headerSpans(some, width, ascii);
			expect(displayWidth(spans.map(span => span.text).join(''))).toBe(width);
		}),
		{numRuns: often(1000)},
	);
});

test('the jobs are counted as they are shown, each once', () => {
	const tallied = tallyOf([...Object.values(sampleJobs), {...sampleJobs.queued, isFromRecord: true}], noon);
	expect(tallied).toEqual({
		jobs: 9,
		counts: {...none, running: 2, queued: 1, succeeded: 1, failed: 1, gone: 1},
		unread: {...none, failed: 1, gone: 1},
		stale: 1,
		kept: 1,
		unchecked: 1,
	});
});

test('the component is one line', () => {
	const {lastFrame} = render(<HeaderLine facts={facts} width={60} ascii={false} />);
	expect(stripVTControlCharacters(lastFrame() ?? '').trimEnd()).toBe(line({}, 60).trimEnd());
});

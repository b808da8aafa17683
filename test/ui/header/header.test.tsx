import {stripVTControlCharacters} from 'node:util';
import fc from 'fast-check';
import {render} from 'ink-testing-library';
import {describe, expect, test} from 'vitest';
import {fault} from '../../../source/gp/fault.ts';
import type {State} from '../../../source/gp/status.ts';
import {displayWidth} from '../../../source/text/display-width.ts';
import {counted} from '../../../source/text/number-words.ts';
import {safeText} from '../../../source/text/safe-text.ts';
import {
	type HeaderFacts,
	HeaderLine,
	headerSpans,
	markedWords,
	pausedWords,
} from '../../../source/ui/header/header.tsx';
import {type Tally, tallyOf} from '../../../source/ui/header/tally.ts';
import {faultWords} from '../../../source/ui/panes/list/fault-words.ts';
import {lookOf} from '../../../source/ui/symbols.ts';
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
const tally: Tally = {jobs: 14, counts: {...none, running: 4, queued: 2, succeeded: 6, failed: 1}, stale: 1, kept: 0};
const facts: HeaderFacts = {
	tally,
	marked: 0,
	interval: undefined,
	slowdown: 1,
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
			' gpjobs   14 jobs  ● 4 running  ○ 2 queued  ✔ 6 ok  ✖ 1 failed  ? 1 stale                   adaptive  14:02:31',
		],
		[80, ' gpjobs   14 jobs  ● 4 running ○ 2 queued ✔ 6 ok ✖ 1 failed ? 1 stale   14:02:31'],
		[60, ' gpjobs   14 jobs  ●4 ○2 ✔6 ✖1 ?1         adaptive  14:02:31'],
		[40, ' gpjobs   ●4 ○2 ✔6 ✖1 ?1        14:02:31'],
		[20, ' gpjobs   ✖1 ?1     '],
		[6, 'gpjobs'],
		[3, '   '],
	])('at %i cells: %s', (width, text) => {
		expect(line({}, width)).toBe(text);
	});

	test.each<[string, Partial<HeaderFacts>]>([
		['every 5s  14:02:31', {interval: 5000}],
		['every 90s  14:02:31', {interval: 90_000}],
		['every 2m  14:02:31', {interval: 120_000}],
		['every 1h  14:02:31', {interval: 3_600_000}],
		['every 1.5s  14:02:31', {interval: 1500}],
		['slowdown ×3.4  14:02:31', {slowdown: 3.4}],
		['adaptive  14:02:31', {slowdown: 1.01}],
		['read-only  adaptive  14:02:31', {isReadOnly: true}],
	])('ends with %s', (end, more) => {
		expect(line(more, 140).trimEnd().endsWith(`  ${end}`)).toBe(true);
	});

	test.each<[string, Partial<HeaderFacts>]>([
		[` gpjobs    ${pausedWords}   14 jobs`, {isPaused: true}],
		[`? 1 stale  ${markedWords(3)}`, {marked: 3}],
		['? 1 stale   /status:running acme  4 of 14', {filter: {text: safeText('status:running acme'), shown: 4}}],
		[`? 1 stale  gis.acme.com: ${signIn}  old:6443: ${timeout}`, {troubled}],
	])('holds %s', (part, more) => {
		expect(line(more, 160)).toContain(part);
	});

	test('in ASCII', () => {
		expect(line({slowdown: 2}, 100, true)).toBe(
			' gpjobs   14 jobs  @ 4 running  o 2 queued  + 6 ok  x 1 failed  ? 1 stale    slowdown x2.0  14:02:31',
		);
		expect(line({}, 40, true)).toBe(' gpjobs   @ 4 o 2 + 6 x 1 ? 1   14:02:31');
	});

	test('PAUSED is reversed, and the last to go', () => {
		const paused = {...facts, isPaused: true, troubled, isReadOnly: true, marked: 2, slowdown: 2};
		for (const width of [200, 80, 40, 12, 6]) {
			const banner = headerSpans(paused, width, false).find(({text}) => text.includes('PAUSED'));
			expect(banner, `at ${width}`).toMatchObject({isInverse: true, isBold: true});
		}
	});

	test('how many jobs there are is said for longer than what each state is called', () => {
		const jobs = counted(tally.jobs, 'job');
		const state = lookOf('running', false).word;
		const lines = Array.from({length: 120}, (_, index) => line({}, index + 1));
		expect(lines.filter(text => text.includes(state)).filter(text => !text.includes(jobs))).toEqual([]);
		expect(lines.some(text => text.includes(jobs) && !text.includes(state))).toBe(true);
	});

	test('a server in trouble is named at 80 cells', () => {
		expect(line({troubled}, 80)).toContain(`gis.acme.com: ${signIn}`);
	});
});

test('it is exactly as wide as the screen, whatever it has to tell', () => {
	const text = fc.string({unit: 'grapheme', maxLength: 60}).map(safeText);
	const any: fc.Arbitrary<HeaderFacts> = fc.record({
		tally: fc
			.tuple(fc.array(fc.nat(20_000), {minLength: 10, maxLength: 10}), fc.nat(9), fc.nat(9))
			.map(([amounts, stale, kept]): Tally => {
				const counts = Object.fromEntries(Object.keys(none).map((state, index) => [state, amounts[index] ?? 0]));
				return {jobs: 7, counts: {...none, ...counts}, stale, kept};
			}),
		marked: fc.nat(100),
		interval: fc.option(fc.nat(1_000_000), {nil: undefined}),
		slowdown: fc.double({min: 1, max: 1e6, noNaN: true}),
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
		counts: {...none, running: 2, queued: 1, succeeded: 1, failed: 1, gone: 1, unknown: 1},
		stale: 1,
		kept: 1,
	});
});

test('the component is one line', () => {
	const {lastFrame} = render(<HeaderLine facts={facts} width={60} ascii={false} />);
	expect(stripVTControlCharacters(lastFrame() ?? '')).toBe(line({}, 60));
});

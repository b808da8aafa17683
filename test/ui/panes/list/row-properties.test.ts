/** Whatever a server or a person writes: a row is exactly as wide as it should be, and nothing throws. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type FaultKind, fault, faultKinds} from '../../../../source/gp/fault.ts';
import type {CancelFlow} from '../../../../source/monitor/cancel.ts';
import type {JobEvent, WatchedJob} from '../../../../source/monitor/job.ts';
import {displayWidth} from '../../../../source/text/display-width.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import {aboutLines} from '../../../../source/ui/panes/about/about.ts';
import {columnsFor, hiddenByDefault} from '../../../../source/ui/panes/list/columns.ts';
import {headingSpans} from '../../../../source/ui/panes/list/heading.ts';
import type {SortKey} from '../../../../source/ui/panes/list/order.ts';
import {rowSpans} from '../../../../source/ui/panes/list/row.ts';
import {often} from '../../../often.ts';
import {answered, armed, faulted, jobUrl, lived, minute, noon, unknownJob} from './sample-jobs.ts';

const nasty = fc.constantFrom(
	'\u0D4E',
	'\u{1F3FB}',
	'\u200D',
	'\u0301',
	'\u{1F468}\u200D\u{1F469}',
	'\u{1F1E6}',
	'\u0E33',
	'\u1100',
	'\u11A8',
	'\uFE0F',
	'\u0903',
	'\x1B[31m',
	'\n',
	'\t',
	'洪',
	'ﷺ',
	'\u{E0041}',
	'\uD800',
	'\u0600',
	'\u0BCD',
	'\u094D\u0915',
);
const text = fc.oneof(
	fc.string({unit: 'binary', maxLength: 40}),
	fc.string({unit: 'grapheme', maxLength: 40}),
	fc.array(fc.oneof(nasty, fc.string({maxLength: 3})), {maxLength: 12}).map(parts => parts.join('')),
);

const status = fc.oneof(
	fc
		.constantFrom(
			'New',
			'Submitted',
			'Waiting',
			'Executing',
			'Cancelling',
			'Succeeded',
			'Failed',
			'TimedOut',
			'Cancelled',
			'Deleting',
			'Deleted',
		)
		.map(word => `esriJob${word}`),
	text,
	fc.constant(null),
);
const body = fc.record(
	{
		jobStatus: status,
		jobId: text,
		progress: fc.oneof(
			fc.record({type: text, message: text, percent: fc.oneof(fc.double(), fc.integer(), fc.string())}),
			fc.integer(),
		),
		messages: fc.array(
			fc.oneof(
				text,
				fc.record({
					type: fc.constantFrom('esriJobMessageTypeError', 'esriJobMessageTypeWarning', 'x'),
					description: text,
				}),
			),
			{maxLength: 4},
		),
		results: fc.dictionary(text, fc.constant({}), {maxKeys: 3}),
		startTime: fc.integer(),
		endTime: fc.integer(),
		acme: fc.json(),
	},
	{requiredKeys: ['jobStatus']},
);
const ago = fc.integer({min: -minute, max: 1000 * minute});
const aFault = fc
	.record({kind: fc.constantFrom(...faultKinds), sentence: text, code: fc.option(fc.integer({min: 0, max: 599}))})
	.map(({kind, sentence, code}: {kind: FaultKind; sentence: string; code: number | null}) =>
		fault(kind, sentence, code),
	);
const flow: fc.Arbitrary<CancelFlow> = fc.record({
	step: fc.constantFrom(
		'checking',
		'waiting',
		'asking',
		'accepted',
		'cancelled',
		'refused',
		'not-honoured',
		'ended',
		'not-sent',
		'unknown',
	),
	begunAt: fc.constant(noon.mono),
	askedAt: fc.option(fc.constant(noon.mono)),
	state: fc.constantFrom(null, 'running', 'cancelling', 'succeeded'),
	status: fc.option(text.map(safeText)),
	fault: fc.option(aFault),
});
const event: fc.Arbitrary<JobEvent> = fc.oneof(
	{weight: 3, arbitrary: fc.tuple(body, ago).map(([sent, when]) => answered(sent, when))},
	fc
		.tuple(aFault, ago, fc.option(ago, {nil: undefined}), fc.boolean())
		.map(([why, when, next, task]) => faulted(why, when, next, task)),
	fc.option(flow).map(cancel => ({type: 'cancel' as const, flow: cancel})),
	fc.nat(10 * minute).map(armed),
);
const job: fc.Arbitrary<WatchedJob> = fc
	.record({
		url: fc.record({
			task: text,
			jobId: fc.string({unit: 'grapheme', minLength: 1}),
			server: fc.webUrl({withQueryParameters: false}),
		}),
		label: fc.option(text),
		tags: fc.array(text, {maxLength: 3}),
		events: fc.array(event, {maxLength: 8}),
		isFromRecord: fc.boolean(),
	})
	.map(({url, label, tags, events, isFromRecord}) => {
		const task = encodeURIComponent(safeText(url.task)) || 'T';
		const base = unknownJob(jobUrl(), label, tags);
		const address = {
			...base.address,
			task: safeText(url.task || task),
			jobId: safeText(url.jobId),
			serverName: safeText(new URL(url.server).host),
		};
		return {...lived({...base, address}, ...events), ...(isFromRecord ? {isFromRecord} : {})};
	});
const width = fc.integer({min: 1, max: 250});
const widthOf = (spans: readonly {readonly text: string}[]) => displayWidth(spans.map(span => span.text).join(''));

test('a row has exactly the given width, for any job', () => {
	fc.assert(
		fc.property(
			job,
			width,
			fc.boolean(),
			fc.boolean(),
			fc.boolean(),
			fc.option(aFault),
			(any, cells, isSelected, ascii, hasAll, trouble) => {
				const serverTrouble = trouble === null ? undefined : {fault: trouble, nextTry: undefined};
				const row = rowSpans(any, {
					now: noon,
					isSelected,
					isMarked: !isSelected,
					columns: columnsFor(cells, {servers: 20, hidden: hasAll ? [] : hiddenByDefault}),
					name: any.label ?? any.address.task,
					server: any.address.serverName,
					ascii,
					serverTrouble,
				});
				expect(widthOf(row)).toBe(cells);
				expect(row.every(span => !/[\x00-\x1F\x7F-\x9F]/.test(span.text))).toBe(true);
			},
		),
		{numRuns: often(6000, 200)},
	);
});

test('About fits into any width, for any job', () => {
	fc.assert(
		fc.property(job, width, fc.boolean(), (any, cells, ascii) => {
			for (const line of aboutLines(any, noon, undefined, cells, ascii)) expect(widthOf(line)).toBe(cells);
		}),
		{numRuns: often(200)},
	);
});

test('the heading fits any width, however the list is sorted', () => {
	const keys: readonly SortKey[] = [
		'attention',
		'added',
		'status',
		'job',
		'task',
		'server',
		'progress',
		'elapsed',
		'ended',
		'age',
		'message',
	];
	for (let cells = 1; cells <= 250; cells++) {
		for (const by of keys) expect(widthOf(headingSpans(columnsFor(cells), {by, isInverted: false}, false))).toBe(cells);
	}
});

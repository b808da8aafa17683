import {describe, expect, test} from 'vitest';
import {fault} from '../../../../source/gp/fault.ts';
import type {JobEvent, WatchedJob} from '../../../../source/monitor/job.ts';
import {displayWidth, fit} from '../../../../source/text/display-width.ts';
import {counted} from '../../../../source/text/number-words.ts';
import {columnsFor} from '../../../../source/ui/panes/list/columns.ts';
import {faultWords, nextTryWords} from '../../../../source/ui/panes/list/fault-words.ts';
import {headingSpans} from '../../../../source/ui/panes/list/heading.ts';
import {keptUntilAbout} from '../../../../source/ui/panes/list/kept-until.ts';
import {lastWordsText, unreadWords} from '../../../../source/ui/panes/list/last-words.ts';
import {naturalSort} from '../../../../source/ui/panes/list/order.ts';
import {noAnswer, type RowOptions, rowSpans, statusText} from '../../../../source/ui/panes/list/row.ts';
import {drawingOf, drawn} from '../../../../source/ui/symbols.ts';
import {answered, hour, jobUrl, lived, minute, noon, sampleJobs, second, unknownJob} from './sample-jobs.ts';

const options = (width: number, more: Partial<RowOptions> = {}): RowOptions => ({
	now: noon,
	isSelected: false,
	isMarked: false,
	columns: columnsFor(width),
	ascii: false,
	...more,
});

const textOf = (spans: readonly {readonly text: string}[]) => spans.map(({text}) => text).join('');

/** A row in whose picture `<words>` stands for the last words of a job, which are sentences. */
function pictureOf(job: WatchedJob, shown: RowOptions): string {
	const spans = rowSpans(job, shown);
	const {ascii, columns} = shown;
	const column = columns.shown.at(-1);
	if (column?.name !== 'message') return textOf(spans);
	const {between, ellipsis} = drawingOf(ascii);
	const {text} = lastWordsText(job, noon, undefined, column.width, between);
	expect(spans.at(-1)?.text).toBe(fit(drawn(text, ascii), column.width, {ellipsis}));
	return `${textOf(spans.slice(0, -1))}${text === '' ? '' : '<words>'}`;
}

/** The heading and the sample jobs, the first one selected and the failed one marked. */
function list(width: number, ascii = false): string {
	const rows = Object.entries(sampleJobs).map(([name, job]) =>
		pictureOf(job, options(width, {ascii, isSelected: name === 'running', isMarked: name === 'failed'})),
	);
	return ['', textOf(headingSpans(columnsFor(width), naturalSort, ascii)), ...rows]
		.map(line => line.trimEnd())
		.join('\n');
}

describe('the list as it is seen', () => {
	test('120 columns', () => {
		expect(list(120)).toMatchInlineSnapshot(`
			"
			   STATUS        JOB               TASK              SERVER        PROGRESS      ELAPSED  AGE   LAST MESSAGE
			 ▌ ● Executing   flood-2026        911 Calls Hotsp…  gis.acme.com  ████░░  62%     12:03        <words>
			   ✔ Succeeded   parcels           Buffer Polygons   gis.acme.com                  00:41  –     <words>
			   ? Executing   nightly           Export            old:6443      █░░░░░  18%   1:04:10  4m!   <words>
			  *✖ Failed      …2d4e6f8a0b2c4d6  Kriging           gis.acme.com                  00:21  –     <words>
			   ○ Submitted   view              Viewshed          gis.acme.com                 >00:40
			   ● Executing   洪水の分析        Viewshed          gis.acme.com  busy           >00:03        <words>
			   ∅ gone        clip              Clip              gis.acme.com                         19m!  <words>
			   ? asking      j8f0008           Union             gis.acme.com                         ?"
		`);
	});

	test('80 columns', () => {
		expect(list(80)).toMatchInlineSnapshot(`
			"
			   STATUS       JOB            PROGRESS    ELAPSED AGE  LAST MESSAGE
			 ▌ ● Executing  flood-2026     ███░░  62%    12:03      <words>
			   ✔ Succeeded  parcels                      00:41 –    <words>
			   ? Executing  nightly        █░░░░  18%  1:04:10 4m!  <words>
			  *✖ Failed     …4e6f8a0b2c4d6               00:21 –    <words>
			   ○ Submitted  view                        >00:40
			   ● Executing  洪水の分析     busy         >00:03      <words>
			   ∅ gone       clip                               19m! <words>
			   ? asking     j8f0008                            ?"
		`);
	});

	test('80 columns of ASCII', () => {
		expect(list(80, true)).toMatchInlineSnapshot(`
			"
			   STATUS       JOB            PROGRESS    ELAPSED AGE  LAST MESSAGE
			 > @ Executing  flood-2026     ###..  62%    12:03      <words>
			   + Succeeded  parcels                      00:41 -    <words>
			   ? Executing  nightly        #....  18%  1:04:10 4m!  <words>
			  *x Failed     ~4e6f8a0b2c4d6               00:21 -    <words>
			   o Submitted  view                        >00:40
			   @ Executing  洪水の分析     busy         >00:03      <words>
			   % gone       clip                               19m! <words>
			   ? asking     j8f0008                            ?"
		`);
	});

	test('40 columns', () => {
		expect(list(40)).toMatchInlineSnapshot(`
			"
			   STATUS       JOB                    %
			 ▌ ● Executing  flood-2026           62%
			   ✔ Succeeded  parcels
			   ? Executing  nightly              18%
			  *✖ Failed     …b0c2d4e6f8a0b2c4d6
			   ○ Submitted  view
			   ● Executing  洪水の分析          busy
			   ∅ gone       clip
			   ? asking     j8f0008"
		`);
	});
});

test('the selected row is reversed as a whole, and its cursor shows it without colours too', () => {
	const spans = rowSpans(sampleJobs.running, options(80, {isSelected: true}));
	expect(spans.every(({isInverse, colour}) => isInverse === true && colour === undefined)).toBe(true);
	expect(textOf(spans)).toMatch(/^ ▌ ● Executing/);
});

test('a row in doubt is dim, but for what is said about it', () => {
	const spans = rowSpans(sampleJobs.stale, options(80));
	expect(spans.filter(({isDim}) => isDim).map(({text}) => text.trim())).toEqual([
		'? Executing',
		'nightly',
		'█░░░░  18%',
		'1:04:10',
	]);
	expect(spans.at(-1)).toMatchObject({colour: 'yellow'});
});

test('messages that cannot be read are told on the row, beside what the status says', () => {
	const why = {fault: fault('not-json', 'It broke off.'), took: 100};
	const running = {...answered({jobStatus: 'esriJobExecuting'}, second), withoutMessages: why};
	const textOfRow = rowSpans(lived(unknownJob(), running as JobEvent), options(120))
		.map(({text}) => text)
		.join('');
	expect(textOfRow).toMatch(new RegExp(`Executing.*${unreadWords(why.fault)}`));
});

test('a state that gpjobs saw change is bold for ten seconds', () => {
	const job = lived(
		unknownJob(),
		answered({jobStatus: 'esriJobSubmitted'}, minute),
		answered({jobStatus: 'esriJobExecuting'}, second),
	);
	const isBold = (now: typeof noon) => rowSpans(job, options(80, {now}))[1]?.isBold;
	expect(isBold(noon)).toBe(true);
	expect(isBold({epoch: noon.epoch + 10 * second, mono: noon.mono + 10 * second})).toBe(false);
	expect(rowSpans(sampleJobs.busy, options(80))[1]?.isBold).toBe(false);
});

test.each([
	['esriJobExecuting', 'Executing'],
	['expectedFailure', 'expectedFailure'],
	['ACME_PAUSED', 'ACME_PAUSED'],
	['esriJobNew', 'New'],
	[null, 'null'],
])('the status %s stands there as %s', (jobStatus, word) => {
	expect(statusText(lived(unknownJob(), answered({jobStatus}, second)))).toBe(word);
});

test('a job that was never reached says so', () => {
	const job = lived(unknownJob(), {
		type: 'faulted',
		fault: fault('offline', 'No route'),
		at: noon,
		nextTry: undefined,
		taskAnswers: false,
	});
	expect(statusText(job)).toBe(noAnswer);
	expect(statusText(unknownJob())).toBe('asking');
});

test('a server in trouble is told on the rows of its jobs', () => {
	const serverTrouble = {fault: fault('sign-in', 'The server wants a token.', 499), nextTry: undefined};
	const words = `${faultWords(serverTrouble.fault)}, ${nextTryWords(undefined, 0)}`;
	expect(textOf(rowSpans(sampleJobs.queued, options(80, {serverTrouble})))).toContain(words);
});

test('a job without a label is named by the end of its id', () => {
	const job = unknownJob(jobUrl('T', 'j0123456789abcdef0123456789abcdef'));
	expect(textOf(rowSpans(job, options(24)))).toBe('   ? asking     …9abcdef');
});

test('where there is room the row says until when the server keeps the job', () => {
	const kept = keptUntilAbout(noon.epoch - minute + 6 * hour);
	expect(textOf(rowSpans(sampleJobs.succeeded, options(160)))).toContain(`⚠ ${counted(2, 'warning')} · ${kept}`);
	expect(textOf(rowSpans(sampleJobs.succeeded, options(120)))).not.toContain(kept);
});

test('a job kept from an earlier run is in doubt until the server answers', () => {
	const kept = {...lived(unknownJob(), answered({jobStatus: 'esriJobExecuting'}, 3 * hour)), isFromRecord: true};
	expect(textOf(rowSpans(kept, options(160)))).toMatch(/\? Executing .* kept 3h/);
	expect(textOf(rowSpans(kept, options(80)))).toMatch(/\? Executing .* 3h /);
});

test('wide letters take their cells', () => {
	const row = textOf(rowSpans(sampleJobs.busy, options(40)));
	expect(displayWidth(row)).toBe(40);
	expect(row).toContain('洪水の分析');
});

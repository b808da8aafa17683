import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {fault} from '../../../source/gp/fault.ts';
import type {WatchedJob} from '../../../source/monitor/job.ts';
import {safeText} from '../../../source/text/safe-text.ts';
import {aboutLines} from '../../../source/ui/about/about.ts';
import {AboutPane} from '../../../source/ui/about/about-pane.tsx';
import {aboutTop, updateAboutScroll} from '../../../source/ui/about/about-scroll.ts';
import type {Outage} from '../../../source/ui/list/fault-words.ts';
import {
	answered,
	armed,
	before,
	faulted,
	hour,
	jobUrl,
	lived,
	minute,
	noon,
	sampleJobs,
	second,
	unknownJob,
} from '../list/sample-jobs.ts';

const textOf = (job: WatchedJob, outage?: Outage, width = 100, ascii = false) =>
	aboutLines(job, noon, outage, width, ascii)
		.map(line =>
			line
				.map(({text}) => text)
				.join('')
				.trimEnd(),
		)
		.join('\n');

const notebook = lived(
	unknownJob(jobUrl('Report', 'j8f0009'), 'report', ['weekly', 'city']),
	answered({jobStatus: 'esriJobSubmitted'}, 10 * minute),
	answered(
		{
			jobId: 'J8F0009',
			jobStatus: 'esriJobFailed',
			progress: {type: 'step', message: 'Half', percent: 50},
			messages: [{type: 'esriJobMessageTypeError', description: 'No such table\nTraceback'}],
			results: {Output: {paramUrl: 'results/Output'}, 'Log\u202E': {}},
			inputs: {Table: {}},
			startTime: before(9 * minute).epoch,
			endTime: before(8 * minute).epoch,
			status: 'FAILED',
			username: 'ann',
			type: 'gp',
			customAttributes: {
				isCancelled: false,
				webToolParameters:
					'[{"name":"Table","displayName":"The table","dataType":"GPString","direction":"esriGPParameterDirectionInput"}]',
			},
			'acme:node': {id: 7},
		},
		8 * minute,
	),
	armed(5 * second),
);

test('everything that is known of a job of Notebook Server', () => {
	expect(textOf(notebook)).toMatchInlineSnapshot(`
		" The job
		  URL             https://gis.acme.com/arcgis/rest/services/City/Tools/GPServer/Report/jobs/j8f0009
		  job id          j8f0009
		  task            Report
		  service         City/Tools
		  server          https://gis.acme.com
		  label           report
		  tags            weekly, city

		 How it stands
		  state           failed
		  last answer     2026-11-23 13:54:31, 8 min 0 s ago
		  elapsed         01:00
		  on the server   kept until ~19:54

		 Seen by gpjobs
		  first seen      2026-11-23 13:52:31, 10 min 0 s ago
		  in this state   since 2026-11-23 13:54:31, 8 min 0 s ago
		  ended           2026-11-23 13:54:31, 8 min 0 s ago
		  asked           no more: it has ended

		 Changes that gpjobs saw
		  failed          2026-11-23 13:54:31, 8 min 0 s ago  esriJobFailed
		  queued          2026-11-23 13:52:31, 10 min 0 s ago  esriJobSubmitted

		 Sent by the server
		  jobId           J8F0009: differs from the URL's
		  jobStatus       esriJobFailed
		  progress        step, 50 %
		                  Half
		  messages        1, 0 warnings, 1 error
		  first error     No such table
		  last message    No such table
		  results         Output, Log<U+202E> (made safe to show)
		  inputs          Table
		  acme:node       {"id":7}

		 Sent by Notebook Server
		  startTime       2026-11-23 13:53:31 by the server's clock
		  endTime         2026-11-23 13:54:31 by the server's clock
		  type            gp
		  status          FAILED
		  username        ann
		  isCancelled     false
		  parameters      Table (The table): GPString, input"
	`);
});

test('a stale job whose server is in trouble, in ASCII', () => {
	const outage = {fault: fault('sign-in', 'The server asks for a token.', 499), nextTry: undefined};
	expect(textOf(sampleJobs.stale, outage, 60, true)).toMatchInlineSnapshot(`
		" The job
		  URL             https://old:6443/arcgis/rest/services/City
		                  /Tools/GPServer/Export/jobs/j8f0003
		  job id          j8f0003
		  task            Export
		  service         City/Tools
		  server          https://old:6443
		  label           nightly
		  tags            -

		 How it stands
		  state           running
		  last answer     2026-11-23 13:58:11, 4 min 20 s ago
		                  STALE: it may have changed since
		  elapsed         1:04:10

		 Trouble
		  fault           timeout
		                  The server did not answer within 15 s.
		  since           2026-11-23 14:02:01, 30 s ago
		  tries in a row  1
		  next try        in 33 s

		 Trouble with the server
		  fault           sign in
		                  The server asks for a token.
		  code            499
		  next try        when you press r

		 Seen by gpjobs
		  first seen      2026-11-23 12:02:31, 2 h 0 min 0 s ago
		  in this state   since 2026-11-23 12:54:01, 1 h 8 min 30 s
		                  ago
		  running         since 2026-11-23 12:54:01, 1 h 8 min 30 s
		                  ago

		 Changes that gpjobs saw
		  running         2026-11-23 12:54:01, 1 h 8 min 30 s ago
		                  esriJobExecuting
		  queued          2026-11-23 12:02:31, 2 h 0 min 0 s ago
		                  esriJobSubmitted

		 Sent by the server
		  jobId           j1: differs from the URL's
		  jobStatus       esriJobExecuting
		  progress        step, 18 %
		                  Exporting
		  messages        not fetched
		  results         -
		  inputs          -"
	`);
});

test('a job that is gone', () => {
	const text = textOf(sampleJobs.gone);
	expect(text).toContain('state           gone');
	expect(text).toContain('last known      esriJobExecuting');
	expect(text).toContain('fault           not found');
});

test('a job that nobody has reached yet has nothing from the server', () => {
	const text = textOf(lived(unknownJob(), faulted(fault('not-found', 'No such job.', 404), second, 30 * second, true)));
	expect(text).toContain('last answer     none yet');
	expect(text).toContain('not found       1 time in a row');
	expect(text).not.toContain('Sent by the server');
});

test('a job kept from an earlier run says of which time it is', () => {
	const kept = {
		...lived(unknownJob(), answered({jobStatus: 'esriJobExecuting'}, 3 * hour)),
		snapshot: null,
		isKept: true,
	};
	const text = textOf(kept);
	expect(text).toMatch(/last answer .* 3 h 0 min 0 s ago\n +of an earlier run of gpjobs/);
	expect(text).toContain('Sent by the server, to an earlier run of gpjobs');
	expect(text).toContain('jobStatus       esriJobExecuting');
});

test('how the cancelling went is told with its time', () => {
	const cancel = {
		step: 'refused',
		begunAt: 0,
		askedAt: before(5 * second).mono,
		state: 'queued',
		status: safeText('Submitted'),
		fault: fault('server', 'Not now.', 400),
	} as const;
	const text = textOf({...sampleJobs.queued, cancel});
	expect(text).toContain('course          cancel refused: still Submitted; the job runs on (Not now.)');
	expect(text).toContain('asked           5 s ago');
});

test('an ended job that the server speaks of as if it had not', () => {
	const job = lived(sampleJobs.failed, answered({jobStatus: 'esriJobExecuting'}, second));
	const text = textOf(job);
	expect(text).toContain('the last 1 answer spoke of it as if it had not ended');
	expect(text).toContain('jobStatus       esriJobExecuting');
	expect(text).toContain('state           failed');
});

test('the pane is exactly as high as it should be, and ends at its end', () => {
	for (const height of [1, 4, 12, 100]) {
		const {lastFrame} = render(
			<AboutPane
				job={notebook}
				now={noon}
				outage={undefined}
				signedIn={undefined}
				width={60}
				height={height}
				top={9999}
				ascii={false}
			/>,
		);
		const lines = stripVTControlCharacters(lastFrame() ?? '').split('\n');
		expect(lines.length).toBe(height);
		if (height === 1) expect(lines[0]).toContain('input');
	}
});

test('About scrolls, and begins at the top of another job', () => {
	const opened = updateAboutScroll(aboutTop, {type: 'opened', url: 'a'});
	const down = updateAboutScroll(opened, {type: 'moved', move: 'page-down', height: 10, total: 25});
	expect(down.top).toBe(10);
	expect(updateAboutScroll(down, {type: 'opened', url: 'a'})).toBe(down);
	expect(updateAboutScroll(down, {type: 'opened', url: 'b'}).top).toBe(0);
	const bottom = updateAboutScroll(down, {type: 'moved', move: 'bottom', height: 10, total: 25});
	expect(bottom.top).toBe(15);
	expect(updateAboutScroll(bottom, {type: 'resized', height: 20, total: 25}).top).toBe(5);
	expect(updateAboutScroll(opened, {type: 'moved', move: 'up', height: 10, total: 3}).top).toBe(0);
});

test.each([
	[3 * hour, /server's clock {2,}3 h 0 min 0 s ahead of this one/],
	[-90 * second, /server's clock {2,}1 min 30 s behind this one/],
	[40 * second, /^(?![\s\S]*server's clock)/],
])('a server whose clock is off by %i ms', (clockAhead, words) => {
	const told = answered({jobStatus: 'esriJobExecuting'}, second);
	if (told.type !== 'answered') throw new Error('this should have been an answer');
	expect(textOf(lived(unknownJob(jobUrl('T', 'j1')), {...told, clockAhead}))).toMatch(words);
});

/** Two pages as a person reads them: their words and how they stand below each other. */
import {expect, test} from 'vitest';
import {fault} from '../../../../source/gp/fault.ts';
import {sampleJobs} from '../list/sample-jobs.ts';
import {notebook, textOf} from './some-about.ts';

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

		 Status
		  state           failed
		  last answer     2026-11-23 13:54:31 +hh:mm, 8 min 0 s ago
		  elapsed         1:00
		  on the server   server deletes it ~19:54

		 Seen by gpjobs
		  first seen      2026-11-23 13:52:31 +hh:mm, 10 min 0 s ago
		  in this state   since 2026-11-23 13:54:31 +hh:mm, 8 min 0 s ago
		  ended           2026-11-23 13:54:31 +hh:mm, 8 min 0 s ago
		  last message    before 2026-11-23 13:54:31 +hh:mm, 8 min 0 s ago
		  asked           no more: it has ended

		 Changes that gpjobs saw
		  failed          2026-11-23 13:54:31 +hh:mm, 8 min 0 s ago  esriJobFailed
		  queued          2026-11-23 13:52:31 +hh:mm, 10 min 0 s ago  esriJobSubmitted

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
		  startTime       2026-11-23 13:53:31 +hh:mm by the server's clock
		  endTime         2026-11-23 13:54:31 +hh:mm by the server's clock
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

		 Status
		  state           running
		  last answer     2026-11-23 13:58:11 +hh:mm, 4 min 20 s ago
		                  STALE: it may have changed since
		  elapsed         1:04:10

		 Trouble
		  fault           timeout
		                  The server did not answer within 15 s.
		  since           2026-11-23 14:02:01 +hh:mm, 30 s ago
		  tries in a row  1
		  next try        in 33 s

		 Trouble with the server
		  fault           sign-in needed
		                  The server asks for a token.
		  code            499
		  next try        when you press r

		 Seen by gpjobs
		  first seen      2026-11-23 12:02:31 +hh:mm, 2 h 0 min 0 s
		                  ago
		  in this state   since 2026-11-23 12:54:01 +hh:mm, 1 h 8
		                  min 30 s ago
		  running         since 2026-11-23 12:54:01 +hh:mm, 1 h 8
		                  min 30 s ago

		 Changes that gpjobs saw
		  running         2026-11-23 12:54:01 +hh:mm, 1 h 8 min 30 s
		                  ago  esriJobExecuting
		  queued          2026-11-23 12:02:31 +hh:mm, 2 h 0 min 0 s
		                  ago  esriJobSubmitted

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

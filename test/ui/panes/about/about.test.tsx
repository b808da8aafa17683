import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {fault} from '../../../../source/gp/fault.ts';
import {formatAgo} from '../../../../source/text/duration.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import {AboutPane} from '../../../../source/ui/panes/about/about-pane.tsx';
import {aboutTop, updateAboutScroll} from '../../../../source/ui/panes/about/about-scroll.ts';
import {
	clockOff,
	firstAfter,
	lastKnown,
	neverYet,
	notFoundInARow,
	ofEarlierRun,
	serversClock,
	spokeOfAsRunning,
} from '../../../../source/ui/panes/about/seen-by-gpjobs.ts';
import {sentByServer, sentToEarlierRun} from '../../../../source/ui/panes/about/sent-by-server.ts';
import {cancelWords} from '../../../../source/ui/panes/list/cancel-words.ts';
import {faultWords} from '../../../../source/ui/panes/list/fault-words.ts';
import {
	answered,
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
import {notebook, textOf} from './some-about.ts';

test('a job that is gone', () => {
	const text = textOf(sampleJobs.gone);
	const facts = text.split('\n').map(line => line.trim().split(/ {2,}/));
	expect(facts).toContainEqual([expect.anything(), 'gone']);
	expect(facts).toContainEqual([lastKnown, 'esriJobExecuting']);
	expect(facts).toContainEqual([expect.anything(), faultWords(fault('not-found', ''))]);
});

test('a job that was never answered has no facts from the server', () => {
	const text = textOf(lived(unknownJob(), faulted(fault('not-found', 'No such job.', 404), second, 30 * second, true)));
	expect(text).toContain(neverYet);
	expect(text).toContain(notFoundInARow(1));
	expect(text).not.toContain(sentByServer);
});

test('a job from a record says when it was recorded', () => {
	const kept = {
		...lived(unknownJob(), answered({jobStatus: 'esriJobExecuting'}, 3 * hour)),
		snapshot: null,
		isFromRecord: true,
	};
	const text = textOf(kept);
	const lines = text.split('\n').map(line => line.trim());
	const earlier = lines.indexOf(ofEarlierRun);
	expect(lines[earlier - 1]).toContain(formatAgo(3 * hour));
	expect(lines).toContain(sentToEarlierRun);
	expect(lines).not.toContain(sentByServer);
	expect(text).toContain('jobStatus       esriJobExecuting');
});

test('the outcome of a cancel is shown with its time', () => {
	const cancel = {
		step: 'refused',
		begunAt: 0,
		askedAt: before(5 * second).mono,
		state: 'queued',
		status: safeText('Submitted'),
		fault: fault('server', 'Not now.', 400),
	} as const;
	const text = textOf({...sampleJobs.queued, cancel});
	expect(text).toContain(cancelWords(cancel));
	expect(text).toContain(formatAgo(5 * second));
});

test('an ended job that the server reports as running', () => {
	const job = lived(sampleJobs.failed, answered({jobStatus: 'esriJobExecuting'}, second));
	const text = textOf(job);
	expect(text).toContain(spokeOfAsRunning(1));
	expect(textOf(sampleJobs.failed)).not.toContain(spokeOfAsRunning(1));
	expect(text).toContain('jobStatus       esriJobExecuting');
	expect(text).toContain('state           failed');
});

test('the pane has exactly the given height, and scrolls to its end', () => {
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

test('About scrolls, and starts at the top for another job', () => {
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
	[3 * hour, '3 h 0 min 0 s'],
	[-90 * second, '1 min 30 s'],
	[40 * second, null],
])('a server whose clock is off by %i ms', (clockAhead, by) => {
	const told = answered({jobStatus: 'esriJobExecuting'}, second);
	if (told.type !== 'answered') throw new Error('this should have been an answer');
	const text = textOf(lived(unknownJob(jobUrl('T', 'j1')), {...told, clockAhead}));
	if (by === null) return expect(text).not.toContain(serversClock);
	expect(clockOff(clockAhead)).toContain(by);
	expect(clockOff(clockAhead)).not.toBe(clockOff(-clockAhead));
	expect(text.split('\n').map(line => line.trim().split(/ {2,}/))).toContainEqual([serversClock, clockOff(clockAhead)]);
});

test('a last message that came after a pause says how long that was', () => {
	const said = (...texts: readonly string[]) => ({jobStatus: 'esriJobExecuting', messages: texts});
	const job = lived(
		unknownJob(),
		answered(said('tile 1'), 10 * minute),
		answered(said('tile 1'), 2 * minute),
		answered(said('tile 1', 'tile 2'), minute),
	);
	expect(textOf(job)).toContain(firstAfter(8 * minute));
});

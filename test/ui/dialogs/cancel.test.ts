import {describe, expect, test} from 'vitest';
import {jobName, type WatchedJob} from '../../../source/monitor/job.ts';
import {safeText} from '../../../source/text/safe-text.ts';
import {askLater, askNow, cancelDialog, noCancel, notToBeCancelled} from '../../../source/ui/dialogs/cancel.ts';
import {dialogText} from '../../../source/ui/dialogs/dialogs.ts';
import type {ScreenPort} from '../../../source/ui/screen/port.ts';
import {noon, sampleJobs} from '../panes/list/sample-jobs.ts';

/** What the dialog says of a job, at noon. */
function textOf(job: WatchedJob) {
	const {url} = job.address;
	const jobs = {get: (asked: string) => (asked === url ? job : undefined)};
	const screen = {world: {monitor: {jobs}}, state: {now: noon}} as unknown as ScreenPort;
	const text = dialogText({kind: 'cancel', url, openedAt: 0}, screen);
	if (!text) throw new Error('it says nothing');
	return {...text, facts: Object.fromEntries(text.facts), keys: text.keys.map(([key]) => key)};
}

const keysOf = (job: WatchedJob) => textOf(job).keys.map(key => key.split(' ')[0]);

test('the dialog identifies the job: server, task, label, id', () => {
	const {running} = sampleJobs;
	expect(textOf(running).facts).toMatchObject({
		server: running.address.serverName,
		task: running.address.task,
		job: running.label,
		'job id': running.address.jobId,
	});
	expect(textOf(sampleJobs.asking).facts.job).toBe(jobName(sampleJobs.asking));
});

test('of a long id, the end is shown, which distinguishes jobs', () => {
	const {failed} = sampleJobs;
	const shown = textOf(failed).facts['job id'] ?? '';
	expect(shown).toMatch(/^…/);
	expect(failed.address.jobId.endsWith(shown.slice(1))).toBe(true);
	expect(shown).toHaveLength(13);
	const sixteen = {...failed, address: {...failed.address, jobId: safeText('j'.repeat(16))}};
	expect(textOf(sixteen).facts['job id']).toBe('j'.repeat(16));
});

test('the status has the age of the last answer, even while the server does not answer', () => {
	expect(textOf(sampleJobs.running).facts.status).toMatch(/^Executing, .*1 s/);
	expect(textOf(sampleJobs.stale).facts.status).toMatch(/^Executing, .*4 min/);
	const never = textOf(sampleJobs.asking).facts.status;
	expect(never).not.toMatch(/\d/);
});

describe('its keys', () => {
	test.each([
		['running', ['y', 'n']],
		['stale', ['y', 'n']],
		['queued', ['y', 'w', 'n']],
		['asking', ['y', 'n']],
		['succeeded', ['n']],
		['gone', ['n']],
	] as const)('for a job that is %s: %j', (name, keys) => {
		expect(keysOf(sampleJobs[name])).toEqual(keys);
	});

	test('for a job that has not started say that the server will refuse now, or that the cancel can wait', () => {
		const jobs = {get: () => sampleJobs.queued};
		const screen = {world: {monitor: {jobs}}, state: {now: noon}} as unknown as ScreenPort;
		const text = dialogText({kind: 'cancel', url: '', openedAt: 0}, screen);
		expect(text?.keys.map(([, words]) => words)).toEqual([askNow, askLater, noCancel]);
		expect(text?.notes).toHaveLength(2);
	});
});

test('for a job that has ended it says that it cannot be cancelled', () => {
	expect(textOf(sampleJobs.succeeded).notes).toEqual([notToBeCancelled]);
	expect(textOf(sampleJobs.running).notes).toHaveLength(1);
	expect(textOf(sampleJobs.running).notes).not.toContain(notToBeCancelled);
});

describe('its answers', () => {
	/** What each key does: the calls of the monitor, and whether the dialog closes. */
	function pressed(job: WatchedJob | undefined, name: string | undefined, isReadOnly = false) {
		const cancelled: unknown[] = [];
		const said: unknown[] = [];
		let isOpen = true;
		const screen = {
			isReadOnly,
			world: {
				monitor: {
					jobs: {get: () => job},
					cancel: (url: string, whenRunning: boolean) => cancelled.push([url, whenRunning]),
				},
			},
			change: ({dialog}: {dialog: unknown}) => {
				isOpen = dialog !== null;
			},
			notify: (outcome: unknown) => said.push(outcome),
		} as unknown as ScreenPort;
		cancelDialog.press(screen, {kind: 'cancel', url: 'the job', openedAt: 0}, name, '');
		return {cancelled, isOpen, said: said.length};
	}

	const nothing = {cancelled: [], isOpen: true, said: 0};
	const closed = {...nothing, isOpen: false};
	const {running, queued, succeeded} = sampleJobs;

	test.each([
		['running', running, 'y', {...closed, cancelled: [['the job', false]]}],
		['running', running, 'w', nothing],
		['queued', queued, 'y', {...closed, cancelled: [['the job', false]]}],
		['queued', queued, 'w', {...closed, cancelled: [['the job', true]]}],
		['ended', succeeded, 'y', nothing],
		['ended', succeeded, 'w', nothing],
		['gone from the list', undefined, 'y', closed],
		['running', running, undefined, nothing],
		['running', running, 'Y', nothing],
		['running', running, 'Space', nothing],
	])('of a job that is %s', (_, job, name, what) => {
		expect(pressed(job, name), `key ${name}`).toEqual(what);
	});

	test.each(['n', 'N', 'q', 'Esc', 'Enter'])('%s is a no, whatever the job is', name => {
		for (const job of [running, queued, succeeded]) expect(pressed(job, name)).toEqual(closed);
	});

	test('in read-only mode, y says that nothing was sent', () => {
		expect(pressed(running, 'y', true)).toEqual({...closed, said: 1});
		expect(pressed(queued, 'w', true)).toEqual({...closed, said: 1});
		expect(pressed(running, 'n', true)).toEqual(closed);
	});
});

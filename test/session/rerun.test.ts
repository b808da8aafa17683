import {describe, expect, test} from 'vitest';
import type {Submission} from '../../source/gp/client/client.ts';
import {type FaultKind, fault, faultKinds} from '../../source/gp/fault.ts';
import {postOutcome} from '../../source/gp/post-outcome.ts';
import {
	begunAgain,
	mayBeSubmitted,
	mayBeSubmittedAs,
	noJobBegun,
	nothingSubmitted,
	submitSentences,
} from '../../source/session/rerun.ts';
import {serverText} from '../../source/text/safe-text.ts';

const task = 'https://gis.acme.com/arcgis/rest/services/F/S/GPServer/T';
const job = {jobUrl: `${task}/jobs/j7`, jobId: serverText('j7')};

/** What the screen's rerun says of a submit that came to this. */
function said(submission: Submission) {
	const engine = {
		client: {submit: async () => submission, task: async () => ({ok: true, value: {parameters: []}})},
		monitor: {parameters: async () => ({ok: true, rows: [{name: serverText('In'), read: input}]})},
	};
	return begunAgain(engine as unknown as Parameters<typeof begunAgain>[0], `${task}/jobs/j1`);
}
const input = {ok: true, parameter: {value: {kind: 'text', json: 'x'}}};

describe('rerun from the screen', () => {
	test('never says that nothing was submitted if a job may run', async () => {
		for (const kind of faultKinds) {
			const why = fault(kind, 'It broke.');
			if (postOutcome(why) !== 'unknown') continue;
			const {ok, notice: words} = await said({outcome: 'unknown', fault: why, job: null});
			expect(ok).toBe(false);
			expect(words).toContain(mayBeSubmitted);
			for (const other of [noJobBegun, nothingSubmitted]) expect(words).not.toContain(other);
		}
	});

	test('names the job that may have been submitted', async () => {
		const {notice: words} = await said({outcome: 'unknown', fault: fault('http', 'x', 504), job});
		expect(words).toContain(mayBeSubmittedAs(job.jobUrl));
		expect(words).toContain(job.jobUrl);
	});

	test('says why the server refused, if it did', async () => {
		const {notice: words} = await said({outcome: 'refused', fault: fault('server', 'Not enough credits.'), job: null});
		expect(words).toMatch(/Not enough credits/);
		expect(words).toContain(noJobBegun);
		expect(words).not.toContain(mayBeSubmitted);
	});
});

test.each<[FaultKind, number | null]>([
	['reset', null],
	['timeout', null],
	['http', 500],
	['http', 502],
	['http', 504],
	['http', 408],
	['http', 499],
	['http', null],
	['proxy', 502],
	['proxy', null],
	['server', 504],
	['redirect', 302],
	['not-json', null],
	['unexpected', null],
	['too-large', null],
	['offline', null],
	['tls', null],
])('%s %s leaves open whether a job was begun; before a byte left, it was not', (kind, code) => {
	expect(postOutcome(fault(kind, 'x', code))).toBe('unknown');
	expect(postOutcome({...fault(kind, 'x', code), isUnsent: true})).toBe('not-sent');
});

test('an envelope that mentions a time-out does not count as a refusal', () => {
	expect(postOutcome(fault('server', 'h says: The operation has timed out (500).', 500))).toBe('unknown');
	expect(postOutcome(fault('server', 'h says: Timeout expired (500).', 500))).toBe('unknown');
	expect(postOutcome(fault('server', 'h says: Invalid or missing input parameters (400).', 400))).toBe('refused');
});

test('each outcome has its sentence, and an unknown one warns against sending it again', () => {
	const why = fault('reset', 'It broke.');
	expect(submitSentences({outcome: 'not-sent', fault: why, job: null}).join(' ')).toContain(nothingSubmitted);
	expect(submitSentences({outcome: 'unknown', fault: why, job: null}).join(' ')).toContain(mayBeSubmitted);
});

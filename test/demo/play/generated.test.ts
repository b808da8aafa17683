import {describe, expect, test} from 'vitest';
import {generatedScript} from '../../../source/demo/play/generated.ts';
import {endsAfter, phaseAt} from '../../../source/demo/play/phases.ts';

const submission = {
	inputs: {},
	jobId: 'j1',
	startedAt: 0,
	scratchUrl: 'http://127.0.0.1/scratch',
	scratchFolder: 'D:\\scratch',
};
const scripts = Array.from({length: 500}, (_, index) => generatedScript(7, index));

/** A script with its texts told, so that two can be compared. */
function told(seed: number, index: number) {
	const {messages, ...script} = generatedScript(seed, index);
	return {...script, messages: messages?.(submission)};
}

test('the same seed and number give the same script, others another', () => {
	expect(told(7, 30)).toEqual(told(7, 30));
	expect(told(8, 30)).not.toEqual(told(7, 30));
	expect(told(7, 31)).not.toEqual(told(7, 30));
});

test('each works for 20 s to 10 min and comes to an end', () => {
	for (const {phases} of scripts) {
		const work = phases.find(({status}) => status === 'esriJobExecuting')?.lasts;
		expect(work).toBeGreaterThanOrEqual(20_000);
		expect(work).toBeLessThanOrEqual(600_000);
		expect(endsAfter(phases)).toBeLessThan(720_000);
	}
});

test('messages stand in the order of their moments, within the work', () => {
	for (const {messages, phases} of scripts) {
		const moments = (messages?.(submission) ?? []).map(({at}) => at);
		expect(moments).toEqual(moments.toSorted((a, b) => a - b));
		expect(moments.at(-1)).toBeLessThanOrEqual(endsAfter(phases));
	}
});

describe('when the demo begins', () => {
	const present = scripts.map(({phases, headStart = 0}) => phaseAt(phases, headStart).phase.status);
	const share = (status: string) => present.filter(found => found === status).length / present.length;

	test.each([
		['esriJobWaiting', 0.1, 0.3],
		['esriJobExecuting', 0.3, 0.5],
		['esriJobSucceeded', 0.25, 0.45],
		['esriJobFailed', 0.01, 0.1],
		['esriJobTimedOut', 0.001, 0.06],
		['esriJobCancelled', 0.001, 0.06],
	])('some jobs are %s', (status, least, most) => {
		expect(share(status)).toBeGreaterThan(least);
		expect(share(status)).toBeLessThan(most);
	});
});

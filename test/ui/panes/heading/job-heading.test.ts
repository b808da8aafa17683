import {describe, expect, test} from 'vitest';
import {fault} from '../../../../source/gp/fault.ts';
import {safe} from '../../../../source/text/safe-text.ts';
import {
	faultSentence,
	identitySpan,
	jobHeading,
	noAnswerSince,
	signInNeededBy,
} from '../../../../source/ui/panes/heading/job-heading.ts';
import {nextTryWords} from '../../../../source/ui/panes/list/fault-words.ts';
import {answered, before, faulted, jobUrl, lived, minute, noon, second, unknownJob} from '../list/sample-jobs.ts';

const url = jobUrl('Buffer', 'j0123456789abcdef', 'https://gis.acme.com');
const executing = answered({jobStatus: 'esriJobExecuting', messages: []}, second);
const lost = fault('reset', 'The connection was lost.');

describe('the heading of a job', () => {
	test('says how long an ended job took, and that no more messages will come', () => {
		const job = lived(
			unknownJob(url),
			answered({jobStatus: 'esriJobSubmitted'}, 5 * minute),
			answered({jobStatus: 'esriJobExecuting'}, 4 * minute),
			answered({jobStatus: 'esriJobFailed', messages: []}, minute),
		);
		expect(jobHeading(job, noon, undefined, false)).toMatchObject({
			status: 'Failed',
			took: expect.stringMatching(/3:00/),
			silence: '',
			isLive: false,
		});
	});

	test.each([
		['the job', lived(unknownJob(url), executing, faulted(lost, 0, minute)), undefined],
		['its server', lived(unknownJob(url), executing), {fault: lost, nextTry: noon.mono + minute}],
	])('tells since when %s does not answer', (_, job, outage) => {
		const heading = jobHeading(job, noon, outage, false);
		expect(heading).toMatchObject({silence: noAnswerSince(before(second).epoch), isLive: false});
	});

	test('says that a job has never been answered', () => {
		const job = lived(unknownJob(url), faulted(lost, 0, minute));
		expect(jobHeading(job, noon, undefined, false).silence).toBe(noAnswerSince(undefined));
	});

	test('an outage of the server does not affect the heading of an ended job', () => {
		const job = lived(unknownJob(url), answered({jobStatus: 'esriJobSucceeded', messages: []}, second));
		expect(jobHeading(job, noon, {fault: lost, nextTry: undefined}, false).silence).toBe('');
	});
});

describe('the line below the heading', () => {
	const job = lived(unknownJob(url), executing);
	const look = {isAscii: false, server: safe`gis.acme`};
	const text = (width: number, of = job) => identitySpan(of, noon, undefined, {...look, width}).text;

	test('has task, service, server and the end of the id, as far as there is room', () => {
		expect(text(80)).toBe('Buffer · City/Tools · gis.acme · …abcdef');
		expect(text(32)).toBe('Buffer · gis.acme · …abcdef');
		expect(text(20)).toBe('Buffer · gis.acme');
		expect(text(10)).toBe('gis.acme');
	});

	test('says instead why the job cannot be polled, and when the next try is', () => {
		const silent = lived(job, faulted(lost, 0, minute));
		const next = nextTryWords(noon.mono + minute, noon.mono);
		expect(text(80, silent)).toBe(`${lost.sentence} · ${next}`);
	});

	test('names the key that signs in', () => {
		const {address} = job;
		const refused = lived(job, faulted(fault('sign-in', 'Token Required', 499), 0, undefined));
		expect(text(80, refused)).toContain(signInNeededBy(address.serverName));
		expect(faultSentence(refused, {fault: lost, nextTry: undefined})).toBe(lost.sentence);
	});
});

import {expect, test} from 'vitest';
import {fault} from '../../../source/gp/fault.ts';
import {type CancelCourse, honourWithin} from '../../../source/monitor/cancel.ts';
import {safeText} from '../../../source/text/safe-text.ts';
import {cancelWords, isWorthTelling} from '../../../source/ui/list/cancel-words.ts';
import {sampleJobs, timeout} from './sample-jobs.ts';

const begun: CancelCourse = {step: 'checking', begunAt: 0, askedAt: null, state: null, status: null, fault: null};
const sent = {...begun, askedAt: 5};
const denied = fault('server', 'Cancel is not allowed.', 400);

test.each<[string, CancelCourse]>([
	['cancel: looking first how the job stands', begun],
	['will be asked to cancel once it executes', {...begun, step: 'waiting'}],
	['cancel: asking the server', {...sent, step: 'asking'}],
	['asked → accepted', {...sent, step: 'accepted'}],
	['asked → accepted (Cancelling)', {...sent, step: 'accepted', state: 'cancelling', status: safeText('Cancelling')}],
	['asked → accepted (Cancelled)', {...sent, step: 'accepted', state: 'cancelled', status: safeText('Cancelled')}],
	['asked → accepted; the job is not there any more', {...sent, step: 'accepted', isMissing: true}],
	['cancel: the job is not there any more', {...sent, step: 'ended', isMissing: true}],
	['asked → accepted (still Executing)', {...sent, step: 'accepted', state: 'running', status: safeText('Executing')}],
	['Cancelled', {...sent, step: 'cancelled', state: 'cancelled', status: safeText('Cancelled')}],
	[
		'Cancelled already, nothing was sent',
		{...begun, step: 'cancelled', state: 'cancelled', status: safeText('Cancelled')},
	],
	['cancel refused (Cancel is not allowed.)', {...sent, step: 'refused', fault: denied}],
	[
		'cancel refused: still Submitted; the job runs on (Cancel is not allowed.)',
		{...sent, step: 'refused', state: 'queued', status: safeText('Submitted'), fault: denied},
	],
	[
		'cancel not honoured for 60 s: a tool in plain Python without ArcPy cannot be cancelled',
		{...sent, step: 'not-honoured', state: 'running', status: safeText('Executing')},
	],
	['cancel: ended Succeeded all the same', {...sent, step: 'ended', state: 'succeeded', status: safeText('Succeeded')}],
	['cancel: already Failed, nothing was sent', {...begun, step: 'ended', state: 'failed', status: safeText('Failed')}],
	['cancel not sent: The server did not answer within 15 s.', {...begun, step: 'not-sent', fault: timeout}],
	['cancel: it is unknown whether the server got it', {...sent, step: 'unknown'}],
])('%s', (words, course) => {
	expect(cancelWords(course)).toBe(words);
});

test('the seconds in the sentence are those of the machine', () => {
	expect(honourWithin).toBe(60_000);
});

test.each<[CancelCourse['step'], keyof typeof sampleJobs, boolean]>([
	['asking', 'running', true],
	['refused', 'running', true],
	['refused', 'succeeded', false],
	['not-sent', 'running', true],
	['not-sent', 'failed', false],
	['ended', 'succeeded', true],
	['not-honoured', 'running', true],
	['unknown', 'stale', true],
])('%s is worth telling of a job that is %s: %s', (step, name, isTold) => {
	expect(isWorthTelling({...sent, step}, sampleJobs[name])).toBe(isTold);
});

test('a cancel that was never sent is no news once the job has ended', () => {
	expect(isWorthTelling({...begun, step: 'ended'}, sampleJobs.succeeded)).toBe(false);
});

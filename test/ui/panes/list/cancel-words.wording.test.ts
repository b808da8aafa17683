/** Where a cancel stands, as a person reads it. */
import {expect, test} from 'vitest';
import {fault} from '../../../../source/gp/fault.ts';
import type {CancelFlow} from '../../../../source/monitor/cancel.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import {cancelWords} from '../../../../source/ui/panes/list/cancel-words.ts';
import {timeout} from './sample-jobs.ts';

const begun: CancelFlow = {step: 'checking', begunAt: 0, askedAt: null, state: null, status: null, fault: null};
const sent = {...begun, askedAt: 5};
const denied = fault('server', 'Cancel is not allowed.', 400);

test.each<[string, CancelFlow]>([
	['cancel: checking its state first', begun],
	['will be cancelled when it starts', {...begun, step: 'waiting'}],
	['cancel: asking the server', {...sent, step: 'asking'}],
	['cancel accepted, stopping…', {...sent, step: 'accepted'}],
	['cancel accepted, stopping…', {...sent, step: 'accepted', state: 'cancelling', status: safeText('Cancelling')}],
	['cancel accepted, stopping…', {...sent, step: 'accepted', state: 'cancelled', status: safeText('Cancelled')}],
	['cancel accepted; the server no longer knows the job', {...sent, step: 'accepted', isMissing: true}],
	['cancel: the server no longer knows the job', {...sent, step: 'ended', isMissing: true}],
	['cancel accepted, still Executing', {...sent, step: 'accepted', state: 'running', status: safeText('Executing')}],
	['cancelled', {...sent, step: 'cancelled', state: 'cancelled', status: safeText('Cancelled')}],
	[
		'already cancelled, nothing was sent',
		{...begun, step: 'cancelled', state: 'cancelled', status: safeText('Cancelled')},
	],
	['cancel refused (Cancel is not allowed.)', {...sent, step: 'refused', fault: denied}],
	[
		'cancel refused, still Submitted (Cancel is not allowed.)',
		{...sent, step: 'refused', state: 'queued', status: safeText('Submitted'), fault: denied},
	],
	[
		'cancel: no effect after 60 s; a tool in plain Python without ArcPy cannot be cancelled',
		{...sent, step: 'not-honoured', state: 'running', status: safeText('Executing')},
	],
	[
		'too late to cancel: it ended as Succeeded',
		{...sent, step: 'ended', state: 'succeeded', status: safeText('Succeeded')},
	],
	['cancel: already Failed, nothing was sent', {...begun, step: 'ended', state: 'failed', status: safeText('Failed')}],
	['cancel not sent: The server did not answer within 15 s.', {...begun, step: 'not-sent', fault: timeout}],
	['cancel sent, no answer: it may or may not have arrived', {...sent, step: 'unknown'}],
])('%s', (words, flow) => {
	expect(cancelWords(flow)).toBe(words);
});

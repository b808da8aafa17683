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
])('%s', (words, flow) => {
	expect(cancelWords(flow)).toBe(words);
});

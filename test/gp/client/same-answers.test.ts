import {afterEach, expect, test} from 'vitest';
import {SameAnswers} from '../../../source/gp/client/same-answers.ts';
import {readSnapshot} from '../../../source/gp/snapshot.ts';
import {forgetSecrets, knowSecret} from '../../../source/text/known-secrets.ts';

afterEach(forgetSecrets);

test('an answer that was read before a secret was known is read again', () => {
	const body = '{"jobStatus":"esriJobExecuting","progress":{"message":"of abc-def-1"}}';
	const read = readSnapshot(JSON.parse(body));
	if (!read.ok) throw new Error('not a job');
	const answers = new SameAnswers();
	answers.snapshotOf('u', body);
	answers.remember('u', body, read.snapshot);
	expect(answers.snapshotOf('u', body)).toBe(read.snapshot);
	knowSecret('abc-def-1');
	expect(answers.snapshotOf('u', body)).toBeUndefined();
});

import {Ajv} from 'ajv';
import {describe, expect, test} from 'vitest';
import type {DemoServer} from '../../source/demo/server.ts';
import {bodyText} from '../fixtures/bodies.ts';
import {isThorough} from '../often.ts';
import {demoServer, jsonOf} from './demo-server.ts';
import {breachesOf} from './job-rules.ts';

/** Each of the cast, and some of them twice. */
const jobs = isThorough ? 40 : 20;
/** Milliseconds from one look to the next: each status lasts longer in some job. */
const step = 9000;

/** Every answer of every job, from the beginning of the demo until all have ended. */
async function* answers(server: DemoServer, forward: (milliseconds: number) => void): AsyncGenerator<unknown> {
	for (let moment = 0; moment <= 360_000; moment += step) {
		const bodies = await Promise.all(server.jobs.map(({url}) => jsonOf(url, {returnMessages: 'true'})));
		// A purged job is no job resource any more.
		yield* bodies.filter(body => !Object.hasOwn(body as object, 'error'));
		forward(step);
	}
}

const lives: readonly (readonly [life: string, isCancelled: boolean, statuses: readonly string[]])[] = [
	['left alone', false, ['New', 'Submitted', 'Waiting', 'Executing', 'Succeeded', 'Failed', 'TimedOut', 'Deleting']],
	['asked to cancel', true, ['Submitted', 'Executing', 'Cancelling', 'Cancelled', 'Succeeded']],
];

describe.each(lives)('of jobs %s', (_, isCancelled, statuses) => {
	test('every answer keeps the rules and the schema that servers publish', async () => {
		const validate = new Ajv().compile(JSON.parse(bodyText('service/job-schema.json')) as object);
		let count = 0;
		const {server, clock} = await demoServer({jobs, emptyMessages: isCancelled ? 'absent' : 'empty'});
		const seen = new Set<unknown>();
		if (isCancelled) await Promise.all(server.jobs.map(({url}) => jsonOf(`${url}/cancel`)));
		for await (const body of answers(server, clock.forward)) {
			expect(breachesOf(body)).toEqual([]);
			expect(validate(body), JSON.stringify(validate.errors)).toBe(true);
			count += 1;
			seen.add((body as {jobStatus: unknown}).jobStatus);
		}
		expect(count).toBeGreaterThan(17 * jobs);
		expect([...seen]).toEqual(expect.arrayContaining(statuses.map(status => `esriJob${status}`)));
	});
});

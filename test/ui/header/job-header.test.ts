import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {fault} from '../../../source/gp/fault.ts';
import {displayWidth} from '../../../source/text/display-width.ts';
import {safe, safeText} from '../../../source/text/safe-text.ts';
import {elsewhere, jobHeaderSpans} from '../../../source/ui/header/job-header.tsx';
import {tallyOf} from '../../../source/ui/header/tally.ts';
import {jobHeading} from '../../../source/ui/panes/heading/job-heading.ts';
import {often} from '../../often.ts';
import {
	answered,
	faulted,
	jobUrl,
	lived,
	minute,
	noon,
	sampleJobs,
	second,
	unknownJob,
} from '../panes/list/sample-jobs.ts';

const progress = (percent: number) => ({progress: {type: 'x', message: 'Level 17', percent}});
const failure = {type: 'esriJobMessageTypeError', description: 'bad'};
const named = (label: string) => unknownJob(jobUrl(), label);
const executing = (percent: number, ago: number) =>
	answered({jobStatus: 'esriJobExecuting', messages: [], ...progress(percent)}, ago);
const running = lived(named('Orthofotos 2026 cache'), executing(23, 10 * minute), executing(33, second));
const failed = lived(named('Parcel report'), answered({jobStatus: 'esriJobFailed', messages: [failure]}, second));

function line(job: typeof running, width: number, jobs = [job], step = safe``): string {
	const facts = {tally: tallyOf(jobs, noon), isPaused: false, isUnsaved: false, isReadOnly: false, time: noon.epoch};
	const heading = jobHeading(job, noon, undefined, false);
	const spans = jobHeaderSpans({...facts, heading, step}, width, false);
	return spans.map(({text}) => text).join('');
}

describe('the first line of an open job', () => {
	test('has name, state, bar, percents and the time left', () => {
		expect(line(running, 120)).toMatch(
			/^ gpjobs · Orthofotos 2026 cache {2}● Executing {2}███░{7} 33% {2}~1 h 5 min left {2,}14:02:31$/,
		);
	});

	test('shows the current step if there is room', () => {
		expect(line(running, 120, [running], safe`Level 17`)).toContain('  Level 17  ');
		expect(line(running, 70, [running], safe`Level 17`)).not.toContain('Level 17');
	});

	test('keeps name, state, percents and time left in 40 cells', () => {
		expect(line(running, 40)).toMatch(/^ Orthofotos.*… {2}● Executing {2}33% {2}~1h05 *$/);
	});

	test('counts errors, and problems of other jobs that nobody has looked at', () => {
		expect(line(failed, 100, [failed])).toMatch(/ ✖ Failed {2}1 ✖ /);
		expect(line(failed, 100, [failed])).not.toContain(elsewhere);
		expect(line(failed, 100, [failed, {...failed}])).toContain(` ✖1 ${elsewhere} `);
		expect(line(running, 100, [running, failed])).toContain(` ✖1 ${elsewhere} `);
		expect(line(running, 100, [running, {...failed, lookedAt: noon}])).not.toContain(elsewhere);
		expect(line({...failed, lookedAt: noon}, 100, [{...failed, lookedAt: noon}, failed])).toContain(
			` ✖1 ${elsewhere} `,
		);
	});

	test('says since when the server does not answer, even on a narrow line', () => {
		const silent = lived(running, faulted(fault('reset', 'lost'), second, 10 * second));
		const {silence} = jobHeading(silent, noon, undefined, false);
		expect(silence).toContain('14:02:30');
		for (const width of [120, 60]) expect(line(silent, width)).toContain(silence);
	});

	test('is as wide as the screen, for any job', () => {
		const some = Object.values(sampleJobs);
		fc.assert(
			fc.property(fc.constantFrom(...some), fc.integer({min: 20, max: 200}), fc.string(), (job, width, label) => {
				const one = {...job, label: safeText(label)};
				expect(displayWidth(line(one, width, [...some], safe`a step`))).toBe(width);
			}),
			{numRuns: often(300)},
		);
	});
});

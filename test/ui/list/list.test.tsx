import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {fault} from '../../../source/gp/fault.ts';
import {safeText} from '../../../source/text/safe-text.ts';
import {JobList, type JobListProps} from '../../../source/ui/list/list.tsx';
import {naturalSort} from '../../../source/ui/list/order.ts';
import {noon, sampleJobs, second} from './sample-jobs.ts';

const jobs = Object.values(sampleJobs);
const props: JobListProps = {
	jobs,
	top: 0,
	width: 80,
	height: 5,
	selected: sampleJobs.stale.address.url,
	marks: new Set([sampleJobs.succeeded.address.url]),
	now: noon,
	sort: naturalSort,
	ascii: false,
	outages: new Map(),
	filter: null,
};

const plain = (frame: string | undefined) => stripVTControlCharacters(frame ?? '');
const frameOf = (more: Partial<JobListProps>) => plain(render(<JobList {...props} {...more} />).lastFrame());
const heightOf = (frame: string) => frame.split('\n').length;

test('a window of the list under its heading', () => {
	expect(frameOf({top: 1, sort: {by: 'elapsed', isInverted: true}})).toMatchInlineSnapshot(`
		"   STATUS       JOB            PROGRESS   ELAPSED▲ AGE  LAST MESSAGE            
		  *✔ Succeeded  parcels                      00:41 –    ⚠ 2 warnings            
		 ▌ ? Executing  nightly        █░░░░  18%  1:04:10 4m!  STALE 4m: timeout, next…
		   ✖ Failed     …4e6f8a0b2c4d6               00:21 –    ERROR 000732: Input: Da…
		   ○ Submitted  view                        >00:40
		   ● Executing  洪水の分析     busy         >00:03      Executing..."
	`);
});

test('it is always one line of names and the rows', () => {
	for (const height of [0, 1, 5, 8, 20]) expect(heightOf(frameOf({height}))).toBe(height + 1);
	for (const height of [0, 1, 2, 3, 6, 20]) expect(heightOf(frameOf({jobs: [], height}))).toBe(height + 1);
});

test('the rows of a server in trouble say so', () => {
	const outages = new Map([
		['https://gis.acme.com', {fault: fault('sign-in', 'Token required', 499), nextTry: undefined}],
	]);
	expect(frameOf({outages, top: 4}).split('\n')[1]).toContain('sign in, r tries again');
});

test('an empty list says how to begin', () => {
	expect(frameOf({jobs: [], height: 7})).toMatchInlineSnapshot(`
		"   STATUS       JOB            PROGRESS    ELAPSED AGE  LAST MESSAGE            

		   No jobs yet.

		   a             adds a job URL; or paste one here
		   ?             shows all keys
		   gpjobs demo   shows what it looks like, with jobs of its own
		"
	`);
});

test('a list that a filter has emptied says that', () => {
	expect(frameOf({jobs: [], height: 4, width: 40, filter: safeText('acme')})).toMatchInlineSnapshot(`
		"   STATUS       JOB                    %

		   No job matches acme
		   Esc shows all
		"
	`);
});

test('one second later only the rows that tell the time are other ones', () => {
	const {lastFrame, rerender} = render(<JobList {...props} height={8} />);
	const before = (lastFrame() ?? '').split('\n');
	rerender(<JobList {...props} height={8} now={{epoch: noon.epoch + second, mono: noon.mono + second}} />);
	const after = (lastFrame() ?? '').split('\n');
	const changed = after.flatMap((line, index) => (line === before[index] ? [] : [Object.keys(sampleJobs)[index - 1]]));
	expect(changed).toEqual(['running', 'queued', 'busy']);
});

test('the row of the cursor is reversed', () => {
	const line = (render(<JobList {...props} />).lastFrame() ?? '').split('\n')[3] ?? '';
	expect(line).toContain('\x1B[7m');
	expect(plain(line)).toMatch(/^ ▌ \? Executing {2}nightly/);
});

import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {fault} from '../../../../source/gp/fault.ts';
import {jobName} from '../../../../source/monitor/job.ts';
import {shortJobNames} from '../../../../source/monitor/job-names.ts';
import type {Ellipsis} from '../../../../source/text/display-width.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import {type Columns, columnsFor} from '../../../../source/ui/panes/list/columns.ts';
import {emptyListLines} from '../../../../source/ui/panes/list/empty-list.ts';
import {signInNeeded} from '../../../../source/ui/panes/list/fault-words.ts';
import {columnTitles, headingSpans} from '../../../../source/ui/panes/list/heading.ts';
import {JobList, type JobListProps} from '../../../../source/ui/panes/list/list.tsx';
import {rowSpans} from '../../../../source/ui/panes/list/row.ts';
import {asAdded, noon, sampleJobs, second} from './sample-jobs.ts';

const jobs = Object.values(sampleJobs);
const props: JobListProps = {
	lines: jobs,
	all: jobs,
	width: 80,
	height: 5,
	selected: sampleJobs.stale.address.url,
	marks: new Set([sampleJobs.succeeded.address.url]),
	now: noon,
	sort: asAdded,
	ascii: false,
	outages: new Map(),
	filter: null,
};

const nameWidth = ({shown}: Columns) => shown.find(({name}) => name === 'job')?.width ?? 0;
const plain = (frame: string | undefined) => stripVTControlCharacters(frame ?? '');
const frameOf = (more: Partial<JobListProps>) => plain(render(<JobList {...props} {...more} />).lastFrame());
const heightOf = (frame: string) => frame.split('\n').length;

test('a window of the list under its heading', () => {
	const sort: JobListProps['sort'] = {by: 'elapsed', isInverted: true};
	const columns = columnsFor(props.width);
	const names = shortJobNames(jobs, nameWidth(columns), '…' as Ellipsis);
	const rows = jobs.slice(1, 6).map(job =>
		rowSpans(job, {
			now: noon,
			columns,
			name: names.get(job.address.url) ?? jobName(job),
			server: job.address.serverName,
			ascii: false,
			isSelected: job.address.url === props.selected,
			isMarked: props.marks.has(job.address.url),
		}),
	);
	const drawn = [headingSpans(columns, sort, false), ...rows].map(spans =>
		spans
			.map(({text}) => text)
			.join('')
			.trimEnd(),
	);
	const shown = frameOf({lines: jobs.slice(1), sort}).split('\n');
	expect(shown.map(line => line.trimEnd())).toEqual(drawn);
	expect(drawn[1]).toMatch(/^ {2}\*✔ Succeeded/);
	expect(drawn[2]).toMatch(/^ ▌•\? Executing/);
});

test('it always consists of one line of headings and the rows', () => {
	for (const height of [0, 1, 5, 8, 20]) expect(heightOf(frameOf({height}))).toBe(height + 1);
	for (const height of [0, 1, 2, 3, 6, 20]) expect(heightOf(frameOf({lines: [], height}))).toBe(height + 1);
});

test('the rows of a server that cannot be reached say so', () => {
	const noToken = fault('sign-in', 'Token required', 499);
	const outages = new Map([['https://gis.acme.com', {fault: noToken, nextTry: undefined}]]);
	expect(frameOf({outages, lines: jobs.slice(4)}).split('\n')[1]).toContain(signInNeeded);
});

test.each([
	['an empty list', null],
	['a list that a filter has emptied', safeText('acme')],
])('%s has its sentences in place of rows', (_, filter) => {
	const [heading, ...shown] = frameOf({lines: [], height: 7, filter}).split('\n');
	expect(heading).toContain(columnTitles.status);
	const trimmed = shown.map(line => line.trim().replaceAll(/ +/g, ' ')).filter(line => line !== '');
	const expected = emptyListLines(80, 7, filter)
		.map(spans =>
			spans
				.map(({text}) => text)
				.join('')
				.trim()
				.replaceAll(/ +/g, ' '),
		)
		.filter(line => line !== '');
	expect(trimmed).toEqual(expected);
	expect(expected.length).toBeGreaterThan(1);
});

test('one second later, only rows that show a time are drawn again', () => {
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
	expect(plain(line)).toMatch(/^ ▌•\? Executing {2}nightly/);
});

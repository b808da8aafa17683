import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	groupOf,
	type ListGroup,
	type ListLine,
	listGroups,
	listLines,
	mostGroupHeadings,
	visibleLines,
} from '../../../../source/ui/panes/list/groups.ts';
import {defaultSort, sortJobs} from '../../../../source/ui/panes/list/order.ts';
import {noSelection, updateSelection} from '../../../../source/ui/panes/list/selection.ts';
import {noon, sampleJobs} from './sample-jobs.ts';

const textOf = (line: ListLine) => (line.kind === 'group' ? `[${line.group}]` : line.url);
const linesOf = (shown: readonly string[], groups: Readonly<Record<string, ListGroup>>) =>
	listLines(shown, new Map(Object.entries(groups)))
		.map(textOf)
		.join(' ');

describe('the headings of groups', () => {
	test('each group has a heading, except the jobs that need a look', () => {
		expect(linesOf(['a', 'b', 'c', 'd'], {a: 'look', b: 'running', c: 'running', d: 'ended'})).toBe(
			'a [running] b c [ended] d',
		);
		expect(linesOf(['a'], {a: 'queued'})).toBe('[queued] a');
	});

	test('a job that was added while rows must not move is in the group above it', () => {
		expect(linesOf(['a', 'b', 'new'], {a: 'running', b: 'ended'})).toBe('[running] a [ended] b new');
	});

	test('of any jobs in the default order, there is at most one for each group', () => {
		const jobs = fc.shuffledSubarray(Object.values(sampleJobs));
		fc.assert(
			fc.property(jobs, some => {
				const sorted = sortJobs(some, defaultSort, noon);
				const groups = new Map(sorted.map(job => [job.address.url, groupOf(job, noon)]));
				const lines = listLines([...groups.keys()], groups);
				const headings = lines.filter(({kind}) => kind === 'group').map(textOf);
				expect(new Set(headings).size).toBe(headings.length);
				expect(headings.length).toBeLessThanOrEqual(mostGroupHeadings);
				expect(lines.length).toBe(headings.length + some.length);
			}),
		);
	});
});

describe('the visible lines', () => {
	const groups = new Map(['a', 'b', 'c', 'd'].map((url, index) => [url, listGroups[index] ?? 'ended']));
	const shown = [...groups.keys()];
	const of = (height: number, selected = 'a') => {
		const sized = updateSelection(noSelection, {type: 'resized', height});
		const listed = updateSelection(sized, {type: 'listed', shown, known: groups});
		return updateSelection(listed, {type: 'chosen', url: selected});
	};

	test('have headings only if all lines fit', () => {
		expect(visibleLines(of(7), groups, 7)).toEqual(listLines(shown, groups));
		expect(visibleLines(of(6), groups, 6).map(textOf)).toEqual(shown);
		expect(visibleLines(of(7), null, 7).map(textOf)).toEqual(shown);
	});

	test('include the selected job above a dialog', () => {
		for (const url of shown) {
			for (let height = 1; height <= 7; height++) {
				const seen = visibleLines(of(7, url), groups, height);
				expect(seen).toHaveLength(height);
				expect(seen).toContainEqual({kind: 'job', url});
			}
		}
	});
});

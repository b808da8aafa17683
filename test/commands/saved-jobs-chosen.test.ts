import fc from 'fast-check';
import {expect, test} from 'vitest';
import {notLasting, readSelection} from '../../source/commands/saved-jobs-chosen.ts';
import {filterMistake} from '../../source/commands/select-jobs.ts';
import type {SavedJob} from '../../source/store/saved-job.ts';
import {often} from '../often.ts';

function saved(server: string, id: string, label?: string, tags: readonly string[] = []): SavedJob {
	const url = `https://${server}/arcgis/rest/services/S/GPServer/T/jobs/${id}`;
	return {url, tags: [...tags], addedAt: 0, ...(label === undefined ? {} : {label})};
}

const list = [
	saved('north.acme.com', 'j1', 'roads', ['nightly']),
	saved('north.acme.com', 'j2', undefined, ['test']),
	saved('south.acme.com', 'j3', 'parcels', ['nightly']),
];

function chosenIds(words: readonly string[], of: readonly SavedJob[] = list): readonly string[] {
	const selection = readSelection(words);
	if (!selection.ok) throw new Error(selection.sentence);
	return selection.chosen(of).map(({url}) => url.slice(url.lastIndexOf('/') + 1));
}

test.each([
	['no filter', [], ['j1', 'j2', 'j3']],
	['one filter', ['server:north'], ['j1', 'j2']],
	['several filters: a job needs to match one of them', ['server:south', 'tag:test'], ['j2', 'j3']],
	['several terms in one filter: a job needs to match all of them', ['server:north !tag:test'], ['j1']],
	['a label', ['label:parcels'], ['j3']],
	['a filter that matches nothing yet', ['tag:weekly'], []],
])('%s', (_, words, ids) => {
	expect(chosenIds(words)).toEqual(ids);
});

test.each(['status:failed', 'message:error', 'problem', 'unread', 'acme', 'server:north failed', '', 'server:'])(
	'a filter is refused if the answers of a server can change what it chooses: %s',
	word => {
		expect(readSelection(['server:north', word])).toEqual({ok: false, sentence: notLasting(word)});
	},
);

test.each(['server:north tag:', 'tag:|server:north'])('a filter with an empty part is refused: %s', word => {
	expect(readSelection([word])).toEqual({ok: false, sentence: filterMistake(word)});
	expect(filterMistake(word)).toBeDefined();
});

const servers = ['north.acme.com', 'south.acme.com:6443', 'gis.city.org'];
const tags = ['nightly', 'test', 'ward 7'];
const anyJob = fc.record({
	server: fc.constantFrom(...servers),
	label: fc.option(fc.constantFrom('roads', 'parcels', 'ÄÖ|x'), {nil: undefined}),
	tags: fc.subarray(tags),
});
const anyTerm = fc.oneof(
	fc.subarray(['north', 'south', 'gis', 'acme'], {minLength: 1}).map(names => `server:${names.join('|')}`),
	fc.subarray(['nightly', 'test', '"ward 7"'], {minLength: 1}).map(names => `tag:${names.join('|')}`),
	fc.constantFrom('label:roads', 'id:1', 'task:t', 'service:s', 'label:roads|tag:test'),
);

test('several programs that share a list watch each job exactly once: each excludes what the others choose', () => {
	fc.assert(
		fc.property(fc.array(anyJob, {maxLength: 20}), fc.array(anyTerm, {minLength: 1, maxLength: 4}), (jobs, terms) => {
			const all = jobs.map(({server, label, tags}, index) => saved(server, `j${index}`, label, tags));
			const others = (count: number) => terms.slice(0, count).map(term => `!${term}`);
			const shares = [
				...terms.map((term, index) => [...others(index), term].join(' ')),
				others(terms.length).join(' '),
			];
			const watched = shares.flatMap(share => chosenIds([share], all));
			expect(watched.toSorted()).toEqual(all.map((_, index) => `j${index}`).toSorted());
		}),
		{numRuns: often(100)},
	);
});

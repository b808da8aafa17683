import {describe, expect, test} from 'vitest';
import type {Engine} from '../../source/session/engine.ts';
import {
	addedJobs,
	calledNow,
	labelRemoved,
	listEdits,
	taggedJobs,
	tagsRemoved,
	tagsSet,
} from '../../source/session/list-edits.ts';
import type {OpenedStorage} from '../../source/session/opened-storage.ts';
import {PendingEdits} from '../../source/session/pending-edits.ts';
import type {SavedJob} from '../../source/store/saved-job.ts';
import type {Change} from '../../source/store/saved-list.ts';
import {safe} from '../../source/text/safe-text.ts';

const job = (id: string): SavedJob => ({
	url: `https://h/arcgis/rest/services/S/GPServer/T/jobs/${id}`,
	tags: [],
	addedAt: 1,
});
const taken = (...jobs: readonly SavedJob[]): Change => ({ok: true, jobs, changed: [], notices: []});

describe('a disk that is slow', () => {
	const patience = 20;

	/** Adds a job to a list whose disk answers after its time, while what was kept of the job is read or later. */
	async function added(answersWhile: 'reading' | 'later') {
		const edits = new PendingEdits({onUnsaved() {}, patience});
		const answer = Promise.withResolvers<Change>();
		const storage = {
			addJobs: () => answer.promise,
			async readRecords() {
				if (answersWhile === 'reading') {
					answer.resolve(taken(job('a')));
					await answer.promise.then(() => edits.finish(1000));
				}
				return {records: [], notices: []};
			},
		};
		const monitor = {jobs: new Map(), watch() {}};
		const opened = {storage, home: {ok: true}};
		const {add} = listEdits(opened as unknown as OpenedStorage, {monitor, client: {}} as unknown as Engine, edits);
		const outcome = await add(job('a').url);
		answer.resolve(taken(job('a')));
		return outcome;
	}

	test('an edit that is not saved is reported as pending', async () => {
		expect(await added('later')).toMatchObject({
			ok: false,
			isPending: true,
			notice: expect.stringMatching(/^NOT SAVED YET/),
		});
	});

	test('an edit that was saved while the job was added is reported as saved', async () => {
		expect(await added('reading')).toEqual({ok: true, notice: addedJobs(1)});
	});
});

describe('an undone removal', () => {
	function editing(undoRemove: () => Promise<Change>) {
		const orders: (readonly string[] | undefined)[] = [];
		const monitor = {
			jobs: Object.assign(new Map(), {list: ['a', 'b', 'c'].map(id => ({address: {url: job(id).url}}))}),
			forget() {},
			watch: (_: unknown, order?: readonly string[]) => orders.push(order?.map(url => url.slice(-1))),
		};
		const storage = {
			removeJobs: async () => taken(job('a'), job('c')),
			undoRemove,
			readRecords: async () => ({records: [], notices: []}),
		};
		const edits = new PendingEdits({onUnsaved() {}, patience: 20});
		const opened = {storage, home: {ok: true}};
		return {
			orders,
			edits,
			...listEdits(opened as unknown as OpenedStorage, {monitor, client: {}} as unknown as Engine, edits),
		};
	}

	test('returns the job to its place, and its notice replaces the earlier one', async () => {
		const list = editing(async () => taken(job('a'), job('b'), job('c')));
		const removed = await list.remove([job('b').url]);
		const back = await list.undo();
		expect(list.orders).toEqual([['a', 'b', 'c']]);
		expect(removed).toMatchObject({ok: true, offers: 'undo'});
		expect(back.about).toBe(removed.about);
		expect(back.offers).toBeUndefined();
	});

	test('does so even if the disk does not answer', async () => {
		const list = editing(() => new Promise(() => {}));
		await list.remove([job('b').url]);
		expect(await list.undo()).toMatchObject({about: expect.any(String)});
		expect(list.orders).toEqual([['a', 'b', 'c']]);
	});
});

describe('tags of several jobs', () => {
	const relabelled: [string, unknown][] = [];

	function tagging(relabel: (url: string) => Change) {
		relabelled.length = 0;
		const jobs = ['a', 'b'].map(id => ({address: {url: job(id).url}, label: `label of ${id}`, tags: ['old', id]}));
		const monitor = {jobs: new Map(jobs.map(one => [one.address.url, one])), watch() {}};
		const storage = {
			async relabel(url: string, change: unknown) {
				relabelled.push([url.slice(-1), change]);
				return relabel(url);
			},
			readRecords: async () => ({records: [], notices: []}),
		};
		const edits = new PendingEdits({onUnsaved() {}, patience: 20});
		const opened = {storage, home: {ok: true}};
		return listEdits(opened as unknown as OpenedStorage, {monitor, client: {}} as unknown as Engine, edits);
	}

	const urls = ['a', 'b'].map(id => job(id).url);

	test('are added and removed for each job, and labels are not changed', async () => {
		const {tag} = tagging(() => taken());
		const outcome = await tag(urls, {added: ['new', 'a'], removed: ['old']});
		expect(outcome).toEqual({ok: true, notice: taggedJobs(2)});
		expect(relabelled).toEqual([
			['a', {tags: ['a', 'new']}],
			['b', {tags: ['b', 'new', 'a']}],
		]);
	});

	test('that cannot be saved for one of them are reported as not saved', async () => {
		const refused: Change = {ok: false, sentence: safe`It is not on the list.`, isFinal: true};
		const {tag} = tagging(url => (url.endsWith('a') ? refused : taken()));
		expect(await tag(urls, {added: ['new'], removed: []})).toMatchObject({ok: false});
		expect(relabelled).toHaveLength(2);
	});
});

test.each([
	['label of a', 'new', ['t'], calledNow('new')],
	['label of a', '', ['t'], labelRemoved],
	[null, '', [], tagsRemoved],
	['label of a', 'label of a', ['t'], tagsSet(['t'])],
	[null, '', ['t', 'u'], tagsSet(['t', 'u'])],
])('a job with the label %j that gets %j and %j: %s', async (before, label, tags, said) => {
	const {url} = job('a');
	const monitor = {jobs: new Map([[url, {address: {url}, label: before, tags: []}]]), watch() {}};
	const storage = {relabel: async () => taken()};
	const edits = new PendingEdits({onUnsaved() {}, patience: 20});
	const opened = {storage, home: {ok: true}} as unknown as OpenedStorage;
	const {relabel} = listEdits(opened, {monitor, client: {}} as unknown as Engine, edits);
	expect((await relabel(url, {label, tags})).notice).toBe(said);
});

import {describe, expect, test} from 'vitest';
import type {Engine} from '../../source/session/engine.ts';
import {addedJobs, listEdits} from '../../source/session/list-edits.ts';
import type {OpenedStorage} from '../../source/session/opened-storage.ts';
import {PendingEdits} from '../../source/session/pending-edits.ts';
import type {SavedJob} from '../../source/store/saved-job.ts';
import type {Change} from '../../source/store/saved-list.ts';

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

	test('an edit that it has not taken is said to be pending', async () => {
		expect(await added('later')).toMatchObject({
			ok: false,
			isPending: true,
			said: expect.stringMatching(/^NOT SAVED YET/),
		});
	});

	test('one that it took while the job joined is saved, and said to be', async () => {
		expect(await added('reading')).toEqual({ok: true, said: addedJobs(1)});
	});
});

describe('a removal that is taken back', () => {
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

	test('puts the job where it stood, and its notice takes the place of the other', async () => {
		const list = editing(async () => taken(job('a'), job('b'), job('c')));
		const removed = await list.remove([job('b').url]);
		const back = await list.undo();
		expect(list.orders).toEqual([['a', 'b', 'c']]);
		expect(removed).toMatchObject({ok: true, offers: 'undo'});
		expect(back.about).toBe(removed.about);
		expect(back.offers).toBeUndefined();
	});

	test('does so too where the disk does not answer', async () => {
		const list = editing(() => new Promise(() => {}));
		await list.remove([job('b').url]);
		expect(await list.undo()).toMatchObject({about: expect.any(String)});
		expect(list.orders).toEqual([['a', 'b', 'c']]);
	});
});

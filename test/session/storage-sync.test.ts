import {expect, test} from 'vitest';
import type {Engine} from '../../source/session/engine.ts';
import type {OpenedStorage} from '../../source/session/opened-storage.ts';
import {PendingEdits} from '../../source/session/pending-edits.ts';
import {followList, StorageSync} from '../../source/session/storage-sync.ts';
import type {SavedJob} from '../../source/store/saved-job.ts';
import type {Change} from '../../source/store/saved-list.ts';
import type {ListFollower, Storage} from '../../source/store/storage.ts';

const job = (id: string): SavedJob => ({
	url: `https://h/arcgis/rest/services/S/GPServer/T/jobs/${id}`,
	tags: [],
	addedAt: 1,
});
const taken = (...jobs: readonly SavedJob[]): Change => ({ok: true, jobs, changed: [], notices: []});

/** A monitor that only remembers what it watches, and a list that another process changes when the test says so. */
function following() {
	const urls = new Set<string>();
	let tell: (jobs: readonly SavedJob[]) => void = () => {};
	const monitor = {
		jobs: {
			get list() {
				return [...urls].map(url => ({address: {url}}));
			},
		},
		watch: (listed: readonly {readonly address: {readonly url: string}}[]) => {
			for (const {address} of listed) urls.add(address.url);
		},
		forget: (gone: readonly string[]) => {
			for (const url of gone) urls.delete(url);
		},
	};
	const storage = {
		followList(_known: readonly SavedJob[], {onList}: ListFollower) {
			tell = onList;
			return {begun: Promise.resolve(), stop() {}};
		},
		readRecords: async () => ({records: [], notices: []}),
	} as Partial<Storage> as Storage;
	const edits = new PendingEdits({onUnsaved() {}});
	followList({storage, saved: []}, {monitor} as unknown as Engine, edits, () => {});
	return {edits, watched: () => [...urls].map(url => url.slice(-1)).sort(), tell: (...jobs: SavedJob[]) => tell(jobs)};
}

test('changes of the list by another process are applied', async () => {
	const {watched, tell} = following();
	tell(job('a'), job('b'));
	await expect.poll(watched).toEqual(['a', 'b']);
	tell(job('b'));
	await expect.poll(watched).toEqual(['b']);
});

test('such changes are applied after unsaved edits have been saved, and undo none of them', async () => {
	const {edits, watched, tell} = following();
	tell(job('a'));
	await expect.poll(watched).toEqual(['a']);
	const answer = Promise.withResolvers<Change>();
	const edit = edits.put(() => answer.promise);
	// The list without the edit: taken over now, it would take away what the operator has just added.
	tell(job('b'));
	expect(watched()).toEqual(['a']);
	answer.resolve(taken(job('b'), job('c')));
	await edit;
	await expect.poll(watched).toEqual(['b', 'c']);
});

test('the record of a job that has just been added again is not removed', async () => {
	const swept: (readonly string[])[] = [];
	const storage = {
		followList: () => ({begun: Promise.resolve(), stop() {}}),
		readDurations: async () => new Map(),
		sweepRecords: async (listed: readonly string[]) => {
			swept.push(listed);
		},
	} as unknown as Storage;
	const watched = job('a').url;
	const jobs = {list: [{address: {url: watched}}], listen: () => () => {}, get: () => undefined};
	const engine = {monitor: {jobs, setUsualDurations() {}, listenToDurations: () => () => {}}} as unknown as Engine;
	const opened = {storage, home: {ok: true}, saved: [job('b')], preferences: {keepsValues: false}};
	const sync = new StorageSync(opened as unknown as OpenedStorage, engine, () => {});
	sync.begin();
	expect(swept).toHaveLength(1);
	expect(swept[0]?.toSorted()).toEqual([watched, job('b').url]);
});

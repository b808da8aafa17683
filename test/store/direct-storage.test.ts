import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {DirectStorage} from '../../source/store/direct-storage.ts';
import type {ListCondition} from '../../source/store/list-contents.ts';
import type {SavedJob} from '../../source/store/saved-job.ts';
import {openSavedList} from '../../source/store/saved-list.ts';
import {jobUrl} from './fixtures/job-url.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const saved = (id: string): SavedJob => ({url: jobUrl(id), tags: [], addedAt: 1});

function followed(home: string) {
	const storage = new DirectStorage(home, 'writing');
	const lists: (readonly string[])[] = [];
	const conditions: ListCondition[] = [];
	const following = storage.followList([], {
		onList: jobs => lists.push(jobs.map(({url}) => url)),
		onCondition: condition => conditions.push(condition),
	});
	onTestFinished(following.stop);
	return {storage, lists, conditions, following};
}

test('a change that was read by another call is still reported to the follower', async () => {
	const home = temporaryHome();
	const {storage, lists, following} = followed(home);
	await following.begun;
	await openSavedList(home).add([saved('a')]);
	expect((await storage.readList()).jobs).toEqual([saved('a')]);
	await expect.poll(() => lists).toEqual([[jobUrl('a')]]);
	// Its own change is none.
	await storage.addJobs([saved('b')], 'leave');
	await openSavedList(home).add([saved('c')]);
	await expect.poll(() => lists).toEqual([[jobUrl('a')], [jobUrl('a'), jobUrl('b'), jobUrl('c')]]);
});

test('the condition of list and settings is reported once they are followed', async () => {
	const home = temporaryHome();
	await openSavedList(home).setSetting('readOnly', 'true');
	const {conditions} = followed(home);
	await expect.poll(() => conditions).toEqual([{isReadOnly: true}]);
});

test('nothing is reported to a follower that ended before the list was read', async () => {
	const home = temporaryHome();
	await openSavedList(home).add([saved('a')]);
	const early = followed(home);
	early.following.stop();
	await early.following.begun;
	const later = followed(home);
	await expect.poll(() => later.lists.length).toBe(1);
	expect(early.lists).toEqual([]);
});

test('durations of jobs are saved beside the list, except invalid ones', async () => {
	const home = temporaryHome();
	const task = 'https://gis.acme.com/arcgis/rest/services/S/GPServer/T';
	const storage = new DirectStorage(home, 'writing');
	for (const duration of [70_000, 61_000, 59_000])
		expect(await storage.addDuration(task, duration, 2)).toEqual({ok: true});
	expect(await new DirectStorage(home, 'reading').readDurations()).toEqual({[task]: [61_000, 59_000]});
	for (const wrong of [[-1], ['soon'], 61_000]) {
		writeFileSync(join(home, 'durations', 'tasks.json'), JSON.stringify({version: 1, servers: {[task]: wrong}}));
		expect(await storage.readDurations()).toEqual({});
	}
});

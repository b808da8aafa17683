import {hash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {configPath, jobsPath} from '../../source/store/home.ts';
import {openJobRecords} from '../../source/store/record-files.ts';
import {openSavedList} from '../../source/store/saved-list.ts';
import {jobUrl} from './fixtures/job-url.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const secret = 'SECRET1abcdef';

function textOfFiles(folder: string): string {
	return readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
		.join('\n');
}

/** A home as gpjobs 0.1.0 left it: the token stands in the list, in its copy, and in the name and text of the record. */
function oldHome(glued: string): string {
	const home = temporaryHome();
	const url = `${jobUrl('j1')}${glued}`;
	writeFileSync(configPath(home), JSON.stringify({version: 1, jobs: [{url, tags: [], addedAt: 1}]}), {mode: 0o600});
	writeFileSync(`${configPath(home)}.bak`, JSON.stringify({version: 1, jobs: [{url, tags: [], addedAt: 1}]}), {
		mode: 0o600,
	});
	mkdirSync(jobsPath(home), {mode: 0o700});
	const record = {url, status: 'esriJobSucceeded', hasAnswered: true, endStatus: 'esriJobSucceeded'};
	const log = {messagesAt: null, before: 0, messages: [], inputs: null, results: null};
	const name = `${hash('sha256', url).slice(0, 32)}.json`;
	writeFileSync(join(jobsPath(home), name), `${JSON.stringify(record)}\n${JSON.stringify(log)}\n`, {mode: 0o600});
	return home;
}

test.each([`&token=${secret}`, `;token=${secret}`, `%3Ftoken=${secret}`, `%26token%3D${secret}`])(
	'a token in a saved URL leaves the disk at the next save, and the record of its job stays: %s',
	async glued => {
		const home = oldHome(glued);
		const list = openSavedList(home);
		expect((await list.read()).jobs.map(({url}) => url)).toEqual([jobUrl('j1')]);
		expect(textOfFiles(home)).toContain(secret);
		expect(await list.setSetting('interval', '7s')).toMatchObject({ok: true});
		expect(textOfFiles(home)).not.toContain(secret);
		const {records} = await openJobRecords(home).read([jobUrl('j1')]);
		expect(records.get(jobUrl('j1'))).toMatchObject({status: 'esriJobSucceeded'});
		expect((await list.remove([jobUrl('j1')])).ok && (await list.read()).jobs).toEqual([]);
	},
);

test('a file that is not the record of that job is not moved', async () => {
	const home = oldHome(`&token=${secret}`);
	const [name = ''] = readdirSync(jobsPath(home));
	writeFileSync(join(jobsPath(home), name), '{"theirs":1}');
	await openSavedList(home).setSetting('interval', '7s');
	expect(readFileSync(join(jobsPath(home), name), 'utf8')).toBe('{"theirs":1}');
});

test('label and tags change an existing job only on request', async () => {
	const list = openSavedList(temporaryHome());
	const job = {url: jobUrl('j1'), tags: ['a'], addedAt: 1, label: 'mine'};
	await list.add([job]);
	const words = {url: jobUrl('j1'), tags: ['b', 'a'], addedAt: 2, label: 'other'};
	expect(await list.add([words])).toMatchObject({ok: true, changed: []});
	const changed = [{url: jobUrl('j1'), tags: ['a', 'b'], addedAt: 1, label: 'other'}];
	expect(await list.add([words], 'update')).toMatchObject({ok: true, changed, jobs: changed});
	expect(await list.add([words], 'update')).toMatchObject({ok: true, changed: []});
	const bare = {url: jobUrl('j1'), tags: [], addedAt: 3};
	expect(await list.add([bare, {...bare, url: jobUrl('j2')}], 'update')).toMatchObject({
		ok: true,
		changed: [{url: jobUrl('j2')}],
	});
});

test('a label alone, or tags alone, change an existing job, and remove nothing', async () => {
	const list = openSavedList(temporaryHome());
	const url = jobUrl('j1');
	await list.add([{url, tags: ['a'], addedAt: 1, label: 'mine'}]);
	expect(await list.add([{url, tags: ['b'], addedAt: 2}], 'update')).toMatchObject({
		changed: [{url, tags: ['a', 'b'], addedAt: 1, label: 'mine'}],
	});
	expect(await list.add([{url, tags: [], addedAt: 3, label: 'other'}], 'update')).toMatchObject({
		changed: [{url, tags: ['a', 'b'], addedAt: 1, label: 'other'}],
	});
});

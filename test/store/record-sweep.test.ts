import {readdirSync, truncateSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {sweepRecords} from '../../source/store/record-sweep.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-23T12:00:00Z');
const mebibyte = 2 ** 20;
const nameOf = (id: number) => `${String(id).padStart(32, '0')}.json`;

/** A folder of records, each with its age in days and its size; large ones take no room on the disk. */
function folderOf(records: readonly {readonly days: number; readonly size?: number}[]): string {
	const folder = temporaryHome();
	for (const [id, {days, size = 10}] of records.entries()) {
		const path = join(folder, nameOf(id));
		writeFileSync(path, '');
		truncateSync(path, size);
		utimesSync(path, (now - days * day) / 1000, (now - days * day) / 1000);
	}
	return folder;
}

const left = (folder: string) => readdirSync(folder).map(name => Number.parseInt(name, 10));
const all = () => true;

test('a record of a job in no list is kept for thirty days, one of a job in the list for ever', async () => {
	const folder = folderOf([{days: 29.9}, {days: 30.1}, {days: 400}]);
	expect(await sweepRecords(folder, new Set([nameOf(2)]), all, now)).toBe(1);
	expect(left(folder)).toEqual([0, 2]);
});

test('together they may have 256 MiB: above that unlisted ones are removed first, the oldest before others', async () => {
	const size = 100 * mebibyte;
	const folder = folderOf([
		{days: 20, size},
		{days: 3, size},
		{days: 5, size},
		{days: 4, size},
	]);
	expect(await sweepRecords(folder, new Set([nameOf(0)]), all, now)).toBe(2);
	expect(left(folder)).toEqual([0, 1]);
});

test('if that is not enough, those in the list are removed too', async () => {
	const size = 200 * mebibyte;
	const folder = folderOf([
		{days: 2, size},
		{days: 1, size},
	]);
	expect(await sweepRecords(folder, new Set([nameOf(0), nameOf(1)]), all, now)).toBe(1);
	expect(left(folder)).toEqual([1]);
});

test('exactly 256 MiB are not too many', async () => {
	const folder = folderOf([
		{days: 2, size: 128 * mebibyte},
		{days: 1, size: 128 * mebibyte},
	]);
	expect(await sweepRecords(folder, new Set(), all, now)).toBe(0);
});

test('other files stay, take no room from the records, and are not counted', async () => {
	const folder = folderOf([
		{days: 100, size: 300 * mebibyte},
		{days: 3, size: 50 * mebibyte},
	]);
	writeFileSync(join(folder, 'notes.json'), 'mine');
	expect(await sweepRecords(folder, new Set(), path => !path.endsWith(nameOf(0)), now)).toBe(0);
	expect(readdirSync(folder).toSorted()).toEqual([nameOf(0), nameOf(1), 'notes.json']);
});

test('a folder that is not there has none', async () => {
	expect(await sweepRecords(join(temporaryHome(), 'missing'), new Set(), all, now)).toBe(0);
});

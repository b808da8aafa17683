/**
 * A copy of all records in one file, so that a start need not open a thousand. Where it is missing, damaged or old, the
 * records themselves are read and the copy is written again.
 *
 * The digest replaces a check of the contents: they were checked against this very schema before they were written.
 */
import {hash} from 'node:crypto';
import type {Stats} from 'node:fs';
import {lstat, rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {JobRecord} from '../gp/job-record.ts';
import {toJson} from '../text/json-escape.ts';
import {writeAtomically} from './atomic-write.ts';
import {ownFile} from './own-file.ts';
import {readFirstLine, readRegularFile} from './regular-file.ts';

/** A record as it was read from its file, and by what to see that the file is still the same. */
export type Indexed = {readonly stamp: string; readonly record: JobRecord};

/** The number changes whenever the shape of a record does: an index of another shape counts as none. */
export const recordShape = 1;

function indexPath(home: string): string {
	return join(home, 'records.index');
}

/** A stamp that changes whenever the file does; writing replaces it as a whole (`atomic-write.ts`). */
export function stampOf({mtimeMs, size, ino}: Stats): string {
	return `${mtimeMs} ${size} ${ino}`;
}

/** @returns the records by the names of their files; empty where no usable index exists */
export async function readIndex(home: string): Promise<ReadonlyMap<string, Indexed>> {
	const file = await readRegularFile(indexPath(home), Number.POSITIVE_INFINITY);
	const text = file.kind === 'text' ? file.text : '';
	const end = text.indexOf('\n');
	const body = text.slice(end + 1);
	if (end < 0 || text.slice(0, end) !== headOf(body)) return new Map();
	return new Map(JSON.parse(body) as readonly (readonly [string, Indexed])[]);
}

/** Says nothing where it cannot, or where another program has a file of that name: everything goes on without. */
export async function writeIndex(home: string, records: ReadonlyMap<string, Indexed>): Promise<void> {
	if (!(await isFree(home))) return;
	const body = toJson([...records]);
	await writeAtomically(indexPath(home), `${headOf(body)}\n${body}`).catch(() => {});
}

/** Removes the index: no copy of removed records may stay. */
export async function removeIndex(home: string): Promise<void> {
	if (await isFree(home)) await rm(indexPath(home), {force: true}).catch(() => {});
}

/** Whether what stands there may go: an index, whole or cut short, or nothing. */
async function isFree(home: string): Promise<boolean> {
	const path = indexPath(home);
	if (!(await lstat(path).catch(() => undefined))) return true;
	if (!(await ownFile(path))) return false;
	const file = readFirstLine(path);
	return file.kind === 'text' && /^(\d+ [0-9a-f]{64})?$/.test(file.text);
}

function headOf(body: string): string {
	return `${recordShape} ${hash('sha256', body)}`;
}

/**
 * A copy of all records in one file, so that gpjobs need not open a thousand files at startup. If it is missing,
 * damaged or out of date, gpjobs reads the records themselves and writes the copy again. A digest replaces validation:
 * the records matched their schema before they were written.
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

/** A record from the index, with the stamp that its file had when it was read. */
export type Indexed = {readonly stamp: string; readonly record: JobRecord};

/**
 * The version of the index. Increase it when the shape of a record changes: an index with another version is ignored.
 */
export const recordShape = 2;

function indexPath(home: string): string {
	return join(home, 'records.index');
}

/** Returns a text that changes whenever the file does; `atomic-write.ts` makes a new file for each write. */
export function stampOf({mtimeMs, size, ino}: Stats): string {
	return `${mtimeMs} ${size} ${ino}`;
}

/**
 * Reads the index.
 *
 * @returns the records by file name; empty if there is no usable index
 */
export async function readIndex(home: string): Promise<ReadonlyMap<string, Indexed>> {
	const file = await readRegularFile(indexPath(home), Number.POSITIVE_INFINITY);
	const text = file.kind === 'text' ? file.text : '';
	const end = text.indexOf('\n');
	const body = text.slice(end + 1);
	if (end < 0 || text.slice(0, end) !== headOf(body)) return new Map();
	return new Map(JSON.parse(body) as readonly (readonly [string, Indexed])[]);
}

/**
 * Writes the index. Does nothing if that fails or if another program has a file of that name, because the index is not
 * necessary.
 */
export async function writeIndex(home: string, records: ReadonlyMap<string, Indexed>): Promise<void> {
	if (!(await isFree(home))) return;
	const body = toJson([...records]);
	await writeAtomically(indexPath(home), `${headOf(body)}\n${body}`).catch(() => {});
}

/** Removes the index, so that it does not keep copies of removed records. */
export async function removeIndex(home: string): Promise<void> {
	if (await isFree(home)) await rm(indexPath(home), {force: true}).catch(() => {});
}

/** Whether the index may be replaced or removed: there is none, or the file is an index, possibly truncated. */
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

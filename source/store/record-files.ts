import {hash} from 'node:crypto';
import {statSync} from 'node:fs';
import {mkdir, readdir, rm} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {parseExactly, parseForWriting} from '../gp/exact-json.ts';
import {type JobLog, jobLogSchema, withRecordedMessages} from '../gp/job-log.ts';
import {type JobRecord, jobRecordSchema} from '../gp/job-record.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {writeAtomically} from './atomic-write.ts';
import {diskSentence, notWritten} from './disk-error.ts';
import {type HomeUse, jobsPath} from './home.ts';
import {ownFile} from './own-file.ts';
import {type Indexed, readIndex, removeIndex, stampOf, writeIndex} from './record-index.ts';
import {sweepRecords} from './record-sweep.ts';
import {largest, readFirstLine, readRegularFile} from './regular-file.ts';

/**
 * The records of jobs: what gpjobs last knew of each job, in one file for each job. No method throws for a disk error.
 */
export type JobRecords = {
	/**
	 * Replaces the record of one job. The caller limits how often.
	 *
	 * @param log the changes of the saved messages, inputs and results; members that are absent keep their value
	 */
	write(record: JobRecord, log?: Partial<JobLog> | null): Promise<WriteResult>;
	/** Returns the saved messages, inputs and results of a job; `null` if none were saved or they cannot be read. */
	readLog(url: string): Promise<JobLog | null>;
	/**
	 * Removes records of jobs that have been off the list for a long time, and the oldest ones if all records together
	 * are too large.
	 */
	sweep(listed: ReadonlySet<string>, now: number): Promise<void>;
	/** Returns the records of the given jobs, by URL; jobs without a record are left out. */
	read(urls: readonly string[]): Promise<{
		readonly records: ReadonlyMap<string, JobRecord>;
		readonly notices: readonly SafeText[];
	}>;
};

/** The notice about a record that cannot be read. */
export function damagedRecord(path: string): SafeText {
	return safe`${safeText(path)} is damaged: it counts as not there.`;
}

/** Whether a write succeeded; if not, the sentence that says why. */
export type WriteResult = {readonly ok: true} | {readonly ok: false; readonly sentence: SafeText};

/** The result of reading a record. An unreadable file counts as missing, with a notice; the next write replaces it. */
type ReadRecord = {readonly record?: JobRecord; readonly notice?: SafeText};

/**
 * From this many records on, gpjobs uses an index: it reads the index, and writes it again if at least this many
 * records were missing from it.
 */
const worthAnIndex = 50;

/**
 * Opens the records in a folder from `openHome`.
 *
 * @param use with `reading`, the index is not written; `write` still writes records
 */
export function openJobRecords(home: string, use: HomeUse = 'writing'): JobRecords {
	const folder = jobsPath(home);

	function pathOf(url: string): string {
		return join(folder, nameOf(url));
	}

	function readNow(url: string, path: string): ReadRecord {
		const file = readFirstLine(path);
		if (file.kind === 'missing') return {};
		if (file.kind === 'unreadable') return {notice: file.sentence};
		const record = parseRecord(file.text);
		return record?.url === url ? {record} : {notice: damagedRecord(path)};
	}

	return {
		async write(record, log = null) {
			const path = pathOf(record.url);
			try {
				await mkdir(folder, {recursive: true, mode: 0o700});
				const before = await fileParts(path);
				const tail = logAfter(before?.tail, log);
				await writeAtomically(path, fileOf(withLatestLook(record, before?.head), tail));
				return {ok: true};
			} catch (error) {
				return {ok: false, sentence: diskSentence(notWritten(path), error)};
			}
		},
		async readLog(url) {
			const tail = await tailOf(pathOf(url));
			return (tail === undefined ? undefined : parseLog(tail)) ?? null;
		},
		async sweep(listed, now) {
			const removed = await sweepRecords(folder, new Set([...listed].map(nameOf)), isRecord, now);
			if (removed > 0) await removeIndex(home);
		},
		async read(urls) {
			const records = new Map<string, JobRecord>();
			const notices: SafeText[] = [];
			// One listing of the folder replaces a thousand failed reads for a list of a thousand new jobs.
			const names = new Set(await readdir(folder).catch(() => []));
			// For a few jobs, reading their records directly is faster than reading the index.
			const before = urls.length < worthAnIndex ? new Map<string, Indexed>() : await readIndex(home);
			const after = new Map([...before].filter(([name]) => names.has(name)));
			let unknown = 0;
			for (const url of urls) {
				const name = nameOf(url);
				if (!names.has(name)) continue;
				const path = join(folder, name);
				const stamp = stampOfFile(path);
				const indexed = before.get(name);
				const isKnown = indexed !== undefined && indexed.stamp === stamp;
				const {record, notice}: ReadRecord = isKnown ? indexed : readNow(url, path);
				if (notice !== undefined) notices.push(notice);
				if (record === undefined) continue;
				records.set(url, record);
				if (stamp !== undefined) after.set(name, {stamp, record});
				if (!isKnown) unknown++;
			}
			if (unknown >= worthAnIndex && use === 'writing') void writeIndex(home, after);
			return {records, notices};
		},
	};
}

/**
 * Reads the records of jobs that are not on the list, oldest first. Records that cannot be read are left out.
 *
 * @param home a folder from `openHome`
 * @param listed URLs of the list
 */
export async function readUnlistedRecords(home: string, listed: Iterable<string>): Promise<readonly JobRecord[]> {
	const folder = jobsPath(home);
	const ofList = new Set(Array.from(listed, nameOf));
	const names = (await readdir(folder).catch(() => [])).filter(name => recordName.test(name) && !ofList.has(name));
	const records = names.flatMap(name => {
		const file = readFirstLine(join(folder, name));
		const record = file.kind === 'text' ? parseRecord(file.text) : undefined;
		return record !== undefined && nameOf(record.url) === name ? [record] : [];
	});
	return records.sort((a, b) => (a.firstSeen ?? 0) - (b.firstSeen ?? 0));
}

/**
 * Moves records to the new URLs of their jobs and removes the old ones, whose URLs may contain a token. Disk errors are
 * ignored, because {@link JobRecords.sweep} removes old records later.
 */
export async function moveRecords(
	home: string,
	moves: ReadonlyArray<{readonly from: string; readonly to: string}>,
): Promise<void> {
	const folder = jobsPath(home);
	let moved = 0;
	for (const {from, to} of moves) {
		const path = join(folder, nameOf(from));
		if (!(await ownFile(path))) continue;
		const head = readFirstLine(path);
		const record = head.kind === 'text' ? parseRecord(head.text) : undefined;
		if (record?.url !== from) continue;
		try {
			const target = join(folder, nameOf(to));
			const tail = await tailOf(path);
			const renamed = toJson({...record, url: to});
			if (!(await ownFile(target)))
				await writeAtomically(target, tail === undefined ? renamed : `${renamed}\n${tail}\n`);
			await rm(path, {force: true});
			moved++;
		} catch {}
	}
	// The index holds the old URLs as well.
	if (moved > 0) await removeIndex(home);
}

// The name is a hash, because a URL is too long for a file name, contains slashes, and may differ from another only in
// case.
function nameOf(url: string): string {
	return `${hash('sha256', url).slice(0, 32)}.json`;
}

/** Matches the names that {@link nameOf} makes. */
const recordName = /^[0-9a-f]{32}\.json$/;

/** Whether a file is a record that gpjobs wrote: its name is derived from the job in it. */
function isRecord(path: string): boolean {
	const file = readFirstLine(path);
	const url = file.kind === 'text' ? parseRecord(file.text)?.url : undefined;
	return url !== undefined && basename(path) === nameOf(url);
}

function stampOfFile(path: string): string | undefined {
	try {
		return stampOf(statSync(path));
	} catch {
		return undefined;
	}
}

/**
 * Returns a record with the latest time at which the cursor was on the job, which another process of gpjobs may have
 * written.
 */
function withLatestLook(record: JobRecord, written: string | undefined): JobRecord {
	const theirs = (written === undefined ? undefined : parseRecord(written))?.lookedAt ?? null;
	return theirs !== null && theirs > (record.lookedAt ?? 0) ? {...record, lookedAt: theirs} : record;
}

/** Returns the second line of a record's file after a change; `undefined` if there is none. */
function logAfter(tail: string | undefined, change: Partial<JobLog> | null): string | undefined {
	if (change === null) return tail;
	const before = tail === undefined ? undefined : parseLog(tail, parseForWriting);
	return toJson({...(before ?? emptyLog), ...withRecordedMessages(before, change)});
}

/**
 * Makes the text of a record's file. A record or log that would be too large to be read again is written without its
 * long parts.
 */
function fileOf(record: JobRecord, tail: string | undefined): string {
	const whole = toJson(record);
	const head = Buffer.byteLength(whole) < largest ? whole : toJson(withoutLongParts(record));
	const text = tail === undefined ? head : `${head}\n${tail}\n`;
	return Buffer.byteLength(text) <= largestFile ? text : head;
}

function withoutLongParts(record: JobRecord): JobRecord {
	return {
		...record,
		progress: null,
		messages: {...record.messages, last: null, firstError: null, telling: null, times: null},
		inputs: [],
		results: [],
		transitions: [],
	};
}

const emptyLog: JobLog = {messagesAt: null, before: 0, messages: [], inputs: null, results: null};

/**
 * Returns the record and the log of a file. The log follows the record, so that gpjobs can read thousands of records at
 * startup without the logs.
 */
async function fileParts(
	path: string,
): Promise<{readonly head: string; readonly tail: string | undefined} | undefined> {
	const file = await readRegularFile(path, largestFile);
	if (file.kind !== 'text') return undefined;
	const end = file.text.indexOf('\n');
	if (end < 0) return {head: file.text, tail: undefined};
	const tail = file.text.slice(end + 1).trimEnd();
	return {head: file.text.slice(0, end), tail: tail === '' ? undefined : tail};
}

async function tailOf(path: string): Promise<string | undefined> {
	return (await fileParts(path))?.tail;
}

/**
 * The largest size of a record's file in bytes: enough for the messages and for 8 MiB of values in which each character
 * is escaped.
 */
const largestFile = 64 * 2 ** 20;

function parseLog(text: string, parse: (text: string) => unknown = parseExactly): JobLog | undefined {
	try {
		return jobLogSchema.safeParse(parse(text)).data;
	} catch {
		return undefined;
	}
}

function parseRecord(text: string): JobRecord | undefined {
	try {
		return jobRecordSchema.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
}

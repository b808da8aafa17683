/** A disk that is full, broken or not there: a sentence, and the part kept. */
import {execFileSync} from 'node:child_process';
import {chmodSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Downloaded, DownloadRequest} from '../../../source/gp/client/download.ts';
import {cannotSaveInto, cannotWrite, diskSentence} from '../../../source/store/disk-error.ts';
import {noRoom} from '../../../source/store/saved-file/part-file.ts';
import {saveDownload} from '../../../source/store/saved-file/save-download.ts';
import {notAFolder} from '../../../source/store/saved-file/target.ts';
import {needs} from '../../e2e/needs.ts';
import {asNobody} from '../../e2e/root-rights.ts';
import {diskError} from '../fixtures/disk-error.ts';
import {temporaryHome} from '../fixtures/temporary-home.ts';
import {downloader, flakyFile, given} from './flaky-file.ts';

const name = 'roads.zip';
const anywhere = 'https://h/roads.zip';

describe('a disk that refuses it', () => {
	test('is reported', async () => {
		const folder = temporaryHome();
		writeFileSync(join(folder, 'file'), '');
		const at = (to: string) => saveDownload({target: {folder: join(folder, to), name}, url: anywhere, fetch: given});
		expect(await at('nowhere')).toMatchObject({
			kind: 'not-saved',
			sentence: diskSentence(cannotSaveInto(join(folder, 'nowhere')), diskError('ENOENT')),
		});
		expect(await at('file')).toMatchObject({
			kind: 'not-saved',
			sentence: notAFolder(join(folder, 'file')),
		});
		expect(readdirSync(folder)).toEqual(['file']);
	});

	test.each(['ENOSPC', 'EIO', 'EDQUOT'])('in the middle (%s) keeps the part', async code => {
		const server = await flakyFile(Buffer.alloc(500_000, 3));
		const folder = temporaryHome();
		const {download} = downloader();
		let writes = 0;
		const fetch = (request: DownloadRequest) =>
			download({
				...request,
				sink: {
					begin: request.sink.begin,
					async write(bytes) {
						if (++writes > 1) throw Object.assign(new Error('full'), {code});
						await request.sink.write(bytes);
					},
				},
			});
		const saved = await saveDownload({target: {folder, name}, url: server.url, fetch});
		expect(saved).toMatchObject({
			kind: 'not-saved',
			sentence: diskSentence(cannotWrite(join(folder, `${name}.part`)), diskError(code)),
		});
		const kept = 'kept' in saved ? saved.kept : 0;
		expect(kept).toBeGreaterThan(0);
		expect(await saveDownload({target: {folder, name}, url: server.url, fetch: download})).toMatchObject({
			kind: 'saved',
			resumedAt: kept,
		});
	});

	test('that has too little room is not filled', async () => {
		const folder = temporaryHome();
		const fetch = async ({sink}: DownloadRequest): Promise<Downloaded> => {
			await sink.begin(0, {total: 2 ** 60});
			throw new Error('not reached');
		};
		const saved = await saveDownload({target: {folder, name}, url: anywhere, fetch});
		expect(saved).toMatchObject({kind: 'not-saved', kept: 0});
		const sentence = 'sentence' in saved ? saved.sentence : '';
		const free = Number(/(\d+) MiB(?!.*MiB)/.exec(sentence)?.[1]);
		expect(sentence).toBe(noRoom(join(folder, `${name}.part`), 2 ** 40, free));
		expect(readdirSync(folder)).toEqual([]);
	});

	needs('file systems of its own')('is full, in fact', async () => {
		const folder = temporaryHome();
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]);
		try {
			const fetch = async ({sink}: DownloadRequest): Promise<Downloaded> => {
				await sink.begin(0, {etag: '"v1"', total: null});
				for (;;) await sink.write(Buffer.alloc(10_000, 1));
			};
			const saved = await saveDownload({target: {folder, name}, url: anywhere, fetch});
			expect(saved).toMatchObject({
				kind: 'not-saved',
				sentence: diskSentence(cannotWrite(join(folder, `${name}.part`)), diskError('ENOSPC')),
			});
			expect('kept' in saved ? saved.kept : 0).toBe(statSync(join(folder, `${name}.part`)).size);
		} finally {
			execFileSync('umount', [folder]);
		}
	});

	needs('file systems of its own')('is read-only, in fact', async () => {
		const folder = temporaryHome();
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder]);
		try {
			expect(await saveDownload({target: {folder, name}, url: anywhere, fetch: given})).toMatchObject({
				kind: 'not-saved',
				sentence: diskSentence(cannotWrite(join(folder, name)), diskError('EROFS')),
				kept: 0,
			});
		} finally {
			execFileSync('umount', [folder]);
		}
	});

	needs('root')('is not for this user', async () => {
		const folder = temporaryHome();
		chmodSync(folder, 0o755);
		const saved = await asNobody(() => saveDownload({target: {folder, name}, url: anywhere, fetch: given}));
		expect(saved).toMatchObject({
			kind: 'not-saved',
			sentence: expect.stringMatching(/roads\.zip: no permission \(EACCES\)\.$/),
		});
	});

	test('a bug in the program is not reported as a disk fault', async () => {
		const folder = temporaryHome();
		const fetch = () => Promise.reject(new TypeError('a bug'));
		await expect(saveDownload({target: {folder, name}, url: anywhere, fetch})).rejects.toThrow('a bug');
		expect(readdirSync(folder)).toEqual([]);
	});
});

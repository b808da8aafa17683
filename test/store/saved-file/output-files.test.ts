import {mkdirSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {OutputFiles} from '../../../source/store/saved-file/output-files.ts';
import {notAFolder} from '../../../source/store/saved-file/target.ts';
import {temporaryHome} from '../fixtures/temporary-home.ts';

async function filesOf(output: string, {isForOne = false, replaces = false} = {}): Promise<OutputFiles> {
	const opened = await OutputFiles.open(output, {isForOne, replaces});
	if (!opened.ok) throw new Error(opened.sentence);
	return opened.files;
}

test('without a name it is a folder, which is made with its parents by the umask', async () => {
	const folder = join(temporaryHome(), 'new', 'out');
	expect(await (await filesOf(folder)).targetOf('a.csv')).toEqual({file: join(folder, 'a.csv')});
	expect(statSync(folder).mode & 0o777).toBe(0o777 & ~process.umask());
});

test('with a name it is a file, unless a folder is there or is meant', async () => {
	const folder = temporaryHome();
	const target = async (output: string) => (await filesOf(output, {isForOne: true})).targetOf('a.csv');
	expect(await target(join(folder, 'b'))).toEqual({file: join(folder, 'b')});
	expect(readdirSync(folder)).toEqual([]);
	expect(await target(`${folder}/b/`)).toEqual({file: join(folder, 'b', 'a.csv')});
	expect(await target(folder)).toEqual({file: join(folder, 'a.csv')});
});

test('a file where a folder has to be is an error', async () => {
	const file = join(temporaryHome(), 'file');
	writeFileSync(file, '');
	const several = {isForOne: false, replaces: true};
	expect(await OutputFiles.open(file, several)).toEqual({ok: false, sentence: notAFolder(file)});
	expect(await OutputFiles.open(join(file, 'below'), several)).toMatchObject({ok: false});
	expect(await OutputFiles.open(`${file}/`, {isForOne: true, replaces: true})).toMatchObject({ok: false});
});

test('two values with the same name get two files, in the next run the same two', async () => {
	const folder = temporaryHome();
	const [first, second] = [join(folder, 'a.csv'), join(folder, 'A-1.csv')];
	for (const key of ['file', 'existing']) {
		const files = await filesOf(folder);
		expect(await files.targetOf('a.csv')).toEqual({[key]: first});
		expect(await files.targetOf('A.csv')).toEqual({[key]: second});
		for (const path of [first, second]) writeFileSync(path, '');
	}
	const files = await filesOf(folder, {replaces: true});
	expect(await files.targetOf('a.csv')).toEqual({file: first, replaces: true});
	expect(await files.targetOf('A.csv')).toEqual({file: second, replaces: true});
});

test('a name from a server does not leave the folder', async () => {
	const folder = temporaryHome();
	mkdirSync(join(folder, 'out'));
	const target = await (await filesOf(join(folder, 'out'))).targetOf('../../x.csv');
	expect(target).toEqual({file: join(folder, 'out', 'x.csv')});
});

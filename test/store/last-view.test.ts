import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {readLastView, writeLastView} from '../../source/store/last-view.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const view = {sortBy: 'elapsed', isInverted: true, filter: 'tag:nightly', wraps: true, showsTimes: true};

test('the view that was saved last is read, and null before that', async () => {
	const home = temporaryHome();
	expect(await readLastView(home)).toBeNull();
	await writeLastView(home, view);
	expect(await readLastView(home)).toEqual(view);
	expect(statSync(join(home, 'last-view.json')).mode & 0o777).toBe(0o600);
	await writeLastView(home, {...view, filter: ''});
	expect(await readLastView(home)).toEqual({...view, filter: ''});
});

test('the view of an earlier version, which did not save whether times are shown, is read', async () => {
	const home = temporaryHome();
	const {showsTimes: _, ...earlier} = view;
	await writeLastView(home, earlier);
	expect(await readLastView(home)).toEqual(earlier);
});

test('a file of that name from another program is neither read nor replaced', async () => {
	const home = temporaryHome();
	const path = join(home, 'last-view.json');
	writeFileSync(path, '{"theirs": true}');
	await writeLastView(home, view);
	expect(await readLastView(home)).toBeNull();
	expect(readFileSync(path, 'utf8')).toBe('{"theirs": true}');
});

test('a filter that is too long is not saved, so that what is there can still be read', async () => {
	const home = temporaryHome();
	await writeLastView(home, view);
	await writeLastView(home, {...view, filter: 'x'.repeat(2000)});
	expect(await readLastView(home)).toEqual(view);
});

test('a folder that does not exist is ignored', async () => {
	await writeLastView(join(temporaryHome(), 'missing'), view);
	expect(await readLastView(join(temporaryHome(), 'missing'))).toBeNull();
});

import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {fileStamp, pollFile} from '../../source/store/file-poll.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

/** Looks at a file when the test says so; `use` says whether the change could be used. */
function polling(path: string, use: () => boolean | Promise<boolean> = () => true, known?: string) {
	vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']});
	let calls = 0;
	const stop = pollFile(
		path,
		async () => {
			calls++;
			return use();
		},
		1000,
		known,
	);
	onTestFinished(() => {
		stop();
		vi.useRealTimers();
	});
	return {
		stop,
		calls: () => calls,
		/** One look, until what it asks the disk has been answered. */
		async look() {
			vi.advanceTimersByTime(1000);
			for (let turn = 0; turn < 5; turn++) await fileStamp(path);
		},
	};
}

test('the first check calls, later ones only if the file has changed or is gone', async () => {
	const path = join(temporaryHome(), 'file');
	writeFileSync(path, 'one');
	const poll = polling(path);
	await poll.look();
	await poll.look();
	expect(poll.calls()).toBe(1);
	writeFileSync(path, 'another');
	await poll.look();
	await poll.look();
	expect(poll.calls()).toBe(2);
	rmSync(path);
	await poll.look();
	await poll.look();
	expect(poll.calls()).toBe(3);
});

test('a known version is not a change', async () => {
	const path = join(temporaryHome(), 'file');
	writeFileSync(path, 'one');
	const poll = polling(path, () => true, await fileStamp(path));
	await poll.look();
	expect(poll.calls()).toBe(0);
});

test('a change that could not be used is reported again at the next check', async () => {
	const path = join(temporaryHome(), 'file');
	let isUsable = false;
	const poll = polling(path, () => isUsable);
	await poll.look();
	await poll.look();
	isUsable = true;
	await poll.look();
	await poll.look();
	expect(poll.calls()).toBe(3);
});

test('while a change is being handled, no other is reported', async () => {
	const path = join(temporaryHome(), 'file');
	let finish = (_: boolean) => {};
	const poll = polling(
		path,
		() =>
			new Promise<boolean>(resolve => {
				finish = resolve;
			}),
	);
	await poll.look();
	writeFileSync(path, 'one');
	await poll.look();
	expect(poll.calls()).toBe(1);
	finish(true);
	await poll.look();
	await poll.look();
	expect(poll.calls()).toBe(2);
	finish(true);
});

test('after its end, nothing is checked', async () => {
	const poll = polling(join(temporaryHome(), 'file'));
	poll.stop();
	await poll.look();
	expect(poll.calls()).toBe(0);
});

import {rmSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {cancelCode} from '../../source/commands/cancel-outcome.ts';
import {exitCodes} from '../../source/commands/exit-code.ts';
import {submitCode} from '../../source/commands/submit.ts';
import type {SignedClient} from '../../source/gp/client/client.ts';
import {beginCancel} from '../../source/monitor/cancel.ts';
import {newJob} from '../../source/monitor/job.ts';
import {heldOnDisk, holdOf, notTold, ReadOnlyGuard, wasSet} from '../../source/session/read-only-guard.ts';
import {DirectStorage} from '../../source/store/direct-storage.ts';
import {configPath} from '../../source/store/home.ts';
import {openSavedList} from '../../source/store/saved-list.ts';
import {safe} from '../../source/text/safe-text.ts';
import {addressOf} from '../monitor/watched.ts';
import {jobUrl} from '../store/fixtures/job-url.ts';
import {temporaryHome} from '../store/fixtures/temporary-home.ts';

const client = {
	cancel: async () => ({ok: false}),
	submit: async () => ({outcome: 'refused'}),
	close: () => {},
} as unknown as SignedClient;
const why = safe`The settings cannot be read.`;

const free = async () => undefined;

test('while the guard has a reason the client has no function that changes a job', () => {
	const guard = new ReadOnlyGuard(undefined);
	const guarded = guard.over(client, free);
	expect([guarded.cancel, guarded.submit]).toEqual([expect.any(Function), expect.any(Function)]);
	expect(guard.set(why)).toBe(true);
	expect([guarded.cancel, guarded.submit]).toEqual([undefined, undefined]);
	expect(guard.set(why)).toBe(false);
	guard.set(undefined);
	expect(guarded.cancel).toBeDefined();
	expect(guarded.close).toBe(client.close);
});

test('a client that is read-only from the start never gets such a function', () => {
	const {cancel: _, submit: __, ...readOnly} = client;
	const guarded = new ReadOnlyGuard(undefined).over(readOnly, free);
	expect([guarded.cancel, guarded.submit]).toEqual([undefined, undefined]);
});

test('the settings at the moment of the POST decide, even if nobody was informed of the change', async () => {
	const sent: string[] = [];
	const posting = {
		cancel: async () => sent.push('cancel'),
		submit: async () => sent.push('submit'),
	} as unknown as SignedClient;
	const home = temporaryHome();
	expect(await openSavedList(home).setSetting('readOnly', 'false')).toMatchObject({ok: true});
	const opened = {
		storage: new DirectStorage(home, 'writing'),
		isNew: false,
		preferences: {isReadOnly: false},
		isReadOnlyWith: (saved: boolean) => saved,
	} as unknown as Parameters<typeof heldOnDisk>[0];
	const {cancel, submit} = new ReadOnlyGuard(undefined).over(posting, () => heldOnDisk(opened));
	const url = jobUrl('j1') as never;
	await cancel?.(url);
	await submit?.(url, {});
	expect(sent).toEqual(['cancel', 'submit']);
	const heldAtOnce = async () => {
		const answers = [await cancel?.(url), await submit?.(url, {})] as const;
		expect(answers).toEqual([
			expect.objectContaining({ok: false, fault: expect.objectContaining({isUnsent: true})}),
			expect.objectContaining({outcome: 'not-sent'}),
		]);
		expect(sent).toHaveLength(2);
		// The exit code says that it was a file of this machine, whichever command was held.
		const [cancelled, submitted] = answers;
		if (cancelled?.ok !== false || submitted?.outcome !== 'not-sent') throw new Error('it was sent');
		const flow = {...beginCancel(false, 0).flow, step: 'not-sent', fault: cancelled.fault} as const;
		expect([
			cancelCode({...newJob(addressOf()), cancel: flow}, 'not-sent'),
			cancelCode({...newJob(addressOf()), cancel: flow, notFound: {count: 1, since: 0}}, 'not-sent'),
			submitCode(submitted),
		]).toEqual([exitCodes.notSaved, exitCodes.notSaved, exitCodes.notSaved]);
	};
	// By another process.
	expect(await openSavedList(home).setSetting('readOnly', 'true')).toMatchObject({ok: true});
	await heldAtOnce();
	rmSync(configPath(home));
	await heldAtOnce();
	writeFileSync(configPath(home), 'cut short');
	await heldAtOnce();
	rmSync(home, {recursive: true});
	await heldAtOnce();
});

test('a disk that does not answer forbids changes', async () => {
	const opened = {storage: {readList: () => new Promise(() => {})}} as unknown as Parameters<typeof heldOnDisk>[0];
	expect(await heldOnDisk(opened, 1)).toBe(notTold);
});

test('a setting that was saved meanwhile applies unless the environment says no', () => {
	const opened = (isReadOnly: boolean, saved: (value: boolean) => boolean) =>
		({preferences: {isReadOnly}, isReadOnlyWith: saved}) as Parameters<typeof holdOf>[1];
	const asSaved = opened(false, saved => saved);
	expect(holdOf({isReadOnly: false}, asSaved)).toBeUndefined();
	expect(holdOf({isReadOnly: true}, asSaved)).toBe(wasSet);
	expect(
		holdOf(
			{isReadOnly: true},
			opened(false, () => false),
		),
	).toBeUndefined();
	// Nothing new to somebody who began read-only.
	expect(
		holdOf(
			{isReadOnly: true},
			opened(true, () => true),
		),
	).toBeUndefined();
	// What nobody can read no variable overrules.
	expect(
		holdOf(
			{isReadOnly: false, hold: why},
			opened(false, () => false),
		),
	).toBe(why);
});

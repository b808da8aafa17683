import {expect, test} from 'vitest';
import {holdOf, ReadOnlyGuard} from '../../source/commands/read-only-guard.ts';
import type {SignedClient} from '../../source/gp/client/client.ts';
import {safe} from '../../source/text/safe-text.ts';

const client = {
	cancel: async () => ({ok: false}),
	submit: async () => ({outcome: 'refused'}),
	close: () => {},
} as unknown as SignedClient;
const why = safe`The settings cannot be read.`;

test('while the guard has a reason the client has no function that changes a job', () => {
	const guard = new ReadOnlyGuard(undefined);
	const guarded = guard.over(client);
	expect([guarded.cancel, guarded.submit]).toEqual([client.cancel, client.submit]);
	expect(guard.set(why)).toBe(true);
	expect([guarded.cancel, guarded.submit]).toEqual([undefined, undefined]);
	expect(guard.set(why)).toBe(false);
	guard.set(undefined);
	expect(guarded.cancel).toBe(client.cancel);
	expect(guarded.close).toBe(client.close);
});

test('a client that is read-only from the beginning never gets one', () => {
	const {cancel: _, submit: __, ...readOnly} = client;
	const guarded = new ReadOnlyGuard(undefined).over(readOnly);
	expect([guarded.cancel, guarded.submit]).toEqual([undefined, undefined]);
});

test('what was saved meanwhile holds unless the environment says no', () => {
	const shelf = (isReadOnly: boolean, saved: (value: boolean) => boolean) =>
		({preferences: {isReadOnly}, isReadOnlyWith: saved}) as Parameters<typeof holdOf>[1];
	const asSaved = shelf(false, saved => saved);
	expect(holdOf({isReadOnly: false}, asSaved)).toBeUndefined();
	expect(holdOf({isReadOnly: true}, asSaved)).toMatch(/read-only/);
	expect(
		holdOf(
			{isReadOnly: true},
			shelf(false, () => false),
		),
	).toBeUndefined();
	// Nothing new to somebody who began read-only.
	expect(
		holdOf(
			{isReadOnly: true},
			shelf(true, () => true),
		),
	).toBeUndefined();
	// What nobody can read no variable overrules.
	expect(
		holdOf(
			{isReadOnly: false, hold: why},
			shelf(false, () => false),
		),
	).toBe(why);
});

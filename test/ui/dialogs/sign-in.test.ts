import {describe, expect, test} from 'vitest';
import {safe} from '../../../source/text/safe-text.ts';
import {dialogFields, dialogText} from '../../../source/ui/dialogs/dialogs.ts';
import {nothingTyped} from '../../../source/ui/dialogs/sign-in.ts';
import {emptyInput, inputText} from '../../../source/ui/input/state.ts';
import type {SignInPlaceWords} from '../../../source/ui/sign-in-service.ts';
import {openWorld, urlOf} from '../screen/screen-world.ts';

const passwordQuestion = safe`It goes to portal.acme.com. Send it?`;
const tokenQuestion = safe`Anybody can read it. Send it?`;

/** A screen whose one server wants a sign-in, with what has to be confirmed. */
async function opened(questions: Partial<SignInPlaceWords> = {}) {
	const world = await openWorld(['a']);
	Object.assign(world.screen.world.signIn, {
		find: async () => ({
			ok: true,
			notice: safe`It goes there.`,
			passwordQuestion: null,
			tokenQuestion: null,
			...questions,
		}),
	});
	Object.assign(world.monitor, {asksForSignIn: () => true});
	await world.press('i');
	const formOf = () => (world.screen.state.dialog?.kind === 'sign-in' ? world.screen.state.dialog.form : undefined);
	const sent = () => world.edits.filter(edit => edit.startsWith('sign in'));
	return {...world, formOf, sent};
}

const user = ['a', 'n', 'n', 'Enter'];
const secret = ['p', 'w', 'Enter'];

test('a credential for the server itself is sent without a question', async () => {
	const {press, sent, formOf} = await opened();
	await press(...user, ...secret);
	expect(sent()).toEqual([`sign in ${urlOf('a')} ann`]);
	expect(formOf()).toBeUndefined();
});

describe.each([
	['a password', user, {passwordQuestion}, passwordQuestion, 'ann'],
	['a token', ['Enter'], {tokenQuestion}, tokenQuestion, ''],
] as const)('%s that has to be confirmed', (_, first, questions, question, name) => {
	test('is sent only after y', async () => {
		const {press, sent, formOf} = await opened(questions);
		await press(...first, ...secret);
		expect([formOf()?.question, sent()]).toEqual([question, []]);
		for (const key of ['Enter', 'Space', 'Tab', 'x', 'q']) await press(key);
		expect([formOf()?.question, sent()]).toEqual([question, []]);
		await press('y');
		expect(sent()).toEqual([`sign in ${urlOf('a')} ${name}`]);
	});

	test.each(['n', 'Esc'])('is not sent after %s, and what was typed stays', async key => {
		const {press, sent, formOf} = await opened(questions);
		await press(...first, ...secret, key);
		expect([formOf()?.question, formOf()?.secret.reveal(), sent()]).toEqual([null, 'pw', []]);
		await press('Enter', 'y');
		expect(sent()).toHaveLength(1);
	});
});

test('a token is not confirmed if only passwords must be, and the other way round', async () => {
	const token = await opened({passwordQuestion});
	await token.press('Enter', ...secret);
	expect(token.sent()).toHaveLength(1);
	const password = await opened({tokenQuestion});
	await password.press(...user, ...secret);
	expect(password.sent()).toHaveLength(1);
});

test('typing errors are corrected with Backspace and Ctrl-U; a token is pasted without its line break', async () => {
	const {press, screen, formOf} = await opened();
	await press('a', 'b', 'Backspace', 'Tab', 'p', 'w', 'x', 'Backspace');
	expect([inputText(formOf()?.user ?? emptyInput), formOf()?.secret.reveal()]).toEqual(['a', 'pw']);
	screen.paste('TOKEN\r\n');
	expect(formOf()?.secret.reveal()).toBe('pwTOKEN');
	await press('Ctrl-U');
	expect(formOf()?.secret.reveal()).toBe('');
	screen.paste('x'.repeat(9000));
	expect(formOf()?.secret.reveal()).toHaveLength(8192);
	await press('↑', 'c');
	expect(inputText(formOf()?.user ?? emptyInput)).toBe('ac');
});

test('the secret is drawn as dots, up to a limit', async () => {
	const {press, screen} = await opened();
	const fields = () => {
		const {dialog} = screen.state;
		return dialog ? dialogFields(dialog) : [];
	};
	await press(...user, 'p', 'w');
	const [name, secretField] = fields();
	expect(inputText(name?.input ?? emptyInput)).toBe('ann');
	expect(inputText(secretField?.input ?? emptyInput)).toBe('••');
	expect([secretField?.isFocused, secretField?.spoken]).toEqual([true, expect.stringMatching(/\b2\b/)]);
	screen.paste('x'.repeat(99));
	expect(inputText(fields()[1]?.input ?? emptyInput)).toBe('•'.repeat(24));
});

test('nothing is sent without a secret, or before the destination is known', async () => {
	const {press, screen, sent, formOf} = await opened();
	await press(...user, 'Enter');
	expect(screen.state.notices[0]?.text).toBe(nothingTyped);
	expect([formOf()?.focus, sent()]).toEqual(['secret', []]);
	await press('Esc');
	Object.assign(screen.world.signIn, {find: () => new Promise(() => {})});
	await press('i', ...user, ...secret);
	expect([formOf()?.place, sent()]).toEqual([null, []]);
});

test('for a server without tokens, a notice is shown instead of the form', async () => {
	const {press, screen, formOf} = await opened();
	await press('Esc');
	const notice = safe`It gives none.`;
	Object.assign(screen.world.signIn, {
		find: async () => ({ok: false, notice, passwordQuestion: null, tokenQuestion: null}),
	});
	await press('i');
	expect(formOf()).toBeUndefined();
	expect(screen.state.notices[0]).toMatchObject({text: notice, isBad: true});
});

test('while the form is sent, only Esc works; after a refusal the secret is typed again, and the user name stays', async () => {
	const {press, screen, formOf, clock} = await opened();
	const answer = Promise.withResolvers<object>();
	Object.assign(screen.world.signIn, {signIn: () => answer.promise});
	await press(...user, ...secret);
	expect(formOf()?.isBusy).toBe(true);
	await press('x', 'Enter', 'Tab');
	expect(formOf()).toMatchObject({isBusy: true, focus: 'secret', refusal: null});
	const notice = safe`The password is wrong.`;
	answer.resolve({ok: false, notice, isSignedIn: false});
	await clock.move(10);
	expect(formOf()).toMatchObject({isBusy: false, refusal: notice});
	expect([inputText(formOf()?.user ?? emptyInput), formOf()?.secret.reveal()]).toEqual(['ann', '']);
	const {dialog} = screen.state;
	expect(dialog && dialogText(dialog, screen)?.notes[0]).toBe(notice);
});

test('the current question is in the dialog, with the meaning of y', async () => {
	const {press, screen} = await opened({passwordQuestion});
	await press(...user, ...secret);
	const {dialog} = screen.state;
	const text = dialog && dialogText(dialog, screen);
	expect(text?.notes).toEqual([passwordQuestion]);
	expect(text?.keys.map(([key]) => key)).toEqual(['y', 'n Esc']);
});

import {describe, expect, test} from 'vitest';
import {safe} from '../../../source/text/safe-text.ts';
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
			said: safe`It goes there.`,
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

test('what goes to the server itself is sent without a question', async () => {
	const {press, sent, formOf} = await opened();
	await press(...user, ...secret);
	expect(sent()).toEqual([`sign in ${urlOf('a')} ann`]);
	expect(formOf()).toBeUndefined();
});

describe.each([
	['a password', user, {passwordQuestion}, passwordQuestion, 'ann'],
	['a token', ['Enter'], {tokenQuestion}, tokenQuestion, ''],
] as const)('%s that has to be confirmed', (_, first, questions, question, name) => {
	test('is sent after a y, and not before', async () => {
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

test('a token needs no yes where only passwords do, nor the other way round', async () => {
	const token = await opened({passwordQuestion});
	await token.press('Enter', ...secret);
	expect(token.sent()).toHaveLength(1);
	const password = await opened({tokenQuestion});
	await password.press(...user, ...secret);
	expect(password.sent()).toHaveLength(1);
});

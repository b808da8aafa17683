import {graphemesOf} from '../../text/graphemes.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {Secret} from '../../text/secret.ts';
import {type InputState, inputText, inputWith} from '../input/state.ts';
import type {DialogText} from './dialog-lines.ts';
import {pressInField} from './field-keys.ts';

/** What is typed to sign in. The secret is never drawn, and prints as dots wherever it is printed. */
export type SignInForm = {
	readonly user: InputState;
	readonly secret: Secret;
	readonly focus: 'user' | 'secret';
	/** Where it will be sent; `null` until that is known. */
	readonly place: SafeText | null;
	/** What has to be confirmed before user and password, or a token alone, are sent. */
	readonly questions: {readonly password: SafeText | null; readonly token: SafeText | null};
	/** What is asked now: y sends what was typed. */
	readonly question: SafeText | null;
	/** Why it did not work the last time. */
	readonly refusal: SafeText | null;
	/** It is on its way: no key but Esc does anything. */
	readonly isBusy: boolean;
};

export const emptySignIn: SignInForm = {
	user: inputWith(safe``),
	secret: Secret.unfinished(''),
	focus: 'user',
	place: null,
	questions: {password: null, token: null},
	question: null,
	refusal: null,
	isBusy: false,
};

const longestSecret = 8192;

/** A key in the form, or a paste, which has text but no name. */
export function typedIntoSignIn(form: SignInForm, name: string | undefined, typed: string): SignInForm {
	if (name === 'Tab' || name === 'Shift-Tab' || name === '↑' || name === '↓') {
		return {...form, focus: form.focus === 'user' ? 'secret' : 'user'};
	}
	if (form.focus === 'user') return {...form, user: pressInField(form.user, name, typed)};
	return {...form, secret: typedSecret(form.secret, name, typed)};
}

function typedSecret(secret: Secret, name: string | undefined, typed: string): Secret {
	const text = secret.reveal();
	if (name === 'Backspace') return Secret.unfinished(graphemesOf(text).slice(0, -1).join(''));
	if (name === 'Ctrl-U') return Secret.unfinished('');
	// A token is pasted with the end of its line.
	const more = name === undefined ? typed.replace(/[\r\n]+$/, '') : typed;
	return Secret.unfinished((text + more).slice(0, longestSecret));
}

/** What has to be confirmed before what was typed is sent; `null` where nothing has. */
export function questionOf({user, questions}: SignInForm): SafeText | null {
	return inputText(user).trim() === '' ? questions.token : questions.password;
}

/** The secret as it is drawn: a dot for each character, and no more than tell that something was typed. */
export function maskedSecret(secret: Secret): InputState {
	return inputWith(safeText('•'.repeat(Math.min(24, [...secret.reveal()].length))));
}

/** @param server its name */
export function signInText(server: SafeText, {place, question, refusal, isBusy}: SignInForm): DialogText {
	if (question !== null) {
		return {
			title: safe`Sign in to ${server}`,
			facts: [],
			notes: [question],
			keys: [
				[safe`y`, safe`send it`],
				[safe`Esc`, safe`back, and send nothing`],
			],
		};
	}
	return {
		title: safe`Sign in to ${server}`,
		facts: [],
		notes: [
			...(refusal === null ? [] : [refusal]),
			isBusy ? safe`Signing in…` : (place ?? safe`Finding out where the server gives its tokens…`),
			safe`Without a user, the secret is taken for a token or an API key. What is typed is kept in the keyring, or in a file that only you can read; it is never shown.`,
		],
		keys: [
			[safe`Tab`, safe`the other line`],
			[safe`Enter`, safe`sign in`],
			[safe`Esc`, safe`leave it`],
		],
	};
}

import {graphemesOf} from '../../text/graphemes.ts';
import {counted} from '../../text/number-words.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {Secret} from '../../text/secret.ts';
import {type InputState, inputText, inputWith} from '../input/state.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {DialogDefinition} from './dialog.ts';
import {closes, type DialogText} from './dialog-lines.ts';
import {namedField, pressInField} from './field-keys.ts';
import {nextField} from './label.ts';

/** The dialog for signing in to the server of a job. */
export type SignInDialog = {readonly kind: 'sign-in'; readonly url: string; readonly form: SignInForm};

/** The text, the fields and the keys of the dialog for signing in. */
export const signInDialog: DialogDefinition<SignInDialog> = {
	deafFor: 0,
	press,
	text({url, form}, {world}) {
		const job = world.monitor.jobs.get(url);
		return job && signInText(job.address.serverName, form);
	},
	fields({form: {user, secret, focus}}) {
		const password = namedField(safe`password`, safe`Password`, maskedSecret(secret), focus === 'secret');
		return [
			namedField(safe`user`, safe`User`, user, focus === 'user'),
			{...password, spoken: safe`Password: ${counted([...secret.reveal()].length, 'character')}`},
		];
	},
};

/** The contents of the form. The secret is drawn and printed only as dots. */
type SignInForm = {
	readonly user: InputState;
	readonly secret: Secret;
	readonly focus: 'user' | 'secret';
	/** Says where the credential will be sent; `null` until that is known. */
	readonly place: SafeText | null;
	/** The questions that the operator must confirm before user name and password, or a token, are sent. */
	readonly questions: {readonly password: SafeText | null; readonly token: SafeText | null};
	/** The question that is shown now; `null` if there is none. The key `y` confirms it and sends the form. */
	readonly question: SafeText | null;
	/** Why the last attempt to sign in failed. */
	readonly refusal: SafeText | null;
	/** Whether the form is being sent. If so, only Esc has an effect. */
	readonly isBusy: boolean;
};

/** The form before anything is typed. */
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

/** Opens the form for signing in to the server of a job, and finds out where the credential will be sent. */
export function openSignIn(screen: ScreenPort, url: string): void {
	screen.change({dialog: {kind: 'sign-in', url, form: emptySignIn}});
	void screen.world.signIn.find(url).then(({ok, notice, passwordQuestion, tokenQuestion}) => {
		const {dialog} = screen.state;
		if (dialog?.kind !== 'sign-in' || dialog.url !== url) return;
		const questions = {password: passwordQuestion, token: tokenQuestion};
		if (ok) return screen.change({dialog: {...dialog, form: {...dialog.form, place: notice, questions}}});
		screen.change({dialog: null});
		screen.notify({ok, notice});
	});
}

function press(screen: ScreenPort, dialog: SignInDialog, name: string | undefined, typed: string): void {
	const {form} = dialog;
	if (form.question !== null) return answerQuestion(screen, dialog, name);
	if (name === 'Esc') return screen.change({dialog: null});
	if (form.isBusy) return;
	if (name !== 'Enter') return screen.change({dialog: {...dialog, form: typedInto(form, name, typed)}});
	if (form.focus === 'user') return screen.change({dialog: {...dialog, form: {...form, focus: 'secret'}}});
	if (form.secret.reveal() === '') return screen.notify({ok: false, notice: nothingTyped});
	if (form.place === null) return;
	const question = questionOf(form);
	if (question !== null) return screen.change({dialog: {...dialog, form: {...form, question}}});
	send(screen, dialog, form);
}

/** The notice that Enter was pressed in an empty form. */
export const nothingTyped: SafeText = safe`Enter a password, a token or an API key first.`;

/**
 * Handles the answer to a question. Only `y` sends a credential to a server that the operator has not named, or over a
 * connection that others can read.
 */
function answerQuestion(screen: ScreenPort, dialog: SignInDialog, name: string | undefined): void {
	const form = {...dialog.form, question: null};
	if (name === 'y' || name === 'Y') return send(screen, dialog, form);
	if (name === 'n' || name === 'N' || name === 'Esc') screen.change({dialog: {...dialog, form}});
}

function send(screen: ScreenPort, dialog: SignInDialog, form: SignInForm): void {
	const {url} = dialog;
	screen.change({dialog: {...dialog, form: {...form, isBusy: true, refusal: null}}});
	void screen.world.signIn.signIn(url, inputText(form.user).trim(), form.secret.finished()).then(outcome => {
		const now = screen.state.dialog;
		if (now?.kind === 'sign-in' && now.url === url) {
			// The user name stays; the secret has to be typed again.
			const again = {...now.form, isBusy: false, secret: emptySignIn.secret, refusal: outcome.notice};
			screen.change({dialog: outcome.isSignedIn ? null : {...now, form: again}});
		}
		screen.notify(outcome);
	});
}

/** Applies a key, or a paste, which has text but no name, to the form. */
function typedInto(form: SignInForm, name: string | undefined, typed: string): SignInForm {
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
	// A token is often pasted with a line break at its end.
	const more = name === undefined ? typed.replace(/[\r\n]+$/, '') : typed;
	return Secret.unfinished((text + more).slice(0, longestSecret));
}

/** Returns the question that the operator must confirm before the form is sent; `null` if there is none. */
function questionOf({user, questions}: SignInForm): SafeText | null {
	return inputText(user).trim() === '' ? questions.token : questions.password;
}

/**
 * Returns the secret as it is drawn: a dot for each character, up to a limit, so that the user sees that something was
 * typed.
 */
function maskedSecret(secret: Secret): InputState {
	return inputWith(safeText('•'.repeat(Math.min(24, [...secret.reveal()].length))));
}

/**
 * Makes the text of the dialog for signing in.
 *
 * @param server the name of the server
 */
export function signInText(server: SafeText, {place, question, refusal, isBusy}: SignInForm): DialogText {
	if (question !== null) {
		return {
			title: safe`Sign in to ${server}`,
			facts: [],
			notes: [question],
			keys: [
				[safe`y`, safe`send`],
				[safe`n Esc`, safe`no, back`],
			],
		};
	}
	return {
		title: safe`Sign in to ${server}`,
		facts: [],
		notes: [
			...(refusal === null ? [] : [refusal]),
			isBusy ? safe`Signing in…` : (place ?? safe`Looking for the server's token service…`),
			safe`Leave user empty to enter a token or API key. gpjobs keeps it in the keyring, or in a file that only you can read, and never shows it.`,
		],
		keys: [
			[safe`Tab`, nextField],
			[safe`Enter`, safe`sign in`],
			[safe`Esc`, closes],
		],
	};
}

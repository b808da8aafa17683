import {safe} from '../../text/safe-text.ts';
import type {Dialog} from '../dialogs/dialog.ts';
import {emptySignIn, questionOf, type SignInForm, typedIntoSignIn} from '../dialogs/sign-in.ts';
import {inputText} from '../input/state.ts';
import type {ScreenController} from './controller.ts';

type SignInDialog = Dialog & {readonly kind: 'sign-in'};

/** Opens the form for the server of a job, and finds out meanwhile where it will be sent. */
export function openSignIn(screen: ScreenController, url: string): void {
	screen.change({dialog: {kind: 'sign-in', url, form: emptySignIn}});
	void screen.world.signIn.find(url).then(({ok, said, passwordQuestion, tokenQuestion}) => {
		const {dialog} = screen.state;
		if (dialog?.kind !== 'sign-in' || dialog.url !== url) return;
		const questions = {password: passwordQuestion, token: tokenQuestion};
		if (ok) return screen.change({dialog: {...dialog, form: {...dialog.form, place: said, questions}}});
		screen.change({dialog: null});
		screen.notify({ok, said});
	});
}

export function pressInSignIn(
	screen: ScreenController,
	dialog: SignInDialog,
	name: string | undefined,
	typed: string,
): void {
	const {form} = dialog;
	if (form.question !== null) return answerQuestion(screen, dialog, name);
	if (name === 'Esc') return screen.change({dialog: null});
	if (form.isBusy) return;
	if (name !== 'Enter') return screen.change({dialog: {...dialog, form: typedIntoSignIn(form, name, typed)}});
	if (form.focus === 'user') return screen.change({dialog: {...dialog, form: {...form, focus: 'secret'}}});
	if (form.secret.reveal() === '') return screen.notify({ok: false, said: safe`Nothing was typed to sign in with.`});
	if (form.place === null) return;
	const question = questionOf(form);
	if (question !== null) return screen.change({dialog: {...dialog, form: {...form, question}}});
	send(screen, dialog, form);
}

/** Only a y sends something to a place that the operator has not named, or in a way that others can read. */
function answerQuestion(screen: ScreenController, dialog: SignInDialog, name: string | undefined): void {
	const form = {...dialog.form, question: null};
	if (name === 'y' || name === 'Y') return send(screen, dialog, form);
	if (name === 'n' || name === 'N' || name === 'Esc') screen.change({dialog: {...dialog, form}});
}

function send(screen: ScreenController, dialog: SignInDialog, form: SignInForm): void {
	const {url} = dialog;
	screen.change({dialog: {...dialog, form: {...form, isBusy: true, refusal: null}}});
	void screen.world.signIn.signIn(url, inputText(form.user).trim(), form.secret.finished()).then(outcome => {
		const now = screen.state.dialog;
		if (now?.kind === 'sign-in' && now.url === url) {
			// What was typed wrong is typed again, the user stays.
			const again = {...now.form, isBusy: false, secret: emptySignIn.secret, refusal: outcome.said};
			screen.change({dialog: outcome.isSignedIn ? null : {...now, form: again}});
		}
		screen.notify(outcome);
	});
}
